"""Makes the Python environment of this checkout, or brings it up to date.

Called by `scripts/bootstrap`, which finds a Python for it. Runs before anything is
installed, so: standard library only.
"""

import compileall
import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / os.environ.get("POLLSVC_VENV", ".venv")
INSTALLER = ENVIRONMENT.with_name(f"{ENVIRONMENT.name}.uv")
STAMP = ENVIRONMENT / "pollsvc-environment.json"
INSTALLER_LOCK = ROOT / "requirements" / "installer.lock"


def main() -> None:
    """Does what the command line asks."""
    match sys.argv[1:]:
        case ["core" | "dev" as asked]:
            bring_up_to_date(asked)
        case ["uv"]:
            with one_at_a_time():
                uv = find_uv()
            print(uv or stop("uv could not be installed."))
        case _:
            stop("Usage: scripts/bootstrap core|dev|uv")


def bring_up_to_date(asked: str) -> None:
    """Installs what a lock names, unless that is what there is."""
    if not is_current(asked):
        with one_at_a_time():
            if not is_current(asked):
                install(at_least(asked))
    compile_own()


def is_current(asked: str) -> bool:
    """Tells whether the environment holds what is asked for."""
    return read_stamp() == expected_stamp(at_least(asked))


def at_least(asked: str) -> str:
    """Names the lock to install: an environment for developers stays one."""
    return "dev" if read_stamp().get("lock") == "dev" else asked


def read_stamp() -> dict[str, str]:
    """Reads what was installed, where, and from what."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def expected_stamp(lock: str) -> dict[str, str]:
    """Describes the environment as it ought to be."""
    sources = (lock_file(lock), ROOT / "pyproject.toml", Path(__file__))
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources))
    return {
        "lock": lock,
        "place": str(ENVIRONMENT),
        "project": str(ROOT),
        "python": f"{sys.base_prefix} {sys.version}",
        "digest": digest.hexdigest(),
    }


def lock_file(lock: str) -> Path:
    """Finds a lock by its name."""
    return ROOT / "requirements" / f"{lock}.lock"


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Waits until no other bootstrap of this environment is at work."""
    ENVIRONMENT.parent.mkdir(parents=True, exist_ok=True)
    with ENVIRONMENT.with_name(f"{ENVIRONMENT.name}.lock").open("w") as lock:
        # Freed by the system when this process ends, however it ends.
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(lock: str) -> None:
    """Makes the environment hold what a lock names, and nothing else."""
    spare_what_is_not_ours()
    say(f"Installing requirements/{lock}.lock into {ENVIRONMENT} …")
    uv = find_uv()
    make_environment(uv)
    expected = expected_stamp(lock)
    # Should this be interrupted, the next run must see that the work is not done,
    # and still know which lock it was.
    write_stamp(expected | {"digest": "unfinished"})
    install_with_uv(uv, lock) if uv else install_with_pip(lock)
    write_stamp(expected)


def spare_what_is_not_ours() -> None:
    """Stops where the folder holds something else than a Python environment."""
    if not ENVIRONMENT.exists() or (ENVIRONMENT / "pyvenv.cfg").exists():
        return
    if not ENVIRONMENT.is_dir() or any(ENVIRONMENT.iterdir()):
        stop(f"{ENVIRONMENT} is no Python environment; let POLLSVC_VENV name another.")


def write_stamp(stamp: dict[str, str]) -> None:
    """Records what the environment holds."""
    STAMP.write_text(json.dumps(stamp, indent=2) + "\n")


def make_environment(uv: str | None) -> None:
    """Makes an empty environment, unless there is one made here by this Python."""
    found, expected = read_stamp(), expected_stamp("core")
    if all(found.get(key) == expected[key] for key in ("place", "python")):
        return
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    if uv:
        run(uv, "venv", "--quiet", "--python", base_python(), str(ENVIRONMENT))
    else:
        run(base_python(), "-m", "venv", str(ENVIRONMENT))


def base_python() -> str:
    """Finds the Python below the environment that this program may run in."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    beneath = Path(sys.base_prefix) / "bin" / name
    return str(beneath) if beneath.exists() else sys.executable


def install_with_uv(uv: str, lock: str) -> None:
    """Installs with uv, which also takes away what the lock does not name."""
    here = ("--quiet", "--python", str(ENVIRONMENT / "bin" / "python"))
    # As pip does. Else it is done when a module is first imported; and where that
    # must not write (PYTHONDONTWRITEBYTECODE, a service's own user), at every start.
    hashed = ("--compile-bytecode", "--require-hashes")
    run(uv, "pip", "sync", *here, *hashed, str(lock_file(lock)))
    run(uv, "pip", "install", *here, *editable_project())


def install_with_pip(lock: str) -> None:
    """Installs with pip: the same packages, only slower."""
    pip = (str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "--quiet")
    run(*pip, "--require-hashes", "--requirement", str(lock_file(lock)))
    run(*pip, *editable_project())


def editable_project() -> tuple[str, ...]:
    """Gives the arguments that install the project itself and fetch nothing."""
    return ("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def compile_own() -> None:
    """Compiles those modules of the project that have changed since the last time.

    This Python is the environment's, or the one that it was made from.
    """
    compileall.compile_dir(ROOT / "pollsvc", quiet=2)


def find_uv() -> str | None:
    """Finds uv on the PATH, or installs one for this checkout alone.

    Returns:
        Its path, or None where this platform has no uv.
    """
    if on_path := shutil.which("uv"):
        return on_path
    own = INSTALLER / "bin" / "uv"
    if not own.exists():
        require_venv()
        run(base_python(), "-m", "venv", str(INSTALLER))
        pip = (str(INSTALLER / "bin" / "python"), "-m", "pip", "install", "--quiet")
        hashed = ("--require-hashes", "--requirement", str(INSTALLER_LOCK))
        subprocess.run([*pip, *hashed], check=False)
    return str(own) if own.exists() else None


def require_venv() -> None:
    """Makes sure that this Python can make environments; Debian's may not."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"This Python has no venv module: installing {package} …")
        run("apt-get", "update", "--quiet=2")
        run("apt-get", "install", "--yes", "--quiet=2", package)
    else:
        stop(
            "This Python has no venv module. Install it (Debian, Ubuntu: "
            f"apt-get install {package}), or put uv on the PATH."
        )


def run(*command: str) -> None:
    """Runs a command, and stops with a sentence where it fails."""
    settings = {"UV_PYTHON_DOWNLOADS": "never"}
    if system_has_certificates():
        # Behind a company's proxy only the system knows whom to trust.
        settings["UV_SYSTEM_CERTS"] = "true"
    if subprocess.run(command, check=False, env=settings | os.environ).returncode:
        stop(f"This failed: {' '.join(command)}")


def system_has_certificates() -> bool:
    """Tells whether the system keeps certificates where OpenSSL looks for them."""
    places = ssl.get_default_verify_paths()
    return bool(places.cafile or (places.capath and any(Path(places.capath).iterdir())))


def say(sentence: str) -> None:
    """Tells the person what is going on, without touching standard output."""
    print(sentence, file=sys.stderr, flush=True)


def stop(sentence: str) -> NoReturn:
    """Ends the program with a sentence."""
    say(sentence)
    sys.exit(1)


if __name__ == "__main__":
    main()
