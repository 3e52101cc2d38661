"""What the wires of a running desk need: bot/app.py assembles one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from handlers.registry import Ask, ChatKind
from store.types import FileReport, IngestReport

if TYPE_CHECKING:
    from store.desk import Desk as Chats
    from store.library import Library


class Progress(Protocol):
    """Who wants to know how far an ingest is."""

    def begin(self, total: int) -> None: ...

    def file(self, report: FileReport) -> None: ...


class Desk(Protocol):
    """An open library and the folder that fills it."""

    @property
    def library(self) -> Library: ...

    @property
    def chats(self) -> Chats: ...

    def ingest(
        self, progress: Progress | None = None, only: Sequence[Path] = (), allow_removals: bool = False
    ) -> IngestReport: ...

    def embed(self) -> int: ...

    def start_background(self) -> None: ...

    def close(self) -> None: ...


def ask_now(desk: Desk, timezone: str, chat: ChatKind = ChatKind.TERMINAL) -> Ask:
    """A question asked at this moment: the one place where handlers get the day from."""
    today = datetime.now(ZoneInfo(timezone)).date()
    return Ask(desk.library, today, chat, timezone, desk=desk.chats, relink=desk.library.relink)
