"""Room for what people keep to finish a survey later.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# PostgreSQL takes samples of columns, and its file of them keeps old ones.
SAMPLED = ("id", "sealed", "remove_on")


def upgrade() -> None:
    op.create_table(
        "bookmark",
        sa.Column("wave_id", sa.String(32), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("remove_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "id", name=op.f("pk_bookmark")),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_bookmark_wave_id"),
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        for column in SAMPLED:
            op.execute(f"ALTER TABLE bookmark ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    op.drop_table("bookmark")
