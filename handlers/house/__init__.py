"""Everything the desk says in its own words: fixed messages with typed slots, no digits.

The gate knows these messages and refuses any other house text. A name stands in one file only.
"""

from __future__ import annotations

from functools import lru_cache

from handlers.house.figures import *
from handlers.house.folder import *
from handlers.house.limits import *
from handlers.house.marks import *
from handlers.house.message import Message as Message
from handlers.house.message import fields as fields
from handlers.house.mistakes import *
from handlers.house.passages import *
from handlers.house.review import *
from handlers.house.sending import *
from handlers.house.statements import *
from handlers.house.stories import *
from handlers.house.telegram import *


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """The templates of all messages in this folder."""
    return frozenset(value.template for value in globals().values() if isinstance(value, Message))
