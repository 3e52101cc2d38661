"""Commands: one declaration gives the name, help, usage errors, the README's table and a golden test."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from handlers import mistakes
from handlers.doc import Doc, fold
from handlers.grammar import ArgumentError, Arguments, Grammar, Takes
from store.errors import NotFound
from store.types import ArticleFilter

if TYPE_CHECKING:
    from handlers.port import Desk
    from store.library import Library

_WORD = re.compile(r"\w+")
_LINE = re.compile(r"/([^\s@]+)(?:@\w+)?\s*(.*)", re.DOTALL)


class ChatKind(StrEnum):
    """Where a question was asked."""

    TERMINAL = "terminal"
    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


class Rights(StrEnum):
    """What the asker may do."""

    OWNER = "owner"
    ADMITTED = "admitted"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a surface takes: entries of one answer."""

    entries: int = 60


@dataclass(frozen=True, slots=True)
class Room:
    """Where an answer belongs, by Telegram's ids: 0 in the terminal.

    `administers`: who asks may change what the chat is sent; anonymous administrators may.
    """

    chat: int = 0
    thread: int | None = None
    user: int = 0
    administers: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """All that a command may know. `today` is the chat's day: handlers never read the clock.

    `desk` keeps subscriptions; in the terminal there is no room to send them to. `relink` applies what an
    owner decided, at once or (False) when whoever reads the folder is done; without it the watcher does.
    """

    library: Library
    today: date
    chat: ChatKind = ChatKind.TERMINAL
    timezone: str = "UTC"
    language: str = "en"
    rights: Rights = Rights.OWNER
    limits: Limits = Limits()
    desk: Desk | None = None
    room: Room = Room()
    relink: Callable[[], bool] | None = None


class Value(Protocol):
    """A command's frozen answer: plain fields for `ask --json`, and a Doc."""

    def doc(self) -> Doc: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a line of a user led to. `ok` is False when the line itself was at fault."""

    command: str
    value: Value
    ok: bool = True


@dataclass(frozen=True, slots=True)
class Command:
    """A declared command. `usage` is what follows the name, `required` says that it must."""

    name: str
    description: str
    run: Callable[[Ask, Arguments], Value]
    examples: tuple[str, ...]
    usage: str = ""
    takes: Takes = Takes.NOTHING
    options: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        return bool(self.usage) and not self.usage.startswith("[")

    @property
    def written(self) -> str:
        """The command as help writes it: "/quotes [PERSON] [about TOPIC]"."""
        return f"/{self.name} {self.usage}".strip()


_DECLARED: dict[str, Command] = {}


def command(
    name: str, description: str, *, examples: tuple[str, ...], usage: str = "", options: tuple[str, ...] = ()
) -> Callable[[Callable[[Ask, Arguments], Value]], Callable[[Ask, Arguments], Value]]:
    """Declare the decorated function as a command.

    `usage` says what its words are: N is a number, PERSON or [name] a name, anything else free words.
    """

    def declare(run: Callable[[Ask, Arguments], Value]) -> Callable[[Ask, Arguments], Value]:
        _DECLARED[name] = Command(name, description, run, examples, usage, _takes(usage), options)
        return run

    return declare


@lru_cache(maxsize=1)
def commands() -> dict[str, Command]:
    """All commands by name, in the order of help."""
    from handlers import commands as package

    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    order = {name: place for place, name in enumerate(package.ORDER)}
    return dict(sorted(_DECLARED.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))


def answer(ask: Ask, line: str) -> Answer:
    """Answer a line as it was typed: "/quotes Putin", "/Quotes@thebot Putin about ceasefire"."""
    typed = fold(line.encode("utf-8", "replace").decode())  # neither half characters nor control characters
    match = _LINE.fullmatch(typed)
    if match is None:
        return Answer("", mistakes.NoSlash(typed), ok=False)
    name = match[1].lower()
    wanted = commands().get(name)
    if wanted is None:
        near = difflib.get_close_matches(name, commands(), n=1, cutoff=0.5)
        return Answer(name, mistakes.UnknownCommand(f"/{match[1]}", tuple(near)), ok=False)
    return _run(ask, wanted, match[2].strip())


def filter_of(arguments: Arguments, *, words: str | None = None) -> ArticleFilter:
    """The limits of a query that a line sets."""
    return ArticleFilter(
        outlet=arguments.outlet,
        since=arguments.since,
        until=min(filter(None, (arguments.until, arguments.asof)), default=None),
        story=arguments.story,
        words=words or None,
    )


def table() -> str:
    """The commands as a Markdown table, for the README."""
    cells = ((c.written.replace("|", "\\|"), c.description, c.examples[0]) for c in commands().values())
    rows = (f"| `{written}` | {answers} | `{example}` |" for written, answers, example in cells)
    return "\n".join(("| command | answers | example |", "| --- | --- | --- |", *rows)) + "\n"


def _run(ask: Ask, wanted: Command, text: str) -> Answer:
    missing = "number" if wanted.takes is Takes.NUMBER else ""
    usage = mistakes.Usage(f"/{wanted.name}", wanted.written, wanted.examples[0], missing)
    named = "in" in wanted.options and "in" in map(str.lower, _WORD.findall(text))
    outlets = _outlets(ask) if named else ()
    grammar = Grammar(wanted.takes, wanted.options, outlets, ask.today)
    try:
        arguments = grammar.parse(text if wanted.takes is not Takes.NOTHING else "")
        if arguments.since and arguments.until and arguments.since > arguments.until:
            raise ArgumentError("period", text)
        if wanted.required and not arguments.words:
            return Answer(wanted.name, usage, ok=False)
        return Answer(wanted.name, wanted.run(ask, arguments))
    except ArgumentError as mistake:
        told = mistake.kind in ("outlet", "pair") or "in" in wanted.options
        outlets = _outlets(ask) if told else ()
        wrong = replace(usage, kind=mistake.kind, words=mistake.words, outlets=outlets)
        return Answer(wanted.name, wrong, ok=False)
    except NotFound as unknown:
        return Answer(wanted.name, mistakes.NothingCalled(unknown.what, unknown.number), ok=False)


def _outlets(ask: Ask) -> tuple[str, ...]:
    return tuple(name for name, _ in ask.library.outlets())


def _takes(usage: str) -> Takes:
    if not usage:
        return Takes.NOTHING
    first = usage.split(maxsplit=1)[0].strip("[]").lower()
    kinds = {"n": Takes.NUMBER, "person": Takes.NAME, "name": Takes.NAME}
    return kinds.get(first, Takes.WORDS)
