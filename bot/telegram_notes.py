"""What answers leave behind: their buttons' meanings, and which messages they stand in.

Written a moment later, all at once: an ingest may hold the database for seconds, and nobody who asks
meanwhile waits for it. What a killed process had not written yet is lost: such a button says that it is
out of date, such an edit is not answered.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.threads import Threads
from store.desk import Desk
from store.desk_buttons import LIFE, new_button
from store.desk_types import Given, StoredButton

SOON = 0.2  # seconds


class Notes:
    """Safe to use from several threads; `run` writes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._buttons: dict[str, StoredButton] = {}
        self._answers: dict[tuple[int, int], Given] = {}

    def buttons(self, meanings: Sequence[dict[str, Any]], life: timedelta = LIFE) -> tuple[str, ...]:
        """Callback data for each meaning, in order."""
        made = [new_button(meaning, life) for meaning in meanings]
        with self._lock:
            self._buttons |= {button.code: button for button in made}
        return tuple(button.code for button in made)

    def pressed(self, code: str) -> dict[str, Any] | None:
        """What a button means; None when it has expired."""
        with self._lock:
            made = self._buttons.get(code)
        return made.data if made else self._desk.pressed(code)

    def given(self, answer: Given) -> None:
        """Remember an answer, in place of an earlier one to the same message."""
        with self._lock:
            self._answers[answer.chat, answer.asked] = answer

    def answer_to(self, chat: int, asked: int) -> Given | None:
        """The answer to a message, None when there is none or it is long ago."""
        with self._lock:
            found = self._answers.get((chat, asked))
        return found or self._desk.answer_to(chat, asked)

    def answer_in(self, chat: int, message: int) -> Given | None:
        """The answer that a message of the desk belongs to."""
        with self._lock:
            held = (a for a in self._answers.values() if a.chat == chat and message in a.messages)
            found = next(held, None)
        return found or self._desk.answer_in(chat, message)

    async def run(self, threads: Threads) -> None:
        """Write what there is, again and again, until cancelled."""
        while True:
            await asyncio.sleep(SOON)
            if self._buttons or self._answers:
                await threads.run(self.write)

    def write(self) -> None:
        """Write what there is; it can be looked up all the while."""
        with self._lock:
            buttons, answers = dict(self._buttons), dict(self._answers)
        if buttons:
            self._desk.keep_buttons(buttons.values())
        if answers:
            self._desk.keep_answers(answers.values())
        with self._lock:
            self._buttons = {code: b for code, b in self._buttons.items() if code not in buttons}
            self._answers = {key: a for key, a in self._answers.items() if answers.get(key) is not a}
