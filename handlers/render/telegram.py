"""Telegram's form of an answer: pages of its HTML, phone first, and buttons as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import house
from handlers.chart import Chart
from handlers.cite import place
from handlers.doc import Doc, Source, fold
from handlers.passages import Passages
from handlers.render.blocks import parts_of
from handlers.render.buttons import (
    Ask,
    Button,
    Copy,
    OpenSource,
    Rows,
    WhoElse,
    ask_rows,
    day_of,
    more_row,
    quotation,
    rows,
    source_rows,
)
from handlers.render.gate import Checked
from handlers.render.markup import Element, Nodes, Tag, to_html, units
from handlers.render.pages import Part, Room, cited, cut, join
from handlers.render.picture import Row, plan

FIRST_SCREEN = 20  # lines of the first page of an answer that goes on with a button
NEXT_SCREENS = 60
FIRST_UNITS = 4_000  # UTF-16 units: the wire may set a line above the first page
CAPTION = Room(units=950)  # below a picture: 1,024, with room for that line
_FOOTER = 1_200  # UTF-16 units of a page's list of sources


@dataclass(frozen=True, slots=True)
class Page:
    """One message: HTML within Telegram's limits, rows of buttons, and the picture whose caption it is."""

    html: str
    buttons: Rows = ()
    picture: tuple[Row, ...] = ()


def telegram(checked: Checked, *, paged: bool = True, asks: bool = True) -> tuple[Page, ...]:
    """The answer as messages; none for an empty Doc.

    `paged`: each holds what a phone shows, with a button for the next; otherwise they are as long as may be.
    `asks`: what can be asked next are buttons; otherwise (in posts, that all see) it is left out.
    """
    doc = checked.doc
    if any(isinstance(block, Chart) for block in doc.blocks):
        return _charted(checked, asks)
    first, others = (FIRST_SCREEN, NEXT_SCREENS) if paged else (0, 0)
    rooms = (Room(FIRST_UNITS, lines=first), Room(lines=others))
    footer = _Footers(doc)
    pages = cut(parts_of(doc, asks=asks), rooms, footer.of)
    return tuple(
        Page(
            to_html(join(page, footer.of(cited(page)))),
            _rows(checked, page, number if paged and number < len(pages) else 0),
        )
        for number, page in enumerate(pages, 1)
    )


def _charted(checked: Checked, asks: bool) -> tuple[Page, ...]:
    """The charts as one picture, which prints its sources; all of its figures as text in the caption."""
    pages = cut(parts_of(checked.doc, asks=asks), (CAPTION, Room(lines=NEXT_SCREENS)), lambda _: ())
    picture = plan(checked.doc)
    return tuple(
        Page(
            to_html(join(page)),
            _rows(checked, page, number if number < len(pages) else 0),
            picture if number == 1 else (),
        )
        for number, page in enumerate(pages, 1)
    )


def opened(checked: Checked, found: Passages, wanted: OpenSource) -> tuple[Page, ...]:
    """Passages of a source, with what can be done about them."""
    pages = telegram(checked, paged=False)
    return (*pages[:-1], *(Page(page.html, _evidence_rows(found, wanted)) for page in pages[-1:]))


def _evidence_rows(found: Passages, wanted: OpenSource) -> Rows:
    """The whole article, other articles, and the longest cited words to copy."""
    article = Button(house.WHOLE_ARTICLE().text, Ask(f"/article {found.source.article}"))
    longest = max(found.cited, key=lambda words: len(words.text))
    copied = Button(house.COPY().text, Copy(quotation(longest, found.source)))
    spans = wanted.spans
    where = f"{min(span.start for span in spans)}-{max(span.end for span in spans)}"
    wrong = Button(house.WRONG().text, Ask(f"/wrong {found.source.article} {where}"))
    return rows((article, Button(house.WHO_ELSE().text, WhoElse(wanted)), wrong, copied))


def _rows(checked: Checked, page: Sequence[Part], following: int) -> Rows:
    sources = source_rows(page, checked.doc, checked.articles)
    return (*sources, *ask_rows(page), *(more_row(following) if following else ()))


class _Footers:
    """The sources of one answer as lines, written once: each block that is cut asks for those above it."""

    def __init__(self, doc: Doc) -> None:
        self._lines = {
            source.article: (number, _source_line(source, number))
            for number, source in enumerate(doc.sources, 1)
        }

    def of(self, articles: Sequence[int]) -> Nodes:
        """The cited sources, folded: [1] Harbour Post, 3 March 2024, harbour-post.txt"""
        lines: list[str] = []
        left = _FOOTER
        for _, line in sorted(self._lines[article] for article in articles):
            left -= units(line) + 1
            if left < 0:
                break
            lines.append(line)
        return (Element(Tag.FOLDED, ("\n".join(lines),)),) if lines else ()


def _source_line(source: Source, number: int) -> str:
    named = (place(source).text, day_of(source), *((source.path,) if source.outlet else ()))
    return f"[{number}] {fold(', '.join(named))}"
