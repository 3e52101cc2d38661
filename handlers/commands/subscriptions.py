"""/subscriptions: what this chat hears by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers import house
from handlers.commands.subscribe import NeedsTelegram, Subscribed, shown, when
from handlers.doc import Actions, Block, Doc, Heading, Item, Line, Note
from handlers.grammar import Arguments
from handlers.registry import Ask, Value, command
from handlers.slots import Moment, Number, Typed, UserWords


@dataclass(frozen=True, slots=True)
class SubscriptionsAnswer:
    """The chat's active subscriptions; `paused` is the reason why it is sent nothing."""

    found: tuple[Subscribed, ...]
    paused: str = ""

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        if not self.found:
            yield Note((house.NO_SUBSCRIPTIONS(),))
            yield Actions((house.TRY(line=Typed("/subscribe")),))
            return
        yield Heading((house.SUBSCRIPTIONS_ARE(),))
        if self.paused:
            yield Note((house.PAUSED(reason=UserWords(self.paused)),))
        for subscription in self.found:
            yield _item(subscription)
        yield Actions(tuple(house.TO_END(line=Typed(f"/unsubscribe {s.number}")) for s in self.found))


@command("subscriptions", "What this chat hears by itself", examples=("/subscriptions",))
def subscriptions(ask: Ask, arguments: Arguments) -> Value:  # noqa: ARG001
    """The subscriptions of this chat, in all its threads."""
    if ask.desk is None or not ask.room.chat:
        return NeedsTelegram()
    chat = ask.desk.chat(ask.room.chat)
    found = tuple(shown(ask, subscription) for subscription in ask.desk.subscriptions(ask.room.chat))
    return SubscriptionsAnswer(found, chat.paused if chat else "")


def _item(subscription: Subscribed) -> Item:
    """Subscription 3 · daily 08:00, Europe/Berlin"""
    number: Line = (house.SUBSCRIBED(number=Number(subscription.number)),)
    line = house.dots(number, when(subscription.cadence, subscription.at, subscription.zone))
    following = tuple((house.NEXT_RUN(moment=Moment(run, weekday=True)),) for run in subscription.runs[:1])
    return Item(line, (subscription.topic.line(), *following))
