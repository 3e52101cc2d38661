"""Vectors are numbered, so that an index beside the database knows which it lacks; terms can be counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "numbered_vectors",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    columns = "text_sha256, model, dimension, vector"
    op.execute(f"INSERT INTO numbered_vectors ({columns}) SELECT {columns} FROM vectors")
    op.drop_table("vectors")
    op.rename_table("numbered_vectors", "vectors")
    op.create_index("ix_vectors_text", "vectors", ["text_sha256", "model", "dimension"], unique=True)
    op.create_index("ix_vectors_model", "vectors", ["model", "dimension", "number"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE passage_terms USING fts5vocab(passage_words, 'row')")
