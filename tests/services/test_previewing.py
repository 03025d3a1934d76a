"""What would be stored of answers to a poll, and that nothing is."""

import pytest

from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.rules import Condition, Relation
from pollsvc.domain.waves import Standing
from pollsvc.exports.csv import CsvOptions
from pollsvc.services import authoring, exporting, previewing
from pollsvc.services.previewing import Became
from tests.factories import SLUG, draft, options, question, questionnaire
from tests.publishing import AUTHOR, NOW, archive, close, published, submit

GOES = Condition(question="visits", relation=Relation.EQUALS, values=("1",))
SURVEY = questionnaire(
    question(),
    question(code="wait", text="Do you wait?", options=options("No", "Yes"),
             show_if=GOES),
    question(code="sleep", text="Do you sleep?", options=options("No", "Yes")),
)  # fmt: skip


def rehearsed(**raw):
    authoring.create_poll(draft=draft(questionnaire=SURVEY), actor=AUTHOR, now=NOW)
    offer = previewing.preview_of(slug=SLUG, now=NOW)
    given = {name: [value] for name, value in raw.items()}
    return previewing.rehearse(offer=offer, raw=given)


def became(rehearsal):
    return [as_if.became for as_if in rehearsal.answers]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            {"visits": "1", "wait": "0"},
            [Became.ANSWERED, Became.ANSWERED, Became.NOT_ANSWERED],
        ),
        (
            {"visits": "0", "wait": "0", "sleep": "1"},
            [Became.ANSWERED, Became.CLEARED, Became.ANSWERED],
        ),
        (
            {"visits": "0"},
            [Became.ANSWERED, Became.NOT_ASKED, Became.NOT_ANSWERED],
        ),
    ],
)
def test_each_answer_is_kept_missing_not_asked_or_cleared(raw, expected):
    assert became(rehearsed(**raw)) == expected


def test_the_row_is_the_one_that_the_file_would_hold():
    cells = dict(rehearsed(visits="dont_know", wait="0").cells)
    assert cells == {
        "response": "1",
        "poll": SLUG,
        "version": "1",
        "wave": "2026-11",
        "language": "en",
        "visits": "-97",
        "wait": "",
        "sleep": "-99",
    }


def test_an_answer_that_breaks_a_rule_is_refused_as_a_real_one_is():
    with pytest.raises(AnswersRefused) as refusal:
        rehearsed(visits="7")
    assert [*refusal.value.problems] == ["visits"]


def test_a_poll_is_previewed_as_if_open_whatever_its_state():
    published()
    for move in (close, archive):
        move()
        offer = previewing.preview_of(slug=SLUG, now=NOW)
        assert offer.standing is Standing.OPEN


def test_the_row_of_a_real_answer_is_the_same():
    published()
    submit("2")
    offer = previewing.preview_of(slug=SLUG, now=NOW)
    rehearsal = previewing.rehearse(offer=offer, raw={"visits": ["2"]})
    assert ",".join(dict(rehearsal.cells).values()) in exported()


def exported():
    dataset = exporting.describe_dataset(
        slug=SLUG, has_answered=False, sees_data=True, now=NOW
    )
    return "".join(exporting.export_csv(dataset, CsvOptions()))
