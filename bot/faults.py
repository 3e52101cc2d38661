"""Faults -> one sentence with a short code for the user, and the trace under that code for the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from handlers import house
from handlers.doc import House
from handlers.slots import Described
from store.errors import DatelineError

log = logging.getLogger(__name__)


def told(error: BaseException | None, where: str) -> House:
    """What the user hears of a fault in `where`; errors for users bring their own sentence."""
    code = secrets.token_hex(3)
    log.error("error %s in %s", code, where, exc_info=error)
    if isinstance(error, DatelineError):
        return house.LINE(line=Described(str(error)))
    return house.FAILED(code=Described(code))


@contextmanager
def caught(where: str, tell: Callable[[str], object]) -> Iterator[None]:
    """The edge of the terminal: a line that fails is told and logged, and never ends the others."""
    try:
        yield
    except Exception as error:  # noqa: BLE001
        tell(told(error, where).text)
