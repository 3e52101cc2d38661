"""Where two sentences tell one event with another actor, in another order or with another cause.

No parser runs where answers are made, so a difference counts only where the clauses show it: the same deed
done to the same thing by two others, two clauses that "before" or "after" puts the other way round, one
effect with two causes. What is less plain is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.analysis.contrast_views import Passage, Told, View, actors, blamed, causes, orders

SAME_EVENT = 0.6  # share of the shorter clause's content words that the other one has
OTHER_PART = 0.2  # share of a cause's content words up to which it is another one


class Aspect(StrEnum):
    """What of one event two sentences tell otherwise."""

    ACTOR = "actor"
    ORDER = "order"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class Contrast:
    """One event told in two ways."""

    aspect: Aspect
    one: Told
    other: Told


_Differ = Callable[[View, View], bool]


def contrasts(one: Sequence[Passage], other: Sequence[Passage] | None = None) -> tuple[Contrast, ...]:
    """The differences between two sides, or among the articles of one; a sentence once an aspect."""
    found: list[Contrast] = []
    for aspect, views, differ in _ASPECTS:
        left = [view for passage in one for view in views(passage)]
        right = left if other is None else [view for passage in other for view in views(passage)]
        found += _differing(aspect, left, right, differ)
    return tuple(found)


def _differing(
    aspect: Aspect, left: Sequence[View], right: Sequence[View], differ: _Differ
) -> Iterator[Contrast]:
    """Pairs that tell one event and differ, found by the words of the event."""
    by_word: dict[str, list[View]] = defaultdict(list)
    for view in right:
        for word in sorted(view.event | view.part):
            by_word[word].append(view)
    used: set[Passage] = set()
    for view in left:
        near = {v.told.passage: v for word in sorted(view.event) for v in by_word[word]}
        match = next((v for v in near.values() if _may(view, v, used) and differ(view, v)), None)
        if match is not None:
            used |= {view.told.passage, match.told.passage}
            yield Contrast(aspect, view.told, match.told)


def _may(one: View, other: View, used: set[Passage]) -> bool:
    """Two articles, and neither sentence is shown yet."""
    apart = one.told.passage.article != other.told.passage.article
    return apart and used.isdisjoint((one.told.passage, other.told.passage))


def _other_cause(one: View, other: View) -> bool:
    smaller = min(len(one.part), len(other.part))
    differ = smaller > 0 and len(one.part & other.part) <= OTHER_PART * smaller
    return differ and _is_same(one.event, other.event)


def _other_actor(one: View, other: View) -> bool:
    """Both name somebody, and not the same: what else two names mean cannot be told."""
    differ = bool(one.names and other.names) and not one.names & other.names
    return differ and one.deed == other.deed and _is_same(one.event, other.event)


def _other_order(one: View, other: View) -> bool:
    swapped = _is_same(one.event, other.part) and _is_same(one.part, other.event)
    return swapped and not _is_same(one.event, other.event)


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Two content words or more in common, and most of the shorter."""
    shared = len(one & other)
    return shared > 1 and shared >= SAME_EVENT * min(len(one), len(other))


_ASPECTS: tuple[tuple[Aspect, Callable[[Passage], Iterator[View]], _Differ], ...] = (
    (Aspect.ACTOR, actors, _other_actor),
    (Aspect.ACTOR, blamed, _other_actor),
    (Aspect.ORDER, orders, _other_order),
    (Aspect.CAUSE, causes, _other_cause),
)
