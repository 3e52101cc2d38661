"""/help: all commands, from their declarations."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.doc import Doc, Heading, Item, Note
from handlers.grammar import Arguments
from handlers.mistakes import DAYS
from handlers.registry import Ask, Value, command, commands
from handlers.slots import Described


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """A command as help shows it."""

    usage: str
    description: str


@dataclass(frozen=True, slots=True)
class Help:
    """All commands."""

    commands: tuple[CommandHelp, ...]

    def doc(self) -> Doc:
        items = (
            Item(
                (house.HELP_USAGE(usage=Described(c.usage)),),
                ((house.HELP_WHAT(what=Described(c.description)),),),
            )
            for c in self.commands
        )
        return Doc(
            (
                Heading((house.HELP_TITLE(),)),
                *items,
                Note((house.HELP_LIMITS(),)),
                Note((house.HELP_DAYS(**DAYS),)),
            )
        )


@command("help", "All commands", examples=("/help",))
def help_(ask: Ask, arguments: Arguments) -> Value:  # noqa: ARG001
    """The list of commands."""
    return Help(tuple(CommandHelp(c.written, c.description) for c in commands().values()))
