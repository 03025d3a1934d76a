"""The files that the project is made of."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("pollsvc/migrations/versions/", "requirements/")


def project_files(*suffixes):
    """The files that are, or could be, committed, less those that a program wrote.

    Args:
        *suffixes: Their endings, with the dot; none: all files.
    """
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    names = [n for n in listed.stdout.decode().splitlines() if (ROOT / n).is_file()]
    return [
        ROOT / name
        for name in names
        if not name.startswith(GENERATED)
        and (not suffixes or Path(name).suffix in suffixes)
    ]


def name_of(path):
    """A file's path inside the project, for a test's name and message."""
    return str(path.relative_to(ROOT))


def texts(*suffixes):
    """Pairs of a file's name and its text."""
    for path in project_files(*suffixes):
        content = path.read_bytes()
        if b"\0" not in content:
            yield name_of(path), content.decode()
