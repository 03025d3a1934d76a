"""One tree for responses; answers set aside; keys by name; what changed; retention.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Spelled out: what an old revision did may not change with the code of today.
ASIDE_CELLS = ("aside_burst", "aside_work_failed")

# PostgreSQL takes samples of columns, and its file of them keeps old ones: which ids
# there were at some time, and what had been counted by then.
SAMPLED = {
    "response": ("id", "questionnaire_version", "answers", "flags"),
    "tally": ("count",),
    "release": ("responses", "counts", "set_aside"),
    "arrival": ("hour", "kind", "count"),
}


def upgrade() -> None:
    _key_responses("wave_id, id")
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(8)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue")),
    )
    op.execute("INSERT INTO catalogue (id, revision) VALUES (1, 1)")
    op.create_table(
        "arrival",
        sa.Column("wave_id", sa.String(32), nullable=False),
        sa.Column("hour", sa.String(13), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "hour", "kind", name=op.f("pk_arrival")),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_arrival_wave_id"),
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("wave") as wave:
        wave.add_column(sa.Column("key_id", sa.String(8)))
        wave.add_column(sa.Column("purged_at", sa.DateTime(timezone=True)))
    _add_filled("wave", sa.Column("aside_counted", sa.Boolean()), sa.false())
    with op.batch_alter_table("poll") as poll:
        poll.add_column(sa.Column("keep_days", sa.Integer()))
    _add_filled("release", sa.Column("set_aside", sa.Integer()), sa.literal(0))
    _add_filled("release", sa.Column("aside_counted", sa.Boolean()), sa.false())
    for cell in ASIDE_CELLS:
        op.execute(
            "INSERT INTO tally (wave_id, question, cell, count) "
            f"SELECT id, '', '{cell}', 0 FROM wave"
        )
    _take_samples(at_most=0)


def downgrade() -> None:
    _take_samples(at_most=-1)
    op.execute(
        "DELETE FROM tally WHERE question = '' AND cell IN "
        f"{ASIDE_CELLS!r}"
    )
    with op.batch_alter_table("release") as release:
        release.drop_column("aside_counted")
        release.drop_column("set_aside")
    with op.batch_alter_table("poll") as poll:
        poll.drop_column("keep_days")
    with op.batch_alter_table("wave") as wave:
        wave.drop_column("aside_counted")
        wave.drop_column("purged_at")
        wave.drop_column("key_id")
    op.drop_table("arrival")
    op.drop_table("catalogue")
    _key_responses("id")


def _take_samples(*, at_most: int) -> None:
    """Limit what PostgreSQL samples of what comes with answers; -1: as it likes."""
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in SAMPLED.items():
            for column in columns:
                op.execute(
                    f"ALTER TABLE {table} ALTER COLUMN {column} "
                    f"SET STATISTICS {at_most}"
                )


def _key_responses(key: str) -> None:
    """Make the table of responses anew, in random order, under another key."""
    single = key == "id"
    if not single:
        op.drop_index(op.f("ix_response_wave_id"), table_name="response")
    op.rename_table("response", "response_before")
    if op.get_bind().dialect.name == "postgresql":
        for kind in ("pk_response", "fk_response_wave_id"):
            op.drop_constraint(kind, "response_before")
    op.create_table(
        "response",
        sa.Column("wave_id", sa.String(32), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("questionnaire_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(*key.split(", "), name=op.f("pk_response")),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["wave.id"],
            name=op.f("fk_response_wave_id"),
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    columns = "wave_id, id, questionnaire_version, answers, flags"
    op.execute(
        f"INSERT INTO response ({columns}) SELECT {columns} "
        "FROM response_before ORDER BY random()"
    )
    op.drop_table("response_before")
    if single:
        op.create_index(op.f("ix_response_wave_id"), "response", ["wave_id"])


def _add_filled(
    table: str, column: sa.Column[object], value: sa.ColumnElement[object]
) -> None:
    """Add a column that every row has, without leaving a default behind."""
    with op.batch_alter_table(table) as changed:
        changed.add_column(column)
    rows = sa.table(table, sa.column(column.name, column.type))
    op.execute(sa.update(rows).values({column.name: value}))
    with op.batch_alter_table(table) as changed:
        changed.alter_column(column.name, existing_type=column.type, nullable=False)
