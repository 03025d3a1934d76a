"""`pollsvc poll aside`: how many answers were set aside, and whether they count."""

from collections.abc import Iterator

import click

from pollsvc.cli.application import ACTOR, in_instance, now
from pollsvc.domain.errors import NoSuchWave
from pollsvc.services import set_aside
from pollsvc.services.set_aside import PollArrivals, WaveArrivals


@click.command()
@click.argument("slug")
@click.option("--wave", help="One wave, such as 2026-11. Default: the newest.")
@click.option(
    "--count-in/--count-out",
    "counted",
    default=None,
    help="Count what was set aside from now on, or no longer. Default: only tell.",
)
@in_instance
def aside(slug: str, wave: str | None, *, counted: bool | None) -> None:
    """Tell how many answers were set aside, or count them in or out.

    Answers are set aside whose network had sent very many before, where their senders
    would not wait. Nothing of them is lost either way.
    """
    found = set_aside.arrivals_at(slug=slug, now=now())
    code = _chosen(found, wave).wave.code
    if counted is not None:
        set_aside.count_set_aside(
            slug=slug, wave_code=code, counted=counted, actor=ACTOR, now=now()
        )
        found = set_aside.arrivals_at(slug=slug, now=now())
    for line in _lines(slug, _chosen(found, code)):
        click.echo(line)


def _chosen(found: PollArrivals, code: str | None) -> WaveArrivals:
    for wave in found.waves:
        if code in {None, wave.wave.code}:
            return wave
    never = "It was never opened."
    msg = never if code is None else f"This poll was not asked in {code}."
    raise NoSuchWave(msg)


def _lines(slug: str, found: WaveArrivals) -> Iterator[str]:
    yield f"{slug} {found.wave.code}: {found.counted:,} counted"
    for reason, number in found.set_aside.items():
        words = reason.value.replace("_", " ")
        yield f"  set aside, {words}: {number:,}"
    if any(found.set_aside.values()):
        verb = "count" if found.wave.aside_counted else "do not count"
        yield f"  those set aside {verb}"
