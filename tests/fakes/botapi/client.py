"""A real telegram.Bot, called without async from a test."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.fakes.botapi.api import BotApi

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Client:
    """`call` takes any method by its name, `run` any coroutine of the bot."""

    bot: Bot
    runner: asyncio.Runner

    def run(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        return self.runner.run(coroutine)

    def call(self, method: str, **params: Any) -> Any:
        """The bare result; lower case, since PTB warns of names that it has a method for."""
        return self.run(self.bot.do_api_request(method.lower(), api_kwargs=params))


def _pool(size: int) -> HTTPXRequest:
    # Loading certificates takes most of a test's time, and loopback has no use for them.
    return HTTPXRequest(connection_pool_size=size, httpx_kwargs={"verify": False})


@contextmanager
def connected(api: BotApi) -> Iterator[Client]:
    """Run the stand-in, with a Bot that talks to it."""
    with api.running() as address, asyncio.Runner() as runner:
        request, polls = _pool(16), _pool(4)
        bot = Bot(
            api.token,
            base_url=f"{address}/bot",
            base_file_url=f"{address}/file/bot",
            request=request,
            get_updates_request=polls,
        )
        yield Client(bot, runner)
        runner.run(request.shutdown())
        runner.run(polls.shutdown())
