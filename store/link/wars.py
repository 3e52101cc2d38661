"""The earlier events that the figures of one conflict recall, and the wars that still go on.

Recalled figures of one conflict are one war when their years overlap and they call it alike; without years
by its length ("the six-week war"), its order ("the first war"), its noun and figure, or its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from store.keys import normalised
from store.link.recalls import Recall
from store.types import Anchor, Relation

CLOSE = 0.15  # of a figure: tolls of one war that are so close are one toll
APART = 3  # tolls of one year that differ by this factor are two events, when they are called differently


@dataclass
class War:
    """Recalled figures of one earlier event, each with what brought it there."""

    recalls: list[tuple[Recall, Anchor]] = field(default_factory=list)

    @property
    def years(self) -> tuple[int, int] | None:
        ranges = [years for recall, _ in self.recalls if (years := recall.years)]
        return (min(r[0] for r in ranges), max(r[1] for r in ranges)) if ranges else None

    @property
    def nouns(self) -> set[str]:
        return {recall.noun for recall, _ in self.recalls if recall.noun}

    @property
    def about_war(self) -> bool:
        return any(recall.about_war for recall, _ in self.recalls)


def wars_of(recalls: Iterable[Recall]) -> list[War]:
    """The earlier events of one conflict, from figures that the words themselves put into the past."""
    ordered = sorted(recalls, key=_order)
    wars: list[War] = []
    for recall in (recall for recall in ordered if recall.years):
        _join_by_years(wars, recall)
    for recall in (recall for recall in ordered if not recall.years):
        if not join_undated(wars, recall):
            wars.append(War([(recall, Anchor.NOUN)]))
    return wars


def running_wars(recalls: Iterable[Recall]) -> list[War]:
    """The wars of one conflict that still go on: one, unless their names tell two apart."""
    wars: list[War] = []
    for recall in sorted(recalls, key=_order):
        same = next((war for war in wars if not any(_named_apart(r, recall) for r, _ in war.recalls)), None)
        if same is None:
            wars.append(same := War())
        same.recalls.append((recall, Anchor.NAME))
    return wars


def _named_apart(one: Recall, other: Recall) -> bool:
    a, b = one.direct & one.proper, other.direct & other.proper
    return bool(a and b) and not a & b


def united(wars: Iterable[tuple[int, War]]) -> list[tuple[int, War]]:
    """Wars by topic; one that the articles of several topics recall, by its years and a name, is one war."""
    kept: list[tuple[int, War]] = []
    by_year: dict[int, list[War]] = defaultdict(list)
    for topic, war in wars:
        years = range(war.years[0], war.years[1] + 1) if war.years else range(0)
        known = (other for year in years for other in by_year[year])
        same = next((other for other in known if _is_same_war(other, war)), None)
        if same is not None:
            same.recalls += war.recalls
        else:
            kept.append((topic, war))
        for year in years:
            by_year[year].append(same or war)
    return kept


def _is_same_war(one: War, other: War) -> bool:
    if one.about_war != other.about_war or any(_apart(one, recall) for recall, _ in other.recalls):
        return False
    named = frozenset(name for recall, _ in one.recalls for name in recall.proper)
    return any(recall.proper & named for recall, _ in other.recalls)


def _order(recall: Recall) -> tuple[object, ...]:
    years = recall.years or (0, 0)
    return not recall.noun, years, recall.article.order, recall.claim.number


def _join_by_years(wars: list[War], recall: Recall) -> None:
    """Years that overlap are one event, unless two of one year are called differently and counted apart."""
    for war in wars:
        if war.years and recall.years and _overlap(war.years, recall.years) and not _apart(war, recall):
            war.recalls.append((recall, Anchor.YEAR))
            return
    wars.append(War([(recall, Anchor.YEAR)]))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _apart(war: War, recall: Recall) -> bool:
    if not recall.noun or not war.nouns or recall.about_war == war.about_war:
        return False
    figures = [
        value
        for other, _ in war.recalls
        if other.claim.kind is recall.claim.kind and (value := other.claim.value)
    ]
    value = recall.claim.value or 0
    return bool(figures) and not min(figures) / APART <= value <= max(figures) * APART


def join_undated(wars: Sequence[War], recall: Recall) -> bool:
    """Put a figure without years to the earlier event that its words mean; False when they mean none."""
    for anchor, war in _meant(wars, recall):
        war.recalls.append((recall, anchor))
        return True
    return False


def _meant(wars: Sequence[War], recall: Recall) -> Iterator[tuple[Anchor, War]]:
    if recall.relation is Relation.BEFORE:
        yield from ((Anchor.NAME, war) for war in wars if any(_set_off(r, recall) for r, _ in war.recalls))
    if recall.length:
        yield from (
            (Anchor.NOUN, war) for war in wars if any(r.length == recall.length for r, _ in war.recalls)
        )
    dated = sorted((war for war in wars if war.years and war.about_war), key=lambda war: war.years or (0, 0))
    if recall.order and recall.about_war and len(dated) > 1:
        yield Anchor.NOUN, dated[0 if recall.order == "first" else -1]
    alike = [war for war in wars if recall.noun and _called_alike(war, recall)]
    yield from ((Anchor.FIGURE, war) for war in alike if any(close(r, recall) for r, _ in war.recalls))
    if recall.strong:
        yield from ((Anchor.NAME, war) for war in alike if not war.years and _same_names(war, recall))


def _set_off(one: Recall, other: Recall) -> bool:
    """What set the events of one conflict off is one event by a name, or by a telling figure."""
    same = one.relation is other.relation and bool(one.direct & other.direct & (one.proper | other.proper))
    return same or (one.strong and not one.years and close(one, other) and bool(one.direct & other.direct))


def _called_alike(war: War, recall: Recall) -> bool:
    return recall.noun in war.nouns or (recall.about_war and war.about_war)


def _same_names(war: War, recall: Recall) -> bool:
    text = normalised(recall.article.text, [recall.span])
    return any(
        (other.names and other.names == recall.names) or normalised(other.article.text, [other.span]) == text
        for other, _ in war.recalls
    )


def close(one: Recall, other: Recall) -> bool:
    """Whether two figures of one kind are nearly equal, and large enough to tell one event from another."""
    a, b = one.claim.value or 0, other.claim.value or 0
    return one.claim.kind is other.claim.kind and min(a, b) >= 5 and abs(a - b) <= CLOSE * max(a, b)
