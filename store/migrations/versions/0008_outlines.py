"""Outlines beside readings: what answers over many articles need, without unpacking whole readings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Empty outlines are made from their readings when asked for."""
    empty = sa.text("''")
    op.add_column("readings", sa.Column("outline", sa.LargeBinary(), nullable=False, server_default=empty))
