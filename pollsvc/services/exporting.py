"""Handing out responses as a file: which rows go to whom, and where they come from.

Staff who may see data get the stored responses. Everybody else gets rows that say no
more than the newest release does: of a poll that is one choice, rows made from its
counts. Rows that would join what one person said, and rows with words or exact numbers,
are never public.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import TypeVar

from pollsvc.domain import releases as rules
from pollsvc.domain.errors import (
    NoSuchPoll,
    NoSuchWave,
    ResponsesDeleted,
    ResultsNotShown,
)
from pollsvc.domain.figures import QuestionFigures
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.releases import Release
from pollsvc.domain.responses import Response
from pollsvc.domain.sentences import sentence
from pollsvc.domain.versions import Versions, in_own_words, together, versions_in
from pollsvc.domain.waves import Standing, Wave
from pollsvc.exports.csv import ANY_VERSION, CsvFile, CsvOptions, Row, numbered
from pollsvc.services.released_rows import has_rows, told_of_release
from pollsvc.services.row_sources import HANDED_OUT, Onlooker, Source, source_of
from pollsvc.storage import (
    polls,
    questionnaires,
    releases,
    responses,
    tallies,
    waves,
)
from pollsvc.storage.session import Connection, reading

Told = TypeVar("Told")
Blocks = Generator[list[Told]]


@dataclass(frozen=True, kw_only=True)
class DatasetWave:
    """One wave of a dataset, for one onlooker.

    Attributes:
        counts: What the rows add up to; None where none are handed out.
        public_rows: How many rows somebody unknown is handed out.
    """

    wave: Wave
    standing: Standing
    source: Source
    counts: Release | None
    public_rows: int

    @property
    def rows(self) -> int:
        """How many rows are handed out."""
        return self.counts.responses if self.counts else 0


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """What an onlooker may take away of a poll, the newest wave first."""

    poll: Poll
    versions: Versions
    waves: tuple[DatasetWave, ...]

    @property
    def questionnaires(self) -> dict[int, Questionnaire]:
        """What each version asks, by its number."""
        return {n: version.questionnaire for n, version in self.versions.items()}

    @property
    def asked(self) -> Questionnaire:
        """All that the poll ever asked."""
        return together([*self.questionnaires.values()])

    @property
    def rows(self) -> int:
        """How many rows are handed out, over all waves."""
        return sum(wave.rows for wave in self.waves)

    @property
    def is_everybodys(self) -> bool:
        """Whether somebody unknown, such as a program, gets as many rows."""
        return all(wave.rows == wave.public_rows for wave in self.waves)

    def labelled_in(self, language: str) -> "Dataset":
        """Return the same rows with the words of their questions in a language."""
        return replace(self, versions=versions_in(self.versions, language))


def describe_dataset(
    *,
    slug: str,
    has_answered: bool,
    sees_data: bool,
    now: datetime,
    wave_codes: tuple[str, ...] = (),
) -> Dataset:
    """Return what somebody may take away of a poll.

    Args:
        slug: The poll's address.
        has_answered: Whether they have answered the newest wave.
        sees_data: Whether they are staff who may see data.
        now: The moment.
        wave_codes: The waves wanted; none: all.

    Raises:
        NoSuchPoll: There is none, or it is a draft.
        NoSuchWave: It was not asked in one of the waves.
    """
    with reading() as connection:
        poll = polls.with_slug(connection, slug)
        if poll.state is PollState.DRAFT and not sees_data:
            msg = sentence("There is no poll {slug!r}.", slug=slug)
            raise NoSuchPoll(msg)
        look = Onlooker(
            has_answered=has_answered,
            sees_data=sees_data,
            counts_make_rows=has_rows(questionnaires.together_of(connection, poll.id)),
        )
        return Dataset(
            poll=poll,
            versions=in_own_words(questionnaires.of_poll(connection, poll.id)),
            waves=tuple(
                _describe(connection, poll, wave, look, now)
                for wave in _wanted(waves.of_poll(connection, poll.id), wave_codes)
            ),
        )


def require_handed_out(dataset: Dataset) -> None:
    """Refuse where the poll's author shows this onlooker nothing of any wave.

    Raises:
        ResultsNotShown: Saying so.
        ResponsesDeleted: There are no responses any more.
    """
    sources = [wave.source for wave in dataset.waves]
    if sources and all(source is Source.PURGED for source in sources):
        msg = sentence(
            "The single answers were deleted, as the poll had said they would be; the "
            "results are still there."
        )
        raise ResponsesDeleted(msg)
    if sources and all(source is Source.NOT_ALLOWED for source in sources):
        msg = sentence(
            "The poll's author does not show these answers to you, or not yet."
        )
        raise ResultsNotShown(msg)
    if sources and all(source is Source.NOT_PUBLIC for source in sources):
        msg = sentence(
            "Rows of this poll would show all that one person answered, so they are "
            "not handed out; the results are."
        )
        raise ResultsNotShown(msg)


def export_csv(
    dataset: Dataset,
    options: CsvOptions,
    *,
    progress: Callable[[int], None] | None = None,
) -> Iterator[str]:
    """Yield a dataset as CSV, piece by piece, reading the responses meanwhile.

    Args:
        dataset: What is handed out.
        options: How it is written.
        progress: Told now and then how many more rows were read.
    """
    file = CsvFile(dataset.poll.slug, dataset.questionnaires, options)
    yield file.header
    number = 1
    with closing(_told(dataset, file.row)) as blocks:
        for rows in blocks:
            if progress:
                progress(len(rows))
            yield numbered(rows, first=number)
            number += len(rows)


def first_rows(dataset: Dataset, count: int) -> tuple[Row, ...]:
    """Return the first rows of a dataset."""
    with closing(_told(dataset, Row)) as blocks:
        return tuple(islice(chain.from_iterable(blocks), count))


def figures_of_dataset(dataset: Dataset) -> tuple[QuestionFigures, ...]:
    """Return what the rows of a dataset add up to, over all its waves."""
    # Imported here: pandas takes half a second that starting the server need not wait.
    from pollsvc.analysis.figures import figures_of  # noqa: PLC0415

    handed_out = [wave.counts for wave in dataset.waves if wave.counts]
    if not handed_out:
        return ()
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for release in handed_out:
        for question, cells in release.counts.items():
            total[question].update(cells)
    summed = replace(handed_out[0], responses=dataset.rows, counts=total)
    return figures_of(dataset.asked, summed)


def _wanted(all_waves: list[Wave], codes: tuple[str, ...]) -> list[Wave]:
    known = [wave.code for wave in all_waves]
    for code in codes:
        if code not in known:
            msg = sentence("This poll was not asked in {wave}.", wave=code)
            raise NoSuchWave(msg)
    return [wave for wave in all_waves if not codes or wave.code in codes]


def _describe(
    connection: Connection, poll: Poll, wave: Wave, look: Onlooker, now: datetime
) -> DatasetWave:
    standing = wave.standing(now=now)
    release = releases.newest(connection, wave.id)
    source = source_of(poll, wave, release, look, now=now)
    everybody = replace(look, has_answered=False, sees_data=False)
    public = source_of(poll, wave, release, everybody, now=now) in HANDED_OUT
    public_rows = release.responses if public and release else 0
    if source is Source.RESPONSES and look.sees_data:
        exact = tallies.of_wave(connection, wave.id)
        release = rules.cut(
            wave.id, exact, on=now.date(), aside_counted=wave.aside_counted
        )
    return DatasetWave(
        wave=wave,
        standing=standing,
        source=source,
        counts=release if source in HANDED_OUT else None,
        public_rows=public_rows,
    )


def _told(dataset: Dataset, tell: Callable[[str, Response], Told]) -> Blocks[Told]:
    """Yield, block by block, what is told of each response and its wave's code."""
    for wave in dataset.waves:
        of_wave = partial(tell, wave.wave.code)
        match wave.source:
            case Source.RESPONSES:
                yield from _told_of_stored(wave.wave, of_wave)
            case Source.RELEASE if wave.counts is not None:
                yield from told_of_release(
                    dataset.asked,
                    wave.counts,
                    of_wave,
                    version=_version_of_rows(dataset),
                    language=_language_of_rows(dataset.poll.questionnaire),
                )
            case _:
                pass


def _version_of_rows(dataset: Dataset) -> int:
    # Counts do not say which version somebody answered, and so not when.
    return (
        dataset.poll.questionnaire.version
        if len(dataset.versions) == 1
        else (ANY_VERSION)
    )


def _language_of_rows(asked: Questionnaire) -> str:
    # Nor do they say in which language.
    return "" if asked.translations else asked.language


def _told_of_stored(wave: Wave, tell: Callable[[Response], Told]) -> Blocks[Told]:
    with reading(long=True) as connection:
        yield from responses.told(
            connection, wave.id, tell, aside_too=wave.aside_counted
        )
