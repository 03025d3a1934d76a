"""A new draft that asks what another poll asks."""

from dataclasses import replace

from pollsvc.domain.polls import PollDraft
from pollsvc.domain.schedules import Schedule


def copied(draft: PollDraft, *, slug: str) -> PollDraft:
    """Return a poll to be asked anew: the same questions, codes and settings.

    What belongs to the other poll's time stays behind: its dates, whether it repeats,
    and the number of its version.
    """
    return replace(
        draft,
        slug=slug,
        questionnaire=replace(draft.questionnaire, version=1),
        schedule=Schedule(zone=draft.schedule.zone),
    )
