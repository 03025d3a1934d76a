"""How long a poll is open, how it repeats, and which of its dates are left out.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FILLED = {"skips": (sa.JSON(), []), "stopped": (sa.Boolean(), False)}


def upgrade() -> None:
    with op.batch_alter_table("poll") as poll:
        poll.add_column(sa.Column("lasts", sa.String(16)))
        poll.add_column(sa.Column("times", sa.Integer()))
        poll.add_column(sa.Column("until", sa.String(10)))
        for name, (kind, _) in FILLED.items():
            poll.add_column(sa.Column(name, kind))
    rows = sa.table("poll", *(sa.column(n, kind) for n, (kind, _) in FILLED.items()))
    op.execute(sa.update(rows).values({n: value for n, (_, value) in FILLED.items()}))
    with op.batch_alter_table("poll") as poll:
        for name, (kind, _) in FILLED.items():
            poll.alter_column(name, existing_type=kind, nullable=False)


def downgrade() -> None:
    # Of what an older version cannot say, the wave that is open stays as it is.
    op.execute("UPDATE poll SET repeats = NULL WHERE repeats <> 'monthly'")
    with op.batch_alter_table("poll") as poll:
        for name in ("stopped", "skips", "until", "times", "lasts"):
            poll.drop_column(name)
