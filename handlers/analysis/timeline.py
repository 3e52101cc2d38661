"""Events in the order in which they happened: mentions of one day merged into entries with all their sources.

Pure. A sentence stands on the day that its own words name; what a dated article tells without a time of its
own, on the article's day; what neither dates, apart; earlier years that are looked back to, apart, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
ONE_EVENT = 0.25  # share of the shorter one's words from which two tellings of a day tell one event
LONG = 30  # entries from which a day that one article mentions in passing is left out
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

    @cached_property
    def words(self) -> Words:
        return Words.of(" ".join(span.of(self.doc.text) for span in self.spans))


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: its fullest telling, and the others."""

    main: Mention
    others: tuple[Mention, ...] = ()

    @property
    def when(self) -> When:
        return self.main.when

    @property
    def articles(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(mention.doc.article for mention in (self.main, *self.others)))

    @property
    def support(self) -> int:
        """Origins that tell it: near-copies count once."""
        return len({mention.doc.origin or mention.doc.article for mention in (self.main, *self.others)})

    @property
    def passing(self) -> bool:
        """Whether a single article mentions it, and not as its own news."""
        return self.support == 1 and not any(mention.lead for mention in (self.main, *self.others))


@dataclass(frozen=True, slots=True)
class Timeline:
    """`dated` in the order of time, `undated` in the order of their articles, `recalled` by year."""

    dated: tuple[Entry, ...] = ()
    undated: tuple[Entry, ...] = ()
    recalled: tuple[Entry, ...] = ()


def timeline(docs: Sequence[TimelineDoc], since: date | None = None, until: date | None = None) -> Timeline:
    """The events of some articles; limits go by the day of the event and drop what has none."""
    years = [doc.published.day.year for doc in docs if doc.published.day]
    found = [mention for doc in docs for mention in _mentions(doc, min(years, default=None))]
    dated = _entries(mention for mention in found if mention.when.day and not mention.when.years)
    if len(dated) > LONG:
        dated = [entry for entry in dated if not entry.passing]
    limited = since is not None or until is not None
    return Timeline(
        tuple(entry for entry in dated if _within(entry, since, until)),
        () if limited else tuple(_undated(found)),
        () if limited else tuple(_recalled(found)),
    )


def chosen(entries: Sequence[Entry], most: int) -> tuple[Entry, ...]:
    """The entries that most sources tell, what happened before what was said, in their order."""
    best = sorted(range(len(entries)), key=lambda place: (*_weight(entries[place]), place))
    return tuple(entries[place] for place in sorted(best[:most]))


def _weight(entry: Entry) -> tuple[int, bool, bool]:
    return -entry.support, entry.passing, entry.main.says


def _mentions(doc: TimelineDoc, year: int | None) -> Iterator[Mention]:
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
        elif (time.day or time.span) and not time.years and (place == 0 or _stands(doc, sentence)):
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


def _stands(doc: TimelineDoc, sentence: Sentence) -> bool:
    words = sentence.span.of(doc.text)
    return not sentence.dangling and is_whole(words) and len(words.split()) >= SHORTEST


def _past(doc: TimelineDoc, sentence: Sentence, time: When, year: int | None) -> Iterator[Mention]:
    """The earlier years that a sentence looks back to: a war from its name on, else the whole sentence."""
    for back in looks_back(doc.text, sentence.span, year):
        first, last = back.years or (0, 0)
        war = next((war for war in doc.wars if back.span and war.overlaps(back.span)), None)
        if last - first > WIDE:
            continue
        if war is not None and sentence.span.contains(war):
            yield Mention(doc, back, (Span(war.start, sentence.span.end),), war=True)
        else:
            yield Mention(doc, back, (sentence.span,), shown=bool(time.years) and _stands(doc, sentence))


def _entries(mentions: Iterable[Mention]) -> list[Entry]:
    days: defaultdict[tuple[date, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        days[mention.when.day or date.min, mention.when.precision].append(mention)
    return [entry for _, told in sorted(days.items(), key=lambda item: item[0]) for entry in _merged(told)]


def _merged(told: Sequence[Mention]) -> list[Entry]:
    """Tellings of one event together, the fullest one first; events in the order of their articles."""
    groups: list[list[int]] = []
    for place in sorted(range(len(told)), key=lambda n: (not told[n].lead, -len(told[n].words.bag), n)):
        group = next((group for group in groups if _same_event(told[place], told[group[0]])), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    ordered = sorted(groups, key=min)
    return [Entry(told[group[0]], tuple(told[place] for place in group[1:])) for group in ordered]


def _same_event(one: Mention, other: Mention) -> bool:
    if one.to_come != other.to_come and not (one.lead and other.lead):
        return False
    left, right = one.words.bag, other.words.bag
    shared = len(left & right) / (min(len(left), len(right)) or 1)
    return shared >= ONE_EVENT if one.lead and other.lead else one.words.repeats(other.words)


def _within(entry: Entry, since: date | None, until: date | None) -> bool:
    day = entry.when.day or date.min
    return (since is None or day >= since) and (until is None or day <= until)


def _undated(found: Iterable[Mention]) -> Iterator[Entry]:
    """In the order of the articles and of their sentences: days of the week are never put in order."""
    groups: list[list[Mention]] = []
    for mention in found:
        if mention.when.basis is not Basis.NONE:
            continue
        group = next((g for g in groups if _same_event(mention, g[0])), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return (Entry(group[0], tuple(group[1:])) for group in groups)


def _recalled(found: Iterable[Mention]) -> Iterator[Entry]:
    """Wars whose years overlap are one; anything else is told by years that are equal."""
    back = sorted((m for m in found if m.when.years), key=lambda m: (not m.war, m.when.years or (0, 0)))
    groups: list[list[Mention]] = []
    for mention in back:
        group = next((group for group in groups if _same_years(mention, group)), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    told = (sorted(group, key=_worth) for group in groups)
    entries = (Entry(best[0], tuple(best[1:])) for best in told if best[0].shown)
    return iter(sorted(entries, key=lambda entry: entry.when.years or (0, 0)))


def _same_years(mention: Mention, group: Sequence[Mention]) -> bool:
    first, last = mention.when.years or (0, 0)
    spans = [other.when.years or (0, 0) for other in group]
    if mention.war and group[0].war:
        return any(first <= end and start <= last for start, end in spans)
    return (first, last) in spans


def _worth(mention: Mention) -> tuple[bool, bool, int]:
    """Those that can be shown, wars first, and what says most of them."""
    return not mention.shown, not mention.war, -len(mention.words.content)
