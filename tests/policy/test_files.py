"""What holds for every file, whatever is in it."""

import re
from pathlib import Path

from tests.policy.files import ROOT, name_of, project_files, texts

LONGEST = 300
COUNTED = (".py", ".html", ".css", ".js", ".sh", "")
WITHOUT_A_NAME = {
    *("common", "data", "handler", "handlers", "helper", "helpers", "manager"),
    *("managers", "misc", "process", "util", "utils"),
}
MACHINE_PATHS = re.compile(r"(?<![\w.])/(root|work|Users/\w+|home/\w+)/")
REGISTRY = re.compile(
    r"https?://\S+/simple\b|https?://\S+\.(whl|tgz|deb)\b|--(extra-)?index-url"
    r"|--find-links"
)


def test_no_file_is_too_long_to_be_about_one_thing():
    lengths = {
        name: text.count("\n") for name, text in texts(*COUNTED) if name != "LICENSE"
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}


def test_every_module_has_a_name_of_its_own():
    stems = {name_of(path): path.stem for path in project_files(".py")}
    assert [name for name, stem in stems.items() if stem in WITHOUT_A_NAME] == []


def test_every_module_says_in_its_first_line_what_it_answers():
    silent = [name for name, text in texts(".py") if not text.startswith('"""')]
    assert silent == []


def test_nothing_names_a_folder_of_somebodys_machine():
    assert found(MACHINE_PATHS) == []


def test_nothing_names_a_package_registry():
    assert found(REGISTRY) == []


def test_no_lock_holds_an_address():
    for lock in (ROOT / "requirements").iterdir():
        assert "://" not in lock.read_text(), lock.name


def found(pattern):
    """The lines that match, as `file:line: text`; this file aside."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in texts()
        if name != name_of(Path(__file__))
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
