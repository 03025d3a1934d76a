"""A systemd of the tests' own, in which the shipped units really start.

It has its own processes, mounts and control group, sees the checkout at /opt/pollsvc
and an empty /var/lib, and all of it is gone when the block ends.
"""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.policy.files import ROOT

SYSTEMD = Path("/lib/systemd/systemd")
RUNTIME = "/run/user"
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
UID = 31_415
"""Of the user whom the units name, whom the real machine need not have."""

APART = ["unshare", "--cgroup", "--mount", "--pid", "--fork", "--kill-child"]

# Python and the environment may lie in somebody's home, which units must not see: they
# are found at other places inside, and told so here.
PROGRAM = f"""\
#!/bin/sh
export PYTHONPATH=/opt/pollsvc:/opt/pollsvc/.venv/lib/{PYTHON}/site-packages
export LD_LIBRARY_PATH=/opt/python/lib
exec /opt/python/bin/{PYTHON} -c 'from pollsvc.cli import main; main()' "$@"
"""
INSIDE = f"""\
set -e
mount --make-rprivate /
mount -t cgroup2 none /sys/fs/cgroup
mount -t tmpfs -o mode=755 none /run
mkdir -p /run/systemd/system /run/systemd/inaccessible {RUNTIME}/systemd
cd /run/systemd/inaccessible
mkdir -m 0 dir && mkfifo -m 0 fifo && touch reg && chmod 0 reg
mount -t tmpfs -o mode=755 none /var/lib
mkdir /var/lib/systemd
printf '[Manager]\\nDefaultStandardOutput=inherit\\n' > /var/lib/systemd/user.conf
for file in passwd group; do
  mount --bind "$1/$file" "/etc/$file"
done
mount -t tmpfs -o mode=755 none /opt
mkdir /opt/pollsvc /opt/python
mount --bind "$2" /opt/pollsvc
mount --bind "$3" /opt/pollsvc/.venv
mount --bind "$4" /opt/python
mount --bind "$1/pollsvc" /opt/pollsvc/.venv/bin/pollsvc
cp -r "$1/units" {RUNTIME}/systemd/user
cd /
export HOME=/var/lib XDG_RUNTIME_DIR={RUNTIME} XDG_CONFIG_HOME=/var/lib
export XDG_STATE_HOME=/var/lib SYSTEMD_LOG_TARGET=console
{SYSTEMD} --user --unit=pollsvc-tests.target &
wait
"""


def why_not():
    """Why this machine cannot have a systemd of ours; None if it can."""
    if os.geteuid() != 0:
        return "only root can give systemd a world of its own"
    tools = ("unshare", "nsenter", "systemctl")
    if not SYSTEMD.exists() or not all(map(shutil.which, tools)):
        return "systemd is not installed here: apt-get install systemd"
    if control_groups() is None:
        return "this system has no control groups of version 2"
    able = subprocess.run([*APART, "true"], capture_output=True, check=False)
    return "this system allows no namespaces" if able.returncode else None


def control_groups():
    """Where control groups of version 2 are mounted, if we may make one."""
    for line in Path("/proc/mounts").read_text().splitlines():
        _, place, kind, *_ = line.split()
        if kind == "cgroup2" and os.access(place, os.W_OK):
            return Path(place)
    return None


@dataclass(frozen=True)
class Systemd:
    """A running systemd.

    Attributes:
        inside: The process number, seen from outside, of the first process inside.
        log: What it and its units print.
    """

    inside: int
    log: Path

    def run(self, *command):
        """What a command inside prints; it must succeed."""
        done = self.tried(*command)
        assert done.returncode == 0, f"{done.stdout}\n{self.log.read_text()}"
        return done.stdout

    def tried(self, *command):
        enter = ["nsenter", f"--target={self.inside}", "--mount", "--pid", "--cgroup"]
        return subprocess.run(
            [*enter, "--", "env", f"XDG_RUNTIME_DIR={RUNTIME}", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )

    def systemctl(self, *arguments):
        return self.run("systemctl", "--user", "--no-pager", *arguments)

    def show(self, unit, name):
        """One property of a unit."""
        return self.systemctl("show", unit, f"--property={name}", "--value").strip()


@contextmanager
def own_systemd(folder, units):
    """A systemd that knows the given units, while the block lasts.

    Args:
        folder: Where to put its files.
        units: Texts of units by their names.
    """
    prepare(folder, units)
    group = control_groups() / f"pollsvc-tests-{os.getpid()}"
    group.mkdir()
    # In a group of its own before it starts: it would else take in all processes.
    join = f"echo $$ > '{group}/cgroup.procs'; exec \"$@\""
    shell = ["sh", "-c", INSIDE, "sh"]
    places = [str(folder), str(ROOT), sys.prefix, sys.base_prefix]
    command = ["sh", "-c", join, "sh", *APART, "--mount-proc", *shell, *places]
    log = folder / "systemd.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        yield when_ready(process, log)
    finally:
        process.kill()
        process.wait()
        remove(group)


def prepare(folder, units):
    (folder / "units").mkdir()
    texts = {"pollsvc-tests.target": "[Unit]\n"} | units
    for name, text in texts.items():
        (folder / "units" / name).write_text(text)
    lines = {
        "passwd": f"pollsvc:x:{UID}:{UID}::/nonexistent:/bin/sh\n",
        "group": f"pollsvc:x:{UID}:\n",
    }
    for file, line in lines.items():
        (folder / file).write_text(Path("/etc", file).read_text() + line)
    (folder / "pollsvc").write_text(PROGRAM)
    (folder / "pollsvc").chmod(0o755)


def when_ready(process, log):
    """Waits until systemd answers."""
    deadline = time.monotonic() + 30
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and time.monotonic() < deadline:
        if inside := children.read_text().split():
            systemd = Systemd(int(inside[0]), log)
            asked = systemd.tried("systemctl", "--user", "show", "--property=Version")
            if asked.returncode == 0:
                return systemd
        time.sleep(0.1)
    process.kill()
    raise AssertionError(f"systemd did not start:\n{log.read_text()}")


def remove(group):
    """Takes away a control group and those in it, once they are empty."""
    deadline = time.monotonic() + 10
    while group.exists() and time.monotonic() < deadline:
        for folder, _, _ in os.walk(group, topdown=False):
            try:
                Path(folder).rmdir()
            except OSError:
                time.sleep(0.05)
