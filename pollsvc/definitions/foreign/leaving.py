"""What a questionnaire has that other tools have no place for."""

from dataclasses import fields
from typing import Any

from pollsvc.definitions.reports import Remarks
from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import Limits, Question
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Schedule

_WORDS = {
    "promoter": "that it counts as a net promoter score",
    "plausible_least": "the least plausible number",
    "plausible_most": "the greatest plausible number",
    "bins": "the bins of its histogram",
    "unit": "the unit",
    "decimals": "the number of digits after the point",
    "places": "the number of places",
    "about": "the suggested length",
    "low": "what its low end means",
    "high": "what its high end means",
}


def remark_limits(question: Question, kept: frozenset[str], remarks: Remarks) -> None:
    """Remark what is said about a question's answers and has no place there.

    Args:
        question: What is written.
        kept: The limits that are written.
        remarks: Where to say it.
    """
    for name, value in said_by(question.limits).items():
        if name not in kept:
            words = _WORDS.get(name, name)
            remarks.lost(question.code, f"There is no place for {words}: {value}")


def said_by(limits: Limits | None) -> dict[str, Any]:
    """Return those limits that say something."""
    if limits is None:
        return {}
    return {
        f.name: getattr(limits, f.name)
        for f in fields(limits)
        if getattr(limits, f.name) != f.default
    }


def remark_reason(question: Question, remarks: Remarks) -> None:
    """Remark a reason for requiring an answer, where none is required."""
    if question.reason and not question.required:
        sentence = f"There is no place for a reason without need: {question.reason}"
        remarks.lost(question.code, sentence)


def remark_publishing(draft: PollDraft, remarks: Remarks) -> None:
    """Remark what a poll says about when it is open and what is shown of it."""
    set_by_hand = {
        "who may see the results": draft.results is not Visibility.ON_VOTE,
        "how results are released": draft.release is not ReleasePolicy.BATCHED,
        "when it opens and closes": draft.schedule != Schedule(),
        "on which sites it may be shown": bool(draft.sites),
        "for how long answers are kept": draft.keep_days is not None,
        "which version it is": draft.questionnaire.version != 1,
    }
    for what, is_set in set_by_hand.items():
        if is_set:
            remarks.lost("", f"There is no place for {what}.")
