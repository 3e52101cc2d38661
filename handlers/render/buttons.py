"""Buttons of an answer as data: what each does is a frozen action; the wire decides how it is carried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.cite import place
from handlers.doc import Doc, Evidence, Source, fold
from handlers.render.pages import Part, cited
from handlers.slots import print_day
from store.types import Article, Span

COPIED = 256  # characters that a button may copy
WIDE, HALF = 36, 17  # characters of a label on a row of its own, and of two side by side
_SOURCES, _NAMED, _NUMBERS_A_ROW = 40, 6, 6
_ASKED = 8


@dataclass(frozen=True, slots=True)
class OpenSource:
    """Open the words at `spans` of this revision of an article in their context."""

    article: int
    revision: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class WhoElse:
    """Show other articles that say what `source` says."""

    source: OpenSource


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a line as if it had been typed."""

    line: str


@dataclass(frozen=True, slots=True)
class NextPage:
    """Show page `number` (from 0) of the same answer."""

    number: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy a text of 1 to 256 characters."""

    text: str


Action = OpenSource | WhoElse | Ask | NextPage | Copy


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what happens on a tap."""

    text: str
    action: Action


Rows = tuple[tuple[Button, ...], ...]


def source_rows(page: Sequence[Part], doc: Doc, articles: Mapping[int, Article]) -> Rows:
    """A button for each source of a page: named while they are few, else only numbered."""
    numbers = sorted(cited(page), key=doc.number)[:_SOURCES]
    opens = [OpenSource(number, articles[number].revision, tuple(_spans(page, number))) for number in numbers]
    if len(numbers) > _NAMED:
        buttons = [Button(f"[{doc.number(o.article)}]", o) for o in opens]
        return tuple(
            tuple(buttons[at : at + _NUMBERS_A_ROW]) for at in range(0, len(buttons), _NUMBERS_A_ROW)
        )
    return rows([Button(_label(doc, action), action) for action in opens])


def ask_rows(page: Sequence[Part]) -> Rows:
    """A button for each line that a page offers."""
    asked = {line: label for part in page for label, line in part.asks}
    return rows([Button(shorten(label, WIDE), Ask(line)) for line, label in [*asked.items()][:_ASKED]])


def rows(buttons: Sequence[Button]) -> Rows:
    """Short labels two a row, long ones alone."""
    made: list[tuple[Button, ...]] = []
    for button in buttons:
        short = len(button.text) <= HALF
        if short and made and len(made[-1]) == 1 and len(made[-1][0].text) <= HALF:
            made[-1] = (*made[-1], button)
        else:
            made.append((button,))
    return tuple(made)


def quotation(words: Evidence, source: Source) -> str:
    """Words with where they stand, for copying: “About 40 people died” (Harbour Post, 3 March 2024)"""
    when = f", {day_of(source)}" if source.published.day else ""
    after = f" ({shorten(fold(place(source).text), 80)}{when})"
    return f"“{shorten(words.text, COPIED - 2 - len(after))}”{after}"


def day_of(source: Source) -> str:
    """3 March 2024, or undated"""
    published = source.published
    return print_day(published.day, published.precision) if published.day else "undated"


def shorten(words: str, limit: int) -> str:
    """At most `limit` characters, cut with "…"."""
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def more_row(number: int) -> Rows:
    """The button for page `number`."""
    return ((Button(house.MORE().text, NextPage(number)),),)


def _spans(page: Sequence[Part], article: int) -> Iterator[Span]:
    shown = (words for part in page for words in part.shown if words.article == article)
    yield from sorted({span for words in shown for span in words.spans})


def _label(doc: Doc, action: OpenSource) -> str:
    number = doc.number(action.article)
    return shorten(f"[{number}] {fold(place(doc.sources[number - 1]).text)}", WIDE)
