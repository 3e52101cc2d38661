"""Queues for the owners who want it what became of a batch of files, with buttons for what they decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.telegram_clerk import Clerk
from bot.telegram_codes import encode
from bot.telegram_hearing import Place
from handlers import house
from handlers.receipt import FILES, Choice, Receipt, receipt
from handlers.render.buttons import Ask
from handlers.render.gate import articles_of, check
from store.desk_types import Button, ChatType, Outgoing, Page, Seen
from store.types import IngestReport

_FEWER = (FILES, FILES // 2, FILES // 4)  # files named, until all fits into one message


def queue_receipts(clerk: Clerk, report: IngestReport) -> int:
    """One message a batch for each owner with receipts on; returns how many were queued."""
    batch = f"receipt {datetime.now(UTC).isoformat()}"
    made = receipt(report, clerk.library)
    queued = 0
    for owner in clerk.desk.owners():
        if made is not None and owner.receipts:
            queued += clerk.desk.enqueue(Outgoing(owner.id, batch, pages_of(clerk, owner.id, made)))
    return queued


def pages_of(clerk: Clerk, owner: int, made: Receipt) -> tuple[Page, ...]:
    """The receipt as one message: it names fewer files when their names are long."""
    for files in _FEWER:
        fitting = made.at_most(files)
        pages = _shown(clerk, owner, fitting)
        if len(pages) == 1:
            break
    last = replace(pages[-1], buttons=(*pages[-1].buttons, *_rows(fitting)))
    return (*pages[:-1], last)


def _shown(clerk: Clerk, owner: int, made: Receipt) -> tuple[Page, ...]:
    doc = made.doc()
    place = Place(Seen(owner, ChatType.PRIVATE), user=owner)
    return clerk.show(place, check(doc, clerk.library.texts(articles_of(doc))))


def _rows(made: Receipt) -> Iterator[tuple[Button, ...]]:
    """A row for each file that waits for a decision; of several, each button says which article."""
    several = len(made.asked) > 1
    for choices in made.asked:
        yield tuple(Button(_label(choice, several), data=encode(Ask(choice.line))) for choice in choices)


def _label(choice: Choice, several: bool) -> str:
    if not several:
        return choice.said.text
    said = house.KEEP_SHORT() if choice.said == house.KEEP() else choice.said
    return f"{said.text} {choice.article}"
