"""Writes a poll as a definition that reads back as the same poll."""

from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from pollsvc.definitions.questions import write_page, write_question
from pollsvc.definitions.quoting import text
from pollsvc.definitions.schedules import write_schedule
from pollsvc.definitions.translations import write_translations
from pollsvc.domain.answered_for import without_it
from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import Questionnaire

LINE = 10_000
"""Longer than any text of a poll, so that none is folded."""


def write_definition(draft: PollDraft) -> str:
    """Return the definition of a poll in YAML; defaults of no interest are left out."""
    questionnaire = draft.questionnaire
    document: dict[str, Any] = {"poll": text(draft.slug), "title": text(draft.title)}
    if questionnaire.language != "en":
        document["language"] = text(questionnaire.language)
    if questionnaire.version != 1:
        document["version"] = questionnaire.version
    document |= _asked(questionnaire)
    if questionnaire.translations:
        document["translations"] = write_translations(questionnaire)
    document["results"] = draft.results.value
    document["release"] = draft.release.value
    if schedule := write_schedule(draft.schedule):
        document["schedule"] = schedule
    if draft.sites:
        document["sites"] = [text(site) for site in draft.sites]
    if draft.keep_days is not None:
        document["keep_days"] = draft.keep_days
    return _dumped(document)


def _asked(questionnaire: Questionnaire) -> dict[str, Any]:
    document: dict[str, Any] = {}
    rest = without_it(questionnaire)
    if rest is not None:
        document["answered_for"] = True
    listed = rest or questionnaire
    document["questions"] = [write_question(each) for each in listed.questions]
    if listed.pages:
        document["pages"] = [write_page(page) for page in listed.pages]
    return document


def _dumped(document: dict[str, Any]) -> str:
    yaml = YAML()
    yaml.width = LINE
    yaml.indent(mapping=2, sequence=4, offset=2)
    written = StringIO()
    yaml.dump(document, written)
    return written.getvalue()
