"""Small disks, to be filled to the last byte and emptied again."""

import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.processes import succeeds, temporary_folder

PIECE = b"\0" * 4096


@dataclass(frozen=True)
class SmallDisk:
    """A file system of its own, in memory."""

    folder: Path

    def fill(self):
        """Leaves no room for anything."""
        with (
            suppress(OSError),
            (self.folder / "ballast").open("ab", buffering=0) as file,
        ):
            while file.write(PIECE):
                pass
        assert shutil.disk_usage(self.folder).free < len(PIECE)

    def make_room(self):
        """Leaves as much room as there was."""
        (self.folder / "ballast").unlink()


@contextmanager
def small_disk(megabytes):
    """Mounts a disk of so many megabytes while the block lasts: as root, on Linux."""
    with temporary_folder("pollsvc-disk-") as folder:
        size = f"size={megabytes}m,mode=1777"
        if not succeeds("mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)):
            pytest.skip("only root can mount a small disk, and only on Linux")
        try:
            yield SmallDisk(folder)
        finally:
            assert succeeds("umount", "--lazy", str(folder))
