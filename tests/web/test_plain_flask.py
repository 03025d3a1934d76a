"""A whole answer goes to the server in one piece; a streamed one piece by piece."""

import pytest
from werkzeug.test import EnvironBuilder

from pollsvc.web.plain_flask import PlainFlask


@pytest.fixture
def plain():
    app = PlainFlask("plain")
    app.closed = []

    @app.get("/whole")
    def whole():
        response = app.response_class("whole")
        response.call_on_close(lambda: app.closed.append("whole"))
        return response

    @app.get("/streamed")
    def streamed():
        response = app.response_class(iter(["in ", "pieces"]))
        response.call_on_close(lambda: app.closed.append("streamed"))
        return response

    return app


def answered(app, path, method="GET"):
    said = []
    environ = EnvironBuilder(path, method=method).get_environ()
    return app(environ, lambda *line: said.append(line)), said


def test_a_whole_answer_is_one_piece_and_closed_at_once(plain):
    body, said = answered(plain, "/whole")
    assert body == [b"whole"]
    assert plain.closed == ["whole"]
    assert said[0][0] == "200 OK"


def test_a_streamed_answer_is_closed_by_the_server_at_its_end(plain):
    body, _ = answered(plain, "/streamed")
    assert (b"".join(body), plain.closed) == (b"in pieces", [])
    body.close()
    assert plain.closed == ["streamed"]


def test_head_has_the_length_and_no_body(plain):
    body, said = answered(plain, "/whole", "HEAD")
    assert body == [b""]
    assert ("Content-Length", "5") in said[0][1]
