"""Who may use the desk: owners, and the chats that they admit by a button. No id is ever typed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram import ChatMemberUpdated, Update, User
from telegram.constants import ChatMemberStatus
from telegram.ext import ContextTypes

from bot.telegram_clerk import ADMISSION, Clerk
from bot.telegram_codes import AskFor, encode
from bot.telegram_hearing import Place, seen
from bot.telegram_sending import Sender
from bot.threads import Threads
from handlers import house
from handlers.doc import House
from handlers.registry import ChatKind
from handlers.slots import UserWords
from store.desk_types import Button, Chat, ChatType, Page, Seen
from store.errors import NotFound

log = logging.getLogger(__name__)

Notify = Callable[[House | None], Awaitable[None]]

OWN = "own-"  # how the one-time link's start parameter begins
ADMIT, REFUSE = "ay", "ax"  # callback data of an owner's decision: this and the chat's id
_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Access:
    """Admissions of one desk."""

    def __init__(self, clerk: Clerk, sender: Sender, threads: Threads) -> None:
        self._clerk, self._sender, self._threads = clerk, sender, threads
        self._desk = clerk.desk

    def decides(self, data: str) -> bool:
        """Whether callback data is about an admission."""
        return data[:2] in (ADMISSION, ADMIT, REFUSE) and data[2:].lstrip("-").isdecimal()

    async def claim(self, place: Place, token: str) -> bool:
        """Make the user the owner if the token is the unused one; say what became of it."""
        owned = await self._threads.run(self._desk.claim, token, place.chat)
        await self._tell(place, house.NOW_OWNER() if owned else house.LINK_USED())
        return owned

    async def press(self, place: Place, message: int, data: str, notify: Notify) -> None:
        """Act on a button; `notify` shows the presser a notice, or none."""
        owner = place.user is not None and await self._is_owner(place.user)
        if owner:
            await notify(None)
            await self._decide(place, message, int(data[2:]), admit=not data.startswith(REFUSE))
        elif not data.startswith(ADMISSION):
            await notify(house.OWNERS_ONLY())
        elif not await self._threads.run(self._desk.owners):
            await notify(house.NO_OWNER())
        else:
            await notify(house.ASKED_OWNER())
            await self.ask(place, place.chat)

    async def ask(self, place: Place, chat: Seen) -> None:
        """Somebody asks for a chat to be admitted: the owners are told, once."""
        if await self._threads.run(self._desk.ask_admission, chat, place.user or 0):
            who = UserWords(place.name or chat.title)
            private = chat.kind is ChatType.PRIVATE
            wish = (
                house.WANTS_IN(who=who)
                if private
                else house.WANTS_CHAT_IN(who=who, chat=UserWords(chat.title))
            )
            await self._tell_owners(wish, chat.id)

    async def on_member(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002
        """The desk was added to a chat, removed, blocked or unblocked."""
        change = update.my_chat_member
        if change is None:
            return
        if change.new_chat_member.status in _GONE:
            await self._pause(change)
        else:
            await self._arrive(change)

    async def on_upgrade(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG002
        """A group became a supergroup: everything moves to its new id."""
        message = update.effective_message
        if message and message.migrate_to_chat_id:
            await self._threads.run(self._desk.upgrade, message.chat.id, message.migrate_to_chat_id)

    async def _pause(self, change: ChatMemberUpdated) -> None:
        with suppress(NotFound):
            await self._threads.run(self._desk.pause, change.chat.id, "removed or blocked there")

    async def _arrive(self, change: ChatMemberUpdated) -> None:
        chat = seen(change.chat)
        talked = chat.kind is not ChatType.PRIVATE
        known = await self._threads.run(self._desk.meet, chat, change.from_user.id if talked else None)
        if known.paused:
            await self._threads.run(self._desk.resume, chat.id)
        back = change.old_chat_member.status in _GONE
        if back and talked and not known.admitted and not self._clerk.open_to_all:
            await self.ask(_of_adder(chat, change.from_user), chat)

    async def _decide(self, place: Place, message: int, number: int, *, admit: bool) -> None:
        """Admit or refuse, show it in place of the question, and tell the chat that it is in."""
        decide = self._desk.admit if admit else self._desk.refuse
        before = await self._threads.run(self._desk.chat, number)
        if before is None and number == place.chat.id:
            await self._threads.run(self._desk.meet, place.chat)
        chat = await self._threads.run(decide, number, place.user or 0)
        who = UserWords(chat.title)
        said = house.ADMITTED(who=who) if admit else house.REFUSED_ADMISSION(who=who)
        (page,) = await self._threads.run(self._clerk.say, place, said)
        if admit and chat.kind is not ChatType.PRIVATE and place.kind is ChatKind.PRIVATE:
            page = Page(page.html, ((_digest_button(chat.id),),))
        await self._sender.edit(place.chat.id, message, page)
        if admit and not (before and before.admitted):
            await self._welcome(chat)

    async def _welcome(self, chat: Chat) -> None:
        if chat.kind is ChatType.CHANNEL:
            return
        place = Place(Seen(chat.id, chat.kind, chat.title), user=chat.id if chat.id > 0 else None)
        private = chat.kind is ChatType.PRIVATE
        await self._tell(place, house.YOU_ARE_IN() if private else house.GROUP_IS_IN())
        reply = await self._threads.run(self._clerk.answer, place, "/start" if private else "/help")
        for page in reply.pages:
            await self._sender.send(place, page)

    async def _tell_owners(self, wish: House, chat: int) -> None:
        buttons = (
            Button(house.ADMIT().text, data=f"{ADMIT}{chat}"),
            Button(house.REFUSE().text, data=f"{REFUSE}{chat}"),
        )
        for owner in await self._threads.run(self._desk.owners):
            place = Place(Seen(owner.id, ChatType.PRIVATE))
            (page,) = await self._threads.run(self._clerk.say, place, wish)
            await self._sender.send(place, Page(page.html, (buttons,)))

    async def _tell(self, place: Place, said: House) -> None:
        for page in await self._threads.run(self._clerk.say, place, said):
            await self._sender.send(place, page)

    async def _is_owner(self, user: int) -> bool:
        chat = await self._threads.run(self._desk.chat, user)
        return chat is not None and chat.owner


def _digest_button(chat: int) -> Button:
    """Sets up a digest for a chat that has just been admitted."""
    return Button(house.SET_UP_DIGEST().text, data=encode(AskFor("/subscribe", chat)))


def _of_adder(chat: Seen, user: User) -> Place:
    return Place(chat, user=user.id, name=user.full_name)
