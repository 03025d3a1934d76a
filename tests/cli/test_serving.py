"""`pollsvc serve`, as a process of its own: it prepares, serves, and ends cleanly."""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pollsvc.config import Settings
from pollsvc.domain.errors import BallotRefused
from pollsvc.installation import Installation
from pollsvc.instance_secret import load_keys
from pollsvc.web.ballots import read_token
from tests.servers.processes import children_of

PROGRAM = Path(sys.executable).with_name("pollsvc")
START_SECONDS = 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(instance, **variables):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("POLLSVC_")}
    return kept | {"POLLSVC_INSTANCE": str(instance)} | variables


@contextmanager
def serving(instance, *arguments, **variables):
    """The served address and the process, once it answers."""
    port = free_port()
    log = instance.with_name("serve.log")
    with log.open("w") as output:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(port), *arguments],
            env=environment(instance, **variables),
            stdout=output,
            stderr=output,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(OSError):
                status(f"{url}/")
                break
            time.sleep(0.05)
        yield url, process, log
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(20)


def fetched(url):
    """The status of a page, and its text."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        connection.request("GET", parts.path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def status(url):
    return fetched(url)[0]


def printed(log):
    """The lines for whoever started the server."""
    return [line for line in log.read_text().splitlines() if line[:1] != "{"]


def logged(log):
    """The lines for whoever keeps the log."""
    lines = log.read_text().splitlines()
    return [json.loads(line) for line in lines if line[:1] == "{"]


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def instance(tmp_path):
    return tmp_path / "instance"


def test_the_first_start_prepares_everything_and_says_where(instance):
    with serving(instance) as (url, _, log):
        first, second = printed(log)
        assert first == f"Serving on {url}"
        link = re.fullmatch(r"Staff sign-in: (\S+)", second)[1]
        assert link.startswith(f"{url}/staff/")
        assert status(link) == 200
        assert status(f"{url}/p/pharmacy-visits") == 200
    assert instance.stat().st_mode & 0o777 == 0o700
    assert (instance / "secret.key").stat().st_mode & 0o777 == 0o600


def test_a_second_start_changes_nothing(instance):
    with serving(instance):
        pass
    secret = (instance / "secret.key").read_text()
    with serving(instance) as (url, _, _):
        assert status(f"{url}/p/meeting-time") == 200
    assert (instance / "secret.key").read_text() == secret


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_and_leaves_no_worker(instance, how):
    with serving(instance) as (_, process, log):
        workers = children_of(process.pid)
        assert len(workers) == 1
        process.send_signal(how)
        assert process.wait(15) == 0
        assert not any(is_running(pid) for pid in workers)
        assert [line["event"] for line in logged(log)][-2:] == ["start", "stop"]
        assert "Traceback" not in log.read_text()


def answers_again(url, *, before):
    """The status of the first page that a worker gives that has just been started."""
    while True:
        try:
            return status(f"{url}/")
        except ConnectionError:
            if time.monotonic() > before:
                raise
            time.sleep(0.1)


def replace_worker(url, process):
    """Kills the only worker, and waits until another one answers."""
    (before,) = children_of(process.pid)
    os.kill(before, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and children_of(process.pid) in ([], [before]):
        time.sleep(0.1)
    assert len(children_of(process.pid)) == 1
    assert answers_again(url, before=deadline) == 200


def test_a_worker_that_dies_is_replaced(instance):
    with serving(instance) as (url, process, _):
        replace_worker(url, process)


def test_a_worker_that_is_replaced_after_a_rotation_uses_the_key_of_before(instance):
    with serving(instance) as (url, process, _):
        before = load_keys(instance)
        command = [PROGRAM, "key", "rotate"]
        subprocess.run(command, env=environment(instance), check=True)
        assert load_keys(instance).current != before.current
        replace_worker(url, process)
        assert makes_forms_with(before, url, instance)
    with serving(instance) as (url, _, _):
        assert not makes_forms_with(before, url, instance)


def makes_forms_with(keys, url, instance):
    """Whether the key of the form that is served is one of these."""
    _, page = fetched(f"{url}/p/meeting-time")
    token = re.search(r'name="_ballot" value="(\S+)"', page)[1]
    with closing(sqlite3.connect(instance / "pollsvc.sqlite")) as database:
        (poll_id,) = database.execute(
            "SELECT id FROM poll WHERE slug = 'meeting-time'"
        ).fetchone()
    here = Installation(settings=Settings(instance=instance), keys=keys)
    try:
        read_token(token, poll_id, here=here, now=datetime.now(UTC))
    except BallotRefused:
        return False
    return True


def test_a_port_in_use_is_one_sentence(instance):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [PROGRAM, "serve", "--port", str(port)],
            env=environment(instance),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert done.returncode == 1
    assert done.stdout == ""
    sentence = f"Port {port} of 127.0.0.1 is in use; choose another with --port.\n"
    assert done.stderr == sentence
    assert not instance.exists()


def test_an_instance_made_by_init_gets_no_examples(instance):
    subprocess.run(
        [PROGRAM, "init"], env=environment(instance), check=True, capture_output=True
    )
    with serving(instance) as (url, _, _):
        assert status(f"{url}/p/pharmacy-visits") == 404


def test_without_demo_neither_this_start_nor_the_next_loads_examples(instance):
    for arguments in (["--no-demo"], []):
        with serving(instance, *arguments) as (url, _, _):
            assert status(f"{url}/p/pharmacy-visits") == 404


def test_links_hold_the_public_address(instance):
    with serving(instance, POLLSVC_PUBLIC_URL="https://polls.example.org") as (
        _,
        _,
        log,
    ):
        assert "Staff sign-in: https://polls.example.org/staff/" in log.read_text()


def test_links_made_beside_the_server_lead_to_where_it_serves(instance):
    def link(**variables):
        done = subprocess.run(
            [PROGRAM, "staff", "add", "ana@example.org", "--role", "editor"],
            env=environment(instance, **variables),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()[-1]

    with serving(instance) as (url, _, _):
        beside = link()
        assert beside.startswith(f"{url}/staff/welcome/")
        assert status(beside) == 200
    assert link().startswith(f"{url}/staff/welcome/")
    public = "https://polls.example.org"
    assert link(POLLSVC_PUBLIC_URL=public).startswith(f"{public}/staff/welcome/")


def test_the_log_holds_no_address_of_who_came(instance):
    with serving(instance) as (url, _, log):
        for path in ("/", "/p/meeting-time", "/nowhere", "/d/meeting-time.csv"):
            status(f"{url}{path}")
        assert len(printed(log)) == 2
        told = [line["event"] for line in logged(log)]
        assert told == ["migration", "act", "act", "start"]
        assert "/p/" not in log.read_text()


def test_a_setting_that_cannot_be_used_stops_the_start(instance):
    done = subprocess.run(
        [PROGRAM, "serve", "--port", str(free_port())],
        env=environment(instance, POLLSVC_TRUSTED_PROXIES="many"),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("POLLSVC_TRUSTED_PROXIES is unusable: ")
    assert done.stderr.count("\n") == 1
