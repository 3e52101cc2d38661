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

from handlers.analysis.contrast_clauses import Passage, Place, Told, View, share_a_name
from handlers.analysis.contrast_views import actors, began, blamed, causes, deed_forms, orders

TELLERS = 2
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
    """The differences between two sides, or among the articles of one; a sentence once an aspect.

    Within one side an article that gives both accounts of who did it counts, too, when no other one differs.
    """
    found: list[Contrast] = []
    sides = [_twice(side) for side in (one, other or ())]
    for aspect, views, cues, differ in _ASPECTS:
        may = [[passage for passage in side if not cues().isdisjoint(passage.each)] for side in sides]
        left, right = ([view for passage in side for view in views(passage)] for side in may)
        right = left if other is None else right
        alone = other is None and aspect is Aspect.ACTOR
        found += _differing(aspect, left, right, _Rule(differ, alone))
    return tuple(found)


def _twice(side: Sequence[Passage]) -> tuple[Passage, ...]:
    """Sentences of equal words from two articles at most: more copies add nothing."""
    tellers: dict[str, set[int]] = defaultdict(set)
    kept: list[Passage] = []
    for passage in side:
        told = tellers[passage.words]
        if len(told) < TELLERS and passage.article not in told:
            told.add(passage.article)
            kept.append(passage)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What differs; `alone`: also inside one article."""

    differ: _Differ
    alone: bool

    def match(self, one: View, others: Sequence[View]) -> View | None:
        """The first of another article that differs, else of the same."""
        found = [other for other in others if self.differ(one, other)]
        apart = (other for other in found if other.told.passage.article != one.told.passage.article)
        return next(apart, found[0] if found and self.alone else None)


def _differing(
    aspect: Aspect, left: Sequence[View], right: Sequence[View], rule: _Rule
) -> Iterator[Contrast]:
    """Pairs that tell one event and differ, found by the words of the event."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, view in enumerate(right):
        for word in view.event | view.part | {view.deed}:
            by_word[word].append(place)
    used: set[Place] = set()
    for view in left:
        if view.told.place in used:
            continue
        near = sorted({place for word in view.event | {view.deed} for place in by_word[word]})
        hidden = used | {view.told.place}
        match = rule.match(view, [right[n] for n in near if right[n].told.place not in hidden])
        if match is not None:
            used |= {view.told.place, match.told.place}
            yield Contrast(aspect, view.told, match.told)


def _other_cause(one: View, other: View) -> bool:
    smaller = min(len(one.part), len(other.part))
    differ = smaller > 0 and len(one.part & other.part) <= OTHER_PART * smaller
    return differ and _is_same(one, other)


def _other_actor(one: View, other: View) -> bool:
    return one.deed == other.deed and _others(one, other) and _is_same(one, other)


def _other_blamed(one: View, other: View) -> bool:
    """Of one event, or two that accuse each other of what was done in one story."""
    if _others(one, other):
        mutual = share_a_name(one.names, other.others) and share_a_name(other.names, one.others)
        return _is_same(one, other) or (one.deed == other.deed == "attack" and mutual)
    named = bool(one.names) != bool(other.names)  # a gang is nobody that the other one names
    return named and bool(one.part and other.part) and not one.part & other.part and _is_same(one, other)


def _other_began(one: View, other: View) -> bool:
    """Two who were first; or each opened fire on the other one."""
    mutual = share_a_name(one.names, other.others) or share_a_name(other.names, one.others)
    return _others(one, other) and (one.deed == other.deed == "first" or mutual)


def _others(one: View, other: View) -> bool:
    """Both name somebody, and not the same: what else two names mean cannot be told."""
    return bool(one.names and other.names) and not share_a_name(one.names, other.names)


def _other_order(one: View, other: View) -> bool:
    swapped = _are_near(one.event, other.part) and _are_near(one.part, other.event)
    return swapped and not _are_near(one.event, other.event)


def _is_same(one: View, other: View) -> bool:
    """Two content words or more in common, and most of the shorter; one word for what both call "the ..."."""
    shared = one.event & other.event
    if one.definite and other.definite and shared and (one.event <= other.event or other.event <= one.event):
        return True
    return len(shared) > 1 and _are_near(one.event, other.event)


def _are_near(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared > 0 and shared >= SAME_EVENT * min(len(one), len(other))


def _words(line: str) -> Callable[[], frozenset[str]]:
    return lambda: frozenset(line.split())


# What differs, how it is seen, one of the words that a sentence needs for it, and when it differs.
_ASPECTS: tuple[
    tuple[Aspect, Callable[[Passage], Iterator[View]], Callable[[], frozenset[str]], _Differ], ...
] = (
    (Aspect.ACTOR, began, _words("first opened began started provoked initiated"), _other_began),
    (
        Aspect.ACTOR,
        blamed,
        _words("blame blames blamed blaming accuses accused accusing behind responsible responsibility"),
        _other_blamed,
    ),
    (Aspect.ACTOR, actors, deed_forms, _other_actor),
    (Aspect.ORDER, orders, _words("before after followed"), _other_order),
    (
        Aspect.CAUSE,
        causes,
        _words(
            "because due owing result account stemmed resulted caused triggered sparked set brought blamed"
            " attributed put"
        ),
        _other_cause,
    ),
)
