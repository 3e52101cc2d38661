"""Tells the owners who want it what became of a batch of files."""

from __future__ import annotations

from bot.telegram_app import Running
from bot.telegram_clerk import Clerk
from bot.telegram_hearing import Place
from handlers.receipt import receipt
from handlers.render.gate import articles_of, check
from store.desk_types import ChatType, Page, Seen
from store.types import IngestReport


async def send_receipts(running: Running, report: IngestReport) -> None:
    """One message a batch to each owner with receipts on."""
    for owner in await running.threads.run(running.clerk.desk.owners):
        if not owner.receipts or owner.paused:
            continue
        place = Place(Seen(owner.id, ChatType.PRIVATE), user=owner.id)
        for page in await running.threads.run(pages_of, running.clerk, place, report):
            await running.sender.send(place, page)


def pages_of(clerk: Clerk, place: Place, report: IngestReport) -> tuple[Page, ...]:
    """The receipt as messages; none when nothing happened."""
    numbers = {file.article for file in report.files if file.article}
    made = receipt(report, clerk.library.texts(numbers))
    if made is None:
        return ()
    doc = made.doc()
    return clerk.show(place, check(doc, clerk.library.texts(articles_of(doc))))
