"""What buttons carry: short versioned codes that outlive a restart.

Most actions fit into the 64 bytes themselves. Longer ones, and links that anyone may follow, are rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol, cast

from handlers.registry import ChatKind
from handlers.render.buttons import Action, Ask, Button, Copy, NextPage, OpenSource, Rows, WhoElse
from handlers.render.picture import draw
from handlers.render.telegram import Page
from store import desk_types
from store.types import Span

LIMIT = 64  # bytes of callback data
VERSION = "a"
ROW = "1:"  # how the desk's own codes begin
LINKED = "b-"  # the same code in a link, where no colon may stand
POSTED = timedelta(days=3_650)  # how long links under posts open
KEPT = timedelta(days=90)  # how long other stored buttons work


class Codes(Protocol):
    """Rows that stand for buttons; store.desk_buttons keeps them."""

    def buttons(self, meanings: Sequence[dict[str, Any]], life: timedelta = ...) -> tuple[str, ...]: ...

    def pressed(self, code: str) -> dict[str, Any] | None: ...


@dataclass(frozen=True, slots=True)
class PageOf:
    """Page `number` (from 0) of the answer to a line asked on a day; `before` seals the pages before it."""

    line: str
    day: date
    number: int
    before: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A source to be opened; `public`: by whoever has the link, since all could read the answer."""

    source: OpenSource
    public: bool = False


@dataclass(frozen=True, slots=True)
class AskFor:
    """A line that sets up another chat from this one."""

    line: str
    chat: int


Meaning = Ask | AskFor | PageOf | Opened | WhoElse


@dataclass(frozen=True, slots=True)
class Dresser:
    """Gives an answer's buttons what they carry in a chat of one kind.

    `asked` names the answer; `target` is the chat that is set up from there.
    """

    codes: Codes
    username: str
    kind: ChatKind
    asked: PageOf
    target: int | None = None

    def dress(self, page: Page) -> desk_types.Page:
        """The page as it is sent; what has to be stored is stored in one go."""
        rows = self._kept(page.buttons)
        stored = [stood for row in rows for button in row if (stood := self._row(button.action))]
        life = POSTED if self.kind is ChatKind.CHANNEL else KEPT
        codes = iter(self.codes.buttons(stored, life) if stored else ())
        buttons = tuple(tuple(self._button(b, codes) for b in row) for row in rows)
        picture = draw(page.picture) if page.picture else b""
        return desk_types.Page(page.html, buttons, picture=picture)

    def _kept(self, rows: Rows) -> Rows:
        """Under posts of a channel stand links and copies only."""
        if self.kind is not ChatKind.CHANNEL:
            return rows
        kept = (tuple(b for b in row if isinstance(b.action, OpenSource | Copy)) for row in rows)
        return tuple(filter(None, kept))

    def _row(self, action: Action) -> dict[str, Any] | None:
        """What is stored for an action; None when its code holds it all."""
        if isinstance(action, Copy):
            return None
        if self._links(action):
            return to_json(Opened(cast(OpenSource, action), public=True))
        meaning = self._meaning(action)
        return None if encode(meaning) else to_json(meaning)

    def _button(self, button: Button, codes: Iterator[str]) -> desk_types.Button:
        action = button.action
        if isinstance(action, Copy):
            return desk_types.Button(button.text, copy=action.text)
        if self._links(action):
            code = next(codes).removeprefix(ROW)
            return desk_types.Button(button.text, url=f"https://t.me/{self.username}?start={LINKED}{code}")
        return desk_types.Button(button.text, data=encode(self._meaning(action)) or next(codes))

    def _links(self, action: Action) -> bool:
        """Where several people read, a source opens in the private chat of who follows the link."""
        return isinstance(action, OpenSource) and self.kind is not ChatKind.PRIVATE

    def _meaning(self, action: Action) -> Meaning:
        match action:
            case OpenSource():
                return Opened(action)
            case WhoElse():
                return action
            case NextPage(number):
                return replace(self.asked, number=number)
            case Ask(line):
                return action if self.target is None else AskFor(line, self.target)
        raise TypeError(action)


def encode(meaning: Meaning) -> str:
    """Callback data that holds the meaning itself; empty when it does not fit."""
    match meaning:
        case Ask(line):
            data = f"{VERSION}q{line}"
        case AskFor(line, chat):
            data = f"{VERSION}f{chat}.{line}"
        case PageOf(line, day, number, before):
            data = f"{VERSION}n{number:x}.{day.toordinal():x}.{before}.{line}"
        case Opened(source):
            data = f"{VERSION}o{_written(source)}"
        case WhoElse(source):
            data = f"{VERSION}w{_written(source)}"
    return data if len(data.encode()) <= LIMIT else ""


def decode(data: str, codes: Codes) -> Meaning | dict[str, Any] | None:
    """The meaning of callback data: None when it expired or is damaged, a dict when others stored it."""
    if data.startswith(ROW):
        stored = codes.pressed(data)
        return from_json(stored) if stored else None
    kind, body = data[:2], data[2:]
    decoders: dict[str, Callable[[str], Meaning]] = {
        "q": Ask,
        "f": _ask_for,
        "n": _page,
        "o": _source,
        "w": lambda body: WhoElse(_source(body).source),
    }
    decoder = decoders.get(kind.removeprefix(VERSION))
    try:
        return decoder(body) if decoder else None
    except ValueError:
        return None


def to_json(meaning: Meaning) -> dict[str, Any]:
    """A meaning as a row keeps it."""
    match meaning:
        case Ask(line):
            return {"do": "ask", "line": line}
        case AskFor(line, chat):
            return {"do": "ask for", "line": line, "chat": chat}
        case PageOf(line, day, number, before):
            found = {"line": line, "day": day.isoformat(), "number": number, "before": before}
            return {"do": "page", **found}
        case Opened(source, public):
            return {"do": "open", "public": public, **_known(source)}
        case WhoElse(source):
            return {"do": "who else", **_known(source)}


def from_json(stored: dict[str, Any]) -> Meaning | dict[str, Any]:
    """The meaning of a row; rows of other parts of the desk come back as they are."""
    match stored:
        case {"do": "ask", "line": str(line)}:
            return Ask(line)
        case {"do": "ask for", "line": str(line), "chat": int(chat)}:
            return AskFor(line, chat)
        case {"do": "page", "line": str(line), "day": str(day), "number": int(number)}:
            return PageOf(line, date.fromisoformat(day), number, str(stored.get("before", "")))
        case {"do": str(do), "article": int(article), "revision": int(revision), "spans": list(spans)} if (
            do in ("open", "who else")
        ):
            source = OpenSource(article, revision, tuple(Span(start, end) for start, end in spans))
            return WhoElse(source) if do == "who else" else Opened(source, bool(stored.get("public")))
    return stored


def _known(source: OpenSource) -> dict[str, Any]:
    spans = [[span.start, span.end] for span in source.spans]
    return {"article": source.article, "revision": source.revision, "spans": spans}


def _ask_for(body: str) -> AskFor:
    chat, line = body.split(".", 1)
    return AskFor(line, int(chat))


def _page(body: str) -> PageOf:
    number, day, before, line = body.split(".", 3)
    return PageOf(line, date.fromordinal(int(day, 16)), int(number, 16), before)


def _source(body: str) -> Opened:
    article, revision, *rest = (int(number, 16) for number in body.split("_"))
    spans: list[Span] = []
    for before, length in zip(rest[::2], rest[1::2], strict=True):
        start = before + (spans[-1].end if spans else 0)
        spans.append(Span(start, start + length))
    return Opened(OpenSource(article, revision, tuple(spans)))


def _written(source: OpenSource) -> str:
    return "_".join(f"{number:x}" for number in _numbers(source))


def _numbers(source: OpenSource) -> list[int]:
    """Article, revision, then for each span the distance from the one before and the length."""
    numbers, at = [source.article, source.revision], 0
    for span in source.spans:
        numbers += [span.start - at, span.end - span.start]
        at = span.end
    return numbers
