"""/withdraw: serve an article no more whose file is gone."""

from __future__ import annotations

from handlers.absences import decide
from handlers.grammar import Arguments
from handlers.registry import Ask, Value, command
from store.types import Removal


@command(
    "withdraw",
    "For owners: serve an article no more whose file is gone",
    usage="[NUMBER]",
    examples=("/withdraw", "/withdraw 1"),
)
def withdraw(ask: Ask, arguments: Arguments) -> Value:
    """Withdraw it, or list those that wait. Raises NotFound."""
    return decide(ask, arguments.words, Removal.WITHDRAW)
