"""A desk of four articles, served by the real bot to the stand-in for Telegram."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.telegram_app import Office, Service
from store.desk import Desk
from store.library import Library
from tests.bot.served import NothingRead, Served, served
from tests.fakes.botapi import BotApi, PrivateChat
from tests.fakes.databases import sqlite_at
from tests.handlers.conftest import read_desk


@pytest.fixture(scope="session")
def desk_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The four articles of tests/handlers/desk. Read only."""
    library = read_desk(tmp_path_factory.mktemp("articles"))
    yield library
    library.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk."""
    opened = Desk.open(sqlite_at(tmp_path / "chats.db"))
    yield opened
    opened.close()


FETCHES = ("getUpdates", "setWebhook")


@dataclass
class Telegram:
    """The stand-in, its address, and a way to start the bot there."""

    api: BotApi
    office: Office
    start: Callable[..., Served]  # an office, and services beside the bot

    def owner(self) -> PrivateChat:
        """The private chat of an owner."""
        user = self.api.user("Olga Owner")
        self.office.desk.appoint([user.id])
        return self.api.private(user)

    def open(self) -> Served:
        """Start the bot on an open desk."""
        return self.start(replace(self.office, open_to_all=True))


@pytest.fixture
def telegram(desk_library: Library, desk: Desk) -> Iterator[Telegram]:
    """A stand-in that takes calls; bots started on it end with the test."""
    api = BotApi()
    printed: list[str] = []
    with ExitStack() as stack:
        address = stack.enter_context(api.running())
        office = Office(desk_library, desk, api.token, NothingRead(), printed.append, api=address)

        def start(wanted: Office, *services: Service) -> Served:
            bot = stack.enter_context(served(replace(wanted, say=printed.append), *services))
            bot.printed = printed
            api.wait(lambda: any(map(api.calls_of, FETCHES)) or bot.code is not None)
            return bot

        yield Telegram(api, office, start)
