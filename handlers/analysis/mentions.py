"""What an article tells of which time: the mentions that a timeline merges into events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from handlers.analysis.brief_docs import is_whole
from handlers.analysis.event_dates import Basis, When, is_to_come, looks_back, when
from handlers.analysis.repetition import Words
from store.types import DatePrecision, Published, Sentence, Span

UPDATE = 12  # sentences up to which an article is one update, told whole
LEAD = 3  # sentences of a longer one that are told on its day
SHORTEST = 5  # words of a sentence that is shown
OPENING = 4  # words at most before a war that its sentence opens with
WIDE = 15  # years: a longer stretch is no event


@dataclass(frozen=True, slots=True)
class TimelineDoc:
    """An article as a timeline reads it. `aside` is boilerplate; `wars` are words that name an earlier war
    ("a six-week war in 2020"); `said` are sentences with a statement.
    """

    article: int
    text: str
    sentences: tuple[Sentence, ...]
    published: Published
    origin: str = ""
    aside: tuple[Span, ...] = ()
    wars: tuple[Span, ...] = ()
    said: tuple[Span, ...] = ()

    @property
    def day(self) -> date | None:
        return self.published.day if self.published.precision is DatePrecision.DAY else None


@dataclass(frozen=True)
class Mention:
    """What one article tells of one time, in `spans` in its order; `lead`: as its news of the day."""

    doc: TimelineDoc
    when: When
    spans: tuple[Span, ...]
    lead: bool = False
    shown: bool = True  # False: only another source of an event
    war: bool = False

    @property
    def to_come(self) -> bool:
        return is_to_come(self.doc.text, self.spans[0])

    @property
    def says(self) -> bool:
        """Whether it reports a statement."""
        return any(self.spans[0].overlaps(said) for said in self.doc.said)

    @property
    def sentences(self) -> Iterator[tuple[str, ...]]:
        """The content words of each."""
        return (Words.of(span.of(self.doc.text)).content for span in self.spans)

    @cached_property
    def words(self) -> Words:
        return Words.of(" ".join(span.of(self.doc.text) for span in self.spans))


def mentions(doc: TimelineDoc, year: int | None) -> Iterator[Mention]:
    """What an article tells, its news of the day last; `year` is that of the oldest article."""
    usable = [s for s in doc.sentences if s.paragraph >= 0 and not any(s.span.overlaps(a) for a in doc.aside)]
    head = UPDATE if len(usable) <= UPDATE else LEAD
    news: list[tuple[Span, When]] = []
    elsewhere = False  # after an earlier day, what has no time of its own may be of that day
    for place, sentence in enumerate(usable):
        time = when(doc.text, sentence.span, doc.published, year)
        if doc.day and time.day and time.precision is DatePrecision.DAY:
            elsewhere = time.day < doc.day
        if place < head and _is_news(doc, time, elsewhere):
            news.append((sentence.span, time))
        elif _has_time(doc, time) and (place == 0 or _stands(doc, sentence)):
            yield Mention(doc, time, (sentence.span,))
        yield from _past(doc, sentence, time, year)
    if news:
        first = news[0][1] if news[0][1].day else When(Basis.ARTICLE, doc.day, DatePrecision.DAY)
        yield Mention(doc, first, tuple(span for span, _ in news), lead=True)


def _is_news(doc: TimelineDoc, time: When, elsewhere: bool) -> bool:
    """Whether a sentence tells of its article's own day, by its words or for want of another."""
    if doc.day is None or time.years:
        return False
    return time.day == doc.day if time.day or elsewhere else True


def _has_time(doc: TimelineDoc, time: When) -> bool:
    """A day, or, where the article has none, the words that its day would explain."""
    return not time.years and (time.day is not None or (time.span is not None and doc.day is None))


def _stands(doc: TimelineDoc, sentence: Sentence) -> bool:
    words = sentence.span.of(doc.text)
    return not sentence.dangling and is_whole(words) and len(words.split()) >= SHORTEST


def _from_war(doc: TimelineDoc, sentence: Sentence, war: Span) -> Span:
    """The whole sentence when it opens with the war ("Not since the war of 1999 have they fought")."""
    before = doc.text[sentence.span.start : war.start].split()
    opens = len(before) <= OPENING and _stands(doc, sentence)
    return sentence.span if opens else Span(war.start, sentence.span.end)


def _past(doc: TimelineDoc, sentence: Sentence, time: When, year: int | None) -> Iterator[Mention]:
    """The earlier years that a sentence looks back to: a war late in it from its name on, else all of it."""
    for back in looks_back(doc.text, sentence.span, year):
        first, last = back.years or (0, 0)
        war = next((war for war in doc.wars if back.span and war.overlaps(back.span)), None)
        if last - first > WIDE:
            continue
        if war is not None and sentence.span.contains(war):
            yield Mention(doc, back, (_from_war(doc, sentence, war),), war=True)
        else:
            yield Mention(doc, back, (sentence.span,), shown=bool(time.years) and _stands(doc, sentence))
