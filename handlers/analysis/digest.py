"""What is new in the folder: stories, statements, figures and differences, found among facts. Pure.

New is what only new articles tell: a wording or a figure that an older article has as well is no news.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handlers.analysis.digest_figures import new_figures
from handlers.analysis.digest_news import (
    ORDER,
    Arrived,
    NewDifference,
    News,
    NewStatement,
    NewStory,
)
from handlers.analysis.quotations import Section, Statement, statements, with_times
from handlers.analysis.tally import Shelf
from handlers.cite import relative_in
from handlers.doc import evidence
from store.desk_types import Shown
from store.types import Story


def news(arrived: Arrived, shelf: Shelf) -> tuple[News, ...]:
    """All that is new, by kind, each kind ranked."""
    figures = new_figures(arrived, shelf)
    differences = tuple(new for new in figures if isinstance(new, NewDifference))
    counted = tuple(new for new in figures if not isinstance(new, NewDifference))
    return (*new_stories(arrived, shelf), *counted, *new_statements(arrived, shelf), *differences)


def unshown(found: Iterable[News], seen: Mapping[str, str]) -> tuple[News, ...]:
    """Without what a chat has seen in the same words; of a story only the articles that it has not."""
    return tuple(item for some in found for item in _unshown(some, seen))


def chosen(found: Sequence[News], most: int) -> tuple[News, ...]:
    """At most `most`, taken from each kind in turn, then put into the order of kinds."""
    by_kind = [[item for item in found if isinstance(item, kind)] for kind in reversed(ORDER)]
    taken: list[News] = []
    while len(taken) < min(most, len(found)):
        for items in by_kind:
            if items and len(taken) < most:
                taken.append(items.pop(0))
    return tuple(item for item in found if item in taken)


def new_stories(arrived: Arrived, shelf: Shelf) -> tuple[NewStory, ...]:
    """The stories of new articles, new stories and many articles first."""
    found = [_story(story, arrived, shelf) for story in arrived.stories]
    return tuple(sorted(found, key=lambda new: (not new.whole, -len(new.articles))))


def new_statements(arrived: Arrived, shelf: Shelf) -> tuple[NewStatement, ...]:
    """Utterances of new articles alone: first words, then each speaker's best before a second one."""
    speakers = {quote.key: quote.person for quote in arrived.quotes}
    said = statements(arrived.quotes, shelf.articles)
    fresh = [s for s in said if all(w.key in arrived.keys for w in s.wordings) and not _is_count(s, arrived)]
    turns: Counter[int | None] = Counter()
    ranked: list[tuple[bool, bool, int, NewStatement]] = []
    for statement in with_times(fresh, shelf.articles, shelf.times):
        person = speakers[statement.shown.key]
        first = person is not None and person not in arrived.heard and not turns[person]
        ranked.append((person is None, not first, turns[person], _said(statement, first)))
        turns[person] += 1
    return tuple(item[-1] for item in sorted(ranked, key=lambda item: item[:3]))


def _is_count(statement: Statement, arrived: Arrived) -> bool:
    """Whether it says hardly more than a figure, which is told as one."""
    shown = statement.shown
    if shown.section is not Section.INDIRECT:
        return False
    length = sum(span.end - span.start for span in shown.words.spans)
    counts = (claim.local.words for claim in arrived.claims if claim.article == shown.source.article)
    inside = (c for c in counts if any(span.contains(c) for span in shown.words.spans))
    return any((count.end - count.start) * 2 > length for count in inside)


def _said(statement: Statement, first: bool) -> NewStatement:
    facts = tuple(Shown(wording.key, wording.words.text) for wording in statement.wordings)
    return NewStatement(statement, first, facts)


def _story(story: Story, arrived: Arrived, shelf: Shelf) -> NewStory:
    title, fresh = story.title, tuple(number for number in story.articles if number in arrived.articles)
    article = shelf.articles[title.article]
    return NewStory(
        story=story.id,
        title=evidence(article, (title.span,)),
        articles=fresh,
        whole=arrived.added.issuperset(story.articles),
        relative=relative_in(article, (title.span,), shelf.times),
        facts=tuple(Shown(f"article:{number}", shelf.articles[number].path) for number in fresh),
    )


def _unshown(item: News, seen: Mapping[str, str]) -> Iterator[News]:
    left = tuple(fact for fact in item.facts if seen.get(fact.key) != fact.words)
    if isinstance(item, NewStory):
        kept = tuple(n for n, fact in zip(item.articles, item.facts, strict=True) if fact in left)
        if kept:
            yield replace(item, articles=kept, facts=left, whole=item.whole and left == item.facts)
    elif left == item.facts or (isinstance(item, NewDifference) and item.facts[0] in left):
        yield item
