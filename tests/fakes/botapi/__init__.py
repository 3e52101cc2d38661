"""A strict stand-in for Telegram's Bot API, over HTTP on loopback, for tests and benchmarks."""

from tests.fakes.botapi.api import TOKEN, BotApi
from tests.fakes.botapi.clock import ManualClock
from tests.fakes.botapi.faults import Fault
from tests.fakes.botapi.model import Button, Message, User
from tests.fakes.botapi.rooms import Channel, Group
from tests.fakes.botapi.talk import PrivateChat

__all__ = [
    "TOKEN", "BotApi", "Button", "Channel", "Fault", "Group", "ManualClock", "Message", "PrivateChat", "User",
]  # fmt: skip
