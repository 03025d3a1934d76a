"""Results mark for each reader what they said themselves, in every kind of question."""

from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from tests.all_kinds import LONG, SURVEY
from tests.page import words
from tests.survey_forms import POLL, send


def test_an_own_answer_is_marked_in_every_kind(publish, newcomer):
    publish(
        questionnaire=SURVEY,
        title="A survey",
        results=Visibility.ALWAYS,
        release=ReleasePolicy.LIVE,
    )
    raw = {
        "single": ["1"],
        "multiple": ["0", "2"],
        "scale": ["9"],
        "number": ["4"],
        "rank__0": ["2"],
        "rank__2": ["1"],
        "matrix__knee": ["4"],
        f"matrix__{LONG}": ["dont_know"],
        "text": ["Knees"],
        "date__day": ["7"],
        "date__month": ["3"],
        "date__year": ["1999"],
    }
    page = send(newcomer(), raw)
    marked = [words(row) for row in page.document.query("tr.own th, td.mine, td.rest")]
    assert [text for text in marked if "your" in text] == [
        "Twice (your answer)",
        "Rest (your answer)",
        "Cold (your answer)",
        "9 (your answer)",
        "1 to 4 (your answer)",
        "Fatigue (your place: 1)",
        "Pain (your place: 2)",
        "Agree strongly 100% (1) (your answer)",
        "Don't know (your answer) 1",
    ]
    assert page.text.count("You gave one, too.") == 2
    assert "Knees" in page.text  # in the reader's own answer, and nowhere else
    assert "Knees" not in newcomer().open(f"{POLL}/results").html
