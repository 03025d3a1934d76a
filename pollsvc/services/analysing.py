"""A wave's numbers for staff: how sure they are, and what the public sees of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from pollsvc.domain import releases as rules
from pollsvc.domain.comparing import obstacle
from pollsvc.domain.errors import NoSuchWave
from pollsvc.domain.figures import QuestionFigures
from pollsvc.domain.offers import with_offers
from pollsvc.domain.polls import Poll
from pollsvc.domain.question_estimates import QuestionEstimates, Said
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.releases import Release
from pollsvc.domain.sentences import Sentence, counted, sentence
from pollsvc.domain.unseen import unseen_of_question, unseen_of_wave
from pollsvc.domain.versions import Versions, in_own_words, together
from pollsvc.domain.waves import Standing, Wave, begun
from pollsvc.services.single_answers import MOST_READ, READ, UNREAD, said_in
from pollsvc.storage import polls, questionnaires, releases, responses, tallies, waves
from pollsvc.storage.session import Connection, reading

MOST_COMPARED = 12
"""So many waves, a year of months, are compared with each other."""

_DELETED = sentence(
    "Exact numbers and orders are no longer known: the single answers were deleted."
)


@dataclass(frozen=True, kw_only=True)
class QuestionAnalysis:
    """One question of a wave.

    Attributes:
        waves: The codes of the waves that are compared, the oldest first and this one
            last.
        obstacle: Why it is not compared with the wave before; None: it is, or there
            is none before.
        unread: Why its single answers were not read; None: they were, where needed.
        unseen: What the public does not see of it, and why.
    """

    estimates: QuestionEstimates
    waves: tuple[str, ...]
    obstacle: Sentence | None
    unread: Sentence | None
    unseen: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True)
class WaveAnalysis:
    """A wave's numbers.

    Attributes:
        wave: None where the poll was not opened yet.
        before: The wave before it; None where it is the first.
        waves: The codes of all waves that have opened, newest first.
        responses: How many its tallies count.
        unseen: What the public does not see of it, and why.
    """

    poll: Poll
    wave: Wave | None
    standing: Standing | None = None
    before: Wave | None = None
    waves: tuple[str, ...] = ()
    responses: int = 0
    questions: tuple[QuestionAnalysis, ...] = ()
    unseen: tuple[Sentence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """What is counted of a wave, and how many answered which version."""

    wave: Wave
    exact: Release
    answered: Mapping[int, int]


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """Everything that an analysis is made of, as it was at one moment."""

    poll: Poll
    versions: Versions
    codes: tuple[str, ...]
    now: _Counted
    earlier: tuple[_Counted, ...]
    public: Release | None
    unread: Sentence | None
    said: Mapping[str, Said]

    @property
    def asked(self) -> Questionnaire:
        """All that was ever asked."""
        return together(v.questionnaire for _, v in sorted(self.versions.items()))


def wave_analysis(
    *, slug: str, now: datetime, wave_code: str | None = None
) -> WaveAnalysis:
    """Return the numbers of the wave that a poll shows, or of a named one.

    Raises:
        NoSuchPoll: There is none at this address.
        NoSuchWave: It was not asked in this wave.
    """
    with reading(long=True) as connection:
        poll = polls.with_slug(connection, slug)
        every = begun(waves.of_poll(connection, poll.id), now=now)
        if not every and wave_code is None:
            return WaveAnalysis(poll=poll, wave=None)
        code = wave_code or every[0].code
        facts = _facts(connection, poll, every, code, now)
    return _analysis(facts, now)


def _facts(
    connection: Connection,
    poll: Poll,
    every: list[Wave],
    wave_code: str,
    now: datetime,
) -> _Facts:
    wave, *earlier = _chosen(every, wave_code)
    counts = _counted(connection, wave, now)
    facts = _Facts(
        poll=poll,
        versions=in_own_words(questionnaires.of_poll(connection, poll.id)),
        codes=tuple(each.code for each in every),
        now=counts,
        earlier=tuple(_counted(connection, each, now) for each in reversed(earlier)),
        public=releases.newest(connection, wave.id),
        unread=_why_unread(counts),
        said={},
    )
    if facts.unread:
        return facts
    return replace(facts, said=said_in(connection, wave, facts.asked))


def _chosen(every: list[Wave], code: str) -> list[Wave]:
    """Return a wave and those before it, of those with the newest first."""
    for place, wave in enumerate(every):
        if code == wave.code:
            return every[place : place + MOST_COMPARED]
    msg = sentence("This poll was not asked in {wave}.", wave=code)
    raise NoSuchWave(msg)


def _counted(connection: Connection, wave: Wave, now: datetime) -> _Counted:
    exact = tallies.of_wave(connection, wave.id)
    return _Counted(
        wave=wave,
        exact=rules.cut(
            wave.id, exact, on=now.date(), aside_counted=wave.aside_counted
        ),
        answered=responses.by_version(
            connection, wave.id, aside_too=wave.aside_counted
        ),
    )


def _why_unread(counts: _Counted) -> Sentence | None:
    if counts.wave.purged_at is not None:
        return _DELETED
    if counts.exact.responses > MOST_READ:
        return counted(
            "Exact numbers and orders are not read of more than {number:,} answer.",
            "Exact numbers and orders are not read of more than {number:,} answers.",
            number=MOST_READ,
        )
    return None


def _analysis(facts: _Facts, now: datetime) -> WaveAnalysis:
    wave = facts.now.wave
    standing = wave.standing(now=now)
    return WaveAnalysis(
        poll=facts.poll,
        wave=wave,
        standing=standing,
        before=facts.earlier[-1].wave if facts.earlier else None,
        waves=facts.codes,
        responses=facts.now.exact.responses,
        questions=tuple(_questions(facts)),
        unseen=tuple(
            unseen_of_wave(
                facts.poll, standing, exact=facts.now.exact, public=facts.public
            )
        ),
    )


def _questions(facts: _Facts) -> Iterator[QuestionAnalysis]:
    # scipy and statsmodels take a second to import: who looks at no such numbers does
    # not wait for them.
    from pollsvc.analysis.estimates.questions import estimates_of  # noqa: PLC0415

    counted_now = _figures(facts, facts.now)
    counted_then = [_figures(facts, each) for each in facts.earlier]
    for question in facts.asked.questions:
        code = question.code
        figures = counted_now[code]
        asked_alike, why = _comparable(facts, code)
        skipped = len(facts.earlier) - len(asked_alike)
        yield QuestionAnalysis(
            estimates=estimates_of(
                figures,
                [each[code] for each in counted_then[skipped:]],
                facts.said.get(code, UNREAD),
            ),
            waves=tuple(each.wave.code for each in (*asked_alike, facts.now)),
            obstacle=why,
            unread=facts.unread if question.kind in READ else None,
            unseen=tuple(
                unseen_of_question(question, figures.base, public=facts.public)
            ),
        )


def _figures(facts: _Facts, counts: _Counted) -> dict[str, QuestionFigures]:
    from pollsvc.analysis.figures import figures_of  # noqa: PLC0415

    newest = facts.poll.questionnaire
    found = figures_of(facts.asked, counts.exact)
    return {each.code: with_offers(each, newest) for each in found}


def _comparable(
    facts: _Facts, code: str
) -> tuple[tuple[_Counted, ...], Sentence | None]:
    """Return the last earlier waves that asked a question alike, and why not more.

    Nothing is said where only waves before the last one asked it otherwise.
    """
    for place in range(len(facts.earlier), 0, -1):
        then = facts.earlier[place - 1]
        why = obstacle(code, facts.versions, (then.answered, facts.now.answered))
        if why:
            is_last = place == len(facts.earlier)
            return facts.earlier[place:], why if is_last else None
    return facts.earlier, None
