"""People: statements that others give, and those passed on for others, counted apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("relayed", "passed_on"):
        op.add_column("people", sa.Column(name, sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    for name in ("relayed", "passed_on"):
        op.drop_column("people", name)
