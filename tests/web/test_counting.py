"""Which requests are counted as what, and what is shown of them."""

import pytest
import time_machine
from prometheus_client.parser import text_string_to_metric_families

from pollsvc.web.counting import NAME, RequestCounter
from pollsvc.web.figures import Figures
from tests.factories import SLUG


def counts(counter):
    """What was counted, as {(kind, outcome): count}."""
    found = {}
    for metric in counter.registry.collect():
        for sample in metric.samples:
            if sample.name == f"{NAME}_total" and sample.value:
                key = sample.labels["kind"], sample.labels["outcome"]
                found[key] = found.get(key, 0) + int(sample.value)
    return found


def ask(counter, path):
    answer = counter({"PATH_INFO": path}, lambda *_: lambda _: None)
    return b"".join(answer)


def answering(status):
    def application(_environ, start_response):
        start_response(status, [])
        return [b"body"]

    return RequestCounter(application)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "members"),
        ("/p/pharmacy-visits", "members"),
        ("/p/staff", "members"),
        ("/e/pharmacy-visits/results", "members"),
        ("/receipt", "members"),
        ("/healthz/more", "members"),
        ("/staff/", "staff"),
        ("/staff/polls/new", "staff"),
        ("/static/pollsvc.css", "files"),
        ("/embed.js", "files"),
    ],
)
def test_for_whom_a_request_is(path, kind):
    counter = answering("200 OK")
    assert ask(counter, path) == b"body"
    assert counts(counter) == {(kind, "done"): 1}


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_what_operators_ask_is_not_counted(path):
    counter = answering("200 OK")
    ask(counter, path)
    assert counts(counter) == {}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("200 OK", "done"),
        ("303 See Other", "done"),  # an answer that was taken looks like any page
        ("304 Not Modified", "done"),
        ("422 Unprocessable Content", "refused"),
        ("429 Too Many Requests", "refused"),
        ("500 Internal Server Error", "failed"),
        ("503 Service Unavailable", "failed"),
    ],
)
def test_how_a_request_ended(status, outcome):
    counter = answering(status)
    ask(counter, "/")
    assert counts(counter) == {("members", outcome): 1}


def test_what_breaks_below_the_application_is_counted_and_goes_on():
    def broken(_environ, _start_response):
        raise ZeroDivisionError

    counter = RequestCounter(broken)
    with pytest.raises(ZeroDivisionError):
        ask(counter, "/")
    assert counts(counter) == {("members", "failed"): 1}


def test_where_there_is_one_process_its_counts_are_shown_after_the_window():
    counter = answering("200 OK")
    figures = Figures(counter.registry)
    assert set(figures.shown(now=0.0).values()) <= {0}
    for _ in range(30):
        ask(counter, "/")
    assert figures.shown(now=299.0) == {}
    assert sum(figures.shown(now=300.0).values()) == 30


@pytest.fixture
def app(make_app, open_poll):
    return open_poll(make_app(public_url="http://localhost"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "text/plain; version=0.0.4"),
        ("application/openmetrics-text; version=1.0.0", "application/openmetrics-text"),
    ],
)
def test_prometheus_can_read_it(app, accept, content_type):
    answer = app.test_client().get("/metrics", headers={"Accept": accept})
    assert answer.headers["Content-Type"].startswith(content_type)
    text = answer.get_data(as_text=True).replace("# EOF\n", "")
    families = text_string_to_metric_families(text)
    names = {family.name.removesuffix("_total") for family in families}
    assert names == {"pollsvc_requests", "pollsvc_request_seconds", "pollsvc_ready"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_figure_names_a_poll_a_page_or_anybody(app):
    client = app.test_client()
    with time_machine.travel("2026-11-10 12:00") as clock:
        client.get("/metrics")
        for _ in range(40):
            client.get(f"/p/{SLUG}", headers={"User-Agent": "CANARY"})
        clock.shift(301)
        text = client.get("/metrics").get_data(as_text=True)
    for word in (SLUG, "CANARY", "127.0.0.1", "2026", "GET", "303", "_created"):
        assert word not in text
    labels = {
        label
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        for label in sample.labels
    }
    assert labels == {"kind", "outcome", "le", "part"}
