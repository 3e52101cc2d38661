"""A parsed sentence with its numbers: what every rule of this package looks at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.extract.casualties.tables import cues, words
from store.extract.numbers import Number, find_numbers
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH = 8  # tokens between a number and its noun
LONGEST = 300  # tokens; longer sentences are lists or noise, their parse says nothing and costs much
_TYPE = re.compile(r"(?:[A-Z][A-Za-z]{0,3}-?\d{1,3}[A-Za-z]{0,3}|MiGs?|UAVs?|APCs?)(?:'s|s)?")  # of a machine
_INSIDE_A_NOUN_PHRASE = frozenset(["ADJ", "NOUN", "PROPN", "NUM", "ADV"])
_BEFORE_A_YEAR = frozenset(
    ["in", "since", "of", "during", "by", "from", "until", "early", "late", "mid", "before", "after", "the"]
)


class Sentence:
    """Tokens [start, end) of `doc`, with the numbers found in its text."""

    __slots__ = ("_by_token", "doc", "end", "numbers", "span", "start", "text")

    def __init__(self, doc: Doc, text: str, start: int, end: int) -> None:
        """`text` is the whole text of `doc`, which spaCy would build anew at each call."""
        self.doc, self.text, self.start, self.end = doc, text, start, end
        first, last = doc[start], doc[end - 1]
        self.span = Span(first.idx, last.idx + len(last))
        self.numbers: tuple[Number, ...] = ()
        self._by_token: dict[int, Number] = {}

    def read_numbers(self) -> None:
        """Find the numbers; to be called once, for most sentences never need them."""
        self.numbers = find_numbers(self.text[self.span.start : self.span.end], self.span.start)
        self._by_token = self._index(self.numbers)

    def __len__(self) -> int:
        return self.end - self.start

    def _index(self, numbers: tuple[Number, ...]) -> dict[int, Number]:
        """Token index to the number it is part of."""
        table: dict[int, Number] = {}
        at = 0
        for index in range(self.start, self.end):
            token = self.doc[index]
            while at < len(numbers) and numbers[at].span.end <= token.idx:
                at += 1
            if at < len(numbers) and numbers[at].span.start < token.idx + len(token):
                table[index] = numbers[at]
        return table

    def number_at(self, index: int) -> Number | None:
        """The number that the token is part of; a year is none."""
        number = self._by_token.get(index)
        return None if number is None or self._is_year(number, index) else number

    def _is_year(self, number: Number, index: int) -> bool:
        plain = number.core == number.span and self.doc[index].text.isdigit() and len(self.doc[index]) == 4
        if not plain or not 1500 <= number.value <= 2100 or index == self.start:
            return False
        before, after = self.doc[index - 1], self.doc[min(index + 1, self.end - 1)]
        if after.tag_ == "NN" and after.i > index:
            return True
        return before.lower_ in _BEFORE_A_YEAR or before.text == "," or before.ent_type_ == "DATE"

    def number_of(self, head: Token) -> Number | None:
        """The number that counts `head`: the token itself, or one before it in its noun phrase."""
        own = self.number_at(head.i)
        if own is not None:
            return own
        for index in range(head.i - 1, max(self.start, head.i - REACH) - 1, -1):
            number = self.number_at(index)
            if number is not None:
                return number
            if not self._inside(self.doc[index]):
                return None
        return None

    def _inside(self, token: Token) -> bool:
        """Whether a token may stand between a number and the noun it counts."""
        if token.i in self._by_token:
            return False
        return token.pos_ in _INSIDE_A_NOUN_PHRASE or token.tag_ in ("VBN", "VBG", "POS", "HYPH", "FW")

    def first_token(self, span: Span) -> Token:
        """The token that holds the first character of `span`."""
        low, high = self.start, self.end - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.doc[middle].idx <= span.start else (low, middle - 1)
        return self.doc[low]

    def last_token(self, span: Span) -> Token:
        return self.first_token(Span(span.end - 1, span.end))

    def tokens(self, start: int, end: int) -> list[Token]:
        """Tokens of this sentence with index in [start, end)."""
        return [self.doc[index] for index in range(max(start, self.start), min(end, self.end))]

    def noun_of(self, number: Number) -> Token:
        """The noun that `number` counts, or the number's own last token when it has none."""
        own = self.last_token(number.span)
        noun = own
        for token in self.tokens(own.i + 1, own.i + 1 + REACH):
            if token.pos_ in ("NOUN", "PROPN") and self.number_at(token.i) is None:
                noun = token
            elif noun.i != own.i or not self._inside(token):
                break
        return noun


def children(token: Token, *deps: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in deps]


def span_of(first: Token, last: Token) -> Span:
    return Span(first.idx, last.idx + len(last))


def is_event_noun(token: Token) -> bool:
    """ "deaths", "lives", "bodies": a noun of the event, not of the victims."""
    return any(
        cue.role in ("event", "life", "body", "toll", "injury") for cue in cues().get(token.lower_, ())
    )


def is_victim(token: Token) -> bool:
    """Whether a counted noun can be people; machines are none, by their noun or their type ("Su-30s")."""
    return token.lower_ not in words("not_victim") and _TYPE.fullmatch(token.text) is None
