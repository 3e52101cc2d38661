"""What keeps two articles of a topic apart, whatever words they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from store.link.story_doc import Figures, StoryDoc
from store.link.vectors import Matrix

MOST = 2 / 3
NAMED = 0.6  # of the names of a recalled event: an article that opens with more of them tells that event
GROWING = 3  # days
TWICE = 2.0  # tolls of one event that are told at different hours differ by less, mostly


def without_common(docs: Sequence[StoryDoc]) -> list[StoryDoc]:
    """Past events by the names that tell them apart: not those with which MOST of these articles open."""
    opens = Counter(word for doc in docs for word in doc.head)
    common = {word for word, count in opens.items() if count > MOST * len(docs)}
    return [replace(doc, past=tuple(filter(None, (names - common for names in doc.past)))) for doc in docs]


def pairwise(docs: Sequence[StoryDoc], measure: Callable[[StoryDoc, StoryDoc], int]) -> Matrix:
    """A symmetric measure for all pairs; 0 for those that have neither dates nor figures."""
    found = np.zeros((len(docs), len(docs)))
    telling = [i for i, doc in enumerate(docs) if _is_telling(doc)]
    rest = sorted(set(range(len(docs))).difference(telling))
    for place, i in enumerate(telling):
        for j in (*telling[:place], *rest):
            found[i, j] = found[j, i] = measure(docs[i], docs[j])
    return found


def _is_telling(doc: StoryDoc) -> bool:
    return bool(doc.published or doc.present or doc.recalled or doc.past)


def gap(left: StoryDoc, right: StoryDoc) -> int:
    """Days that lie between two articles at least, 0 where nothing tells. A text of 2019 names no 2020."""
    if left.published and right.published:
        return abs((left.published - right.published).days)
    for dated, other in ((left, right), (right, left)):
        if dated.published and other.named_year and date.min.year <= other.named_year <= date.max.year:
            return max(0, (date(other.named_year, 1, 1) - dated.published).days)
    return 0


def recalls(left: StoryDoc, right: StoryDoc) -> int:
    """1 where one recalls as past the very figure that is news in the other, or the event it opens with."""
    return int(_recalls(left, right) or _recalls(right, left))


def _recalls(later: StoryDoc, earlier: StoryDoc) -> bool:
    return bool(recalled_figures(later, earlier)) or opens_with(earlier, later.past)


def recalled_figures(later: StoryDoc, earlier: StoryDoc) -> Figures:
    """What one tells as past and the other as news."""
    return (later.recalled - later.present) & (earlier.present - earlier.recalled)


def opens_with(doc: StoryDoc, events: Sequence[frozenset[str]]) -> bool:
    """Whether an article opens with one of the events, each given by its names."""
    return any(len(names & doc.head) > NAMED * len(names) for names in events)


def figures_differ(left: StoryDoc, right: StoryDoc) -> int:
    """1 where both give a toll of one kind as news and no figure of one is near any of the other.

    Tolls of one event grow: between articles of neighbouring days they tell nothing.
    """
    kinds = {kind for kind, _ in left.present} & {kind for kind, _ in right.present}
    if are_neighbours(left, right) or not kinds:
        return 0
    return int(all(_ratio(left, right, kind) >= TWICE for kind in kinds))


def are_neighbours(left: StoryDoc, right: StoryDoc) -> bool:
    """Whether both are dated and a toll may have grown between them."""
    return bool(
        left.published and right.published and abs((left.published - right.published).days) <= GROWING
    )


def _ratio(left: StoryDoc, right: StoryDoc, kind: str) -> float:
    """Of the two nearest figures of a kind."""
    ours = [number for name, number in left.present if name == kind]
    theirs = [number for name, number in right.present if name == kind]
    return min(max(a, b) / min(a, b) for a in ours for b in theirs)


def tolls_differ(left: Sequence[StoryDoc], right: Sequence[StoryDoc]) -> bool:
    """Do two groups each agree on figures of which the other tells none?"""
    ours, theirs = _agreed(left), _agreed(right)
    if not ours or not theirs or any(are_neighbours(one, other) for one in left for other in right):
        return False
    return not any(doc.present & theirs for doc in left) and not any(doc.present & ours for doc in right)


def _agreed(docs: Sequence[StoryDoc]) -> set[tuple[str, int]]:
    """Figures that two articles of a group give as news."""
    counts = Counter(figure for doc in docs for figure in doc.present)
    return {figure for figure, count in counts.items() if count > 1}
