"""Large files are sent a few at a time, and give their places back however they end."""

import pytest
from flask import Flask

from pollsvc.domain.errors import DownloadsBusy
from pollsvc.web import downloads
from pollsvc.web.downloads import AT_ONCE, large_file

PIECES = ("one,", "two,", "three")


@pytest.fixture
def begin():
    """Begins to send a file, of which nothing is read yet."""
    app = Flask(__name__)

    def begin():
        with app.test_request_context():
            return large_file(iter(PIECES), name="a.csv", mimetype="text/csv")

    begun = []
    yield lambda: begun.append(begin()) or begun[-1]
    for response in begun:
        response.close()


def test_a_file_is_sent_whole_under_its_name(begin):
    response = begin()
    assert "".join(response.response) == "one,two,three"
    assert response.headers["Content-Disposition"] == "attachment; filename=a.csv"
    assert response.mimetype == "text/csv"


def test_one_more_than_there_are_places_is_refused(begin):
    for _ in range(AT_ONCE):
        begin()
    with pytest.raises(DownloadsBusy):
        begin()


@pytest.mark.parametrize(
    "end",
    [
        lambda response: response.close(),
        lambda response: (next(iter(response.response)), response.close()),
        lambda response: list(response.response),
        lambda response: (list(response.response), response.close(), response.close()),
    ],
    ids=["not read", "read in part", "read whole", "closed twice"],
)
def test_a_place_is_given_back_once(begin, end):
    for _ in range(3):
        held = [begin() for _ in range(AT_ONCE)]
        with pytest.raises(DownloadsBusy):
            begin()
        for response in held:
            end(response)


def test_without_places_any_number_would_be_sent(monkeypatch, begin):
    monkeypatch.setattr(downloads._places, "acquire", lambda **_: True)
    monkeypatch.setattr(downloads._places, "release", lambda: None)
    for _ in range(AT_ONCE + 1):
        begin()
