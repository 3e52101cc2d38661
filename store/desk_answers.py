"""Which of the desk's messages answer which question: edits replace answers, after a restart too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select

from store.desk_door import Door
from store.desk_models import AnswerRow
from store.desk_types import Given

KEPT = timedelta(days=1)  # as long as Telegram holds an edit back for a desk that is down


class Answers(Door):
    """Answers of the last day."""

    def keep_answers(self, given: Iterable[Given]) -> None:
        """Remember answers; those of the same questions are replaced."""
        listed, now = list(given), self._now()
        with self._writing() as session:
            for one in listed:
                session.execute(delete(AnswerRow).where(_either(one)))
                session.add_all(
                    AnswerRow(chat_id=one.chat, message_id=number, asked_id=one.asked, line=one.line, at=now)
                    for number in one.messages
                )
                session.flush()

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


def _either(one: Given) -> ColumnElement[bool]:
    """Rows of a question, and of its answer's messages."""
    about = or_(AnswerRow.asked_id == one.asked, AnswerRow.message_id.in_(one.messages))
    return and_(AnswerRow.chat_id == one.chat, about)
