"""Which of the desk's messages answer which question: edits replace answers, after a restart too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select

from store.desk_door import Door
from store.desk_models import AnswerRow
from store.desk_types import Given

KEPT = timedelta(days=1)  # as long as Telegram holds an edit back for a desk that is down


class Answers(Door):
    """Answers of the last day."""

    def keep_answers(self, given: Iterable[Given]) -> None:
        """Remember answers; those of the same questions are replaced."""
        by_chat: dict[int, list[Given]] = defaultdict(list)
        for one in given:
            by_chat[one.chat].append(one)
        rows = [row for chat in by_chat.values() for one in chat for row in _rows(one, self._now())]
        with self._writing() as session:
            for chat, listed in by_chat.items():
                session.execute(delete(AnswerRow).where(_either(chat, listed)))
            if rows:
                session.execute(insert(AnswerRow), rows)

    def answer_to(self, chat: int, asked: int) -> Given | None:
        """The answer to a message, None when there is none or it is long ago."""
        query = (
            select(AnswerRow)
            .where(AnswerRow.chat_id == chat, AnswerRow.asked_id == asked)
            .order_by(AnswerRow.message_id)
        )
        with self._reading() as session:
            rows = session.scalars(query).all()
        return Given(chat, asked, rows[0].line, tuple(row.message_id for row in rows)) if rows else None

    def answer_in(self, chat: int, message: int) -> Given | None:
        """The answer that a message of the desk belongs to."""
        with self._reading() as session:
            row = session.get(AnswerRow, (chat, message))
        return self.answer_to(chat, row.asked_id) if row else None

    def forget_answers(self) -> None:
        """Forget old ones."""
        with self._writing() as session:
            session.execute(delete(AnswerRow).where(AnswerRow.at <= self._now() - KEPT))


def _rows(one: Given, now: datetime) -> list[dict[str, Any]]:
    known = {"chat_id": one.chat, "asked_id": one.asked, "line": one.line, "at": now}
    return [{**known, "message_id": number} for number in dict.fromkeys(one.messages)]


def _either(chat: int, listed: Iterable[Given]) -> ColumnElement[bool]:
    """Rows of questions, and of their answers' messages."""
    asked = [one.asked for one in listed]
    messages = [number for one in listed for number in one.messages]
    return and_(
        AnswerRow.chat_id == chat, or_(AnswerRow.asked_id.in_(asked), AnswerRow.message_id.in_(messages))
    )
