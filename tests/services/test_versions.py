"""A questionnaire that changes twice while answers come in: everything still agrees."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from pollsvc.domain.errors import (
    AnswersRefused,
    DraftRefused,
    MeaningWanted,
    MoveNotAllowed,
    QuestionsChanged,
)
from pollsvc.domain.questionnaires import Option, Translation
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.version_changes import Meaning
from pollsvc.exports.codebook import codebook_of
from pollsvc.exports.csv import CsvOptions, Values
from pollsvc.installation import current
from pollsvc.services import authoring, catalogue, exporting, recounting, responding
from pollsvc.services.results import figures_shown, public_results
from pollsvc.storage.session import reading
from tests import counting
from tests.factories import SLUG, draft, options, question, questionnaire, utc
from tests.publishing import AUTHOR, NOW, close, new_ballot, published, submit, withdraw

ASKED = question()
SPELLED = replace(ASKED, text="How many times per month?")
WITHOUT_ONCE = replace(
    SPELLED,
    options=(
        SPELLED.options[0],
        *SPELLED.options[2:4],
        Option(code="9", label="Nine"),
        *SPELLED.options[4:],
    ),
)
FAR = question(code="far", text="Is it far?", options=options("No", "Yes"))
LIVE = {"release": ReleasePolicy.LIVE, "results": Visibility.ALWAYS}


def save(*questions, meaning=None, now=NOW, **given):
    whole = {"questionnaire": questionnaire(*questions)} | LIVE | given
    changed = draft(**whole)
    return authoring.save_poll(
        slug=SLUG, draft=changed, actor=AUTHOR, now=now, meaning=meaning
    )


def answer(ballot=None, **given):
    raw = {code: [value] for code, value in given.items() if code != "change"}
    return submit("", ballot, raw_answers=raw, wants_change=given.get("change", False))


def twice_changed():
    """Three answers to version 1, spelled better meanwhile, two to version 2."""
    published(**LIVE)
    first = new_ballot()
    answer(first, visits="1")
    answer(visits="1")
    save(SPELLED, meaning=Meaning.SAME)
    answer(visits="0")
    save(WITHOUT_ONCE, FAR, meaning=Meaning.OTHER, now=utc(2026, 11, 12, 12))
    answer(visits="9", far="1")
    answer(visits="2")
    return first


def figures():
    view = public_results(
        listing=catalogue.published(SLUG), has_answered=True, is_staff=False, now=NOW
    )
    return {each.code: each for each in figures_shown(view)}


def dataset():
    return exporting.describe_dataset(
        slug=SLUG, has_answered=False, sees_data=True, now=NOW
    )


def rows(**given):
    written = exporting.export_csv(dataset(), CsvOptions(**given))
    return [*csv.reader(StringIO("".join(written)))]


def test_after_two_changes_tallies_results_and_recount_agree():
    twice_changed()
    (wave,) = recounting.recount(slug=SLUG)
    assert wave.responses == 5
    visits, far = figures()["visits"], figures()["far"]
    assert [(o.code, o.count, o.offered) for o in visits.options] == [
        ("0", 1, True),
        ("1", 2, False),
        ("2", 1, True),
        ("3", 0, True),
        ("9", 1, True),
    ]
    assert (visits.text, visits.base) == (SPELLED.text, 5)
    assert (far.base, far.missing["not_asked"], far.missing["not_answered"]) == (
        1,
        3,
        1,
    )


def test_columns_of_the_first_version_keep_their_places_and_later_ones_follow():
    published(**LIVE)
    answer(visits="1")
    before = rows()[0]
    save(FAR, WITHOUT_ONCE, meaning=Meaning.OTHER)
    answer(visits="9", far="1")
    header, *found = rows()
    assert header == [*before, "far"]
    at = header.index("version")
    assert sorted(row[at:] for row in found) == [
        ["1", "2026-11", "en", "1", ""],
        ["2", "2026-11", "en", "9", "1"],
    ]
    assert sorted(row[-2] for row in rows(values=Values.LABELS)[1:]) == ["Nine", "Once"]


def test_the_codebook_says_which_version_had_what():
    twice_changed()
    book = {v.name: v for v in codebook_of(dataset().questionnaires)}
    assert book["far"].versions == (2,)
    assert book["visits"].versions == ()
    assert book["visits"].wordings == {}
    assert book["visits"].code_versions == {"1": (1,), "9": (2,)}
    history = dataset().versions
    assert [c.change.before for c in history[1].corrections] == [ASKED.text]
    assert history[2].since.isoformat() == "2026-11-12"


def test_a_receipt_of_the_first_version_changes_its_answer_in_the_second():
    ballot = twice_changed()
    with pytest.raises(AnswersRefused):
        answer(ballot, visits="1", far="0", change=True)
    answer(ballot, visits="2", far="0", change=True)
    assert figures()["visits"].options[1].count == 1
    assert figures()["far"].base == 2
    assert figures()["far"].missing["not_asked"] == 2
    (own,) = responding.responses_of_receipt(
        ballot=ballot, keys=current().keys, now=NOW
    )
    assert own.answers == {"visits": "2", "far": "0"}
    recounting.recount(slug=SLUG)


def test_an_answer_of_the_first_version_can_be_withdrawn_in_the_second():
    ballot = twice_changed()
    withdraw(ballot)
    assert figures()["far"].missing["not_asked"] == 2
    (wave,) = recounting.recount(slug=SLUG)
    assert wave.responses == 4


def test_a_form_of_the_version_before_is_not_taken_for_the_present_one():
    published(**LIVE)
    answer(visits="1")
    listing = catalogue.published(SLUG)
    save(WITHOUT_ONCE, FAR, meaning=Meaning.OTHER)
    with pytest.raises(QuestionsChanged):
        submit("0", listing=listing)
    assert counting.tallied()["", "responses"] == 1


def test_while_nobody_has_answered_a_published_poll_is_simply_changed():
    published(**LIVE)
    poll = save(WITHOUT_ONCE, FAR)
    assert poll.questionnaire.version == 1
    answer(visits="9", far="1")
    recounting.recount(slug=SLUG)
    assert [*dataset().versions] == [1]


@pytest.mark.parametrize("changed", [SPELLED, WITHOUT_ONCE])
def test_what_a_change_means_is_to_be_said_before_it_is_made(changed):
    published(**LIVE)
    answer(visits="1")
    with pytest.raises(MeaningWanted) as refusal:
        save(changed)
    assert refusal.value.changes
    assert authoring.find_poll(slug=SLUG).questionnaire.questions == (ASKED,)


def test_more_than_words_cannot_mean_the_same():
    published(**LIVE)
    answer(visits="1")
    with pytest.raises(MeaningWanted):
        save(WITHOUT_ONCE, meaning=Meaning.SAME)


def test_a_change_of_nothing_changes_nothing():
    published(**LIVE)
    answer(visits="1")
    poll = save(ASKED, title="Another title")
    assert (poll.questionnaire.version, poll.title) == (1, "Another title")
    assert dataset().versions[1].corrections == ()


def test_a_translation_alone_is_no_version_and_no_correction():
    published(**LIVE)
    answer(visits="1")
    texts = {"title": "Farmacia", "questions.visits.options.1": "Una vez"}
    spanish = Translation(language="es", texts=texts)
    whole = questionnaire(ASKED, translations=(spanish,))
    poll = save(questionnaire=whole)
    assert poll.questionnaire == whole
    version = dataset().versions[1]
    assert version.questionnaire.translations == (spanish,)
    assert version.corrections == ()
    spoken = catalogue.published(SLUG).spoken_in("es")
    assert spoken.poll.title == "Farmacia"
    assert spoken.asked.questions[0].option("1").label == "Una vez"


def test_what_is_no_longer_asked_keeps_its_translation():
    spanish = {"questions.visits.options.1": "Una vez"}
    published(
        questionnaire=questionnaire(
            ASKED, translations=(Translation(language="es", texts=spanish),)
        ),
        **LIVE,
    )
    answer(visits="1")
    later = {"questions.far.text": "¿Está lejos?"}
    save(
        questionnaire=questionnaire(
            WITHOUT_ONCE, FAR, translations=(Translation(language="es", texts=later),)
        ),
        meaning=Meaning.OTHER,
    )
    asked = catalogue.published(SLUG).spoken_in("es").asked
    assert asked.question("visits").option("1").label == "Una vez"
    assert asked.question("far").text == "¿Está lejos?"


def test_a_retired_code_is_not_given_to_another_answer():
    twice_changed()
    reused = replace(
        WITHOUT_ONCE, options=(Option(code="1", label="Now"), *WITHOUT_ONCE.options)
    )
    with pytest.raises(DraftRefused) as refusal:
        save(reused, FAR, meaning=Meaning.OTHER)
    assert [*refusal.value.problems] == ["questions[0].options[0]"]


def test_what_was_promised_and_what_has_closed_stays():
    published(**LIVE)
    answer(visits="1")
    with pytest.raises(DraftRefused) as refusal:
        save(SPELLED, meaning=Meaning.SAME, release=ReleasePolicy.BATCHED)
    assert [*refusal.value.problems] == ["release"]
    close()
    with pytest.raises(MoveNotAllowed):
        save(SPELLED, meaning=Meaning.SAME)


def test_who_changed_what_stands_in_the_log_of_what_staff_do():
    twice_changed()
    with reading() as connection:
        acts = connection.exec_driver_sql(
            "SELECT actor, action, subject FROM audit ORDER BY id"
        ).all()
    assert [tuple(act) for act in acts[-2:]] == [
        (
            AUTHOR,
            "correct words",
            f"{SLUG}: was “{ASKED.text}”, is “{SPELLED.text}”",
        ),
        (AUTHOR, "new version", f"{SLUG}: version 2"),
    ]
