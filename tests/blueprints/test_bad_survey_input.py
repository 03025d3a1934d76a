"""Whatever is sent in place of a survey's own forms: told in words, never a fault."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.all_kinds import QUESTIONS
from tests.factories import SLUG, questionnaire

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
OF_A_SURVEY = (POLL, FRAME, f"{POLL}/continue", f"{FRAME}/continue", f"{POLL}/change")
PATHS = st.sampled_from((*OF_A_SURVEY, "/receipt", f"{POLL}/withdraw"))
OWN = ("_back", "_later", "_check", "_change", "_edit", "bookmark", "receipt", "wave")
ODD = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "99",
        "\u0661",
        "1e400",
        "nan",
        "=1",
        "\0",
        "\u202e",
        "\U0001d7d9",
        "yes",
        "a" * 999,
    ]
)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def sent(fields, changed):
    """A form's fields with some of them put in place of others, or beside them."""
    kept = [(name, value) for name, value in fields if name not in changed]
    return kept + [(name, value) for name in changed for value in changed[name]]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(path=PATHS, data=st.data(), some_bytes=st.none() | st.binary(max_size=200))
def test_nothing_that_is_sent_is_a_fault_of_ours(
    publish, visitor, path, data, some_bytes
):
    page = visitor.open(POLL)
    if page.status == 404:
        publish(questionnaire=questionnaire(*QUESTIONS))
        page = visitor.open(POLL)
    _, fields = page.form("Continue")
    names = st.sampled_from(
        sorted({*OWN, *(name for name, _ in fields), *(q.code for q in QUESTIONS)})
    )
    values = st.lists(ODD | st.text(max_size=30), max_size=3)
    changed = data.draw(st.dictionaries(names, values, max_size=5))
    body = some_bytes or [
        (name, value.encode("utf-8", "surrogatepass"))
        for name, value in sent(fields, changed)
    ]
    assert visitor.send(path, body).status < 500
