"""What short codes of buttons stand for: callback data has 64 bytes, and messages outlive programs."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from store.desk_door import Door
from store.desk_models import ButtonRow
from store.query.articles import aware

VERSION = "1"  # of the meanings; a code of another version means nothing
LIFE = timedelta(days=30)


class Buttons(Door):
    """Codes and their meanings, JSON objects that the wires choose."""

    def buttons(self, meanings: Sequence[dict[str, Any]], life: timedelta = LIFE) -> tuple[str, ...]:
        """Callback data for each meaning, in order."""
        expires = self._now() + life
        codes = tuple(f"{VERSION}:{secrets.token_urlsafe(9)}" for _ in meanings)
        pairs = zip(codes, meanings, strict=True)
        with self._writing() as session:
            session.add_all(ButtonRow(code=code, data=data, expires_at=expires) for code, data in pairs)
        return codes

    def pressed(self, code: str) -> dict[str, Any] | None:
        """What a button means; None when it has expired."""
        with self._reading() as session:
            row = session.get(ButtonRow, code[:32])
            return row.data if row is not None and aware(row.expires_at) > self._now() else None

    def prune(self) -> None:
        """Forget expired ones."""
        with self._writing() as session:
            session.execute(delete(ButtonRow).where(ButtonRow.expires_at <= self._now()))
