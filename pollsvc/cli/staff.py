"""`pollsvc staff …`: who works on the polls: let in, kept out, listed."""

import click

from pollsvc.cli.application import ACTOR, in_instance, link_for, now
from pollsvc.domain.staff import SIGN_IN_LINK_LIFE, Role
from pollsvc.services import accounts

HOUR = 3600


@click.group()
def staff() -> None:
    """Let people in who work on the polls, or keep them out."""


@staff.command()
@click.argument("email")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="What the person is there for.",
)
@in_instance
def add(email: str, role: str) -> None:
    """Make a one-time link with which somebody chooses a password.

    Also for somebody who forgot theirs. Give the link to that person only.
    """
    token = accounts.invite(email=email, role=Role(role), actor=ACTOR, now=now())
    hours = int(SIGN_IN_LINK_LIFE.total_seconds()) // HOUR
    click.echo(f"One-time link for {email}, good for {hours} hours:")
    click.echo(link_for(token))


@staff.command()
@click.argument("email")
@in_instance
def disable(email: str) -> None:
    """Keep somebody out: sign-ins and one-time links end at once.

    `pollsvc staff add` lets them in again.
    """
    accounts.disable(email=email, actor=ACTOR, now=now())
    click.echo(f"{email} is disabled; every sign-in of theirs has ended.")


@staff.command("list")
@in_instance
def list_() -> None:
    """List the people who work on the polls."""
    rows = [("ROLE", "ACCESS", "EMAIL")]
    rows += [
        (entry.member.role, entry.access, entry.member.email)
        for entry in accounts.list_staff()
    ]
    for role, access, email in rows:
        click.echo(f"{role:<8} {access:<9} {email}")
