"""The code that a dataset page offers runs as it is pasted."""

import threading
from datetime import UTC, datetime

import pytest
from werkzeug.serving import make_server

from pollsvc.config import Settings
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from tests.factories import SLUG
from tests.publishing import submit
from tests.servers.processes import free_port

ANSWERS = ("1", "1", "3", "refuse", "dont_know")


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def settings(tmp_path, database_url, port):
    """An instance whose links lead to where it is served."""
    return Settings(
        instance=tmp_path / "instance",
        database_url=database_url,
        public_url=f"http://127.0.0.1:{port}",
    )


@pytest.fixture
def served(app, port):
    """Serves the application while the test lasts."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def code_on(page):
    return page.document.query_one("#pandas").to_text()


@pytest.mark.usefixtures("served")
def test_the_code_for_pandas_counts_what_was_answered(
    app, publish, visitor, port, capsys
):
    publish(results=Visibility.ALWAYS, release=ReleasePolicy.LIVE)
    with app.app_context():
        for answer in ANSWERS:
            submit(answer, now=datetime.now(UTC))
    code = code_on(visitor.open(f"/d/{SLUG}"))
    assert f'"http://127.0.0.1:{port}/d/{SLUG}.csv"' in code
    found = {}
    exec(code, found)  # noqa: S102 -- that it runs is what the page promises
    assert len(found["answers"]) == len(ANSWERS)
    assert dict(found["given"].value_counts()) == {"1": 2, "3": 1}
    assert "0.6667" in capsys.readouterr().out


def test_where_a_program_could_not_fetch_it_the_code_names_a_file(
    publish, visitor, tmp_path, monkeypatch
):
    publish(release=ReleasePolicy.LIVE)
    visitor.open(f"/p/{SLUG}").press("Submit answer", visits="3")
    page = visitor.open(f"/d/{SLUG}")
    assert "cannot fetch this file itself" in page.text
    monkeypatch.chdir(tmp_path)
    downloaded = visitor.open(f"/d/{SLUG}.csv").answer.body
    (tmp_path / f"{SLUG}.csv").write_bytes(downloaded)
    found = {}
    exec(code_on(page), found)  # noqa: S102 -- that it runs is what the page promises
    assert [*found["given"]] == ["3"]
