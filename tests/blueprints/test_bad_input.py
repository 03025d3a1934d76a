"""What is no answer, or no form of ours: refused in words, and never a fault."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import SLUG

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
SUBMIT = "Submit answer"

# Nothing of this gets as far as the database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
both = pytest.mark.parametrize("poll", [POLL, FRAME], ids=["page", "frame"])


def raw(page, *values):
    """Values sent for the question as no radio button would."""
    action, pairs = page.form(SUBMIT)
    chosen = [("visits", value) for value in values]
    return page.browser.send(action, [*pairs, *chosen])


@both
@pytest.mark.parametrize(
    "case",
    [
        ([], "Select an answer"),
        ([""], "Select an answer"),
        (["9"], "Select one of the answers shown"),
        (["1", "2"], "Select one answer only"),
        (["1\0"], "Select one of the answers shown"),
        (["\u202e1"], "Select one of the answers shown"),
        (["<script>alert(1)</script>"], "Select one of the answers shown"),
        (["' OR 1=1--"], "Select one of the answers shown"),
        (["x" * 60_000], "Select one of the answers shown"),
    ],
    ids=lambda case: repr(case[0])[:30],
)
def test_what_is_no_answer_comes_back_with_the_form(
    publish, visitor, counted, poll, case
):
    values, sentence = case
    publish()
    page = raw(visitor.open(poll), *values)
    assert (page.status, page.problems) == (422, [sentence])
    assert page.html.count("<script>") == (1 if poll == FRAME else 0)
    assert page.press(SUBMIT, visits="2").heading.startswith("Thank you")
    assert counted() == ["2"]


def test_an_error_leads_to_the_first_choice_and_is_said_in_the_title(publish, visitor):
    publish()
    page = raw(visitor.open(POLL))
    assert page.document.query_one("title").to_text().startswith("Error: ")
    (link,) = page.document.query(".error-summary a")
    target = page.document.query_one(link.attrs["href"])
    assert target.attrs["type"] == "radio"


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"%", b"visits=%ff", b"\xff\xfe=1", b"visits=%00&_ballot=%00"),
        *(b"_ballot", b"visits=1&_ballot=" + b"A" * 50, b"=&&=&;", b"{}"),
        b"visits=1&visits=1&_change=yes",
    ],
)
def test_a_body_that_is_no_form_of_ours_is_refused(publish, visitor, counted, body):
    publish()
    page = visitor.send(POLL, body)
    assert page.status in {400, 422}
    assert counted() == []


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data", "", "x" * 1000]
)
def test_a_body_of_another_kind_is_refused(publish, visitor, counted, kind):
    publish()
    page = visitor.send(POLL, b'{"visits": "1"}', Content_Type=kind)
    assert page.status in {400, 422}
    assert counted() == []


@pytest.mark.parametrize("size", [65 * 1024, 10_000_000])
def test_a_body_larger_than_any_form_is_not_read(publish, visitor, counted, size):
    publish()
    page = visitor.send(POLL, b"visits=1&x=" + b"a" * size)
    assert (page.status, page.heading) == (413, "Too much text")
    assert counted() == []


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    path=st.sampled_from(["", "/change", "/withdraw"]),
    body=st.binary(max_size=300)
    | st.lists(
        st.tuples(
            st.sampled_from(
                ["visits", "_ballot", "_change", "receipt", "wave", "sure"]
            ),
            st.text(max_size=40),
        )
    ),
)
def test_nothing_that_is_sent_is_a_fault_of_ours(publish, visitor, path, body):
    if visitor.open(POLL).status == 404:
        publish()
    if isinstance(body, list):
        body = [(n, v.encode("utf-8", "surrogatepass")) for n, v in body]
    assert visitor.send(f"{POLL}{path}", body).status < 500
