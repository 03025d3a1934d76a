"""A poll looked at before anybody answers it, and answered as if: nothing is stored."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pollsvc.domain.answers import (
    NOT_ASKED,
    Answer,
    NoAnswer,
    Raw,
    field_names,
    parse_answers,
    to_stored,
)
from pollsvc.domain.polls import Poll, check_draft, with_own_words
from pollsvc.domain.questionnaires import Question
from pollsvc.domain.responses import Response
from pollsvc.domain.versions import Version
from pollsvc.domain.waves import Standing, Wave, wave_code
from pollsvc.exports import csv
from pollsvc.services import authoring
from pollsvc.services.catalogue import Listing
from pollsvc.services.responding import PollOnOffer

_NEVER_STORED = -1
"""The revision of a listing that no catalogue has."""


class Became(StrEnum):
    """What would become of an answer."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"
    CLEARED = "cleared"


@dataclass(frozen=True, kw_only=True)
class AsIf:
    """One answer as it would be stored.

    Attributes:
        became: Cleared, where something was given and the question is not met at the
            end of the way.
    """

    question: Question
    answer: Answer
    became: Became


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What would have been stored.

    Attributes:
        answers: One for each question.
        cells: The row in the file of responses: the name of each column, what stands
            in it.
    """

    answers: tuple[AsIf, ...]
    cells: tuple[tuple[str, str], ...]


def preview_of(*, slug: str, now: datetime) -> PollOnOffer:
    """Return a poll as if it were open, whatever its state.

    It has no name that a stored poll has: what its forms carry opens nothing, and
    nothing that is stored opens it.

    Raises:
        NoSuchPoll: There is none at this address.
        DraftRefused: It lacks something without which nobody could answer it.
    """
    stored = authoring.find_poll(slug=slug)
    check_draft(stored.draft)
    poll = replace(with_own_words(stored), id=f"preview of {stored.id}")
    window = poll.draft.schedule.window(now=now)
    wave = Wave(
        id="",
        poll_id=poll.id,
        code=wave_code(poll.draft.schedule, window),
        window=window,
        closed_at=None,
        salt=None,
    )
    asked = poll.questionnaire
    listing = Listing(
        poll=poll,
        waves=(wave,),
        versions={asked.version: Version(questionnaire=asked)},
        asked=asked,
        languages=asked.languages,
        revision=_NEVER_STORED,
    )
    return PollOnOffer(listing=listing, wave=wave, standing=Standing.OPEN)


def rehearse(*, offer: PollOnOffer, raw: Raw) -> Rehearsal:
    """Return what would be stored of answers.

    Raises:
        AnswersRefused: Answers fail their questions' rules.
    """
    poll, questionnaire = offer.poll, offer.poll.questionnaire
    answers = parse_answers(questionnaire, raw)
    response = Response(
        id=b"",
        wave_id="",
        version=questionnaire.version,
        answers=to_stored(questionnaire, answers),
        language=questionnaire.language,
    )
    return Rehearsal(
        answers=tuple(
            AsIf(
                question=question,
                answer=answers[question.code],
                became=_became(question, answers[question.code], raw),
            )
            for question in questionnaire.questions
        ),
        cells=_cells(poll, csv.Row(offer.wave.code, response)),
    )


def _became(question: Question, answer: Answer, raw: Raw) -> Became:
    if answer is NOT_ASKED:
        given = any(any(raw.get(name, ())) for name in field_names(question))
        return Became.CLEARED if given else Became.NOT_ASKED
    return Became.NOT_ANSWERED if isinstance(answer, NoAnswer) else Became.ANSWERED


def _cells(poll: Poll, row: csv.Row) -> tuple[tuple[str, str], ...]:
    versions = {poll.questionnaire.version: poll.questionnaire}
    options = csv.CsvOptions()
    (cells,) = csv.rows_of(poll.slug, versions, [row], options)
    return tuple(zip(csv.header(versions, options), cells, strict=True))
