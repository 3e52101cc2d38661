"""Punctuation and slots that stand alone."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.doc import Line, Run
from handlers.house.message import Message

# Punctuation between runs
DOT = Message(" · ")
SPACE = Message(" ")
COMMA = Message(", ")
COLON = Message(": ")
SEMICOLON = Message("; ")
OPEN = Message("“")
CLOSE = Message("”")

# Slots that stand alone
COUNT = Message("{count}")
NAME = Message("{name}")
OUTLET = Message("{outlet}")
TITLE = Message("{title}")
PATH = Message("{path}")
DAY = Message("{day}")
FIGURE = Message("{figure}")
LINE = Message("{line}")
COUNTED_NAME = Message("{name} ({count})")
COUNTED_LINE = Message("{line} ({count})")


def dots(*lines: Iterable[Run]) -> Line:
    """Lines set side by side with " · " between them; empty ones are left out."""
    joined: list[Run] = []
    for line in filter(None, map(tuple, lines)):
        joined += [DOT(), *line] if joined else line
    return tuple(joined)
