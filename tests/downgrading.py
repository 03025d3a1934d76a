"""Takes back what revisions did to the schema. No command does: a backup is the way.

For use inside an application context.
"""

from alembic import command

from pollsvc.storage import migrating, revisions


def downgrade_to(revision):
    """Takes back the revisions after one; "base" takes back all, with their data."""
    with migrating._alone() as connection:
        command.downgrade(revisions._config(connection, migrating.SCRIPTS), revision)
