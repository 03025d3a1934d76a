"""A slow disk for one program: every sync takes some milliseconds longer."""

import os
import shutil
import statistics
import subprocess
import time
from pathlib import Path

COMPILER = "cc"
SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int slowly(const char *name, int file) {
    int (*own)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    struct timespec wait = {0, MICROSECONDS * 1000L};
    int result = own(file);
    nanosleep(&wait, NULL);
    return result;
}

int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
"""
SYNCS = 200
PAGE = bytes(4096)


def slowed(folder: Path, *, milliseconds: int) -> dict[str, str] | None:
    """Gives the variables under which a program meets a slow disk.

    Args:
        folder: Where the library that does it is put.
        milliseconds: How much longer each sync takes.

    Returns:
        None where this machine has no C compiler.
    """
    if shutil.which(COMPILER) is None:
        return None
    library, source = folder / "slow_disk.so", folder / "slow_disk.c"
    source.write_text(SOURCE)
    flags = ("-O2", "-shared", "-fPIC", f"-DMICROSECONDS={milliseconds * 1000}")
    command = [COMPILER, *flags, "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True)
    return {"LD_PRELOAD": str(library)}


def sync_ms(folder: Path) -> float:
    """Measures how long the disk takes to make one page durable; the median."""
    times: list[float] = []
    place = os.open(folder / "synced", os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        for _ in range(SYNCS):
            os.write(place, PAGE)
            start = time.perf_counter()
            os.fdatasync(place)
            times.append(time.perf_counter() - start)
    finally:
        os.close(place)
    return statistics.median(times) * 1000
