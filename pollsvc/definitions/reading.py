"""Reads a poll from its definition, or says on which line it is wrong, and why."""

from ruamel.yaml.nodes import Node

from pollsvc.definitions.faults import Faults
from pollsvc.definitions.fields import Fields, scalar
from pollsvc.definitions.options import read_options
from pollsvc.definitions.syntax import parse
from pollsvc.domain.errors import DraftRefused
from pollsvc.domain.polls import PollDraft, check_draft
from pollsvc.domain.questionnaires import Question, QuestionKind, Questionnaire
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Repeat, Schedule
from pollsvc.domain.texts import spelled

POLL = (
    "poll",
    "title",
    "language",
    "version",
    "questions",
    "results",
    "release",
    "schedule",
    "sites",
    "keep_days",
)
QUESTION = (
    "code",
    "kind",
    "text",
    "hint",
    "options",
    "dont_know",
    "refuse",
    "required",
)
SCHEDULE = ("opens", "closes", "zone", "repeats")


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
    return Questionnaire(
        version=poll.number("version", default=1),
        language=poll.optional_text("language") or "en",
        questions=tuple(
            _question(node, f"questions[{number}]", poll.faults)
            for number, node in enumerate(poll.items("questions"))
        ),
    )


def _question(node: Node, path: str, faults: Faults) -> Question:
    fields = Fields(node, path, QUESTION, faults)
    fields.require("options")
    hint = fields.optional_text("hint")
    return Question(
        code=fields.text("code"),
        kind=fields.choice("kind", QuestionKind, QuestionKind.SINGLE),
        text=spelled(fields.text("text")),
        hint=None if hint is None else spelled(hint),
        options=read_options(fields),
        required=fields.flag("required"),
    )


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
