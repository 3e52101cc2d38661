"""Questions that the desk has asked in private chats and waits for."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from store.desk_door import Door
from store.desk_models import QuestionRow
from store.query.articles import aware

PATIENCE = timedelta(hours=1)  # later words are no answer: they may be about anything


class Questions(Door):
    """At most one a chat. What was asked outlives the program."""

    def wait_for(self, chat: int, line: str) -> None:
        """The next words in this chat complete `line`."""
        with self._writing() as session:
            session.merge(QuestionRow(chat_id=chat, line=line, at=self._now()))

    def question(self, chat: int) -> str | None:
        """The line that the chat was asked to complete, None when nothing is waited for."""
        with self._reading() as session:
            row = session.get(QuestionRow, chat)
            fresh = row is not None and self._now() - aware(row.at) < PATIENCE
            return row.line if row is not None and fresh else None

    def answered(self, chat: int) -> bool:
        """Wait no more; whether something was waited for."""
        with self._reading() as session:
            if session.get(QuestionRow, chat) is None:
                return False
        waited = self.question(chat) is not None
        with self._writing() as session:
            session.execute(delete(QuestionRow).where(QuestionRow.chat_id == chat))
        return waited
