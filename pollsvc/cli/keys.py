"""`pollsvc key …`: make a new secret key, list the keys, drop those nobody needs."""

import click

from pollsvc.cli.application import in_instance
from pollsvc.domain.keys import name_of
from pollsvc.installation import current
from pollsvc.instance_secret import changing_keys, new_secret, store_keys
from pollsvc.services.secret_keys import (
    KeyUse,
    name_unnamed,
    uses_of_keys,
    without_spare_keys,
)


@click.group()
def key() -> None:
    """Make a new secret key, list the keys, drop those that nobody needs."""


@key.command()
@in_instance
def rotate() -> None:
    """Make a new secret key; earlier ones stay, to read what was made with them.

    Takes effect when the server is restarted. Forms that are open, sign-ins and
    receipts go on working. Where several machines serve one database, copy
    secret.key to each of them before any is restarted: until then they read with
    the new key, and make nothing with it.
    """
    instance = current().settings.instance
    secret = new_secret()
    with changing_keys(instance) as keys:
        name_unnamed(keys.names[-1])
        store_keys(instance, keys.with_newest(secret))
    click.echo(f"The new key is {name_of(secret)}. Restart the server to use it.")


@key.command("list")
@in_instance
def list_() -> None:
    """List the secret keys by name, the newest first, and what needs each.

    A key itself is never shown, and nothing is kept of when it was made.
    """
    rows = [("KEY", "WAVES", "USE")]
    rows += [(u.name, str(u.waves), _use(u)) for u in uses_of_keys(current().keys)]
    for name, waves, use in rows:
        click.echo(f"{name:<9} {waves:>5}  {use}")


@key.command()
@in_instance
def prune() -> None:
    """Drop the secret keys that no wave needs: those of archived polls only.

    Forms opened and sign-ins begun with a dropped key end: wait for 14 days after a
    rotation. A backup of before may need it too; with that backup, keep a copy of
    secret.key.
    """
    instance = current().settings.instance
    with changing_keys(instance) as keys:
        kept = without_spare_keys(keys)
        dropped = [name for name in keys.names if name not in kept.names]
        if dropped:
            store_keys(instance, kept)
    names = ", ".join(dropped)
    click.echo(f"Dropped: {names}." if names else "Every key is needed.")


def _use(use: KeyUse) -> str:
    if not use.is_kept:
        return "MISSING: put it back into secret.key"
    if use.is_current:
        return "current" if use.opens_waves else "current from the next start on"
    if use.opens_waves:
        return "in use until the server is restarted"
    return "needed by these waves" if use.waves else "spare"
