"""Charts as text: tracks of a fixed width for the terminal, one line a group for a pipe and a caption."""

from __future__ import annotations

from collections.abc import Iterator

from handlers import house
from handlers.chart import Bars, Chart, Reach
from handlers.doc import Line

TRACK = 24  # columns


def track(reach: Reach, scale: float) -> str:
    """ "├──▶" from a lower bound, "•" for a number, "╶─•─╴" for about, nothing for a word."""
    if reach.point is None and reach.low is None and reach.high is None:
        return ""
    first = _column(reach.low, scale) if reach.low is not None else 0
    last = _column(reach.high, scale) if reach.high is not None else TRACK - 1
    cells = [" "] * TRACK
    cells[first : last + 1] = "─" * (last + 1 - first)
    cells[first] = "◀" if reach.low is None else "├"
    cells[last] = "▶" if reach.high is None else "┤"
    if reach.point is not None and reach.low is not None and reach.high is not None:
        cells[first], cells[last] = ("╶", "╴") if first < last else (" ", " ")
        cells[_column(reach.point, scale)] = "•"
    return "".join(cells).rstrip()


def summary(group: Bars) -> Line:
    """Killed, everyone: more than 200 [1]; about 300 [2]; these can all be true"""
    lines = [*(bar.line for bar in group.bars), *([group.status] if group.status else [])]
    told = (run for line in lines for run in (house.SEMICOLON(), *line))
    return (*group.heading, house.COLON(), *tuple(told)[1:])


def summaries(chart: Chart) -> Iterator[Line]:
    """One line a group."""
    return map(summary, chart.groups)


def _column(number: float, scale: float) -> int:
    return min(TRACK - 1, round(number / scale * (TRACK - 1)))
