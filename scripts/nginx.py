"""Finds an nginx for the tests of deploy/, and gets one where there is none.

Prints its path. Prints nothing where there is none to be had: those tests are then
left out, and say why.
"""

import os
import shutil
import tempfile
from pathlib import Path

from browser import ROOT, say, tried

OWN = ROOT / os.environ.get("POLLSVC_VENV", ".venv")
OWN = OWN.with_name(f"{OWN.name}.nginx")
PROGRAM = Path("usr", "sbin", "nginx")
DEBIAN_PACKAGES = ("nginx", "nginx-light")
"""By release, the program is in the one or in the other."""


def find_nginx() -> str | None:
    """Finds an nginx on this machine.

    Returns:
        The path of its program, or None.
    """
    if on_path := shutil.which("nginx") or shutil.which("/usr/sbin/nginx"):
        return on_path
    own = OWN / PROGRAM
    return str(own) if own.exists() else None


def main() -> None:
    """Prints the path of an nginx, having got one if need be."""
    if not find_nginx():
        unpack_debian_package()
    print(find_nginx() or "")


def unpack_debian_package() -> None:
    """Unpacks Debian's nginx for this checkout alone: nothing is installed or started.

    Needs no rights, unless the lists of packages are still to be had.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    say("Unpacking an nginx from Debian's package …")
    if not any(map(unpacked, DEBIAN_PACKAGES)):
        tried("apt-get", "update", "--quiet=2")
        any(map(unpacked, DEBIAN_PACKAGES))


def unpacked(package: str) -> bool:
    """Downloads and unpacks a package; tells whether an nginx was in it that runs."""
    download = 'cd "$1" && apt-get download --quiet=2 "$2"'
    with tempfile.TemporaryDirectory(dir=OWN.parent, prefix=".venv.new-") as folder:
        new = Path(folder) / "own"
        tried("sh", "-c", download, "sh", folder, package)
        for archive in Path(folder).glob("*.deb"):
            tried("dpkg-deb", "--extract", str(archive), str(new))
        runs = (new / PROGRAM).exists() and tried(str(new / PROGRAM), "-v")
        if runs:
            shutil.rmtree(OWN, ignore_errors=True)
            new.rename(OWN)
    return runs


if __name__ == "__main__":
    main()
