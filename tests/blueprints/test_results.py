"""Results as they are shown: page, frame, JSON and CSV say the same, or why not."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Schedule
from pollsvc.services import lifecycle
from tests.factories import LABELS, SLUG, WORDING, options, question, questionnaire
from tests.page import words
from tests.publishing import archive, close, submit, today

POLL, RESULTS = f"/p/{SLUG}", f"/p/{SLUG}/results"
ANSWERS = ["1"] * 5 + ["0"] * 3 + ["3"] * 2 + ["dont_know", "refuse"]


@pytest.fixture
def answered(publish, app):
    """Publishes a poll and answers it."""

    def answered(codes=ANSWERS, **given):
        publish(**given)
        with app.app_context():
            for code in codes:
                submit(code, now=datetime.now(UTC))
        return app

    return answered


def closed(app):
    with app.app_context():
        close(now=datetime.now(UTC))


def table(page):
    """The page's rows: label, share and people; missing kinds without a share."""
    rows = {}
    for row in page.document.query("table.results tbody tr"):
        cells = [words(cell) for cell in row.query("th, td")]
        if len(cells) > 1:
            rows[cells[0]] = tuple(cells[1:])
    return rows


def document(visitor, address=RESULTS):
    page = visitor.open(f"{address}.json")
    return page.status, json.loads(page.html)


def rows(visitor, address=RESULTS):
    text = visitor.open(f"{address}.csv").answer.body.decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_page_shows_shares_of_those_who_chose_an_answer(answered, visitor):
    closed(answered())
    page = visitor.open(RESULTS)
    assert page.status == 200
    assert table(page) == {
        "None": ("30%", "3"),
        "Once": ("50%", "5"),
        "Twice": ("0%", "0"),
        "Three or more": ("20%", "2"),
        "Don't know": ("1",),
        "Prefer not to say": ("1",),
    }
    assert "Most common: \u201cOnce\u201d, 50% of 10 people." in page.text
    assert "12 answers" in page.text
    assert WORDING in page.text
    assert "People chose to take part" in page.text


def test_json_is_as_the_contract_has_it(answered, visitor):
    closed(answered())
    status, shown = document(visitor)
    assert status == 200
    assert shown == {
        "poll": SLUG,
        "wave": today().strftime("%Y-%m"),
        "state": "closed",
        "policy": "batched",
        "released_at": today().isoformat(),
        "responses": 12,
        "set_aside": 0,
        "set_aside_counted": False,
        "questions": [
            {
                "code": "visits",
                "kind": "single",
                "text": WORDING,
                "base": 10,
                "missing": {
                    "not_asked": 0,
                    "not_answered": 0,
                    "refused": 1,
                    "dont_know": 1,
                },
                "options": [
                    option("0", "None", 3, 0.3),
                    option("1", "Once", 5, 0.5),
                    option("2", "Twice", 0, 0.0),
                    option("3", "Three or more", 2, 0.2),
                ],
            }
        ],
    }


def option(code, label, count, share):
    whole = {"code": code, "label": label, "count": count, "share": share}
    return whole | {"suppressed": False}


def test_page_frame_json_and_csv_agree(answered, visitor):
    closed(answered())
    _, shown = document(visitor)
    by_code = {o["code"]: o["count"] for o in shown["questions"][0]["options"]}
    missing = shown["questions"][0]["missing"]
    page, frame = visitor.open(RESULTS), visitor.open(f"/e/{SLUG}/results")
    assert table(page) == table(frame)
    people = {label: int(cells[-1]) for label, cells in table(page).items()}
    assert [people[label] for label in LABELS] == list(by_code.values())
    assert people["Don't know"] == missing["dont_know"]
    in_file = {row["option"]: int(row["count"]) for row in rows(visitor)}
    assert in_file == by_code | missing
    assert {row["base"] for row in rows(visitor)} == {"10"}
    assert sum(by_code.values()) == shown["questions"][0]["base"]
    assert sum(in_file.values()) == shown["responses"]


def test_the_file_has_a_name_and_lines_that_every_program_reads(answered, visitor):
    closed(answered())
    page = visitor.open(f"{RESULTS}.csv")
    month = today().strftime("%Y-%m")
    assert page.header("Content-Type") == "text/csv; charset=utf-8"
    assert f"{SLUG}-{month}-results.csv" in page.header("Content-Disposition")
    lines = page.answer.body.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in page.answer.body.replace(b"\r\n", b"")


def test_a_label_that_a_spreadsheet_would_run_is_made_harmless(answered, visitor):
    dangerous = question(options=options("=1+1", "@SUM(A1)", "-2", "Once"))
    closed(answered(["0"] * 10, questionnaire=questionnaire(dangerous)))
    labels = [row["label"] for row in rows(visitor)][:4]
    assert labels == ["'=1+1", "'@SUM(A1)", "'-2", "Once"]
    _, shown = document(visitor)
    assert shown["questions"][0]["options"][0]["label"] == "=1+1"


def test_words_of_an_author_are_text_on_every_page(answered, visitor):
    hostile = "<script>alert(1)</script>"
    asked = question(text=hostile, hint=hostile, options=options(hostile, "\"'>&"))
    closed(answered(["0"] * 10, questionnaire=questionnaire(asked), title=hostile))
    for address in (RESULTS, POLL, f"/e/{SLUG}/results"):
        page = visitor.open(address)
        assert hostile not in page.html
        assert hostile in page.text


@pytest.mark.parametrize(
    ("answers", "withheld"),
    [
        (0, "Results are shown once 10 people have answered."),
        (9, "Results are shown once 10 people have answered."),
        (10, None),
        (19, None),
    ],
)
def test_in_batches_nothing_is_shown_under_ten(answered, visitor, answers, withheld):
    answered(["1"] * answers, results=Visibility.ALWAYS)
    page = visitor.open(RESULTS)
    status, shown = document(visitor)
    assert (page.status, status) == (200, 200)
    if withheld:
        assert withheld in page.text
        assert table(page) == {}
        assert shown["withheld"] == withheld
        assert "questions" not in shown
        assert (shown["responses"], rows(visitor)) == (None, [])
    else:
        assert table(page)["Once"] == ("100%", "10")
        assert "withheld" not in shown
        assert shown["responses"] == 10


@pytest.mark.parametrize(
    ("policy", "answers", "said"),
    [
        (ReleasePolicy.BATCHED, 0, "Fewer than 10 people answered"),
        (ReleasePolicy.BATCHED, 9, "Fewer than 10 people answered"),
        (ReleasePolicy.LIVE, 0, "Nobody answered this poll."),
    ],
)
def test_a_closed_poll_says_why_it_shows_nothing(
    answered, visitor, policy, answers, said
):
    closed(answered(["1"] * answers, release=policy))
    assert said in visitor.open(RESULTS).text
    assert document(visitor)[1]["withheld"].startswith(said)


def test_live_results_show_the_first_answer(answered, visitor):
    answered(["1"], release=ReleasePolicy.LIVE, results=Visibility.ALWAYS)
    page = visitor.open(RESULTS)
    assert table(page)["Once"] == ("100%", "1")
    assert "of 1 person" in page.text


@pytest.mark.parametrize(
    ("visibility", "status"),
    [
        (Visibility.ALWAYS, 200),
        (Visibility.ON_VOTE, 403),
        (Visibility.ON_CLOSE, 403),
        (Visibility.STAFF_ONLY, 403),
    ],
)
def test_who_has_not_answered_sees_what_the_author_allows(
    answered, visitor, visibility, status
):
    answered(results=visibility)
    for ending in ("", ".json", ".csv"):
        page = visitor.open(RESULTS + ending)
        assert page.status == status
        assert ("50%" in page.html or "0.5" in page.html) is (status == 200)
    assert visitor.open(f"/e/{SLUG}/results").status == status


def test_who_has_answered_sees_the_same_in_every_form(answered, visitor):
    answered()
    visitor.open(POLL).press("Submit answer", visits="3")
    page = visitor.open(RESULTS)
    assert page.status == 200
    assert [label for label in table(page) if "your answer" in label] == [
        "Three or more (your answer)"
    ]
    assert document(visitor)[1]["responses"] == 10
    assert len(rows(visitor)) == 8


def test_an_own_answer_is_shown_to_nobody_else(answered, visitor, newcomer):
    answered(results=Visibility.ALWAYS)
    receipt = visitor.open(POLL).press("Submit answer", visits="3").receipt
    page = newcomer().open(RESULTS)
    assert receipt not in page.html
    assert "your answer)" not in page.text


def test_nobody_sees_results_by_a_cookie_of_their_own_making(answered, visitor):
    answered()
    visitor.cookies["ballots"] = "A" * 22
    assert visitor.open(RESULTS).status == 403


def test_an_address_with_thanks_for_another_poll_shows_nothing(
    answered, publish, visitor, newcomer
):
    answered()
    publish(slug="other")
    thanked = visitor.open("/p/other").press("Submit answer", visits="1")
    query = thanked.url.partition("?")[2]
    assert query
    assert newcomer().open(f"{RESULTS}?{query}").status == 403


def test_a_wave_has_an_address_of_its_own(answered, visitor):
    closed(answered())
    month = today().strftime("%Y-%m")
    wave = f"{POLL}/w/{month}/results"
    assert table(visitor.open(wave)) == table(visitor.open(RESULTS))
    assert document(visitor, wave) == document(visitor)
    assert rows(visitor, wave) == rows(visitor)
    for address in (f"{POLL}/w/1999-01/results", f"{POLL}/w/2026-1/results"):
        assert visitor.open(address).status == 404


def test_a_poll_past_its_time_shows_all_once_it_is_due(answered, visitor):
    now = datetime.now(UTC)
    ends = (now + timedelta(seconds=2)).replace(tzinfo=None)
    app = answered(schedule=Schedule(closes=ends))
    with app.app_context():
        lifecycle.run_due(now=now + timedelta(minutes=1))
    assert document(visitor)[1]["responses"] == 12


def test_an_archived_poll_says_so_and_shows_its_results(answered, visitor):
    app = answered()
    closed(app)
    with app.app_context():
        archive(now=datetime.now(UTC))
    status, shown = document(visitor)
    assert (status, shown["state"], shown["responses"]) == (200, "archived", 12)
    assert table(visitor.open(RESULTS))["Once"] == ("50%", "5")
