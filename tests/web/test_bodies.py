"""Forms larger than any of ours are refused, by bytes and by fields, on every route."""

from io import BytesIO

import pytest

from pollsvc import turns
from pollsvc.app import MAX_BODY, MAX_FIELDS
from tests.factories import SLUG
from tests.page import Browser, InProcess

POLL = f"/p/{SLUG}"
MULTIPART = "multipart/form-data; boundary=x"

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def visitor(make_app, open_poll):
    app = open_poll(make_app(public_url="http://localhost", answer_limit="6/minute"))
    return Browser(InProcess(app))


def fields(count):
    return b"&".join(b"x%d=" % number for number in range(count))


def parts(count):
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
    return part * count + b"--x--\r\n"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"visits=" + b"1" * (MAX_BODY - len("visits=")), 400),
        (b"visits=" + b"1" * MAX_BODY, 413),
        (fields(MAX_FIELDS), 400),
        (fields(MAX_FIELDS + 1), 413),
        (b"&" * 60_000, 413),
    ],
    ids=["largest", "larger", "most fields", "more fields", "thousands"],
)
def test_a_form_has_so_many_bytes_and_so_many_fields(visitor, body, status):
    """The smaller ones lack a ballot only."""
    page = visitor.send(POLL, body)
    assert page.status == status
    assert ("Too much text" in page.text) == (status == 413)


@pytest.mark.parametrize(("count", "too_many"), [(MAX_FIELDS, False), (201, True)])
def test_so_it_is_for_a_form_in_parts(visitor, count, too_many):
    page = visitor.send(POLL, parts(count), Content_Type=MULTIPART)
    assert (page.status == 413) == too_many


@pytest.mark.parametrize("path", [POLL, "/receipt", "/staff/sign-in"])
@pytest.mark.parametrize("count", [MAX_FIELDS + 1, 10_000])
def test_wherever_a_form_can_be_sent(visitor, path, count):
    assert visitor.send(path, fields(count)).status == 413


def test_what_is_kept_past_the_limit_is_no_larger_than_what_was_sent(visitor):
    for _ in range(7):
        last = visitor.send("/receipt", [("receipt", "x")])
    assert last.status == 429
    assert visitor.send("/receipt", fields(5_000)).status == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"visits=1"),
        (MULTIPART, parts(1)),
        ("application/x-www-form-urlencoded", b"x" * (MAX_BODY + 1)),
    ],
    ids=["plain", "in parts", "refused"],
)
def test_who_sends_slowly_keeps_nobody_from_their_turn(make_app, open_poll, kind, body):
    kept = []

    class Sending(BytesIO):
        def read(self, size=-1):
            kept.append(turns._turn.locked())
            return super().read(size)

        def readinto(self, buffer):
            kept.append(turns._turn.locked())
            return super().readinto(buffer)

    client = open_poll(make_app(public_url="http://localhost")).test_client()
    client.post(
        POLL,
        input_stream=Sending(body),
        content_type=kind,
        content_length=len(body),
    )
    assert kept
    assert not any(kept)
