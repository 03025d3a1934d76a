"""What every application of a process does first, done: copies of it begin after that.

Imported once, by the process whose copies are to die; see `tests.faults.dying`.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import configure_mappers

from pollsvc.config import Settings
from tests.conftest import created

with TemporaryDirectory() as folder, created(Settings(instance=Path(folder))):
    configure_mappers()
