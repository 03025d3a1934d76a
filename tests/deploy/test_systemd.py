"""The shipped units: systemd understands them, and in its sandbox the service works."""

import http.client
import re
import shutil
import subprocess
import time

import pytest

from scripts.served import free_port
from tests.deploy.own_systemd import own_systemd, why_not
from tests.page import Browser, OverHttp
from tests.policy.files import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
SANDBOX = re.compile(r"# It talks to this machine only.*?(?=\n\[|\Z)", re.DOTALL)
WORST = 20
"""In tenths: of 10 for a service that may do anything."""

DEFINITION = """\
poll: tea
title: Tea
questions:
  - {code: cups, kind: single, text: How many cups?, options: ["1: One", "2: Two"]}
release: live
results: always
"""
COMMAND = "/opt/pollsvc/deploy/pollsvc"

needs_analyze = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd-analyze is not installed here: apt-get install systemd",
)


def analyze(*arguments):
    done = subprocess.run(
        [shutil.which("systemd-analyze"), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def installed(path, folder):
    """A unit as on a machine where our program is installed."""
    for unit in UNITS:
        text = unit.read_text().replace("/opt/pollsvc/.venv/bin/pollsvc", "/bin/true")
        (folder / unit.name).write_text(text)
    return str(folder / path.name)


@needs_analyze
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_finds_nothing_wrong_in_it(unit, tmp_path):
    said = analyze("verify", installed(unit, tmp_path))
    assert [line for line in said.splitlines() if "pollsvc" in line] == []


@needs_analyze
@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_systemd_calls_it_hardly_exposed(unit):
    said = analyze("security", "--offline=true", f"--threshold={WORST}", str(unit))
    (exposure,) = re.findall(r"exposure level for \S+ (\d+\.\d)", said)
    assert float(exposure) * 10 <= WORST


def test_every_unit_has_the_same_sandbox():
    sandboxes = {SANDBOX.search(path.read_text())[0].strip() for path in SERVICES}
    assert len(sandboxes) == 1


def test_it_waits_longer_than_the_server_takes_to_stop():
    from pollsvc.cli.serving import SECONDS_TO_STOP  # noqa: PLC0415

    (unit,) = [path for path in SERVICES if path.name == "pollsvc.service"]
    (seconds,) = re.findall(r"TimeoutStopSec=(\d+)", unit.read_text())
    assert int(seconds) > SECONDS_TO_STOP


@pytest.fixture(scope="module")
def port():
    return free_port()


@pytest.fixture(scope="module")
def systemd(tmp_path_factory, port):
    """A systemd with the shipped units, of which only the port is another.

    And with an instance, made as docs/how-to/deploy.md says.
    """
    if reason := why_not():
        pytest.skip(reason)
    units = {path.name: path.read_text() for path in UNITS}
    service = units["pollsvc.service"]
    assert "--port 8000" in service
    units["pollsvc.service"] = service.replace("--port 8000", f"--port {port}")
    with own_systemd(tmp_path_factory.mktemp("systemd"), units) as systemd:
        place = ("--owner", "pollsvc", "--group", "pollsvc", "--mode", "0700")
        systemd.run("install", "--directory", *place, "/var/lib/pollsvc")
        systemd.run(COMMAND, "init")
        yield systemd


def wait_for(port, systemd):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/privacy")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    pytest.fail(systemd.log.read_text())


def test_in_its_sandbox_the_service_takes_answers_and_shows_results(systemd, port):
    systemd.systemctl("start", "pollsvc.service")
    wait_for(port, systemd)
    systemd.run("sh", "-c", f"{COMMAND} poll create - <<'END'\n{DEFINITION}END")
    systemd.run(COMMAND, "poll", "open", "tea")
    road = OverHttp(f"http://127.0.0.1:{port}")
    page = Browser(road).open("/p/tea").press("Submit answer", cups="2")
    road.close()
    assert page.heading == "Thank you. Your answer is counted."
    assert "100" in page.text
    systemd.systemctl("stop", "pollsvc.service")
    assert systemd.show("pollsvc.service", "Result") == "success"


def test_what_it_writes_is_its_own_and_nobody_elses(systemd):
    listed = systemd.run("find", "/var/lib/pollsvc", "-printf", "%u %m %f\n")
    for line in listed.splitlines():
        owner, mode, name = line.split()
        assert (owner, mode[-2:]) == ("pollsvc", "00"), name


def test_what_is_due_can_be_done_by_a_timer(systemd):
    systemd.systemctl("start", "pollsvc-due.service")
    assert systemd.show("pollsvc-due.service", "Result") == "success"
    systemd.systemctl("start", "pollsvc-due.timer")
    assert systemd.show("pollsvc-due.timer", "ActiveState") == "active"


def test_a_backup_is_one_new_file_and_old_ones_go(systemd):
    folder = "/var/lib/pollsvc-backups"
    young, old = f"{folder}/polls-young", f"{folder}/polls-old"
    systemd.run("sh", "-c", f"mkdir {folder}; touch {young}; touch -d 2020-01-01 {old}")
    systemd.systemctl("start", "pollsvc-backup.service")
    assert systemd.show("pollsvc-backup.service", "Result") == "success"
    new, kept = systemd.run("ls", folder).split()
    assert kept == "polls-young"
    assert re.fullmatch(r"polls-20\d\d-\d\d-\d\d-\d{6}", new)
    assert systemd.run("stat", "-c", "%U %a", folder).split() == ["pollsvc", "700"]
