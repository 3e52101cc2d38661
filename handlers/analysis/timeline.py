"""Events in the order in which they happened: mentions of one day merged into entries with all their sources.

Pure. A sentence stands on the day that its own words name; what a dated article tells without a time of its
own, on the article's day; what neither dates, apart; earlier years that are looked back to, apart, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.analysis.event_dates import Basis, When
from handlers.analysis.mentions import Mention, TimelineDoc, mentions

ONE_EVENT = 0.25  # share of the shorter one's words from which two tellings of a day tell one event
COPIED = 5  # content words from which equal sentences are one telling
LONG = 30  # entries from which a day that one article mentions in passing is left out


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
    found = [mention for doc in docs for mention in mentions(doc, min(years, default=None))]
    dated = _entries(mention for mention in found if mention.when.day and not mention.when.years)
    dated, found = _with_copies(dated, found)
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


def _weight(entry: Entry) -> tuple[int, bool, bool, int]:
    """Most sources first; among equals, news of their day that is told at most length."""
    length = len(entry.main.words.bag) if entry.main.lead else 0
    return -entry.support, entry.passing, entry.main.says, -length


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


def _with_copies(dated: Sequence[Entry], found: Sequence[Mention]) -> tuple[list[Entry], list[Mention]]:
    """The entries with the undated mentions that tell them word for word, and the mentions left."""
    places: dict[tuple[str, ...], int] = {}
    for place, entry in enumerate(dated):
        for mention in (entry.main, *entry.others):
            for words in mention.sentences:
                places.setdefault(words, place)
    copies: defaultdict[int, list[Mention]] = defaultdict(list)
    left: list[Mention] = []
    for mention in found:
        copied = places.get(mention.words.content) if mention.when.basis is Basis.NONE else None
        (left if copied is None or len(mention.words.content) < COPIED else copies[copied]).append(mention)
    return [replace(e, others=(*e.others, *copies[place])) for place, e in enumerate(dated)], left


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
