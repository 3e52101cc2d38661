"""/unsubscribe: end a subscription of this chat by its permanent number."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.chats_run import home_of
from handlers.commands.subscribe import AdministratorsOnly, NeedsTelegram
from handlers.doc import Doc, Note
from handlers.grammar import Arguments
from handlers.registry import Ask, Value, command
from handlers.slots import Number, UserWords


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """The subscription that has ended; `chat` is the title of the other chat that heard it."""

    number: int
    chat: str = ""

    def doc(self) -> Doc:
        if self.chat:
            said = house.ENDED_IN(number=Number(self.number), chat=UserWords(self.chat))
            return Doc((Note((said,)),))
        return Doc((Note((house.ENDED(number=Number(self.number)),)),))


@command("unsubscribe", "End a subscription", usage="N", examples=("/unsubscribe 1",))
def unsubscribe(ask: Ask, arguments: Arguments) -> Value:
    """Raises NotFound when it is none of this chat's, nor of a channel or group that the owner runs."""
    if ask.desk is None or not ask.room.chat:
        return NeedsTelegram()
    if not ask.room.administers:
        return AdministratorsOnly()
    number = arguments.number or 0
    chat, title = home_of(ask, number)
    return Unsubscribed(ask.desk.unsubscribe(chat, number).id, title)
