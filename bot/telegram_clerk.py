"""What the desk says in a Telegram chat: from a place and a line to dressed pages. Without PTB."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.telegram_codes import Codes, Dresser, Opened, PageOf
from bot.telegram_hearing import Place
from bot.telegram_notes import Notes
from handlers import house
from handlers.commands.set import WantsValue
from handlers.commands.wrong import WantsFix
from handlers.doc import Doc, House, Note
from handlers.elsewhere import elsewhere
from handlers.passages import passages
from handlers.registry import Ask, ChatKind, Rights, Room, Value
from handlers.render.buttons import Ask as AskLine
from handlers.render.buttons import Button, OpenSource, Rows
from handlers.render.gate import Checked, articles_of, check
from handlers.render.present import present
from handlers.render.telegram import Page, opened, telegram
from handlers.slots import Count
from store import desk_types
from store.desk import Desk
from store.errors import NotFound
from store.library import Library
from store.types import Article


class Progress(Protocol):
    """How far the reading of the folder is: (done, total), None when nothing is read."""

    @property
    def progress(self) -> tuple[int, int] | None: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """Pages to send now; `closed` when the chat is not admitted and hears only how to ask."""

    pages: tuple[desk_types.Page, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Clerk:
    """Answers lines and opens sources for chats. Safe to use from several threads."""

    library: Library
    desk: Desk
    reading: Progress
    timezone: str
    open_to_all: bool
    username: str
    notes: Notes

    def rights(self, place: Place) -> Rights:
        """What who asks there may do: a stranger is nobody that the desk has admitted."""
        return self._rights_in(place, self.desk.chat(place.chat.id))

    def _rights_in(self, place: Place, chat: desk_types.Chat | None) -> Rights:
        asker = chat if place.kind is ChatKind.PRIVATE else self.desk.chat(place.user or 0)
        if asker is not None and asker.owner and (chat is asker or self._admits(chat)):
            return Rights.OWNER
        return Rights.ADMITTED if self._admits(chat) else Rights.STRANGER

    def answer(self, place: Place, line: str) -> Reply:
        """The first page of the answer; in a channel all of them."""
        chat = self.desk.chat(place.chat.id)
        rights = self._rights_in(place, chat)
        if rights is Rights.STRANGER:
            return Reply(self.closed(place), closed=True)
        if place.instead is not None and rights is not Rights.OWNER:
            return Reply(self.say(place, house.OWNERS_ONLY()))
        said, line = self._completed(place, line)
        if said is not None:
            return Reply(self.say(place, said))
        asked = PageOf(line, self._day_in(chat), 0)
        value, pages = self._pages(place, asked, rights, chat)
        shown = len(pages) if place.kind is ChatKind.CHANNEL else 1
        dressed = tuple(self._dressed(place, asked, pages, number) for number in range(shown))
        return Reply(self._waiting(place, value, dressed))

    def page(self, place: Place, wanted: PageOf) -> Reply:
        """A later page of an answer, asked as on the day of the first.

        When the pages before it would be others by now, the answer begins anew and says so: going on
        would repeat some of it, or leave some out.
        """
        chat = self.desk.chat(place.chat.id)
        rights = self._rights_in(place, chat)
        if rights is Rights.STRANGER:
            return Reply(self.closed(place), closed=True)
        _, pages = self._pages(place, wanted, rights, chat)
        if wanted.number < len(pages) and seal(pages[: wanted.number]) == wanted.before:
            return Reply((self._dressed(place, wanted, pages, wanted.number),))
        first = self._dressed(place, wanted, pages, 0)
        return Reply((*self.say(place, house.ANSWER_CHANGED()), first))

    def open(self, place: Place, wanted: Opened) -> Reply:
        """The passages of a source."""
        if self.rights(place) is Rights.STRANGER and not wanted.public:
            return Reply(self.closed(place), closed=True)
        article = self._article(wanted.source)
        if article is None:
            return Reply(self.say(place, house.SOURCE_GONE()))
        if not _still_there(article, wanted.source):
            return Reply(self.say(place, house.SOURCE_CHANGED(), ask=f"/article {article.id}"))
        found = passages(article, wanted.source.spans)
        checked = check(found.doc(), {article.id: article})
        return Reply(
            self._dress(place, opened(checked, found, wanted.source), PageOf("", self._today(place), 0))
        )

    def elsewhere(self, place: Place, wanted: OpenSource) -> Reply:
        """Other articles that say what stands at a source."""
        if self.rights(place) is Rights.STRANGER:
            return Reply(self.closed(place), closed=True)
        article = self._article(wanted)
        if article is None:
            return Reply(self.say(place, house.SOURCE_GONE()))
        if not _still_there(article, wanted):
            return Reply(self.say(place, house.SOURCE_CHANGED(), ask=f"/article {article.id}"))
        doc = elsewhere(self.library, article, wanted.spans).doc()
        return Reply(self.show(place, check(doc, self.library.texts(articles_of(doc)))))

    def _article(self, wanted: OpenSource) -> Article | None:
        """What a button opens; None when it is served no more."""
        try:
            return self.library.article(wanted.article)
        except NotFound:
            return None

    def closed(self, place: Place) -> tuple[desk_types.Page, ...]:
        """How to ask for admission, by a button; nothing in channels."""
        if place.kind is ChatKind.CHANNEL:
            return ()
        said = house.CLOSED() if place.kind is ChatKind.PRIVATE else house.CLOSED_GROUP()
        (page,) = self.say(place, said)
        ask = desk_types.Button(house.ASK_ADMISSION().text, data=f"{ADMISSION}{place.chat.id}")
        return (desk_types.Page(page.html, ((ask,),)),)

    def say(self, place: Place, *said: House, ask: str = "") -> tuple[desk_types.Page, ...]:
        """Messages of the house as one page, with a line that can be asked."""
        checked = check(Doc(tuple(Note((message,)) for message in said)), {})
        rows: Rows = ((Button(ask, AskLine(ask)),),) if ask else ()
        pages = (replace(page, buttons=rows) for page in telegram(checked))
        return self._dress(place, pages, PageOf("", self._today(place), 0))

    def show(self, place: Place, checked: Checked) -> tuple[desk_types.Page, ...]:
        """All pages of an answer that nobody asked for; their buttons are stored before they are queued."""
        pages = telegram(checked, paged=False, asks=place.kind is not ChatKind.CHANNEL)
        return self._dress(place, pages, PageOf("", self._today(place), 0), self.desk)

    def _pages(
        self, place: Place, asked: PageOf, rights: Rights, chat: desk_types.Chat | None
    ) -> tuple[Value, tuple[Page, ...]]:
        target = place.instead or place.chat
        known = (self.desk.chat(target.id) if place.instead else chat) or self.desk.meet(target)
        ask = Ask(
            self.library,
            asked.day,
            place.kind,
            known.timezone or self.timezone,
            rights=rights,
            desk=self.desk,
            room=Room(known.id, place.thread, place.user or 0, place.administers is True),
        )
        talks = place.kind is not ChatKind.CHANNEL
        presented = present(ask, asked.line)
        return presented.answer.value, telegram(presented.checked, paged=talks, asks=talks)

    def _completed(self, place: Place, line: str) -> tuple[House | None, str]:
        """The line that words complete when they answer a question; or what is said to /cancel."""
        if place.kind is not ChatKind.PRIVATE:
            return None, line
        if line.lower() == CANCEL:
            return (house.CANCELLED if self.desk.answered(place.chat.id) else house.NOTHING_ASKED)(), line
        question = None if line.startswith("/") else self.desk.question(place.chat.id)
        return None, f"{question} {line}" if question else line

    def _waiting(
        self, place: Place, value: Value, pages: tuple[desk_types.Page, ...]
    ) -> tuple[desk_types.Page, ...]:
        """With an open keyboard under a question, whose answer is waited for; anything else ends the wait."""
        if place.kind is not ChatKind.PRIVATE:
            return pages
        if not isinstance(value, WantsValue | WantsFix):
            self.desk.answered(place.chat.id)
            return pages
        self.desk.wait_for(place.chat.id, value.line)
        return tuple(replace(page, buttons=(), wants=value.example) for page in pages)

    def _dressed(self, place: Place, asked: PageOf, pages: Sequence[Page], number: int) -> desk_types.Page:
        """One page of an answer; the first says how far the reading is."""
        page = pages[number]
        if number == 0:
            page = replace(page, html="\n\n".join((*self._progress(), page.html)))
        (dressed,) = self._dress(place, (page,), replace(asked, before=seal(pages[: number + 1])))
        return dressed

    def _dress(
        self, place: Place, pages: Iterable[Page], asked: PageOf, codes: Codes | None = None
    ) -> tuple[desk_types.Page, ...]:
        target = place.instead.id if place.instead else None
        dresser = Dresser(codes or self.notes, self.username, place.kind, asked, target)
        return tuple(dresser.dress(page) for page in pages)

    def _progress(self) -> Iterator[str]:
        """While files are read: how many were. No part of the answer, whose pages stay as they are."""
        progress = self.reading.progress
        if progress is not None:
            done, total = progress
            note = Note((house.FILES_READ(done=Count(done), files=Count(total, "file")),))
            yield from (page.html for page in telegram(check(Doc((note,)), {})))

    def _admits(self, chat: desk_types.Chat | None) -> bool:
        return self.open_to_all or (chat is not None and (chat.admitted or chat.owner))

    def _today(self, place: Place) -> date:
        return self._day_in(self.desk.chat(place.chat.id))

    def zone(self, chat: int) -> str:
        """The time zone of a chat, else the desk's own."""
        return self._zone_of(self.desk.chat(chat))

    def _zone_of(self, chat: desk_types.Chat | None) -> str:
        return (chat.timezone if chat else "") or self.timezone

    def _day_in(self, chat: desk_types.Chat | None) -> date:
        return datetime.now(ZoneInfo(self._zone_of(chat))).date()


CANCEL = "/cancel"
ADMISSION = "ak"  # callback data of Ask: this and the chat's id


def _still_there(article: Article, wanted: OpenSource) -> bool:
    return article.revision == wanted.revision and all(span.end <= len(article.text) for span in wanted.spans)


def seal(pages: Sequence[Page]) -> str:
    """Tells pages from others; the button to the next page carries it."""
    return hashlib.sha256("\f".join(page.html for page in pages).encode()).hexdigest()[:6]
