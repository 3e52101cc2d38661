"""/unsubscribe: end a subscription of this chat by its permanent number."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.commands.subscribe import AdministratorsOnly, NeedsTelegram
from handlers.doc import Doc, Note
from handlers.grammar import Arguments
from handlers.registry import Ask, Value, command
from handlers.slots import Number


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """The subscription that has ended."""

    number: int

    def doc(self) -> Doc:
        return Doc((Note((house.ENDED(number=Number(self.number)),)),))


@command("unsubscribe", "End a subscription", usage="N", examples=("/unsubscribe 1",))
def unsubscribe(ask: Ask, arguments: Arguments) -> Value:
    """Raises NotFound when it is none of this chat's."""
    if ask.desk is None or not ask.room.chat:
        return NeedsTelegram()
    if not ask.room.administers:
        return AdministratorsOnly()
    return Unsubscribed(ask.desk.unsubscribe(ask.room.chat, arguments.number or 0).id)
