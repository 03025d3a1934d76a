"""Which of the instance's secret keys are needed, and by what."""

from dataclasses import dataclass

from pollsvc.domain.ballots import wave_key
from pollsvc.domain.errors import KeyMissing, KeyRefused, ResponseFrozen
from pollsvc.domain.keys import KeyRing
from pollsvc.domain.sentences import sentence
from pollsvc.domain.waves import Wave
from pollsvc.storage import catalogue, waves
from pollsvc.storage.session import reading, transaction

_ARCHIVED = sentence("This poll is archived: no receipt opens its answers any more.")
_PURGED = sentence(
    "This poll keeps only its counts now: no receipt opens its answers any more."
)


@dataclass(frozen=True, kw_only=True)
class KeyUse:
    """One secret key, by its name, and what needs it.

    Attributes:
        is_kept: Whether the instance has it.
        is_current: Whether everything new is made with it.
        opens_waves: Whether waves that open now are keyed with it.
        waves: How many waves, that are not archived, are keyed with it.
    """

    name: str
    is_kept: bool
    is_current: bool
    opens_waves: bool
    waves: int

    @property
    def is_needed(self) -> bool:
        """Whether something stops working without it."""
        return self.is_current or self.opens_waves or self.waves > 0


def key_of_wave(wave: Wave, keys: KeyRing) -> bytes:
    """Return the key that responses of a wave are found with.

    Raises:
        ResponseFrozen: Its salt is erased: nobody can make it any more.
        KeyMissing: The secret that it is made with is not kept.
    """
    if wave.salt is None:
        raise ResponseFrozen(_ARCHIVED if wave.purged_at is None else _PURGED)
    secret = keys.named(wave.key_id)
    if secret is None:
        msg = sentence(
            "This poll cannot be answered at the moment: the secret key that it was "
            "opened with is missing on our server."
        )
        raise KeyMissing(msg)
    return wave_key(secret, wave.id, wave.salt)


def uses_of_keys(keys: KeyRing) -> tuple[KeyUse, ...]:
    """Return every key that is kept, the newest first, and those that are missing."""
    oldest = keys.names[-1]
    with reading() as connection:
        in_use = catalogue.key_in_use(connection) or oldest
        needed = waves.count_by_key(connection, unnamed=oldest)
    missing = sorted({in_use, *needed} - {*keys.names})
    return tuple(
        KeyUse(
            name=name,
            is_kept=name in keys.names,
            is_current=name == keys.names[0],
            opens_waves=name == in_use,
            waves=needed.get(name, 0),
        )
        for name in (*keys.names, *missing)
    )


def without_spare_keys(keys: KeyRing) -> KeyRing:
    """Return the keys less those that nothing needs any more.

    Raises:
        KeyRefused: Waves that open are still keyed with an earlier key.
    """
    name_unnamed(keys.names[-1])
    uses = uses_of_keys(keys)
    for use in uses:
        if use.opens_waves and not use.is_current:
            msg = (
                "The server has not been restarted since the last rotation: restart "
                "it first."
            )
            raise KeyRefused(msg)
    return keys.only({use.name for use in uses if use.is_needed})


def name_unnamed(oldest: str) -> None:
    """Name the key of waves of before keys had names, so that the order may change."""
    with reading() as connection:
        if not waves.any_unnamed(connection):
            return
    with transaction() as connection:
        waves.name_unnamed(connection, oldest)
