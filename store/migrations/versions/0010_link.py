"""What link keeps between two runs: cards for topics, an inverted index, who is called what, who speaks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "link_cards",
        sa.Column("article_id", _ID, nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("opening", sa.JSON(), nullable=False),
        sa.Column("length", sa.Float(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"]),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("ix_link_cards_topic_id", "link_cards", ["topic_id"])
    op.create_table(
        "link_terms",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term"),
    )
    op.create_table(
        "link_keys",
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("article_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"]),
        sa.PrimaryKeyConstraint("kind", "key", "article_id"),
    )
    op.create_index("ix_link_keys_article_id", "link_keys", ["article_id"])
    op.create_table(
        "link_names",
        sa.Column("article_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("organisation_key", sa.Text(), nullable=False),
        sa.Column("speaks", sa.Boolean(), nullable=False),
        sa.Column("printed", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"]),
        sa.PrimaryKeyConstraint("article_id", "kind", "name"),
    )
    for name in ("name_key", "organisation_key", "person_id"):
        op.create_index(f"ix_link_names_{name}", "link_names", [name])
    op.add_column("quotes", sa.Column("said_by", sa.Text(), nullable=True))
    op.create_index("ix_quotes_said_by", "quotes", ["said_by"])


def downgrade() -> None:
    op.drop_index("ix_quotes_said_by", "quotes")
    op.drop_column("quotes", "said_by")
    for table in ("link_names", "link_keys", "link_terms", "link_cards"):
        op.drop_table(table)
