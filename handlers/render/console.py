"""The terminal's form of an answer: rich text by width, folded parts on demand, evidence in context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.padding import Padding
from rich.text import Text

from handlers.chart import Chart
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Evidence,
    Heading,
    House,
    Item,
    Line,
    MarkKind,
    Note,
    Passage,
    Source,
    fold,
    runs_of,
)
from handlers.passages import limits, neighbours
from handlers.render.chart_text import TRACK, track
from handlers.render.gate import Checked
from handlers.render.plain import source_line
from store.types import Article, Span

_MARKS = {
    MarkKind.MATCH: "bold",
    MarkKind.QUOTE: "italic cyan",
    MarkKind.CLAIM: "bold yellow",
    MarkKind.OTHER: "underline",
}
_QUIET = "dim"

Rendered = Text | Padding


def console(checked: Checked, *, folded: bool = False) -> list[Rendered]:
    """The answer, one renderable a line or paragraph; `folded` opens what is folded."""
    doc = checked.doc
    lines = [line for block in doc.blocks for line in _block(block, doc, folded)]
    sources = [Text(source_line(n, source), style=_QUIET) for n, source in enumerate(doc.sources, 1)]
    return [*lines, *([Text("")] if sources else []), *sources]


def folded_count(doc: Doc) -> int:
    """How many entries hide something."""
    return sum(bool(block.folded) for block in doc.blocks if isinstance(block, Item))


def in_context(checked: Checked, number: int) -> list[Rendered]:
    """The evidence that the answer takes from source `number`, with the words around it.

    Raises IndexError when there is no such source.
    """
    if number < 1:
        raise IndexError(number)
    source = checked.doc.sources[number - 1]
    article = checked.articles[source.article]
    runs = (run for run in runs_of(checked.doc.blocks) if isinstance(run, Evidence))
    spans = sorted({span for run in runs if run.article == source.article for span in run.spans})
    passages = (Padding(_around(article, group), (0, 0, 0, 2)) for group in neighbours(spans))
    return [_title(number, source), *passages]


def _title(number: int, source: Source) -> Text:
    return Text(source_line(number, source), style="bold")


def _around(article: Article, spans: Sequence[Span]) -> Text:
    """The spans in bold with whole words around them; what is set aside is left out."""
    whole = limits(article, spans[0].start, max(span.end for span in spans))
    start, end = whole.start, whole.end
    text, at = Text("… " if start else ""), start
    for span in spans:
        if span.start >= at:
            text.append(_keep_edges(article.text[at : span.start]), style=_QUIET)
            text.append(_keep_edges(span.of(article.text)), style="bold")
            at = span.end
    text.append(_keep_edges(article.text[at:end]), style=_QUIET)
    return text.append(" …" if end < len(article.text.rstrip()) else "")


def _keep_edges(words: str) -> str:
    """Folded words, with a space at either end where there was one."""
    left = " " if words[:1].isspace() else ""
    right = " " if words[-1:].isspace() and words.strip() else ""
    return f"{left}{fold(words)}{right}"


def _block(block: Block, doc: Doc, folded: bool) -> Iterator[Rendered]:
    match block:
        case Heading(line, level):
            if level == 2 or block is not doc.blocks[0]:
                yield Text("")
            yield _line(line, doc, "bold" if level == 1 else "bold cyan")
        case Note(line):
            yield _line(line, doc, _QUIET)
        case Item():
            yield from _item(block, doc, folded)
        case Passage(words, facts):
            yield _line((words,), doc)
            yield from (_indented(fact, doc, 4) for fact in facts)
        case Chart():
            yield from _chart(block, doc)
        case Actions(offers):
            yield _line(_side_by_side(offers), doc, "cyan")


def _chart(chart: Chart, doc: Doc) -> Iterator[Rendered]:
    yield Text("")
    yield _line(chart.title, doc, "bold")
    for group in chart.groups:
        yield _line(group.heading, doc)
        for bar in group.bars:
            drawn = Text(f"{track(bar.reach, chart.scale):{TRACK}}  ", style="red" if bar.clashes else "")
            yield Padding(drawn.append_text(_line(bar.line, doc)), (0, 0, 0, 2))
        yield from (_indented(line, doc, 2) for line in (group.status,) if line)


def _item(item: Item, doc: Doc, folded: bool) -> Iterator[Rendered]:
    line = _line(item.line, doc)
    yield Text("• ").append_text(line) if item.bullet else line
    yield from (_indented(more, doc, 2) for more in item.under)
    if folded:
        yield from (_indented(more, doc, 4) for more in item.folded)


def _indented(line: Line, doc: Doc, by: int) -> Padding:
    return Padding(_line(line, doc, _QUIET), (0, 0, 0, by))


def _side_by_side(offers: Sequence[House]) -> Line:
    gap = House("   ")
    return tuple(run for offer in offers for run in (gap, offer))[1:]


def _line(line: Line, doc: Doc, style: str = "") -> Text:
    text = Text(style=style)
    for run in line:
        if isinstance(run, Cite):
            text.append("".join(f"[{doc.number(article)}]" for article in run.articles), style="green")
        elif isinstance(run, Evidence):
            text.append_text(_marked(run))
        else:
            text.append(run.text)
    return text


def _marked(words: Evidence) -> Text:
    text = Text(words.text)
    for mark in words.marks:
        text.stylize(_MARKS[mark.kind], mark.span.start, mark.span.end)
    return text
