"""Who gets which rows: never more than the newest release says, but for staff."""

from collections import Counter
from dataclasses import replace

import pytest

from pollsvc.domain.errors import NoSuchPoll, NoSuchWave, ResultsNotShown
from pollsvc.domain.questionnaires import Option, OptionRole, QuestionKind
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.exports.csv import CsvOptions
from pollsvc.services import authoring, exporting, released_rows
from pollsvc.services.row_sources import Source
from pollsvc.storage import responses as storage
from tests.all_kinds import ONE_OF_EACH
from tests.factories import SLUG, draft, options, question, questionnaire
from tests.flooding import decide, flooded
from tests.publishing import AUTHOR, NOW, close, published, submit

TWO = questionnaire(question(), question(code="again", options=options("Yes", "No")))


def look(*, has_answered=False, sees_data=False, **given):
    return exporting.describe_dataset(
        slug=SLUG, has_answered=has_answered, sees_data=sees_data, now=NOW, **given
    )


def pieces_of(dataset):
    return [*exporting.export_csv(dataset, CsvOptions())]


def lines(dataset):
    text = "".join(pieces_of(dataset))
    return [line.split(",") for line in text.splitlines()]


def answers(dataset):
    return Counter(line[-1] for line in lines(dataset)[1:])


def source(**given):
    (wave,) = look(**given).waves
    return wave.source


def respond(codes):
    for code in codes:
        submit(code)


def respond_to_two(times):
    for _ in range(times):
        submit("1", raw_answers={"visits": ["1"], "again": ["0"]})


@pytest.mark.parametrize(
    ("results", "has_answered", "closed", "expected"),
    [
        (Visibility.ALWAYS, False, False, Source.RELEASE),
        (Visibility.ON_VOTE, False, False, Source.NOT_ALLOWED),
        (Visibility.ON_VOTE, True, False, Source.RELEASE),
        (Visibility.ON_VOTE, False, True, Source.RELEASE),
        (Visibility.ON_CLOSE, True, False, Source.NOT_ALLOWED),
        (Visibility.ON_CLOSE, False, True, Source.RELEASE),
        (Visibility.STAFF_ONLY, True, True, Source.NOT_ALLOWED),
    ],
)
def test_rows_are_shown_to_whom_results_are_shown(
    results, has_answered, closed, expected
):
    published(results=results)
    respond("1" * 10)
    if closed:
        close()
    assert source(has_answered=has_answered) is expected


@pytest.mark.parametrize("results", Visibility)
def test_staff_who_may_see_data_always_get_the_stored_responses(results):
    published(results=results)
    respond("12")
    dataset = look(sees_data=True)
    assert dataset.waves[0].source is Source.RESPONSES
    assert answers(dataset) == {"1": 1, "2": 1}


def test_an_open_batched_poll_hands_out_whole_batches_only():
    published(results=Visibility.ALWAYS)
    respond("1" * 9)
    assert look().waves[0].source is Source.NOT_RELEASED
    respond("2" * 8)
    assert answers(look()) == {"1": 9, "2": 1}
    assert answers(look(sees_data=True)) == {"1": 9, "2": 8}


def test_a_closed_poll_hands_out_every_answer():
    published()
    respond("1" * 9 + "2" * 8)
    close()
    assert answers(look()) == {"1": 9, "2": 8}


def test_a_closed_poll_that_few_answered_hands_out_nothing():
    published()
    respond("1" * 9)
    close()
    assert source() is Source.NOT_RELEASED
    assert lines(look()) == [[*lines(look())[0]]]


def test_missing_answers_come_out_as_their_codes():
    published(results=Visibility.ALWAYS, release=ReleasePolicy.LIVE)
    respond(["1", "refuse", "dont_know", "dont_know"])
    assert answers(look()) == {"1": 1, "-98": 1, "-97": 2}
    assert answers(look()) == answers(look(sees_data=True))


def test_public_rows_come_in_an_order_that_stays_and_says_nothing():
    published(results=Visibility.ALWAYS, release=ReleasePolicy.LIVE)
    respond("0" * 20 + "1" * 20)
    first = [line[-1] for line in lines(look())[1:]]
    assert first == [line[-1] for line in lines(look())[1:]]
    assert first not in (sorted(first), sorted(first, reverse=True))


@pytest.mark.parametrize("release", ReleasePolicy)
@pytest.mark.parametrize("closed", [False, True])
def test_rows_that_join_several_answers_are_never_public(release, closed):
    published(results=Visibility.ALWAYS, release=release, questionnaire=TWO)
    respond_to_two(10)
    if closed:
        close()
    assert source() is Source.NOT_PUBLIC
    assert len(lines(look())) == 1


@pytest.mark.parametrize("kind", QuestionKind)
def test_only_a_poll_of_one_choice_has_public_rows(kind):
    asked, raw = ONE_OF_EACH[kind]
    published(
        results=Visibility.ALWAYS,
        release=ReleasePolicy.LIVE,
        questionnaire=questionnaire(asked),
    )
    submit("", raw_answers=raw)
    is_choice = kind in {QuestionKind.SINGLE, QuestionKind.SCALE}
    assert source() is (Source.RELEASE if is_choice else Source.NOT_PUBLIC)
    assert len(lines(look())) == (2 if is_choice else 1)
    assert len(lines(look(sees_data=True))) == 2


def test_words_beside_other_are_in_no_public_file():
    other = Option(code="other", label="Other", role=OptionRole.OTHER)
    asked = question(options=(*options("Yes", "No"), other))
    published(
        results=Visibility.ALWAYS,
        release=ReleasePolicy.LIVE,
        questionnaire=questionnaire(asked),
    )
    submit("", raw_answers={"visits": ["other"], "visits__other_text": ["Secret"]})
    _, row = lines(look())
    assert row[-2:] == ["other", ""]
    assert "Secret" in str(lines(look(sees_data=True)))


def test_rows_of_several_answers_stay_joined_for_staff():
    published(questionnaire=TWO)
    respond_to_two(2)
    header, *rows = lines(look(sees_data=True))
    assert header[-2:] == ["visits", "again"]
    assert [row[-2:] for row in rows] == [["1", "0"]] * 2


def test_where_nothing_may_be_shown_the_file_is_refused():
    published()
    with pytest.raises(ResultsNotShown, match="does not show"):
        exporting.require_handed_out(look())
    exporting.require_handed_out(look(sees_data=True))


def test_where_rows_would_join_answers_the_file_is_refused():
    published(results=Visibility.ALWAYS, questionnaire=TWO)
    respond_to_two(10)
    with pytest.raises(ResultsNotShown, match="all that one person answered"):
        exporting.require_handed_out(look())


def test_a_program_without_cookies_gets_as_much_only_where_everybody_does():
    published()
    respond("1" * 10)
    assert not look(has_answered=True).is_everybodys
    close()
    assert look().is_everybodys


def test_a_draft_is_for_staff_only():
    authoring.create_poll(draft=draft(), actor=AUTHOR, now=NOW)
    with pytest.raises(NoSuchPoll):
        look()
    assert look(sees_data=True).waves == ()
    assert len(lines(look(sees_data=True))) == 1


def test_a_wave_must_have_been_asked():
    published()
    assert len(look(wave_codes=("2026-11",)).waves) == 1
    with pytest.raises(NoSuchWave, match="2026-10"):
        look(wave_codes=("2026-11", "2026-10"))


def test_first_rows_are_the_files_first_rows():
    published()
    respond("0123")
    dataset = look(sees_data=True)
    shown = exporting.first_rows(dataset, 2)
    assert [row.response.answers["visits"] for row in shown] == [
        line[-1] for line in lines(dataset)[1:3]
    ]


def test_the_header_is_sent_before_a_row_is_read():
    published()
    respond("01")
    read = []
    pieces = exporting.export_csv(
        look(sees_data=True), CsvOptions(), progress=read.append
    )
    assert next(pieces).startswith("response,")
    assert read == []
    assert [piece.count("\r\n") for piece in pieces] == read == [2]


@pytest.mark.parametrize("sees_data", [True, False])
def test_rows_of_many_blocks_are_numbered_through(monkeypatch, sees_data):
    monkeypatch.setattr(storage, "STREAMED_ROWS", 7)
    monkeypatch.setattr(released_rows, "BLOCK_ROWS", 7)
    published(results=Visibility.ALWAYS, release=ReleasePolicy.LIVE)
    respond("0123" * 5)
    dataset = look(sees_data=sees_data)
    assert [len(piece.splitlines()) for piece in pieces_of(dataset)] == [1, 7, 7, 6]
    numbers = [line[0] for line in lines(dataset)[1:]]
    assert numbers == [str(number) for number in range(1, 21)]
    assert answers(dataset) == dict.fromkeys("0123", 5)


def test_what_was_set_aside_is_exported_where_it_counts():
    flooded()
    assert len(lines(look(sees_data=True))) == 1 + 12
    decide(counted=True)
    assert len(lines(look(sees_data=True))) == 1 + 25


def test_what_the_rows_add_up_to_is_what_the_figures_say():
    published(results=Visibility.ALWAYS, release=ReleasePolicy.LIVE)
    respond(["1", "1", "2", "refuse"])
    (visits,) = exporting.figures_of_dataset(look())
    assert visits.base == 3
    assert {o.code: o.count for o in visits.options} == {"0": 0, "1": 2, "2": 1, "3": 0}
    assert exporting.figures_of_dataset(replace(look(), waves=())) == ()
