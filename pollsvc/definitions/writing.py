"""Writes a poll as a definition that reads back as the same poll."""

from datetime import datetime
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

from pollsvc.definitions.fields import FALSE, TRUE
from pollsvc.definitions.options import SHORT, WAYS_OUT
from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import Option, OptionRole, Question
from pollsvc.domain.schedules import Schedule

LINE = 10_000
"""Longer than any text of a poll, so that none is folded."""

_GUESSED = frozenset({*TRUE, *FALSE, "y", "n", "~", "null", ""})
"""Words that some reader of YAML takes for something else than a text."""


def write_definition(draft: PollDraft) -> str:
    """Return the definition of a poll in YAML; defaults of no interest are left out."""
    questionnaire = draft.questionnaire
    document: dict[str, Any] = {"poll": _text(draft.slug), "title": _text(draft.title)}
    if questionnaire.language != "en":
        document["language"] = _text(questionnaire.language)
    if questionnaire.version != 1:
        document["version"] = questionnaire.version
    document["questions"] = [_question(q) for q in questionnaire.questions]
    document["results"] = draft.results.value
    document["release"] = draft.release.value
    if schedule := _schedule(draft.schedule):
        document["schedule"] = schedule
    if draft.sites:
        document["sites"] = [_text(site) for site in draft.sites]
    if draft.keep_days is not None:
        document["keep_days"] = draft.keep_days
    return _dumped(document)


def _question(question: Question) -> dict[str, Any]:
    listed, ways_out = _split(question.options)
    document: dict[str, Any] = {
        "code": _text(question.code),
        "kind": question.kind.value,
        "text": _text(question.text),
    }
    if question.hint is not None:
        document["hint"] = _text(question.hint)
    document["options"] = [_option(option) for option in listed]
    for name, option in ways_out.items():
        # A label that reads like true or false is told from it by its quotes.
        standard = option == WAYS_OUT[name]
        document[name] = True if standard else Quoted(option.label)
    document["required"] = question.required
    return document


def _split(
    options: tuple[Option, ...],
) -> tuple[list[Option], dict[str, Option]]:
    """Return the options to list, and those that a field of their own says."""
    listed, ways_out = [*options], {}
    for name, standard in reversed(WAYS_OUT.items()):
        last = listed[-1] if listed else None
        if last and last.code == standard.code and last.role is standard.role:
            ways_out[name] = listed.pop()
    return listed, dict(reversed(ways_out.items()))


def _option(option: Option) -> str | dict[str, str]:
    short = f"{option.code}: {option.label}"
    if option.role is OptionRole.SUBSTANTIVE:
        written = SHORT.fullmatch(short)
        if written and written.groups() == (option.code, option.label):
            quoted: str = Quoted(short)
            return quoted
    document = {"code": Quoted(option.code), "label": _text(option.label)}
    if option.role is not OptionRole.SUBSTANTIVE:
        document["role"] = option.role.value
    return document


def _schedule(schedule: Schedule) -> dict[str, Any]:
    if schedule == Schedule():
        return {}
    document: dict[str, Any] = {
        name: _moment(moment)
        for name, moment in (("opens", schedule.opens), ("closes", schedule.closes))
        if moment is not None
    }
    document["zone"] = _text(schedule.zone)
    if schedule.repeats is not None:
        document["repeats"] = schedule.repeats.value
    return document


def _moment(moment: datetime) -> str:
    exact = bool(moment.second or moment.microsecond)
    return moment.isoformat() if exact else moment.isoformat(timespec="minutes")


def _text(text: str) -> str:
    return Quoted(text) if text.casefold() in _GUESSED else text


def _dumped(document: dict[str, Any]) -> str:
    yaml = YAML()
    yaml.width = LINE
    yaml.indent(mapping=2, sequence=4, offset=2)
    written = StringIO()
    yaml.dump(document, written)
    return written.getvalue()
