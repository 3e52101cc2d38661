"""Quotations on top of the parse: articles a second with and without them, beside textacy on the same parses.

textacy finds direct quotations only, and raises where marks are odd; such articles count as done.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from store.extract import parse
from store.extract.layout import find_layout
from store.extract.people import find_people
from store.extract.quotes import find_quotes
from store.types import Layout
from tests.bench.table import Row, say, spread
from tests.bench.texts import generate

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WARM = 5  # articles before the clock starts
Read = tuple["Doc", Layout]


def measure(articles: int, runs: int) -> Iterator[Row]:
    """Each run parses the same texts and then extracts from the parses, in one process."""
    texts = [article.text for article in generate(articles)]
    _run(texts[:_WARM])
    found = [_announced(texts, number, runs) for number in range(runs)]
    parses, quotes, theirs = zip(*found, strict=True)
    over = f"{articles:,} new articles, processor time"
    with_quotes = [a + b for a, b in zip(parses, quotes, strict=True)]
    without = articles / statistics.median(parses)
    yield Row(
        "articles a second with quotations",
        f"**{articles / statistics.median(with_quotes):.1f}**",
        f"without, the parse alone: {without:.1f}",
        over,
    )
    milliseconds = [1000 * seconds / articles for seconds in quotes]
    beside = f"the parse {1000 / without:.1f} ms; wanted less than it"
    yield Row("people and all statements, an article", spread(milliseconds, "ms"), beside, over)
    other = statistics.median(theirs)
    yield Row(
        "the same in articles a second, the parse given",
        f"{articles / statistics.median(quotes):.0f}",
        f"textacy `direct_quotations`: {articles / other:.0f}, direct ones only",
        over,
    )


def _announced(texts: list[str], number: int, runs: int) -> tuple[float, float, float]:
    say(f"quotations of {len(texts)} articles, run {number + 1} of {runs}")
    return _run(texts)


def _run(texts: list[str]) -> tuple[float, float, float]:
    """Seconds of the processor for the parse, for our statements and for textacy's."""
    layouts = [find_layout(text) for text in texts]
    masked = [parse.mask(text, layout) for text, layout in zip(texts, layouts, strict=True)]
    started = time.process_time()
    docs = list(parse.parse(masked))
    parsed = time.process_time() - started
    reads = list(zip(docs, layouts, strict=True))
    return parsed, _seconds(_ours, reads), _seconds(_textacy, reads)


def _seconds(extract: Callable[[Read], object], reads: list[Read]) -> float:
    started = time.process_time()
    for read in reads:
        extract(read)
    return time.process_time() - started


def _ours(read: Read) -> None:
    find_quotes(*read, find_people(*read))


def _textacy(read: Read) -> None:
    from textacy.extract.triples import direct_quotations

    try:
        list(direct_quotations(read[0]))
    except ValueError:  # an odd number of marks
        return
