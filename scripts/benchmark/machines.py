"""On what it was measured: a figure without its machine says nothing."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("flask", "werkzeug", "granian", "sqlalchemy")


def describe() -> dict[str, str]:
    """Gives what there is to say of this machine and its programs."""
    return {
        "processors": f"{len(os.sched_getaffinity(0))} × {_processor()}",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "load before": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }


def _processor() -> str:
    text = Path("/proc/cpuinfo").read_text()
    lines = (line.partition(":") for line in text.splitlines())
    return next((v.strip() for n, _, v in lines if n.strip() == "model name"), "?")
