"""A folder, a library, a desk and a ticker over one database and one clock; messages are plain text."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.composing import Composer
from bot.drafts import Editor
from bot.scheduler import SPREAD, Rules, Ticker, tick
from handlers.render.gate import Checked
from handlers.render.plain import plain
from store.desk import Desk
from store.desk_types import Cadence, Chat, ChatType, NewSubscription, Page, Part, PartState, Seen
from store.library import Library
from tests.fakes.clocks import Clock
from tests.fakes.delivery import Here
from tests.fakes.readers import InlineReaders

FERRY = """---
title: Patrol boats stop the ferry
outlet: Harbour Post
published: 2026-05-30
---
Patrol boats stopped the ferry Albatross on Saturday.

"We will talk, but not under those guns," Foreign Minister Ana Marek said.

Exactly 12 sailors were killed, the navy said. Nine people are missing.
"""
COUNT = """---
title: More dead after the ferry was stopped
outlet: Doran Daily
published: 2026-05-31
---
Patrol boats stopped the ferry Albatross on Saturday, and the strait stays closed.

Exactly 19 sailors were killed, the navy said. Four people are missing.

"The strait is open to nobody," Doran's premier, Lev Oran, said.
"""
THIRD = """---
title: The strait stays closed after the ferry was stopped
outlet: Karst Times
published: 2026-05-31
---
The ferry Albatross was stopped by patrol boats on Saturday.

There are four people still missing, the port said.
"""
SCHOOL = """---
title: Island school gets a new roof
outlet: Island Notes
published: 2026-05-31
---
The school on the island of Oss reopened on Monday with a new roof paid for by its fishing families.

"The children counted every tile," headmistress Lena Or said.
"""
DAILY = NewSubscription(7, Cadence.DAILY, at="08:00", zone="UTC", by=7)
NEWS = NewSubscription(7, Cadence.NEW, by=7)


class Bench:
    """A library, a desk and a ticker over one database and one clock."""

    def __init__(self, url: str, folder: Path) -> None:
        self.clock = Clock(datetime.now(UTC))
        self.folder = folder
        self.library = Library.open(url, InlineReaders)
        self.desk = Desk.open(url, self.clock)
        self.desk.meet(Seen(7, ChatType.PRIVATE, "Ana"))
        composer = Composer(self.library, self.desk, self.render, "UTC")
        self.ticker = Ticker((self.library, self.desk), composer, Rules(), self.clock)
        self.editor = Editor(self.desk, composer, self.clock)
        self.put("ferry.txt", FERRY)

    def render(self, checked: Checked, chat: Chat) -> Sequence[Page]:
        return (Page(plain(checked)),)

    def put(self, name: str, text: str) -> None:
        """A file comes and is read."""
        (self.folder / name).write_text(text, encoding="utf-8")
        self.library.ingest(self.folder)

    def pass_to(self, hour: int, minute: int = 0, *, days: int = 1) -> None:
        """Move the clock to the end of that minute of a later day: all runs of it have had their turn."""
        later = self.clock.now + timedelta(days=days)
        self.clock.now = later.replace(hour=hour, minute=minute, second=SPREAD, microsecond=0)

    def tick(self) -> list[str]:
        """The messages that a tick writes."""
        before = {part.id for part in self.waiting()}
        asyncio.run(tick(self.ticker, Here(), lambda: None))
        return [part.page.html for part in self.waiting() if part.id not in before]

    def waiting(self) -> tuple[Part, ...]:
        return self.desk.parts(PartState.PENDING)

    def arrive(self) -> None:
        """All that waits arrives."""
        for part in self.waiting():
            self.desk.take(part.id)
            self.desk.sent(part.id, part.id)
