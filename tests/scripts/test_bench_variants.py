"""What the benchmark changes for a comparison is changed, and nowhere else."""

import shutil
import subprocess
import sys

import pytest
from benchmark.instances import ROOM_FOR_ALL, Instance
from benchmark.polls import TEN_QUESTIONS, survey
from benchmark.seeding import seed
from benchmark.slow_disk import slowed
from limits import parse_many

from pollsvc.config import Settings
from pollsvc.storage import releases
from pollsvc.storage.session import reading
from tests.faults.conftest import MANY

PRAGMA = """
from importlib import import_module
from pollsvc.extensions import db
app = import_module("{module}").create_app()
with app.app_context(), db.engine.connect() as connection:
    print(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())
"""
FOUND = """
import ctypes
class Place(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), *[(n, ctypes.c_void_p) for n in "bcd"]]
program, place = ctypes.CDLL(None), Place()
program.dladdr(program.fdatasync, ctypes.byref(place))
print(place.name.decode())
"""


@pytest.mark.parametrize(
    ("module", "synchronous"), [("pollsvc.app", "2"), ("benchmark.not_durable", "1")]
)
def test_only_the_benchmarks_own_application_is_less_durable(
    tmp_path, module, synchronous
):
    instance = Instance(tmp_path / "instance", {"PYTHONPATH": "scripts"})
    program = PRAGMA.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=instance.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == synchronous


def test_the_slow_disk_stands_between_a_program_and_its_syncs(tmp_path):
    if shutil.which("cc") is None:
        pytest.skip("no C compiler: the benchmark does without the slow disk too")
    variables = slowed(tmp_path, milliseconds=1)
    done = subprocess.run(
        [sys.executable, "-c", FOUND], env=variables, capture_output=True, check=True
    )
    assert done.stdout.endswith(b"slow_disk.so\n")


@pytest.mark.parametrize("variables", [ROOM_FOR_ALL, MANY])
def test_answers_under_load_are_counted_in_as_many_windows_as_usual(variables):
    def windows(limit):
        return [(each.multiples, each.GRANULARITY) for each in parse_many(limit)]

    usual = Settings.model_fields["answer_limit"].default
    assert windows(variables["POLLSVC_ANSWER_LIMIT"]) == windows(usual)


def test_what_is_stored_beforehand_is_counted_and_released(tmp_path):
    instance = Instance(tmp_path / "instance")
    instance.publish(survey())
    seed(instance, TEN_QUESTIONS, 300)
    assert instance.stored(TEN_QUESTIONS) == 300
    assert instance.recounted(TEN_QUESTIONS) == 300
    with instance.inside():
        _, wave = instance.newest_wave(TEN_QUESTIONS)
        with reading() as connection:
            assert releases.newest(connection, wave.id).responses == 300
