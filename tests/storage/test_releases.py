"""Releases: a wave has its newest one and no history."""

from datetime import date

from sqlalchemy import text

from pollsvc.domain.releases import Release
from pollsvc.storage import releases
from pollsvc.storage.session import reading, transaction


def release(wave, responses, day=22):
    return Release(
        wave_id=wave.id,
        released_on=date(2026, 11, day),
        responses=responses,
        counts={"visits": {"0": responses, "!refused": 0}},
    )


def newest(wave):
    with reading() as connection:
        return releases.newest(connection, wave.id)


def test_a_wave_begins_without_a_release(wave):
    assert newest(wave) is None


def test_a_release_comes_back_as_it_was_cut(wave):
    with transaction() as connection:
        releases.put(connection, release(wave, 10))
    assert newest(wave) == release(wave, 10)


def test_a_release_takes_the_place_of_the_one_before(wave):
    for responses in (10, 20, 30):
        with transaction() as connection:
            releases.put(connection, release(wave, responses))
    assert newest(wave) == release(wave, 30)
    with reading() as connection:
        rows = connection.execute(text("SELECT sequence FROM release")).scalars().all()
    assert rows == [3]
