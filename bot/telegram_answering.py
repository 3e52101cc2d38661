"""Messages -> answers: commands, edits of them, and links that open a source."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram_access import OWN, Access
from bot.telegram_clerk import Clerk, Reply
from bot.telegram_codes import LINKED, ROW, Opened, PageOf, decode
from bot.telegram_hearing import Heard, Place, hear
from bot.telegram_sending import Sender
from bot.threads import Threads
from handlers import house
from handlers.registry import ChatKind
from store.desk_types import Given

_SETS_UP = ("/subscribe", "/unsubscribe", "/status")
_DECIDES = ("/set", "/withdraw", "/keep", "/wrong", "/review")


class Answering:
    """Answers what is written to the desk."""

    def __init__(self, clerk: Clerk, sender: Sender, threads: Threads, access: Access) -> None:
        self._clerk, self._sender, self._threads, self._access = clerk, sender, threads, access
        self._notes = clerk.notes

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002
        """A new or edited message or post."""
        heard = hear(update, self._clerk.username)
        if heard is None:
            return
        payload = _start_parameter(heard)
        if heard.edited:
            await self._again(heard)
        elif payload.startswith(OWN):
            if await self._access.claim(heard.place, payload.removeprefix(OWN)):
                await self.answer(heard.place, "/start")
        elif payload.startswith(LINKED):
            await self._open_link(heard.place, payload)
        else:
            self._remember(heard, await self.answer(heard.place, heard.line))

    async def answer(self, place: Place, line: str) -> tuple[int, ...]:
        """Answer a line; the ids of the messages sent."""
        if place.administers is None and sets_up(line):
            administers = await self._sender.administers(place.chat.id, place.user)
            place = replace(place, administers=administers)
        reply = await self._threads.run(self._clerk.answer, place, line)
        if reply.closed and place.kind is ChatKind.CHANNEL:
            await self._access.ask(place, place.chat)
        return await self.send(place, reply)

    async def send(self, place: Place, reply: Reply) -> tuple[int, ...]:
        """Send the pages of a reply; a page that fails ends it."""
        sent: list[int] = []
        for page in reply.pages:
            number = await self._sender.send(place, page)
            if number is None:
                break
            sent.append(number)
        return tuple(sent)

    async def go_on(self, place: Place, message: int, wanted: PageOf) -> None:
        """Send a later page; it belongs to the answer that message `message` belongs to."""
        reply = await self._threads.run(self._clerk.page, place, wanted)
        sent = await self.send(place, reply)
        given = await self._threads.run(self._notes.answer_in, place.chat.id, message)
        if given is not None:
            self._notes.given(replace(given, messages=(*given.messages, *sent)))

    async def _again(self, heard: Heard) -> None:
        """An edited command replaces its answer; an edit that leaves the line as it was asks nothing."""
        given = await self._threads.run(self._notes.answer_to, heard.place.chat.id, heard.message)
        if given is None or given.line == heard.line:
            return
        if sets_up(heard.line) or decides(heard.line):
            return  # what an edited line would set up is set up by a new one
        reply = await self._threads.run(self._clerk.answer, heard.place, heard.line)
        if reply.pages:
            self._remember(heard, await self._replace(heard.place, given.messages, reply))

    async def _replace(self, place: Place, old: tuple[int, ...], reply: Reply) -> tuple[int, ...]:
        """Put a reply's pages into old messages; missing ones are sent, what is left over is deleted."""
        edits = zip(old, reply.pages, strict=False)
        stand = [await self._sender.edit(place.chat.id, message, page) for message, page in edits]
        if not all(stand):  # somebody deleted one of them: the answer is written anew, in one piece
            await self._sender.delete(place.chat.id, old)
            return await self.send(place, reply)
        kept, surplus = old[: len(stand)], old[len(stand) :]
        await self._sender.delete(place.chat.id, surplus)
        return (*kept, *await self.send(place, Reply(reply.pages[len(kept) :])))

    async def _open_link(self, place: Place, payload: str) -> None:
        code = f"{ROW}{payload.removeprefix(LINKED)}"
        meaning = await self._threads.run(decode, code, self._notes)
        if isinstance(meaning, Opened):
            await self.send(place, await self._threads.run(self._clerk.open, place, meaning))
        else:
            pages = await self._threads.run(self._clerk.say, place, house.BUTTON_OLD())
            await self.send(place, Reply(pages))

    def _remember(self, heard: Heard, messages: tuple[int, ...]) -> None:
        if messages:
            self._notes.given(Given(heard.place.chat.id, heard.message, heard.line, messages))


def sets_up(line: str) -> bool:
    """Whether a line changes what the chat is sent: in groups only administrators may."""
    name = line.partition(" ")[0].partition("@")[0]
    return name.lower() in _SETS_UP


def decides(line: str) -> bool:
    """Whether a line is an owner's decision, or words that may have been one's answer."""
    name = line.partition(" ")[0].partition("@")[0]
    return name.lower() in _DECIDES or not line.startswith("/")


def _start_parameter(heard: Heard) -> str:
    """What a link to the desk carries: "/start b-abc" in a private chat."""
    command, _, parameter = heard.line.partition(" ")
    wanted = heard.place.kind is ChatKind.PRIVATE and command.lower() == "/start"
    return parameter.strip() if wanted else ""
