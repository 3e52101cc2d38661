"""A fixed text with typed slots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from handlers.doc import House
from handlers.slots import Slot


@dataclass(frozen=True, slots=True)
class Message:
    """A fixed text; calling it fills its slots."""

    template: str

    def __call__(self, **slots: Slot) -> House:
        """Raises ValueError when the slots are not those of the template."""
        if set(slots) != fields(self.template):
            raise ValueError(f"{self.template!r} does not take {sorted(slots)}")
        return House(self.template, tuple(slots.items()))


@lru_cache(maxsize=256)
def fields(template: str) -> frozenset[str]:
    """The names of a template's slots."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)
