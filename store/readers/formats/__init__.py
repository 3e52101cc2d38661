"""The formats, by suffix. A module here declares `SUFFIXES` and `read(data, path) -> Content`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePath

from store.readers.content import Content

Reader = Callable[[bytes, str], Content]


@lru_cache(maxsize=1)
def readers() -> dict[str, Reader]:
    """Suffix (lower case, with its dot) to the function that reads such files."""
    found: dict[str, Reader] = {}
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{entry.name}")
        found.update(dict.fromkeys(module.SUFFIXES, module.read))
    return found


def is_article(path: PurePath | str) -> bool:
    """Whether a file of this name is read at all; the suffix decides, in any case."""
    return PurePath(path).suffix.lower() in readers()
