"""Reads a poll from its definition, or says on which line it is wrong, and why."""

from dataclasses import replace

from pollsvc.definitions.faults import Faults
from pollsvc.definitions.fields import Fields, scalar
from pollsvc.definitions.questions import read_page, read_question
from pollsvc.definitions.syntax import parse
from pollsvc.definitions.tables import POLL, SCHEDULE
from pollsvc.definitions.translations import read_translations
from pollsvc.domain.errors import DraftRefused
from pollsvc.domain.polls import PollDraft, check_draft
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Repeat, Schedule
from pollsvc.domain.texts import spelled


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
        schedule=_schedule(fields),
        sites=_sites(fields),
        keep_days=fields.optional_number("keep_days"),
    )
    faults.refuse()
    try:
        check_draft(draft)
    except DraftRefused as refusal:
        faults.add_rules(refusal.problems)
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
    translations = read_translations(poll, questionnaire)
    return replace(questionnaire, translations=translations)


def _schedule(poll: Fields) -> Schedule:
    node = poll.node_of("schedule")
    if node is None:
        return Schedule()
    fields = Fields(node, "schedule", SCHEDULE, poll.faults)
    repeats = fields.node_of("repeats")
    return Schedule(
        zone=fields.optional_text("zone") or "UTC",
        opens=fields.moment("opens"),
        closes=fields.moment("closes"),
        repeats=fields.choice("repeats", Repeat, Repeat.MONTHLY) if repeats else None,
    )


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
