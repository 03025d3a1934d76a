"""Stores answers that arrive together, with their tallies, in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pollsvc.domain.arrivals import Arrival, arrivals_of, by_lot, hour_of
from pollsvc.domain.cells import Cell
from pollsvc.domain.errors import StoreBusy, StoreUnavailable
from pollsvc.domain.release_policies import ReleasePolicy
from pollsvc.domain.responses import Response, tally_moves
from pollsvc.domain.sentences import sentence
from pollsvc.domain.settling import Cast, Verdict, settle
from pollsvc.domain.waves import Wave
from pollsvc.services.catalogue import Listing
from pollsvc.services.releasing import Occasion, release_if_due
from pollsvc.storage import arrivals, lots, responses, waves
from pollsvc.storage.session import Connection, transaction

TRIES = 5


class Outdated(Exception):
    """The poll has changed since it was looked up."""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """One cast response, and the poll and wave it was cast for.

    Attributes:
        now: When it came, UTC.
    """

    cast: Cast
    listing: Listing
    wave: Wave
    now: datetime


Told = Verdict | Outdated


class _WaveLocked(StoreBusy):
    """Somebody keeps a wave locked: closing it, say."""

    def __init__(self, wave_id: str) -> None:
        super().__init__("This poll is being changed at this moment.")
        self.wave_id = wave_id


def record_all(envelopes: Sequence[Envelope]) -> list[Told | Exception]:
    """Store what is to be stored of some cast responses, and commit.

    Where one wave is locked, only what was cast in it is refused; where a second one
    is, all the rest, for each would wait as long again.

    Returns:
        For each, in their order, what became of it; a refusal is its own alone.
    """
    try:
        return [*_record(envelopes)]
    except _WaveLocked as locked:
        return _without(locked, envelopes)
    except Exception as error:  # noqa: BLE001 -- raised by whoever sent it
        return _after(error, envelopes)


def _without(
    locked: _WaveLocked, envelopes: Sequence[Envelope]
) -> list[Told | Exception]:
    others = [each for each in envelopes if each.wave.id != locked.wave_id]
    told: list[Told | Exception] = []
    try:
        told += _record(others) if others else ()
    except Exception as error:  # noqa: BLE001 -- raised by whoever sent it
        told += _after(error, others)
    left = iter(told)
    return [
        _own(locked) if each.wave.id == locked.wave_id else next(left)
        for each in envelopes
    ]


def _after(error: Exception, envelopes: Sequence[Envelope]) -> list[Told | Exception]:
    """Return what becomes of some that could not be stored together."""
    if isinstance(error, StoreUnavailable):
        return [_own(error) for _ in envelopes]
    if len(envelopes) == 1:
        return [error]
    # One that cannot be stored must not keep the others from being stored.
    return [*_one_by_one(envelopes)]


def _one_by_one(envelopes: Sequence[Envelope]) -> Iterator[Told | Exception]:
    gone: StoreUnavailable | None = None
    for envelope in envelopes:
        if gone is not None:
            # Each would wait as long again, and whoever sent it would have left.
            yield _own(gone)
            continue
        try:
            yield from _record([envelope])
        except StoreUnavailable as refusal:
            gone = refusal
            yield _own(refusal)
        except Exception as error:  # noqa: BLE001 -- raised by whoever sent it
            yield error


def _own(refusal: StoreUnavailable) -> StoreUnavailable:
    # What several threads raise at once would get the tracebacks of all of them.
    own = StoreUnavailable(*refusal.args)
    own.__cause__ = refusal.__cause__
    return own


def _record(envelopes: Sequence[Envelope]) -> list[Told]:
    told: dict[int, Told] = {}
    by_wave: dict[str, dict[int, Envelope]] = defaultdict(dict)
    for number, envelope in enumerate(envelopes):
        by_wave[envelope.wave.id][number] = envelope
    wave_id = ""
    try:
        with transaction(of_answers=True) as connection:
            # In one order, so that two processes wait for each other in turn.
            for wave_id in sorted(by_wave):
                told |= _record_in_wave(connection, by_wave[wave_id])
    except StoreBusy as busy:
        raise _WaveLocked(wave_id) from busy.__cause__
    return [told[number] for number in range(len(envelopes))]


def _record_in_wave(
    connection: Connection, lot: dict[int, Envelope]
) -> dict[int, Told]:
    first = next(iter(lot.values()))
    revision, earlier = lots.look(
        connection,
        first.wave.id,
        {each.cast.response.id for each in lot.values()},
        alone=_alone(first.listing),
    )
    current = {n: e for n, e in lot.items() if e.listing.revision == revision}
    told: dict[int, Told] = {number: Outdated() for number in lot}
    if current:
        newest = next(iter(current.values()))
        ledger = Ledger(connection, newest.listing, newest.wave, newest.now)
        told |= ledger.record({n: e.cast for n, e in current.items()}, earlier)
        ledger.close()
    return told


def hold_for_answers(connection: Connection, listing: Listing, wave: Wave) -> None:
    """Keep a wave from being closed or changed until the transaction ends."""
    waves.hold(connection, wave.id, alone=_alone(listing))


def _alone(listing: Listing) -> bool:
    # Where every answer and every change cuts a release, each must see what the one
    # before it counted; in batches only new answers do, which queue at one tally.
    return listing.poll.draft.release is ReleasePolicy.LIVE


@dataclass(frozen=True)
class Ledger:
    """Counts in the transaction that stores, so that the two never disagree."""

    connection: Connection
    listing: Listing
    wave: Wave
    now: datetime
    moves: Counter[Cell] = field(default_factory=Counter)
    came: Counter[Arrival] = field(default_factory=Counter)

    def record(
        self, casts: dict[int, Cast], earlier: Mapping[bytes, Response] | None
    ) -> dict[int, Verdict]:
        """Store cast responses; return what became of each, by its number.

        Args:
            casts: What was sent.
            earlier: The stored responses with any of their ids, locked; None: nobody
                has looked for them.

        Raises:
            StoreUnavailable: Others keep storing and withdrawing under the same ids.
        """
        told = self._record_new(casts) if earlier is None else {}
        left = {number: cast for number, cast in casts.items() if number not in told}
        for _ in range(TRIES):
            if not left:
                break
            verdicts, lost = self._try(left, earlier)
            earlier = None
            told |= {n: v for n, v in verdicts.items() if n not in lost}
            left = {number: left[number] for number in lost}
        if left:
            msg = sentence(
                "The same answer is being sent and taken back. Send it again."
            )
            raise StoreUnavailable(msg)
        return told

    def count(self, *, before: Response | None, after: Response | None) -> None:
        """Note by how much the tallies move."""
        moves = tally_moves(
            self.listing.asked,
            before=before,
            after=after,
            aside_counted=self.wave.aside_counted,
        )
        for cell, step in moves.items():
            self.moves[cell] += step
        if before is None and after is not None:
            self.came.update(arrivals_of(after))

    def close(self) -> None:
        """Move the tallies and cut a release if one is due."""
        moves = {cell: step for cell, step in sorted(self.moves.items()) if step}
        if not moves:
            return
        progress = lots.count(self.connection, self.wave.id, moves)
        hour = hour_of(self.now)
        for kind, number in sorted(self.came.items()):
            arrivals.add(self.connection, self.wave.id, hour, kind, by_lot(number))
        when = Occasion(progress=progress, closed=False, now=self.now)
        release_if_due(self.connection, self.listing.poll, self.wave, when)

    def _record_new(self, casts: dict[int, Cast]) -> dict[int, Verdict]:
        """Store what comes under an id of its own, as nearly all does."""
        firsts = {cast.response.id: n for n, cast in reversed(casts.items())}
        added = responses.add_new(
            self.connection, (casts[number].response for number in firsts.values())
        )
        new = {n: casts[n] for each, n in firsts.items() if each in added}
        for cast in new.values():
            self.count(before=None, after=cast.response)
        return dict(zip(new, settle(new.values(), {}).verdicts, strict=True))

    def _try(
        self, casts: dict[int, Cast], earlier: Mapping[bytes, Response] | None
    ) -> tuple[dict[int, Verdict], set[int]]:
        """Store what can be stored; return verdicts, and whose ids were taken."""
        if earlier is None:
            ids = {cast.response.id for cast in casts.values()}
            earlier = responses.locked(self.connection, self.wave.id, ids)
        settled = settle(casts.values(), earlier)
        new = [r for r in settled.stored.values() if r.id not in earlier]
        added = responses.add_new(self.connection, new)
        taken = {response.id for response in new} - added
        for response in settled.stored.values():
            if response.id in taken:
                continue
            known = earlier.get(response.id)
            if known is not None:
                responses.replace(self.connection, response)
            self.count(before=known, after=response)
        verdicts = dict(zip(casts, settled.verdicts, strict=True))
        return verdicts, {n for n, c in casts.items() if c.response.id in taken}
