"""Turns what is new for a subscription into messages of the outbox, each with the facts that it shows."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers import house
from handlers.commands.digest import DigestAnswer, digest_of
from handlers.doc import Doc, Note
from handlers.editors import editor_of
from handlers.news import Window
from handlers.registry import Answer, Ask, ChatKind, Room
from handlers.render import pages as cutting
from handlers.render.gate import Checked, check
from handlers.render.markup import plain_of, units
from handlers.render.present import passed
from handlers.slots import Moment, UserWords
from store.desk import Desk
from store.desk_types import Button, Chat, ChatType, NewDraft, NewPart, Page, Subscription
from store.library import Library

# An answer as the messages of one chat, buttons and links included.
Render = Callable[[Checked, Chat], Sequence[Page]]
_KINDS = {ChatType.PRIVATE: ChatKind.PRIVATE, ChatType.CHANNEL: ChatKind.CHANNEL}
_TRACE = 100  # UTF-16 units that a draft leaves for what became of it
VERBS = (
    ("post", house.POST),
    ("silent", house.POST_SILENTLY),
    ("change", house.CHANGE),
    ("skip", house.SKIP),
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A run of a subscription: at `now`, over changes up to `until`; `late` is when it was due.

    With `only` it is a draft made again, of these facts.
    """

    subscription: Subscription
    now: datetime
    until: int
    late: datetime | None = None
    only: frozenset[str] | None = None


class Composer:
    """Composes for the chats of one desk."""

    def __init__(self, library: Library, desk: Desk, render: Render, timezone: str) -> None:
        self._library, self._desk, self._render, self._timezone = library, desk, render, timezone

    def digest(self, run: Occasion, chat: Chat) -> DigestAnswer:
        """What is new for a subscription; without items when nothing is."""
        wanted, zone = run.subscription, self._zone(run.subscription, chat)
        window = Window(
            after=wanted.cursor,
            until=run.until,
            topic=wanted.topic,
            since=wanted.since.astimezone(zone),
            owed=self._desk.owed(wanted.id) if run.only is None else tuple(run.only),
            seen=self._desk.seen(chat.id) if run.only is None else {},
            only=run.only,
        )
        ask = self._ask(run, chat)
        late = Moment(run.late.astimezone(zone), ask.today) if run.late else None
        pause, stop = f"/subscriptions pause {wanted.id}", f"/unsubscribe {wanted.id}"
        answer = replace(digest_of(ask, window), late=late, pause=pause, stop=stop)
        if chat.kind is not ChatType.CHANNEL:
            return answer
        # A draft may be posted on a later day, when "today" is another one.
        return replace(answer, since=Moment(wanted.since.astimezone(zone)), pause="", stop="")

    def parts(self, run: Occasion, chat: Chat, answer: DigestAnswer) -> tuple[NewPart, ...]:
        """The messages of a digest. None of them shares its facts with another."""
        if not answer.items:
            return tuple(self._part(run, chat, answer))
        return tuple(self._split(run, chat, answer))

    def lacks_editor(self, wanted: Subscription, chat: Chat) -> bool:
        """Whether a channel's posts need a word that nobody can give."""
        drafted = chat.kind is ChatType.CHANNEL and not chat.automatic
        return drafted and editor_of(self._desk, wanted, chat) is None

    def draft(self, run: Occasion, chat: Chat, parts: Sequence[NewPart]) -> NewDraft | None:
        """The preview of a channel's post for its editor; None when the channel has none."""
        editor = editor_of(self._desk, run.subscription, chat)
        if editor is None:
            return None
        key = secrets.token_hex(8)
        meanings: list[dict[str, Any]] = [{"do": "draft", "verb": verb, "draft": key} for verb, _ in VERBS]
        codes = self._desk.buttons(meanings)
        buttons = tuple(Button(said().text, data=code) for code, (_, said) in zip(codes, VERBS, strict=True))
        heading = Doc((Note((house.DRAFT_FOR(chat=UserWords(chat.title)),)),))
        pages = _headed(self._render(check(heading, {}), editor), [part.page for part in parts])
        last = Page(pages[-1].html, (*pages[-1].buttons, *_two_a_row(buttons)))
        preview = tuple(NewPart(page) for page in (*pages[:-1], last))
        since = run.subscription.since.isoformat()
        request = {"after": run.subscription.cursor, "until": run.until, "since": since}
        return NewDraft(key, editor.id, preview, request)

    def _split(self, run: Occasion, chat: Chat, answer: DigestAnswer) -> Iterator[NewPart]:
        """As few messages as hold the items; an item that the gate holds back takes no other with it."""
        todo = [(0, len(answer.items))]
        while todo:
            first, last = todo.pop(0)
            made = tuple(self._part(run, chat, answer.part(first, last)))
            if len(made) != 1 and last - first > 1:
                middle = (first + last) // 2
                todo[:0] = [(first, middle), (middle, last)]
            else:
                yield from made

    def _part(self, run: Occasion, chat: Chat, answer: DigestAnswer) -> Iterator[NewPart]:
        """An answer as messages; none when the gate holds it back. The last one carries the facts."""
        presented = passed(self._ask(run, chat), Answer("digest", answer), "a digest")
        pages = self._render(presented.checked, chat) if presented.ok else ()
        for place, page in enumerate(pages, 1):
            yield NewPart(page, answer.facts if place == len(pages) else ())

    def _ask(self, run: Occasion, chat: Chat) -> Ask:
        zone = self._zone(run.subscription, chat)
        return Ask(
            self._library,
            run.now.astimezone(zone).date(),
            _KINDS.get(chat.kind, ChatKind.GROUP),
            zone.key,
            desk=self._desk,
            room=Room(chat.id, run.subscription.thread),
        )

    def _zone(self, subscription: Subscription, chat: Chat) -> ZoneInfo:
        return ZoneInfo(subscription.zone or chat.timezone or self._timezone)


def _headed(heading: Sequence[Page], pages: Sequence[Page]) -> list[Page]:
    """The heading in one message with what it is about, so that they are sent again together, if they fit."""
    first = replace(pages[0], html="\n\n".join((*(page.html.rstrip() for page in heading), pages[0].html)))
    if units(plain_of(first.html)) > cutting.Room().units - _TRACE:
        return [*heading, *pages]
    return [first, *pages[1:]]


def _two_a_row(buttons: Sequence[Button]) -> Iterator[tuple[Button, ...]]:
    for place in range(0, len(buttons), 2):
        yield tuple(buttons[place : place + 2])
