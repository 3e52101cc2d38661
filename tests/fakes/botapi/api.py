"""BotApi: a strict stand-in for Telegram, driven by a test."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from tests.fakes.botapi.asked import Asked
from tests.fakes.botapi.faults import Fault
from tests.fakes.botapi.messages import new_topic
from tests.fakes.botapi.model import CHANNEL_RIGHTS, GENERAL, Chat, Member, Message, Topic, User
from tests.fakes.botapi.pacing import Pacing
from tests.fakes.botapi.rooms import GROUP_RIGHTS, Channel, Group
from tests.fakes.botapi.router import Router
from tests.fakes.botapi.server import Server
from tests.fakes.botapi.talk import PrivateChat
from tests.fakes.botapi.wire import user_json
from tests.fakes.botapi.world import Called, World

_T = TypeVar("_T")
TOKEN = "4200042:stand-in_for_a_token-AAbbCCddEEff"


class BotApi:
    """Telegram for one bot: people and chats to act with, and what the bot did.

        api = BotApi()
        with api.running() as address:  # PTB: base_url=f"{address}/bot", base_file_url=f"{address}/file/bot"
            chat = api.private(api.user("Anna"))
            chat.say("/start")
            api.wait(lambda: chat.messages)

    All members may be used from any thread. `clock` gives seconds since 1970 (see ManualClock); `paced=False`
    switches the limits of speed off.
    """

    def __init__(
        self,
        username: str = "dateline_test_bot",
        *,
        privacy: bool = True,
        paced: bool = True,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.token = TOKEN
        self.bot = User(int(TOKEN.partition(":")[0]), "Dateline", username, is_bot=True, started=True)
        self.world = World(TOKEN, self.bot, clock, Pacing(clock, paced), privacy)
        self.world.users[self.bot.id] = self.bot
        self.server = Server(Router(self.world).handle)

    @contextmanager
    def running(self) -> Iterator[str]:
        """Serve, and give the address. Entered again, it serves on the same port with the same state."""
        self.server.start()
        try:
            yield self.server.address
        finally:
            self.server.stop()

    # People and chats.

    def user(self, name: str, username: str | None = None, *, bot: bool = False) -> User:
        """A person, or another bot."""
        with self.world.changed:
            user = User(next(self.world.numbers), name, username, is_bot=bot)
            self.world.users[user.id] = user
            return user

    def private(self, user: User) -> PrivateChat:
        """The chat of a person with the bot. The bot may write there once the person has."""
        with self.world.changed:
            return PrivateChat(self.world, self.world.private(user), user)

    def group(
        self,
        title: str,
        members: Iterable[User] = (),
        admins: Iterable[User] = (),
        topics: Iterable[str] = (),
        *,
        bot: bool = True,
    ) -> Group:
        """A group, with topics a forum; the bot is a member from the start unless `bot` is False."""
        names = list(topics)
        chat = self._room("supergroup" if names else "group", title, admins)
        with self.world.changed:
            chat.members |= {user.id: Member(user) for user in members if user.id not in chat.members}
            chat.members |= {self.bot.id: Member(self.bot)} if bot else {}
            chat.forum, chat.last_id = bool(names), GENERAL
            chat.topics |= {GENERAL: Topic(GENERAL, "General")} if names else {}
            for name in names:
                new_topic(self.world, chat, name)
        return Group(self.world, chat)

    def channel(
        self, title: str, bot_rights: Iterable[str] | None = CHANNEL_RIGHTS, admins: Iterable[User] = ()
    ) -> Channel:
        """A channel with the bot as administrator; with None the bot is not in it."""
        chat = self._room("channel", title, admins)
        if bot_rights is not None:
            with self.world.changed:
                member = Member(self.bot, "administrator", frozenset(bot_rights))
                chat.members[self.bot.id] = member
        return Channel(self.world, chat)

    def _room(self, kind: str, title: str, admins: Iterable[User]) -> Chat:
        with self.world.changed:
            number = next(self.world.numbers)
            chat = Chat(-number if kind == "group" else -1_000_000_000_000 - number, kind, title)
            rights = GROUP_RIGHTS | CHANNEL_RIGHTS
            chat.members = {user.id: Member(user, "administrator", rights) for user in admins}
            self.world.chats[chat.id] = chat
            return chat

    def inline(self, user: User, text: str) -> Asked:
        """A person types `@bot text` somewhere."""
        with self.world.changed:
            query = self.world.new_query("inline", user)
            body = {"id": query.id, "from": user_json(user), "query": text, "offset": ""}
            self.world.updates.push("inline_query", body | {"chat_type": "sender"})
            self.world.changed.notify_all()
        return Asked(self.world, query)

    # What the bot did.

    @property
    def calls(self) -> list[Called]:
        """Every call of a method, getUpdates too, in order."""
        with self.world.changed:
            return list(self.world.calls)

    def calls_of(self, method: str) -> list[Called]:
        return [call for call in self.calls if call.method == method.lower()]

    @property
    def sent(self) -> list[Message]:
        """The bot's messages in all chats in the order of sending, as they look now; without deleted ones."""
        with self.world.changed:
            found = (chat.history.get(number) for chat, number in self.world.sent)
            return [message for message in found if message]

    @property
    def refusals(self) -> list[Called]:
        """Calls that were refused or failed."""
        return [call for call in self.calls if call.error]

    def wait(self, condition: Callable[[], _T], timeout: float = 5.0) -> _T:
        """Wait until the condition holds and give its value; AssertionError with the last calls otherwise."""
        end = time.monotonic() + timeout
        with self.world.changed:
            while not (value := condition()):
                left = end - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"not within {timeout} s; the last calls were:\n{self._story()}")
                self.world.changed.wait(min(left, 0.05))
        return value

    def quiet(self, seconds: float = 0.2, timeout: float = 5.0) -> None:
        """Wait until the bot has taken all updates and then made no call for a while (polls do not count)."""
        seen, since = -1, time.monotonic()

        def still() -> bool:
            nonlocal seen, since
            count = sum(call.method != "getupdates" for call in self.world.calls) + len(
                self.world.updates.queue
            )
            if count != seen:
                seen, since = count, time.monotonic()
            return self.world.updates.waiting is not None and time.monotonic() - since >= seconds

        self.wait(still, timeout)

    def _story(self) -> str:
        calls = [call for call in self.world.calls if call.method != "getupdates"][-8:]
        return "\n".join(f"{call.method} {call.params} {call.error or 'ok'}" for call in calls)

    # Trouble.

    def fail(self, method: str, fault: Fault, times: int = 1, after: int = 0) -> None:
        """Let the next `times` calls of a method fail, once `after` more have passed."""
        with self.world.changed:
            self.world.faults.add(method, fault, times, after)
