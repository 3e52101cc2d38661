"""What short codes of buttons stand for: callback data has 64 bytes, and messages outlive programs."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from store.desk_door import Door
from store.desk_models import ButtonRow
from store.desk_types import StoredButton
from store.query.articles import aware

VERSION = "1"  # of the meanings; a code of another version means nothing
LIFE = timedelta(days=30)


class Buttons(Door):
    """Codes and their meanings, JSON objects that the wires choose."""

    def buttons(self, meanings: Sequence[dict[str, Any]], life: timedelta = LIFE) -> tuple[str, ...]:
        """Callback data for each meaning, in order."""
        made = tuple(new_button(meaning, life) for meaning in meanings)
        self.keep_buttons(made)
        return tuple(button.code for button in made)

    def keep_buttons(self, made: Iterable[StoredButton]) -> None:
        """Store buttons that have their codes."""
        now = self._now()
        with self._writing() as session:
            session.add_all(ButtonRow(code=b.code, data=b.data, expires_at=now + b.life) for b in made)

    def pressed(self, code: str) -> dict[str, Any] | None:
        """What a button means; None when it has expired."""
        with self._reading() as session:
            row = session.get(ButtonRow, code[:32])
            return row.data if row is not None and aware(row.expires_at) > self._now() else None

    def forget_buttons(self) -> None:
        """Forget expired ones."""
        with self._writing() as session:
            session.execute(delete(ButtonRow).where(ButtonRow.expires_at <= self._now()))


def new_button(meaning: dict[str, Any], life: timedelta = LIFE) -> StoredButton:
    """A button with a code of its own, not stored yet."""
    return StoredButton(f"{VERSION}:{secrets.token_urlsafe(9)}", meaning, life)
