"""A new draft that asks what another poll asks."""

from dataclasses import replace

from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import MAX_TEXT
from pollsvc.domain.schedules import Schedule


def copied(draft: PollDraft, *, slug: str, title: str) -> PollDraft:
    """Return a poll to be asked anew: the same questions, codes and settings.

    What belongs to the other poll's time stays behind: its dates, whether it repeats,
    and the number of its version.

    Args:
        draft: The poll to copy.
        slug: The copy's address.
        title: What it is called; where that is too long, what the other is called.
    """
    return replace(
        draft,
        slug=slug,
        title=title if len(title) <= MAX_TEXT else draft.title,
        questionnaire=replace(draft.questionnaire, version=1),
        schedule=Schedule(zone=draft.schedule.zone),
    )
