"""Corrections with a field, a value and who said so; what is applied stands in the fact's row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    big_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.drop_table("corrections")  # nothing wrote into the first form of it
    op.create_table(
        "corrections",
        sa.Column("id", big_id, nullable=False),
        sa.Column("fact_key", sa.String(length=32), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("field", sa.String(length=10), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("fact_key", "article_id", "state", "applied"):
        op.create_index(op.f(f"ix_corrections_{column}"), "corrections", [column], unique=False)
    for table in ("articles", "quotes", "claims"):
        corrected = sa.Column("corrected", sa.JSON(), server_default=sa.text("'{}'"), nullable=False)
        op.add_column(table, corrected)
    op.create_table(
        "questions",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id"),
    )
