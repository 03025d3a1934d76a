"""Room for cells that name a row or an option and what was said of it.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NARROW, WIDE = sa.String(32), sa.String(80)


def upgrade() -> None:
    _change_type(NARROW, WIDE)


def downgrade() -> None:
    _change_type(WIDE, NARROW)


def _change_type(before: sa.String, after: sa.String) -> None:
    # SQLite makes the table anew, and must be told again to keep no row numbers.
    without_rowid = {"sqlite_with_rowid": False}
    with op.batch_alter_table("tally", table_kwargs=without_rowid) as tally:
        tally.alter_column(
            "cell", existing_type=before, type_=after, existing_nullable=False
        )
