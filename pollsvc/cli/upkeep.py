"""`pollsvc recount` and `pollsvc due`: what keeps polls right and on time."""

import sys

import click

from pollsvc.cli.application import in_instance, now
from pollsvc.cli.purging import LEFT, purge_lines
from pollsvc.services import lifecycle, recounting, retention
from pollsvc.services.recounting import RecountedWave


@click.command()
@click.argument("slug", required=False)
@in_instance
def recount(slug: str | None) -> None:
    """Compute every tally again from the responses, and compare.

    Without SLUG all polls are recounted. Fails where any tally differs.
    """
    watched = sys.stderr.isatty()

    def say(wave: str) -> None:
        if watched:
            click.echo(f"Counting {wave} …", err=True)

    for wave in recounting.recount(slug=slug, progress=say):
        click.echo(f"{wave.slug} {wave.wave}: {_recounted(wave)}")


@click.command()
@in_instance
def due() -> None:
    """Close, open and delete what is due.

    Polls whose time is over are closed, those whose time has come are opened, and
    single answers are deleted where their poll has kept them for long enough.

    The server does this by itself every 30 seconds; without a server, run it every
    minute. Safe to run at any time, and twice at once.
    """
    report = lifecycle.run_due(now=now())
    for slug, wave in report.closed:
        click.echo(f"Closed {slug} {wave}")
    for slug, wave in report.opened:
        click.echo(f"Opened {slug} {wave}")
    for slug in report.over:
        click.echo(f"Closed {slug}: its last date has passed")
    if report.bookmarks:
        click.echo(f"Deleted what {report.bookmarks} kept to finish later")
    purge = retention.purge_due(now=now())
    for line in purge_lines(purge):
        click.echo(line)
    if report.traces and not purge.traces:
        click.echo(LEFT)
    if report.nothing and not purge.waves:
        click.echo("Nothing was due.")


def _recounted(wave: RecountedWave) -> str:
    if wave.purged_at is not None:
        return f"single answers deleted on {wave.purged_at:%Y-%m-%d}; not recounted"
    return f"{wave.responses} responses, {wave.cells} tallies agree"
