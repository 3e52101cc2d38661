"""What a brief is made from: articles, and those of their sentences that can stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.analysis.repetition import Words
from store.types import Sentence, Span

MANY = 400  # sentences that are weighed; of a large story the first ones of each article
HEAD = 60  # sentences of one article that are looked at
# What such words mean stands in a sentence before, unless more follows them.
_POINTS_BACK = re.compile(
    r"(?:^The|\b[Pp]articipants (?:of|in|at) the|\bof the) "
    r"(meeting|session|ceremony|gathering|briefing|interview|conversation)\b"
    r"(?! (?:of|between|with|in|on|at|for|by|that|which|where|attended|held)\b)"
    r"|\b(?:calls?|comments?|remarks?|positions?|statements?|warnings?|announcements?) (?:comes?|came) \w+"
    r"|\b(?:identical|similar) (?:comments|remarks|statements|words)\b|^The groups?\b"
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

    @property
    def figures(self) -> frozenset[int | None]:
        """The numbers of its casualty figures."""
        pairs = zip(self.doc.facts, self.doc.figures, strict=False)
        return frozenset(number for fact, number in pairs if self.sentence.span.contains(fact))

    @property
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

    @property
    def speaker(self) -> str:
        """Who speaks in it, empty for nobody."""
        inside = (who for span, who in self.doc.said if self.sentence.span.overlaps(span))
        return next(inside, "")

    @property
    def opens_with_quotation(self) -> bool:
        return self.doc.text[self.sentence.span.start] in "\"“”„«'‘"


def candidates(docs: Sequence[BriefDoc], floor: int) -> list[Candidate]:
    """All sentences, equal ones as one; the first of each article when there are many."""
    each = max(2, -(-2 * MANY // max(1, len(docs))))
    found = [candidate for doc in docs for candidate in _of_article(doc, floor, min(each, HEAD))]
    return sorted(_once(found), key=lambda candidate: candidate.rank)[:MANY]


def _of_article(doc: BriefDoc, floor: int, most: int) -> Iterator[Candidate]:
    rank = 0
    for index, sentence in enumerate(doc.sentences):
        if rank >= most:
            return
        if sentence.paragraph < 0 or any(sentence.span.overlaps(aside) for aside in doc.aside):
            continue
        words = sentence.span.of(doc.text)
        length = len(words.split())
        stands = not sentence.dangling and length >= floor and is_whole(words)
        yield Candidate(doc, index, rank, Words.of(words), length, stands)
        rank += 1


def is_whole(words: str) -> bool:
    """No headline, no list item, no half of a quotation, nothing that only a sentence before explains."""
    if _POINTS_BACK.search(words) or not _TERMINAL.search(words.strip()) or "\n" in words.strip():
        return False
    return words.count("“") == words.count("”") and words.count('"') % 2 == 0


def _once(found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Sentences of equal words become one, which names the other articles."""
    by_words: dict[tuple[bool, tuple[str, ...]], list[Candidate]] = {}
    for candidate in found:
        by_words.setdefault((candidate.stands, candidate.words.content), []).append(candidate)
    for first, *others in by_words.values():
        same = dict.fromkeys(other.doc.article for other in others)
        yield replace(first, same=tuple(number for number in same if number != first.doc.article))
