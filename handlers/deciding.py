"""What commands share that decide something about the library: who may, and when answers show it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.doc import Doc, Note
from handlers.registry import Ask, Rights


@dataclass(frozen=True, slots=True)
class OwnersOnly:
    """Asked by somebody who does not own the desk."""

    def doc(self) -> Doc:
        return Doc((Note((house.OWNERS_ONLY(),)),))


def is_owner(ask: Ask) -> bool:
    return ask.rights is Rights.OWNER


def apply_now(ask: Ask) -> bool:
    """Whether answers show already what was decided; else whoever reads the folder sees to it."""
    return ask.relink is not None and ask.relink()
