"""`pollsvc init` and `pollsvc demo`: an instance, and the example polls in it."""

import click

from pollsvc.cli.application import in_instance, make_app, now, working_in
from pollsvc.cli.purging import TRACES
from pollsvc.installation import current
from pollsvc.services import examples, installing


@click.command()
def init() -> None:
    """Prepare an instance without example data.

    Makes the instance folder (POLLSVC_INSTANCE, or ./instance) with its secret key,
    and brings the database to the newest schema. Safe to run again: it changes
    nothing that is there.
    """
    with working_in(make_app()):
        made = installing.bring_up_to_date()
        installing.mark_as_own(now=now())
        done = "Prepared" if made else "Already prepared"
        click.echo(f"{done}: {current().settings.instance}")


@click.command()
@click.option("--remove", is_flag=True, help="Delete the example polls instead.")
@in_instance
def demo(*, remove: bool) -> None:
    """Load the example polls, or remove them with all their answers.

    Polls of your own are never touched.
    """
    if remove:
        removal = examples.remove(now=now())
        slugs = ", ".join(removal.slugs)
        click.echo(f"Removed: {slugs}" if slugs else "There was none.")
        if removal.traces:
            click.echo(TRACES)
    elif examples.load(now=now()):
        click.echo("Loaded the example polls; every page says that they are made up.")
    else:
        click.echo("The example polls are there already.")
