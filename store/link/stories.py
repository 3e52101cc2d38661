"""Which articles tell one episode: average link over names into topics, then a second look inside each topic.

Topics come from names and numbers weighed over the whole library. Inside a topic of few articles each two
are weighed by what speaks for one episode and against it (see evidence). Average link over those log odds
makes a tree, which is cut from the top while its two sides are rather two events than one. A topic of many
tells by its own words what is common in it (see likeness). Embeddings are left out: they tell kinds of events
apart, not events (measured on ECB+). The result depends on the set of articles, not on their order; how a
topic is cut depends on its own articles alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.cluster.hierarchy import linkage, to_tree

from store.link import likeness
from store.link.branches import Sides, cut
from store.link.evidence import same_episode
from store.link.story_doc import StoryDoc
from store.link.topics import find_topics
from store.link.vectors import Matrix, condensed

MANY = 10  # articles: larger topics are cut by likeness, which is better on ECB+ and worse on few articles
SHARED, GROUPS = 12.0, 2.1  # log odds for names in common, and against one event, between two groups
WANING, FADED = 0.25, 60  # log odds that time takes from a likeness while the tree is built; days
SURE = 6.0  # log odds: no pair says more, so that one chance likeness does not decide for a group

Topic = tuple[tuple[int, ...], ...]  # the stories of one conflict, each by its articles


def group(docs: Sequence[StoryDoc]) -> list[Topic]:
    """Partition of range(len(docs)) into topics and stories; members ascend, the rest by first member."""
    found = []
    for members in find_topics([doc.names for doc in docs]):
        cuts = split([docs[i] for i in members])
        found.append(tuple(sorted(tuple(members[i] for i in cut) for cut in cuts)))
    return sorted(found)


def split(docs: Sequence[StoryDoc]) -> list[list[int]]:
    """Cut one topic into episodes, each as ascending indexes into `docs`."""
    if len(docs) == 1:
        return [[0]]
    return likeness.split(docs) if len(docs) > MANY else _Topic(docs).cut()


class _Topic:
    """The articles of a topic, compared all with all."""

    def __init__(self, docs: Sequence[StoryDoc]) -> None:
        self._days = [doc.published for doc in docs]
        self._odds = np.clip(same_episode(docs), -SURE, SURE)
        self._sides = Sides(docs)

    def cut(self) -> list[list[int]]:
        """Episodes, each as ascending indexes."""
        # Articles in the same words are all at SURE: then time alone tells which belong together.
        near = (self._odds - WANING * self._faded()) / (SURE + WANING)
        return cut(to_tree(linkage(condensed(near), "average")), self._apart)

    def _faded(self) -> Matrix:
        """Time between two articles as a share of FADED, up to 1; 0 where one has no date."""
        days = np.array([day.toordinal() if day else np.nan for day in self._days])
        return np.asarray(np.nan_to_num(np.minimum(1.0, np.abs(days[:, None] - days[None, :]) / FADED)))

    def _apart(self, left: list[int], right: list[int]) -> bool:
        """Are the two sides of a branch different episodes?

        Two groups have to share names as well: what one pair shares by chance, most articles of both do not.
        """
        if self._sides.are_quiet_between(left, right):
            return True
        odds = float(self._odds[np.ix_(left, right)].mean())
        if min(len(left), len(right)) > 1:
            odds += SHARED * self._sides.names_in_common(left, right) - GROUPS
        return round(odds, 9) < 0
