"""/subscriptions: what this chat hears by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from handlers import house
from handlers.chats_run import subscriptions_run
from handlers.commands.subscribe import NeedsTelegram, Subscribed, shown, when
from handlers.doc import Actions, Block, Doc, Heading, Item, Line, Note
from handlers.grammar import Arguments
from handlers.registry import Ask, Value, command
from handlers.slots import Moment, Number, Typed, UserWords


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
        if not self.found:
            yield Note((house.NO_SUBSCRIPTIONS(),))
            yield Actions((house.TRY(line=Typed("/subscribe")),))
        else:
            yield Heading((house.SUBSCRIPTIONS_ARE(),))
            yield from _listed(self.found, self.paused)
        for chat in self.others:
            yield Heading((house.SUBSCRIPTIONS_OF(chat=UserWords(chat.title)),))
            yield from _listed(chat.found, chat.paused)


@command("subscriptions", "What this chat hears by itself", examples=("/subscriptions",))
def subscriptions(ask: Ask, arguments: Arguments) -> Value:  # noqa: ARG001
    """The subscriptions of this chat, in all its threads."""
    if ask.desk is None or not ask.room.chat:
        return NeedsTelegram()
    chat = ask.desk.chat(ask.room.chat)
    found = tuple(shown(ask, subscription) for subscription in ask.desk.subscriptions(ask.room.chat))
    return SubscriptionsAnswer(found, chat.paused if chat else "", tuple(_others(ask)))


def _others(ask: Ask) -> Iterator[OtherChat]:
    for chat, pairs in groupby(subscriptions_run(ask), key=lambda pair: pair[0]):
        found = tuple(replace(shown(ask, subscription), chat=chat.title) for _, subscription in pairs)
        yield OtherChat(chat.title or str(chat.id), found, chat.paused)


def _listed(found: tuple[Subscribed, ...], paused: str) -> Iterator[Block]:
    if paused:
        yield Note((house.PAUSED(reason=UserWords(paused)),))
    yield from map(_item, found)
    yield Actions(tuple(house.TO_END(line=Typed(f"/unsubscribe {s.number}")) for s in found))


def _item(subscription: Subscribed) -> Item:
    """Subscription 3 · daily 08:00, Europe/Berlin"""
    number: Line = (house.SUBSCRIBED(number=Number(subscription.number)),)
    line = house.dots(number, when(subscription.cadence, subscription.at, subscription.zone))
    following = tuple((house.NEXT_RUN(moment=Moment(run, weekday=True)),) for run in subscription.runs[:1])
    return Item(line, (subscription.topic.line(), *following))
