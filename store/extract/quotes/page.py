"""One article's parse with its quotations, as the rules of this package look at it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from store.extract.datelines import find_dateline
from store.extract.people import LocalPerson
from store.extract.quotes.marks import Quotation, find_quotations
from store.types import Layout, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan


class Page:
    """Look-up of blocks (headline and paragraphs), quotations and tokens by character."""

    def __init__(self, doc: Doc, layout: Layout, people: tuple[LocalPerson, ...] = ()) -> None:
        self.doc = doc
        self.text: str = doc.text
        end = len(self.text)
        blocks = [*((layout.headline,) if layout.headline else ()), *layout.paragraphs]
        cut = (Span(min(block.start, end), min(block.end, end)) for block in blocks)
        self.blocks = sorted(block for block in cut if block.start < block.end)
        self.headline = layout.headline
        self.dateline = _dateline(self.text, layout)
        self.quotations: tuple[Quotation, ...] = find_quotations(self.text, self.blocks)
        self._quotation_starts = [quotation.start for quotation in self.quotations]
        self._token_starts = [token.idx for token in doc]
        starts = [token.idx for token in doc if token.is_sent_start]
        self._sentence_ends = [0, *starts[1:], max(end, 1)]
        self._block_starts = [block.start for block in self.blocks]
        self.people = people
        self._names = self._mark_names()
        self._quoted = self._mark_quoted()
        self._words, self._quoted_words = self._count_words()

    def _mark_names(self) -> dict[int, LocalPerson]:
        spans = ((span, person) for person in self.people for span in person.mentions)
        ranges = ((range(*self.token_range(span)), person) for span, person in spans)
        return {at: person for places, person in ranges for at in places}

    def person_at(self, token: Token) -> LocalPerson | None:
        """The person whose name the token belongs to."""
        return self._names.get(token.i)

    def _mark_quoted(self) -> list[int]:
        """Per token the index of its quotation, or -1."""
        marked = [-1] * len(self.doc)
        for index, quotation in enumerate(self.quotations):
            for span in quotation.spans:
                first, last = self.token_range(span)
                marked[first:last] = [index] * (last - first)
        return marked

    def _count_words(self) -> tuple[list[int], list[int]]:
        """Words, and words in quotation marks, before each token and before the end."""
        words = [token.is_alpha for token in self.doc]
        quoted = [word and index >= 0 for word, index in zip(words, self._quoted, strict=True)]
        return list(accumulate(words, initial=0)), list(accumulate(quoted, initial=0))

    def words_in(self, span: Span) -> tuple[int, int]:
        """How many words a span holds, and how many of them stand in quotation marks."""
        first, last = self.token_range(span)
        return (
            self._words[last] - self._words[first],
            self._quoted_words[last] - self._quoted_words[first],
        )

    def token_range(self, span: Span) -> tuple[int, int]:
        """Indexes [first, last) of the tokens that start inside the span."""
        return bisect_left(self._token_starts, span.start), bisect_left(self._token_starts, span.end)

    def quotation_of(self, token: Token) -> int:
        """Index of the quotation that the token stands in, or -1."""
        return self._quoted[token.i]

    def block_at(self, char: int) -> int:
        """Index of the block that holds a character, or -1."""
        index = bisect_right(self._block_starts, char) - 1
        return index if index >= 0 and char < self.blocks[index].end else -1

    def quotations_in(self, span: Span) -> range:
        """Indexes of the quotations that touch the span."""
        last = bisect_left(self._quotation_starts, span.end)
        first = last
        while first > 0 and self.quotations[first - 1].end > span.start:
            first -= 1
        return range(first, last)

    def sentence_around(self, spans: list[Span]) -> Span:
        """From the start of the first to the end of the last sentence that the spans touch."""
        opening = self._sentence_ends[self.sentence_at(spans[0].start) - 1]
        closing = self._sentence_ends[self.sentence_at(spans[-1].end - 1)]
        words = self.text[opening:closing]
        start = opening + len(words) - len(words.lstrip())
        return Span(min(start, spans[0].start), max(opening + len(words.rstrip()), spans[-1].end))

    def sentence_at(self, char: int) -> int:
        """The number of the sentence, from 1, that holds a character."""
        return bisect_right(self._sentence_ends, char)

    def words_of_sentence(self, number: int) -> TokenSpan:
        """The tokens of a sentence by its number; none for a number that no sentence has."""
        if not 0 < number < len(self._sentence_ends):
            return self.doc[0:0]
        span = Span(self._sentence_ends[number - 1], self._sentence_ends[number])
        return self.doc[slice(*self.token_range(span))]

    def is_headline(self, span: Span) -> bool:
        return self.headline is not None and self.headline.overlaps(span)


def _dateline(text: str, layout: Layout) -> Span:
    """Where a dateline stands ("LEM (Agency) -"): nobody's words. Empty without one."""
    end = find_dateline(text, layout).end
    start = next((block.start for block in layout.paragraphs if end and block.start <= end <= block.end), 0)
    return Span(start, end or 0)
