"""Blocks of an answer as parts of Telegram's messages: bold headings, folded variants, no columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from handlers import house
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
    Run,
    runs_of,
)
from handlers.render.chart_text import summaries
from handlers.render.markup import Element, Node, Nodes, Tag
from handlers.render.pages import Part
from handlers.slots import Number, Typed

AIRY = 80  # characters from which an entry is set apart by an empty line
_STYLES = {
    MarkKind.MATCH: Tag.BOLD,
    MarkKind.QUOTE: Tag.ITALIC,
    MarkKind.CLAIM: Tag.UNDERLINE,
    MarkKind.OTHER: Tag.UNDERLINE,
}
# What usage lines write for the user's own words: such a line is a pattern, not a question.
_PLACEHOLDERS = frozenset({"TOPIC", "WORDS", "NAME", "PERSON", "OUTLET", "NUMBER", "N"})


def parts_of(doc: Doc, *, asks: bool = True) -> list[Part]:
    """The blocks in order. What they offer to ask becomes `Part.asks`; without `asks` it is left out."""
    parts: list[Part] = []
    airy = told = False
    for block in doc.blocks:
        now = isinstance(block, Passage) or (isinstance(block, Item) and _length(block.line) > AIRY)
        if isinstance(block, Actions):
            _offer(parts, block, asks)
            continue
        heads = isinstance(block, Heading)
        gap = heads or isinstance(block, Chart) or airy or (now and not (parts and (parts[-1].heads or told)))
        parts.append(replace(_part(block, doc), gap=gap, heads=heads))
        if not asks:
            parts[-1] = replace(parts[-1], asks=())
        airy, told = now, isinstance(block, Note)
    return parts


def _offer(parts: list[Part], block: Actions, asks: bool) -> None:
    """Offers to ask go to the part before, those of the whole answer to the first; others stay text."""
    if not asks:
        return
    found = _labelled((said, line) for said in block.offers for line in _askable(said))
    told = [said for said in block.offers if not any(_askable(said))]
    if told or (not parts and found):
        parts.append(Part((house.DOT().text.join(said.text for said in told or block.offers),), gap=True))
    if found:
        place = 0 if block.whole else -1
        parts[place] = replace(parts[place], asks=(*parts[place].asks, *found))


def _labelled(offers: Iterable[tuple[House, str]]) -> list[tuple[str, str]]:
    """Labels and lines: "More: /digest 0-27" is the button More, unless several would be called that."""
    lines = {line: said for said, line in offers}
    short = {line: said.text.removesuffix(f": {line}") for line, said in lines.items()}
    shared = Counter(short.values())
    named = {
        line: said.template == house.TRY.template or shared[short[line]] > 1 for line, said in lines.items()
    }
    return [(said.text if named[line] else short[line], line) for line, said in lines.items()]


def _part(block: Block, doc: Doc) -> Part:
    runs = tuple(runs_of((block,)))
    cited = (article for run in runs if isinstance(run, Cite) for article in run.articles)
    said = [run for run in runs if isinstance(run, House)]
    return Part(
        nodes=_nodes(block, doc),
        articles=tuple(dict.fromkeys(cited)),
        shown=(*(run for run in runs if isinstance(run, Evidence)), *_drawn(block)),
        asks=tuple((_label(run, line), line) for run in said for line in _in_text(run)),
    )


def _drawn(block: Block) -> Iterator[Evidence]:
    """The numbers of a chart, so that its sources open at them."""
    for bar in (bar for group in block.groups for bar in group.bars) if isinstance(block, Chart) else ():
        yield Evidence(bar.number.article, (bar.number.span,), bar.number.text)


def _nodes(block: Block, doc: Doc) -> Nodes:
    match block:
        case Heading(line):
            return _heading(line, doc)
        case Note(line):
            return _line(line, doc)
        case Item(line, under, folded, bullet):
            below = (node for more in under for node in ("\n ", *_line(more, doc)))
            return ("• " if bullet else "", *_line(line, doc), *below, *_folded(folded, doc))
        case Passage(words, facts):
            return (*_marked(words), *_folded(facts, doc))
        case Chart():
            told = (node for line in summaries(block) for node in ("\n", *_line(line, doc)))
            return (*_heading(block.title, doc), *told)
    return ()


def _heading(line: Line, doc: Doc) -> Nodes:
    """The subject in bold, up to the first " · ": what follows are counts and limits."""
    dot = house.DOT()
    end = line.index(dot) if dot in line else len(line)
    return (Element(Tag.BOLD, _line(line[:end], doc)), *_line(line[end:], doc))


def _folded(lines: Sequence[Line], doc: Doc) -> Nodes:
    if not lines:
        return ()
    inside = [node for line in lines for node in ("\n", *_line(line, doc))]
    return ("\n", Element(Tag.FOLDED, tuple(inside[1:])))


def _line(line: Line, doc: Doc) -> Nodes:
    return tuple(node for run in line for node in _run(run, doc))


def _run(run: Run, doc: Doc) -> Nodes:
    if isinstance(run, Cite):
        return ("".join(f"[{doc.number(article)}]" for article in run.articles),)
    return _marked(run) if isinstance(run, Evidence) else (run.text,)


def _marked(words: Evidence) -> Nodes:
    """The words, each stretch between two ends of marks in the styles of the marks over it."""
    inside = (end for mark in words.marks for end in (mark.span.start, mark.span.end))
    ends = sorted({0, len(words.text), *inside})
    return tuple(_styled(words, start, end) for start, end in pairwise(ends))


def _styled(words: Evidence, start: int, end: int) -> Node:
    node: Node = words.text[start:end]
    over = {mark.kind for mark in words.marks if mark.span.start <= start and end <= mark.span.end}
    for kind in sorted(over):
        node = Element(_STYLES[kind], (node,))
    return node


def _askable(said: House) -> Iterator[str]:
    """Lines in a message that can be asked as they stand."""
    for _, slot in said.slots:
        if isinstance(slot, Typed) and slot.text.startswith("/") and not _PLACEHOLDERS & {*slot.text.split()}:
            yield slot.text


def _in_text(said: House) -> Iterator[str]:
    """Lines that running text offers: a bare command is a link already; an entry of a list is an article."""
    yield from (line for line in _askable(said) if " " in line)
    if said.template == house.LIST_NUMBER.template:
        yield from (f"/article {slot.value}" for _, slot in said.slots if isinstance(slot, Number))


def _label(said: House, line: str) -> str:
    """In running text the line itself; the number of an article in a list of them."""
    return said.text.strip(" ·") if said.template == house.LIST_NUMBER.template else line


def _length(line: Line) -> int:
    return sum(len(run.text) for run in line if not isinstance(run, Cite))
