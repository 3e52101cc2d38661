"""What a brief is made from: articles, and those of their sentences that can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby, islice

from handlers.analysis.repetition import Words
from store.types import Sentence, Span

MANY = 300  # sentences that are weighed; of a large story the first ones of each article
HEAD = 60  # sentences of one article that are looked at
# What such words mean stands in a sentence before, unless more follows them.
_POINTS_BACK = re.compile(
    r"(?:^The|\b[Pp]articipants (?:of|in|at) the|\bof the) "
    r"(meeting|session|ceremony|gathering|briefing|interview|conversation)\b"
    r"(?! (?:of|between|with|in|on|at|for|by|that|which|where|attended|held)\b)"
    r"|\b(?:calls?|comments?|remarks?|positions?|statements?|warnings?|announcements?) (?:comes?|came) \w+"
    r"|\b(?:identical|similar) (?:comments|remarks|statements|words)\b|^The groups?\b"
    r"|^The (?:report|document|letter|note|text) (?:said|says|added|adds|named|names)\b"
    r"|[,”\"] (?:he|she|it|they) (?:said|says|added|told|wrote|warned|noted|claimed|stressed|insisted)\b"
)
_TERMINAL = re.compile(r"[.!?…][\"”’»')\]]*$")


@dataclass(frozen=True, slots=True)
class BriefDoc:
    """An article as a brief reads it.

    Near-copies share an `origin`; `outlet` is empty when unknown; `age` is days before the newest article,
    None when undated. `aside` is never taken (boilerplate). `facts` are casualty figures of the story,
    `figures` their numbers; `earlier` names years before it ("in 1996"), `recalled` are figures of
    earlier events. `said` are the sentences that
    hold a statement, with its speaker.
    """

    article: int
    text: str
    sentences: tuple[Sentence, ...]
    origin: str = ""
    outlet: str = ""
    age: float | None = None
    aside: tuple[Span, ...] = ()
    facts: tuple[Span, ...] = ()
    figures: tuple[int | None, ...] = ()
    earlier: tuple[Span, ...] = ()
    recalled: tuple[Span, ...] = ()
    said: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A sentence of a story. `rank` is its place in its article; `same` articles print it, too.

    One that does not stand alone is never taken, but shows what the articles tell.
    """

    doc: BriefDoc
    index: int
    rank: int
    words: Words
    length: int
    stands: bool = True
    same: tuple[int, ...] = ()

    @property
    def sentence(self) -> Sentence:
        return self.doc.sentences[self.index]

    @property
    def origin(self) -> str:
        """Equal for sentences of near-copies."""
        return self.doc.origin or f"article {self.doc.article}"

    @cached_property
    def figures(self) -> frozenset[int | None]:
        """The numbers of its casualty figures."""
        pairs = zip(self.doc.facts, self.doc.figures, strict=False)
        return frozenset(number for fact, number in pairs if self.sentence.span.contains(fact))

    @cached_property
    def recalls(self) -> bool:
        """Whether it tells of an earlier time, and nothing of its own week or toll.

        A year in somebody's words ("the accord of 2008") does not make them old.
        """
        span = self.sentence.span
        if self.figures or self.sentence.relative_time:
            return False
        if any(span.contains(figure) for figure in self.doc.recalled):
            return True
        return not self.speaker and any(span.contains(time) for time in self.doc.earlier)

    @cached_property
    def speaker(self) -> str:
        """Who speaks in it, empty for nobody."""
        inside = (who for span, who in self.doc.said if self.sentence.span.overlaps(span))
        return next(inside, "")

    @property
    def opens_with_quotation(self) -> bool:
        return self.doc.text[self.sentence.span.start] in "\"“”„«'‘"


def candidates(docs: Sequence[BriefDoc], floor: int, many: int = MANY) -> list[Candidate]:
    """All sentences, equal ones as one; the first of each article when there are many."""
    by_words: dict[tuple[bool, tuple[str, ...]], list[Candidate]] = {}
    looked = 0
    for _, level in groupby(sorted(_places(docs, many)), key=lambda place: place[0]):
        if len(by_words) >= many or looked >= 2 * many:
            break
        for rank, number, index in level:
            looked += 1
            candidate = _candidate(docs[number], index, rank, floor)
            by_words.setdefault((candidate.stands, candidate.words.content), []).append(candidate)
    return [_once(equal) for equal in by_words.values()][:many]


def _places(docs: Sequence[BriefDoc], many: int) -> Iterator[tuple[int, int, int]]:
    """Rank, article and index of the sentences that are looked at."""
    each = min(HEAD, max(2, -(-2 * many // max(1, len(docs)))))
    for number, doc in enumerate(docs):
        own = (
            index
            for index, sentence in enumerate(doc.sentences)
            if sentence.paragraph >= 0 and not any(sentence.span.overlaps(aside) for aside in doc.aside)
        )
        yield from ((rank, number, index) for rank, index in enumerate(islice(own, each)))


def _candidate(doc: BriefDoc, index: int, rank: int, floor: int) -> Candidate:
    sentence = doc.sentences[index]
    words = sentence.span.of(doc.text)
    length = len(words.split())
    stands = not sentence.dangling and length >= floor and is_whole(words)
    return Candidate(doc, index, rank, Words.of(words), length, stands)


@lru_cache(maxsize=8_192)
def is_whole(words: str) -> bool:
    """No headline, no list item, no half of a quotation, nothing that only a sentence before explains."""
    if not _TERMINAL.search(words.strip()) or "\n" in words.strip():
        return False
    marks = words.count("“") == words.count("”") and words.count('"') % 2 == 0
    return marks and not _POINTS_BACK.search(words)


def _once(equal: Sequence[Candidate]) -> Candidate:
    """The first of sentences of equal words, which names the other articles."""
    first, *others = equal
    same = dict.fromkeys(other.doc.article for other in others)
    same.pop(first.doc.article, None)
    return replace(first, same=tuple(same)) if same else first
