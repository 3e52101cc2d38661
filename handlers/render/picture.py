"""A chart as a picture: first a plan of rows, which tests can read, then its drawing with matplotlib.

The plan holds all text and every position, as shares of the width of the scale. Drawing imports matplotlib
late, for it takes a second, and uses neither pyplot nor a screen: it is safe in any thread. The ground is
opaque and of a middling light, so that the picture reads in light and dark chats.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from handlers import house
from handlers.chart import Bar, Chart
from handlers.doc import Doc
from handlers.render.plain import plain_line, short_source

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, DOTS = 5.4, 200  # inches and dots per inch: 1080 pixels, what a phone shows sharply
MARGIN = 0.045  # of the width
LONGEST = 2.4  # times the width: higher pictures are scaled down until nobody can read them
_GROUND, _INK, _QUIET, _BLUE, _RED = "#f4f1ea", "#1d1d1f", "#5b5b60", "#1f5fa8", "#b3261e"


class Style(StrEnum):
    """What a row of the picture is."""

    TITLE = "title"
    GROUP = "group"
    FIGURE = "figure"
    BAR = "bar"
    STATUS = "status"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its text, or a bar from `low` to `high` (None: an arrow) with a dot at `point`, each 0 to 1."""

    style: Style
    text: str = ""
    low: float | None = None
    high: float | None = None
    point: float | None = None
    clashes: bool = False
    goes_on: bool = False  # from the row above

    @property
    def above(self) -> float:
        """Inches of space above it."""
        return 0.0 if self.goes_on else _LOOKS[self.style].above

    @property
    def height(self) -> float:
        return _LOOKS[self.style].height + self.above


@dataclass(frozen=True, slots=True)
class Look:
    """Points of type, characters of a line, height of a line in inches, space above it, colour."""

    size: float
    wide: int
    height: float
    above: float
    colour: str
    bold: bool = False


_LOOKS = {
    Style.TITLE: Look(13, 44, 0.25, 0.24, _INK, bold=True),
    Style.GROUP: Look(12, 50, 0.24, 0.1, _INK, bold=True),
    Style.FIGURE: Look(12, 50, 0.23, 0.05, _INK),
    Style.BAR: Look(0, 0, 0.2, 0.0, _BLUE),
    Style.STATUS: Look(11, 56, 0.22, 0.06, _QUIET),
    Style.SOURCE: Look(10, 62, 0.2, 0.02, _QUIET),
}


def plan(doc: Doc) -> tuple[Row, ...]:
    """The rows of all charts of an answer, and the sources that they cite."""
    charts = [block for block in doc.blocks if isinstance(block, Chart)]
    rows = [row for chart in charts for row in _rows(chart, doc)]
    sources = [Row(Style.SOURCE, short_source(n, source)) for n, source in enumerate(doc.sources, 1)]
    scale = Row(Style.STATUS, house.CHART_SCALE().text)
    return tuple(row for row in (*_fitting(rows), scale, *sources) for row in _wrapped(row))


def draw(rows: Sequence[Row]) -> bytes:
    """The picture as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = sum(row.height for row in rows) + 0.25
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor=_GROUND)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, 1)
    axes.set_ylim(height, 0)
    axes.axis("off")
    at = 0.05
    for row in rows:
        _draw_row(axes, row, at + row.above)
        at += row.height
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=_GROUND)
    return out.getvalue()


def _rows(chart: Chart, doc: Doc) -> Iterator[Row]:
    yield Row(Style.TITLE, plain_line(chart.title, doc))
    for group in chart.groups:
        yield Row(Style.GROUP, plain_line(group.heading, doc))
        for bar in group.bars:
            yield from _bar(bar, chart.scale, doc)
        if group.status:
            clash = any(bar.clashes for bar in group.bars)
            yield Row(Style.STATUS, plain_line(group.status, doc), clashes=clash)


def _bar(bar: Bar, scale: float, doc: Doc) -> Iterator[Row]:
    """A vague word has no place on the scale: it stands as a word."""
    yield Row(Style.FIGURE, plain_line(bar.line, doc), clashes=bar.clashes)
    low, high, point = (
        None if number is None else round(number / scale, 4)
        for number in (bar.reach.low, bar.reach.high, bar.reach.point)
    )
    if (low, high, point) != (None, None, None):
        yield Row(Style.BAR, "", low, high, point, bar.clashes)


def _fitting(rows: Sequence[Row]) -> Iterator[Row]:
    """As many rows as a phone shows, with no heading left alone; the rest stands in the caption's list."""
    left = WIDTH * LONGEST
    kept: list[Row] = []
    for row in rows:
        left -= row.height
        if left < 0:
            while kept and kept[-1].style in (Style.TITLE, Style.GROUP, Style.FIGURE):
                kept.pop()
            kept.append(Row(Style.STATUS, house.CHART_CUT().text))
            break
        kept.append(row)
    yield from kept


def _wrapped(row: Row) -> Iterator[Row]:
    if row.style is Style.BAR:
        yield row
        return
    first, *more = textwrap.wrap(row.text, _LOOKS[row.style].wide) or [""]
    yield replace(row, text=first)
    yield from (replace(row, text=line, goes_on=True) for line in more)


def _draw_row(axes: Axes, row: Row, top: float) -> None:
    look = _LOOKS[row.style]
    colour = _RED if row.clashes else look.colour
    middle = top + look.height / 2
    if row.style is Style.BAR:
        _draw_bar(axes, row, middle, colour)
        return
    weight = "bold" if look.bold else "normal"
    axes.text(
        MARGIN, middle, row.text, size=look.size, color=colour, weight=weight, va="center", parse_math=False
    )


def _draw_bar(axes: Axes, row: Row, middle: float, colour: str) -> None:
    """A dot for a number, a bar for a range, an arrow where the words leave it open."""
    first, last = _across(row.low or 0.0), _across(row.high if row.high is not None else 1.0)
    axes.plot([_across(0), _across(1)], [middle, middle], color=_QUIET, lw=0.5, alpha=0.35)
    if first < last:
        thick, solid = (9, 0.45) if row.low is not None and row.high is not None else (3, 1.0)
        axes.plot([first, last], [middle, middle], color=colour, lw=thick, alpha=solid)
    if row.high is None:
        axes.plot([last], [middle], marker=">", color=colour, ms=9)
    if row.low is None:
        axes.plot([first], [middle], marker="<", color=colour, ms=9)
    if row.point is not None:
        closed = row.low is not None and row.high is not None
        axes.plot([_across(row.point)], [middle], marker="o" if closed else "|", color=colour, ms=9, mew=3)


def _across(share: float) -> float:
    return MARGIN + share * (1 - 2 * MARGIN)
