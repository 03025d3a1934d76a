"""`pollsvc recount` and `pollsvc due`: what keeps polls right and on time."""

import sys

import click

from pollsvc.cli.application import in_instance, now
from pollsvc.services import lifecycle, recounting


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
        click.echo(
            f"{wave.slug} {wave.wave}: {wave.responses} responses, "
            f"{wave.cells} tallies agree"
        )


@click.command()
@in_instance
def due() -> None:
    """Close polls whose time is over and open those whose time has come.

    The server does this by itself every 30 seconds; without a server, run it every
    minute. Safe to run at any time, and twice at once.
    """
    report = lifecycle.run_due(now=now())
    for slug, wave in report.closed:
        click.echo(f"Closed {slug} {wave}")
    for slug, wave in report.opened:
        click.echo(f"Opened {slug} {wave}")
    if not report.closed and not report.opened:
        click.echo("Nothing was due.")
