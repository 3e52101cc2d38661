"""Queues for the owners who want it what became of a batch of files."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.telegram_clerk import Clerk
from bot.telegram_hearing import Place
from handlers.receipt import receipt
from handlers.render.gate import articles_of, check
from store.desk_types import ChatType, Outgoing, Page, Seen
from store.types import IngestReport


def queue_receipts(clerk: Clerk, report: IngestReport) -> int:
    """One message a batch for each owner with receipts on; returns how many were queued."""
    batch = f"receipt {datetime.now(UTC).isoformat()}"
    queued = 0
    for owner in clerk.desk.owners():
        pages = pages_of(clerk, owner.id, report) if owner.receipts else ()
        if pages:
            queued += clerk.desk.enqueue(Outgoing(owner.id, batch, pages))
    return queued


def pages_of(clerk: Clerk, owner: int, report: IngestReport) -> tuple[Page, ...]:
    """The receipt as messages; none when nothing happened."""
    numbers = {file.article for file in report.files if file.article}
    made = receipt(report, clerk.library.texts(numbers))
    if made is None:
        return ()
    doc = made.doc()
    place = Place(Seen(owner, ChatType.PRIVATE), user=owner)
    return clerk.show(place, check(doc, clerk.library.texts(articles_of(doc))))
