"""The ready-made polls: whole, well worded, and free of what only one poll can have."""

from importlib.resources import files

import pytest

from pollsvc.definitions.reading import read_definition
from pollsvc.definitions.starters import starter, starters
from pollsvc.definitions.writing import write_definition
from pollsvc.domain.errors import NoSuchPoll
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.translations import ready_texts, texts_of
from pollsvc.domain.wording import advice_on
from pollsvc.web.languages import LANGUAGES

EACH = pytest.mark.parametrize("each", starters(), ids=lambda each: each.name)


@EACH
def test_nothing_is_advised_against_its_wording(each):
    questions = each.draft.questionnaire.questions
    assert [advice for q in questions for advice in advice_on(q)] == []


@EACH
def test_it_reads_back_as_written_is_found_by_its_name_and_has_no_dates(each):
    assert read_definition(write_definition(each.draft)) == each.draft
    assert starter(each.name) is each
    assert each.draft.slug == each.name
    assert each.draft.schedule == Schedule()


@EACH
@pytest.mark.parametrize("language", sorted({*LANGUAGES} - {"en"}))
def test_it_is_whole_in_every_language_of_the_interface(each, language):
    asked = each.draft.questionnaire
    (there,) = (t.texts for t in asked.translations if t.language == language)
    said = {**ready_texts(asked, language), **there}
    texts = texts_of(asked, title=each.draft.title)
    assert [t.key for t in texts if t.has_words and t.key not in said] == []


def test_there_are_as_many_as_definitions_beside_them():
    folder = files("pollsvc.definitions.starters")
    there = {f.name for f in folder.iterdir() if f.name.endswith(".yaml")}
    assert there == {f"{each.name}.yaml" for each in starters()}


def test_another_name_is_none():
    with pytest.raises(NoSuchPoll):
        starter("dragons")
