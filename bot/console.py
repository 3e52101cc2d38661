"""The desk in a terminal, and in a pipe: the same commands, the same words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from bot.faults import caught
from handlers.registry import Ask
from handlers.render.plain import plain
from handlers.render.present import Presented, present
from store.errors import DatelineError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

SCREEN = 20  # lines of an answer that are shown at once
_ENDS = ("quit", "exit", "q")
_HINT = "open N: the words around [N] · quit"


def serve_lines(ask: Callable[[], Ask], lines: Iterable[str], out: TextIO) -> None:
    """Answer one command a line as plain text; empty lines and # comments are skipped.

    A line that fails never stops the others.
    """
    first = True
    for line in map(str.strip, lines):
        if not line or line.startswith("#"):
            continue
        if line in _ENDS:
            return
        out.write("" if first else "\n")
        with caught("a line of the pipe", lambda said: out.write(f"{said}\n")):
            out.write(answer_plain(ask(), line))
        out.flush()
        first = False


def answer_plain(ask: Ask, line: str) -> str:
    """A line's answer as plain text; an error that users may see is its own sentence."""
    try:
        return plain(present(ask, line).checked)
    except DatelineError as error:
        return f"{error}\n"


def converse(ask: Callable[[], Ask]) -> None:
    """Talk with a person at a terminal until the end of input."""
    from rich.console import Console

    talk = _Talk(ask, Console(highlight=False, markup=False, emoji=False))
    talk.answer("/start")
    while (line := _read_line()) is not None:
        if line.lower().lstrip("/") in _ENDS:
            return
        talk.hear(line)


def _read_line() -> str | None:
    """The next line, with the editing that readline gives; None at the end of input."""
    with suppress(ImportError):
        import readline  # noqa: F401  # input() edits and remembers lines when it is loaded
    try:
        return input("> ").strip()
    except (EOFError, KeyboardInterrupt):
        sys.stdout.write("\n")
        return None


class _Talk:
    """One conversation: the last answer, and what of it has not been shown."""

    def __init__(self, ask: Callable[[], Ask], screen: Console) -> None:
        self._ask, self._screen = ask, screen
        self._last: Presented | None = None
        self._waiting: list[RenderableType] = []
        self._folded = False  # the last answer holds folded parts that were not opened

    def hear(self, line: str) -> None:
        word, _, rest = line.lstrip("/").partition(" ")
        if not line or word.lower() == "more":
            self._more()
        elif word.lower() == "open":
            self._open(rest.strip().strip("[]"))
        else:
            with caught("a line of the terminal", self._screen.print):
                self.answer(line)

    def answer(self, line: str) -> None:
        from handlers.render.console import console, folded_count

        try:
            self._last = present(self._ask(), line)
        except DatelineError as error:
            self._screen.print(str(error))
            return
        self._folded = folded_count(self._last.checked.doc) > 0
        self._waiting = list(console(self._last.checked))
        self._show()

    def _more(self) -> None:
        from handlers.render.console import console

        if not self._waiting and self._folded and self._last:
            self._waiting, self._folded = list(console(self._last.checked, folded=True)), False
        if self._waiting:
            self._show()
        else:
            self._screen.print("All is shown.", style="dim")

    def _open(self, number: str) -> None:
        from handlers.render.console import in_context

        try:
            shown = in_context(self._last.checked, int(number)) if self._last else []
        except (ValueError, IndexError):
            shown = []
        if not shown:
            self._screen.print("The last answer has no such source. Write open and the number in brackets.")
        for part in shown:
            self._screen.print(part)

    def _show(self) -> None:
        """Print what fits on the screen; the rest waits for `more`."""
        room = max(5, min(SCREEN, self._screen.height - 2))
        while self._waiting:
            room -= len(self._screen.render_lines(self._waiting[0], pad=False))
            if room < 0:
                break
            self._screen.print(self._waiting.pop(0))
        if self._waiting:
            self._screen.print(f"more: {len(self._waiting)} parts follow · {_HINT}", style="dim")
        elif self._folded:
            self._screen.print(f"more: other wordings · {_HINT}", style="dim")
