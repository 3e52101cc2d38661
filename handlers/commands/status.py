"""/status: how the desk is, what this chat hears, and what did not surely arrive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers import house
from handlers.cite import articles_count
from handlers.commands.subscribe import AdministratorsOnly, NeedsTelegram, when
from handlers.doc import Actions, Block, Doc, Heading, Item, Line, Note
from handlers.editors import editor_of
from handlers.grammar import ArgumentError, Arguments
from handlers.port import Desk
from handlers.registry import Ask, ChatKind, Rights, Value, command
from handlers.slots import Count, Described, Moment, Number, Typed, UserWords
from store.desk_resends import Resent
from store.desk_types import Chat, ChatType, Part, PartState, Subscription

SUBSCRIPTIONS, PARTS = 20, 4  # shown; each part has two buttons
_LOST = (PartState.FAILED, PartState.UNKNOWN)
_STATES = {PartState.FAILED: house.NOT_DELIVERED, PartState.UNKNOWN: house.MAY_HAVE_ARRIVED}
_OCCASIONS = {"until": house.NEWS_MESSAGE, "draft": house.DRAFT_MESSAGE, "receipt": house.RECEIPT_MESSAGE}
_WISH = re.compile(r"(resend|drop)\s+#?(\d{1,12})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Size:
    """What the desk reads, and when that last changed; `reading`: files are being read now."""

    articles: int
    outlets: int
    changed: Moment | None
    reading: bool

    def blocks(self) -> Iterator[Block]:
        outlets = Count(self.outlets, "outlet")
        counted = ((house.ARTICLES(articles=articles_count(self.articles)),), (house.COUNT(count=outlets),))
        yield Heading(house.dots((house.THIS_DESK(),), *counted))
        changed = (house.LAST_CHANGE(moment=self.changed),) if self.changed else ()
        reading = (house.READING_NOW(),) if self.reading else ()
        if line := house.dots(changed, reading):
            yield Note(line)


@dataclass(frozen=True, slots=True)
class Heard:
    """A subscription; `chat` is named where several chats are listed, `no_editor`: no draft can be shown."""

    number: int
    line: Line
    topic: str
    chat: str = ""
    paused: str = ""
    next_run: Moment | None = None
    no_editor: bool = False
    suspended: bool = False

    def item(self) -> Item:
        """Subscription 3 · daily 08:00, Europe/Berlin · Newsroom"""
        number: Line = (house.SUBSCRIBED(number=Number(self.number)),)
        chat: Line = (house.IN_CHAT(chat=UserWords(self.chat)),) if self.chat else ()
        topic = (house.OF_TOPIC(words=UserWords(self.topic)),) if self.topic else (house.ABOUT_ALL(),)
        following = (house.NEXT_RUN(moment=self.next_run),) if self.next_run else ()
        paused = (house.PAUSED(reason=UserWords(self.paused)),) if self.paused else ()
        editor = (house.NO_EDITOR(),) if self.no_editor else ()
        suspended = (house.SUSPENDED(),) if self.suspended else ()
        under = (house.dots(topic, following), suspended, paused, editor)
        return Item(house.dots(number, self.line, chat), tuple(filter(None, under)))


@dataclass(frozen=True, slots=True)
class Lost:
    """A message that did not surely arrive."""

    number: int
    state: PartState
    chat: str
    slot: str
    why: str

    def blocks(self) -> Iterator[Block]:
        """Message 12 · may have arrived · Newsroom"""
        number: Line = (house.MESSAGE_NUMBER(number=Number(self.number)),)
        chat: Line = (house.IN_CHAT(chat=UserWords(self.chat)),) if self.chat else ()
        about = house.dots(self.occasion(), (house.WHY(why=Described(self.why)),))
        yield Item(house.dots(number, (_STATES[self.state](),), chat), (about,))
        resend = house.RESEND(number=Number(self.number), line=Typed(f"/status resend {self.number}"))
        drop = house.DROP(number=Number(self.number), line=Typed(f"/status drop {self.number}"))
        yield Actions((resend, drop))

    def occasion(self) -> Line:
        """What the message was: a daily digest's date, news, a draft, or a message of the desk itself."""
        kind = self.slot.partition(" ")[0]
        if kind in _OCCASIONS:
            return (_OCCASIONS[kind](),)
        return (house.SLOT(slot=Described(self.slot)),)


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """Owners see the whole desk (`size`), others their chat. Counts are of parts, by what became of them."""

    size: Size | None
    subscriptions: tuple[Heard, ...]
    lost: tuple[Lost, ...]
    pending: int
    failed: int
    unknown: int
    drafts: int = 0
    more_subscriptions: int = 0

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        yield from self.size.blocks() if self.size else (Heading((house.SUBSCRIPTIONS_ARE(),)),)
        yield from (heard.item() for heard in self.subscriptions)
        if self.more_subscriptions:
            yield Note((house.AND_MORE(count=Count(self.more_subscriptions)),))
        if not self.subscriptions:
            yield Note((house.NOBODY_SUBSCRIBED() if self.size else house.NO_SUBSCRIPTIONS(),))
        if self.drafts:
            yield Note((house.DRAFTS_WAIT(drafts=Count(self.drafts, "draft")),))
        yield Note(self._delivery())
        for lost in self.lost:
            yield from lost.blocks()

    def _delivery(self) -> Line:
        """4 messages wait · 1 not delivered · 2 may have arrived"""
        counts = (
            (self.pending, house.WAITING),
            (self.failed, house.FAILED_COUNT),
            (self.unknown, house.UNKNOWN_COUNT),
        )
        said = house.dots(*((message(messages=Count(n, "message")),) for n, message in counts if n))
        return said or (house.ALL_DELIVERED(),)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a wish to send a message again, or to drop it."""

    number: int
    outcome: Resent | None  # None: dropped

    def doc(self) -> Doc:
        said = {
            None: house.DROPPED,
            Resent.QUEUED: house.SENT_AGAIN,
            Resent.CARRIED: house.CARRIED_SINCE,
            Resent.NOT_LOST: house.NOT_LOST,
        }[self.outcome]
        return Doc((Note((said(number=Number(self.number)),)),))


@command(
    "status",
    "How the desk is, and what did not arrive",
    usage="[resend N | drop N]",
    examples=("/status",),
)
def status(ask: Ask, arguments: Arguments) -> Value:
    """The desk for owners in private, the chat for all others; or the end of a lost message."""
    desk, owner = ask.desk, _sees_all(ask)
    if desk is None:
        return NeedsTelegram()
    if not arguments.words:
        return _answer(ask, desk, owner)
    wish = _WISH.fullmatch(arguments.words)
    if wish is None:
        raise ArgumentError("number", arguments.words)
    if not (owner or ask.room.administers):
        return AdministratorsOnly()
    return _settled(desk, (wish[1].lower(), int(wish[2])), None if owner else ask.room.chat)


def _sees_all(ask: Ask) -> bool:
    """Other chats are nobody's business in a group, whoever asks there."""
    return ask.rights is Rights.OWNER and ask.chat in (ChatKind.PRIVATE, ChatKind.TERMINAL)


def _settled(desk: Desk, wish: tuple[str, int], chat: int | None) -> Settled:
    verb, number = wish
    if verb == "resend":
        return Settled(number, desk.resend(number, chat))
    return Settled(number, None if desk.drop(number, chat) else Resent.NOT_LOST)


def _answer(ask: Ask, desk: Desk, owner: bool) -> StatusAnswer:
    chat = None if owner else ask.room.chat
    found = desk.every_subscription() if chat is None else desk.subscriptions(chat)
    counts = desk.counts(chat)
    return StatusAnswer(
        size=_size(ask) if owner else None,
        subscriptions=tuple(_heard(desk, one, owner) for one in found[:SUBSCRIPTIONS]),
        lost=tuple(_lost(desk, part, owner) for part in desk.parts(*_LOST, chat=chat, limit=PARTS)),
        pending=counts.get(PartState.PENDING, 0) + counts.get(PartState.SENDING, 0),
        failed=counts.get(PartState.FAILED, 0),
        unknown=counts.get(PartState.UNKNOWN, 0),
        drafts=len(desk.drafts()) if owner else 0,
        more_subscriptions=max(0, len(found) - SUBSCRIPTIONS),
    )


def _size(ask: Ask) -> Size:
    counts, changed = ask.library.counts(), ask.library.news_state().changed_at
    moment = Moment(changed.astimezone(ZoneInfo(ask.timezone)), ask.today) if changed else None
    return Size(counts.articles, counts.outlets, moment, ask.library.is_reading())


def _heard(desk: Desk, wanted: Subscription, named: bool) -> Heard:
    chat = desk.chat(wanted.chat)
    run = wanted.next_run.astimezone(ZoneInfo(wanted.zone)) if wanted.next_run else None
    drafted = chat is not None and chat.kind is ChatType.CHANNEL and not chat.automatic
    return Heard(
        number=wanted.id,
        line=when(wanted.cadence, wanted.at, wanted.zone),
        topic=wanted.topic.words,
        chat=_named(chat, wanted.chat) if named else "",
        paused=chat.paused if chat else "",
        next_run=Moment(run, weekday=True) if run else None,
        no_editor=drafted and chat is not None and editor_of(desk, wanted, chat) is None,
        suspended=wanted.suspended,
    )


def _lost(desk: Desk, part: Part, named: bool) -> Lost:
    chat = _named(desk.chat(part.chat), part.chat) if named else ""
    return Lost(part.id, part.state, chat, part.slot.partition("@")[0], part.error)


def _named(chat: Chat | None, number: int) -> str:
    return (chat.title if chat else "") or str(number)
