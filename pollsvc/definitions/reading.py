"""Reads a poll from its definition, or says on which line it is wrong, and why."""

import re
from collections.abc import Mapping
from dataclasses import replace

from pollsvc.definitions.faults import Faults
from pollsvc.definitions.fields import Fields, scalar
from pollsvc.definitions.questions import read_page, read_question
from pollsvc.definitions.schedules import read_schedule
from pollsvc.definitions.syntax import parse
from pollsvc.definitions.tables import POLL
from pollsvc.definitions.translations import read_translations
from pollsvc.domain.answered_for import LANGUAGES, beginning_with_it, ready_made
from pollsvc.domain.errors import DraftRefused
from pollsvc.domain.polls import PollDraft, check_draft
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.texts import spelled

_ANSWERED_FOR = "answered_for"
_PLACE = re.compile(r"(questions|pages)\[(\d+)\](.*)", re.DOTALL)


def read_definition(source: str | bytes) -> PollDraft:
    """Return the poll that a definition in YAML describes.

    Raises:
        DefinitionRefused: With the line and the field of every fault, and what would
            be right.
    """
    faults = Faults()
    fields = Fields(parse(source), "", POLL, faults)
    draft = PollDraft(
        slug=fields.text("poll"),
        title=spelled(fields.text("title")),
        questionnaire=_questionnaire(fields),
        results=fields.choice("results", Visibility, Visibility.ON_VOTE),
        release=fields.choice("release", ReleasePolicy, ReleasePolicy.BATCHED),
        schedule=read_schedule(fields),
        sites=_sites(fields),
        keep_days=fields.optional_number("keep_days"),
    )
    faults.refuse()
    try:
        check_draft(draft)
    except DraftRefused as refusal:
        is_led = fields.flag(_ANSWERED_FOR)
        faults.add_rules(_one_up(refusal.problems) if is_led else refusal.problems)
        faults.refuse()
    return draft


def _questionnaire(poll: Fields) -> Questionnaire:
    poll.require("questions")
    questionnaire = Questionnaire(
        version=poll.number("version", default=1),
        language=poll.optional_text("language") or "en",
        questions=tuple(
            read_question(node, f"questions[{number}]", poll.faults)
            for number, node in enumerate(poll.items("questions"))
        ),
        pages=tuple(
            read_page(node, f"pages[{number}]", poll.faults)
            for number, node in enumerate(poll.items("pages"))
        ),
    )
    if poll.flag(_ANSWERED_FOR):
        _require_ready_made(poll, questionnaire)
        questionnaire = beginning_with_it(questionnaire)
    translations = read_translations(poll, questionnaire)
    return replace(questionnaire, translations=translations)


def _require_ready_made(poll: Fields, questionnaire: Questionnaire) -> None:
    language = questionnaire.language
    if any(_ANSWERED_FOR in page.questions for page in questionnaire.pages):
        sentence = f"Leave out {_ANSWERED_FOR}: it has a page of its own."
        poll.fault("pages", sentence)
    if ready_made(language) is None:
        known = ", ".join(LANGUAGES)
        sentence = f"It is ready-made in {known}; in {language!r} write the question."
        poll.fault(_ANSWERED_FOR, sentence)


def _one_up(problems: Mapping[str, str]) -> dict[str, str]:
    """Return problems at the places that the file has, before which one was put."""
    written: dict[str, str] = {}
    for path, problem in problems.items():
        place = _PLACE.fullmatch(path)
        if place is None:
            at = path
        elif number := int(place[2]):
            at = f"{place[1]}[{number - 1}]{place[3]}"
        else:
            at = _ANSWERED_FOR
        written[at] = f"{written[at]} {problem}" if at in written else problem
    return written


def _sites(poll: Fields) -> tuple[str, ...]:
    sites: list[str] = []
    for number, node in enumerate(poll.items("sites")):
        site = scalar(node)
        if site is None:
            path = f"sites[{number}]"
            poll.faults.add(node, path, "Write a site like https://www.example.org.")
        else:
            sites.append(site)
    return tuple(sites)
