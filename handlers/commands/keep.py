"""/keep: go on serving an article whose file is gone."""

from __future__ import annotations

from handlers.absences import decide
from handlers.grammar import Arguments
from handlers.registry import Ask, Value, command
from store.types import Removal


@command(
    "keep",
    "For owners: go on serving an article whose file is gone",
    usage="[NUMBER]",
    examples=("/keep 1",),
)
def keep(ask: Ask, arguments: Arguments) -> Value:
    """Keep it, or list those that wait. Raises NotFound."""
    return decide(ask, arguments.words, Removal.KEEP)
