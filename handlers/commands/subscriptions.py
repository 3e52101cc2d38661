"""/subscriptions: what this chat hears by itself; one can be paused, and resumed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from handlers import house
from handlers.chats_run import home_of, subscriptions_run
from handlers.commands.subscribe import AdministratorsOnly, NeedsTelegram, Subscribed, shown, when
from handlers.doc import Actions, Block, Doc, Heading, House, Item, Line, Note
from handlers.grammar import ArgumentError, Arguments
from handlers.port import Desk
from handlers.registry import Ask, Value, command
from handlers.slots import Moment, Number, Typed, UserWords

PAUSABLE = 4  # subscriptions of one list that are offered a pause
_WISH = re.compile(r"(pause|resume)\s+#?(\d{1,12})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suspended:
    """The subscription that says nothing until it is resumed; `chat` is the title of another chat."""

    number: int
    chat: str = ""

    def doc(self) -> Doc:
        number = Number(self.number)
        said = house.SUSPENDED_NOW(number=number)
        if self.chat:
            said = house.SUSPENDED_IN(number=number, chat=UserWords(self.chat))
        resume = house.RESUME(line=Typed(f"/subscriptions resume {self.number}"))
        return Doc((Note((said,)), Actions((resume,))))


@dataclass(frozen=True, slots=True)
class OtherChat:
    """A channel or group that the owner runs, with its subscriptions."""

    title: str
    found: tuple[Subscribed, ...]
    paused: str = ""


@dataclass(frozen=True, slots=True)
class SubscriptionsAnswer:
    """The chat's active subscriptions; `paused` is the reason why it is sent nothing.

    `others` are the chats that the asking owner runs.
    """

    found: tuple[Subscribed, ...]
    paused: str = ""
    others: tuple[OtherChat, ...] = ()

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        many = sum(len(found) for found in (self.found, *(chat.found for chat in self.others))) > PAUSABLE
        if not self.found:
            yield Note((house.NO_SUBSCRIPTIONS(),))
            yield Actions((house.TRY(line=Typed("/subscribe")),))
        else:
            yield Heading((house.SUBSCRIPTIONS_ARE(),))
            yield from _listed(self.found, self.paused, many)
        for chat in self.others:
            yield Heading((house.SUBSCRIPTIONS_OF(chat=UserWords(chat.title)),))
            yield from _listed(chat.found, chat.paused, many)


@command(
    "subscriptions",
    "What this chat hears by itself",
    usage="[pause N | resume N]",
    examples=("/subscriptions",),
)
def subscriptions(ask: Ask, arguments: Arguments) -> Value:
    """The subscriptions of this chat, in all its threads. Raises NotFound (pause, resume)."""
    if ask.desk is None or not ask.room.chat:
        return NeedsTelegram()
    if arguments.words:
        return _settled(ask, ask.desk, arguments.words)
    chat = ask.desk.chat(ask.room.chat)
    found = tuple(shown(ask, subscription) for subscription in ask.desk.subscriptions(ask.room.chat))
    return SubscriptionsAnswer(found, chat.paused if chat else "", tuple(_others(ask)))


def _settled(ask: Ask, desk: Desk, words: str) -> Value:
    wish = _WISH.fullmatch(words)
    if wish is None:
        raise ArgumentError("number", words)
    if not ask.room.administers:
        return AdministratorsOnly()
    number, pause = int(wish[2]), wish[1].lower() == "pause"
    chat, title = home_of(ask, number)
    subscription = desk.suspend(chat, number, pause)
    return Suspended(number, title) if pause else replace(shown(ask, subscription), chat=title)


def _others(ask: Ask) -> Iterator[OtherChat]:
    for chat, pairs in groupby(subscriptions_run(ask), key=lambda pair: pair[0]):
        found = tuple(replace(shown(ask, subscription), chat=chat.title) for _, subscription in pairs)
        yield OtherChat(chat.title or str(chat.id), found, chat.paused)


def _listed(found: tuple[Subscribed, ...], paused: str, many: bool) -> Iterator[Block]:
    if paused:
        yield Note((house.PAUSED(reason=UserWords(paused)),))
    yield from map(_item, found)
    yield Actions(tuple(offer for subscription in found for offer in _offers(subscription, many)))


def _offers(subscription: Subscribed, many: bool) -> Iterator[House]:
    """Pause, or Resume, and End; of many no Pause: a message takes eight buttons of this kind."""
    number = Number(subscription.number)
    verb, said = ("resume", house.RESUME_NUMBER) if subscription.suspended else ("pause", house.PAUSE_NUMBER)
    if subscription.suspended or not many:
        yield said(number=number, line=Typed(f"/subscriptions {verb} {subscription.number}"))
    yield house.END_NUMBER(number=number, line=Typed(f"/unsubscribe {subscription.number}"))


def _item(subscription: Subscribed) -> Item:
    """Subscription 3 · daily 08:00, Europe/Berlin"""
    number: Line = (house.SUBSCRIBED(number=Number(subscription.number)),)
    line = house.dots(number, when(subscription.cadence, subscription.at, subscription.zone))
    following = tuple((house.NEXT_RUN(moment=Moment(run, weekday=True)),) for run in subscription.runs[:1])
    paused = ((house.SUSPENDED(),),) if subscription.suspended else ()
    return Item(line, (subscription.topic.line(), *following, *paused))
