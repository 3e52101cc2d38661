"""Which articles tell one episode: average link over words and names, then a second look inside each topic.

Similarity is .3 words + .7 names and numbers (TF-IDF cosine, weights from this library alone), times a soft
decay where times are known. Coarse topics by average link come first; inside a topic the weights are learnt
again, so that what the whole topic shares counts for nothing, and a branch of the tree is cut where its
two sides are much less alike than each is in itself. Embeddings are left out: they tell kinds of events
apart, not events (measured on ECB+). The result depends on the set of articles, not on their order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import ClusterNode, fcluster, linkage, to_tree
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

WORDS, NAMES = 0.3, 0.7
COARSE = 0.05  # average similarity that makes a topic
KEPT = 0.3  # share of the library-wide similarity inside a topic
BRANCH, TWIG = 0.6, 0.4  # cut below this share of the inner likeness; a single article is kept more easily
PAIR = 0.1  # two articles alone are one story above this
DECAY, FLOOR = 30.0, 0.5  # days; below this share likeness never falls for time alone
FAR = 365  # days
NAMED = 0.6  # of the names of a recalled event: an article that opens with more of them tells that event
BLOCK = 500  # articles
LARGEST = 2_000  # articles compared all with all
COMMON = 0.2  # in a large library a term in more articles than this share finds no pairs

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StoryDoc:
    """What grouping sees of an article. `named_year` is the latest year that its text names.

    `present` and `recalled` are its casualty figures, (kind, number): of its own events, and of the past.
    `head` holds the words of its opening, `past` the names of each event that it recalls as past.
    """

    words: Mapping[str, int]
    names: Mapping[str, int]
    published: date | None = None
    named_year: int | None = None
    present: frozenset[tuple[str, int]] = frozenset()
    recalled: frozenset[tuple[str, int]] = frozenset()
    head: frozenset[str] = frozenset()
    past: tuple[frozenset[str], ...] = ()


Topic = tuple[tuple[int, ...], ...]  # the stories of one conflict, each by its articles


def group(docs: Sequence[StoryDoc]) -> list[Topic]:
    """Partition of range(len(docs)) into topics and stories; members ascend, the rest by first member."""
    topics: list[Topic] = []
    for part in _parts(docs):
        overall = _similarity([docs[i] for i in part])
        for topic in _average_link(overall, COARSE):
            members = [part[i] for i in topic]
            cuts = _split(docs, members, overall[np.ix_(topic, topic)])
            topics.append(tuple(sorted(tuple(sorted(members[i] for i in cut)) for cut in cuts)))
    return sorted(topics)


def _split(docs: Sequence[StoryDoc], members: Sequence[int], overall: Matrix) -> list[list[int]]:
    """Cut one topic into episodes; indexes into `members`."""
    if len(members) == 1:
        return [[0]]
    chosen = [docs[i] for i in members]
    decay = _decay(chosen)
    if len(members) == 2:
        return [[0, 1]] if overall[0, 1] * decay[0, 1] >= PAIR else [[0], [1]]
    alike = (KEPT * overall + (1 - KEPT) * _similarity(chosen)) * decay
    return _cut(to_tree(linkage(_distances(alike), "average")), alike, overall * decay)


def _cut(root: ClusterNode, alike: Matrix, overall: Matrix) -> list[list[int]]:
    """Groups of leaves, from the top; a lone article beside a branch that is cut joins its nearest part."""
    groups: list[list[int]] = []
    twigs: list[tuple[int, frozenset[int]]] = []  # an article, and the branch beside it
    todo = [root]
    while todo:
        top = todo.pop()
        node, beside = _behind_twigs(top, alike, overall)
        if node.is_leaf() or not _apart(node, alike, overall):
            groups.append(top.pre_order())
        else:
            todo += [node.left, node.right]
            twigs += beside
    for twig, branch in reversed(twigs):
        parts = [group for group in groups if branch.issuperset(group)]
        max(parts, key=lambda part: round(float(alike[twig, part].mean()), 9)).append(twig)
    return groups


def _behind_twigs(
    node: ClusterNode, alike: Matrix, overall: Matrix
) -> tuple[ClusterNode, list[tuple[int, frozenset[int]]]]:
    """Step down past single articles that hang on: they must not hide that their branch is two."""
    beside: list[tuple[int, frozenset[int]]] = []
    while not node.is_leaf() and not _apart(node, alike, overall):
        small, large = sorted((node.left, node.right), key=lambda side: side.get_count())
        if small.get_count() > 1 or large.is_leaf():
            break
        beside.append((small.id, frozenset(large.pre_order())))
        node = large
    return node, beside


def _apart(node: ClusterNode, alike: Matrix, overall: Matrix) -> bool:
    """Are the two sides of a branch different episodes?"""
    left, right = node.left.pre_order(), node.right.pre_order()
    between = float(alike[np.ix_(left, right)].mean())
    pairs = len(left) * (len(left) - 1) + len(right) * (len(right) - 1)
    if not pairs:
        return float(overall[left[0], right[0]]) < PAIR
    inner = sum(
        float(alike[np.ix_(side, side)].sum() - np.trace(alike[np.ix_(side, side)])) for side in (left, right)
    )
    share = BRANCH if min(len(left), len(right)) > 1 else TWIG
    return between < share * inner / pairs


def _average_link(alike: Matrix, threshold: float) -> list[list[int]]:
    if len(alike) == 1:
        return [[0]]
    labels = fcluster(linkage(_distances(alike), "average"), 1 - threshold, "distance")
    groups: dict[int, list[int]] = {}
    for index, label in enumerate(labels):
        groups.setdefault(int(label), []).append(index)
    return list(groups.values())


def _distances(alike: Matrix) -> Matrix:
    """Condensed distances for scipy, rounded so that ties break alike everywhere."""
    distance = np.round(1 - (alike + alike.T) / 2, 9)
    np.fill_diagonal(distance, 0)
    return np.asarray(squareform(np.clip(distance, 0, None), checks=False))


def _similarity(docs: Sequence[StoryDoc]) -> Matrix:
    words, names = _vectors([doc.words for doc in docs]), _vectors([doc.names for doc in docs])
    return np.asarray(WORDS * (words @ words.T).toarray() + NAMES * (names @ names.T).toarray())


def _vectors(counts: Sequence[Mapping[str, int]], common: float = 1.0) -> csr_matrix:
    """TF-IDF rows of unit length, log counts; terms in more than `common` of the articles left out."""
    frequency: Counter[str] = Counter()
    for count in counts:
        frequency.update(count.keys())
    total = len(counts)
    kept = sorted(term for term, n in frequency.items() if n <= max(1.0, common * total))
    column = {term: i for i, term in enumerate(kept)}
    weight = {term: math.log((total + 1) / frequency[term]) for term in kept}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, count in enumerate(counts):
        scored = {column[t]: (1 + math.log(n)) * weight[t] for t, n in count.items() if t in column}
        length = math.sqrt(sum(value * value for value in scored.values())) or 1.0
        rows += [row] * len(scored)
        columns += scored.keys()
        values += [value / length for value in scored.values()]
    return csr_matrix((values, (rows, columns)), shape=(total, max(1, len(kept))))


def _decay(docs: Sequence[StoryDoc]) -> Matrix:
    """1 where times are unknown or agree; falls with the days that must lie between two articles."""
    gaps = np.zeros((len(docs), len(docs)))
    for i, left in enumerate(docs):
        for j in range(i):
            gaps[i, j] = gaps[j, i] = _gap(left, docs[j])
    return np.asarray(FLOOR + (1 - FLOOR) * np.exp(-gaps / DECAY))


def _gap(left: StoryDoc, right: StoryDoc) -> int:
    """Days that lie between two articles at least: a text that names 2020 is not of 2019.

    Where one recalls as past the very figure that the other gives as news, or the event that the other opens
    with, they are far apart.
    """
    if _recalls(left, right) or _recalls(right, left):
        return FAR
    if left.published and right.published:
        return abs((left.published - right.published).days)
    for dated, other in ((left, right), (right, left)):
        if dated.published and other.named_year and date.min.year <= other.named_year <= date.max.year:
            return max(0, (date(other.named_year, 1, 1) - dated.published).days)
    return 0


def _recalls(later: StoryDoc, earlier: StoryDoc) -> bool:
    if (later.recalled - later.present) & (earlier.present - earlier.recalled):
        return True
    return any(len(names & earlier.head) > NAMED * len(names) for names in later.past)


def _parts(docs: Sequence[StoryDoc]) -> list[list[int]]:
    """Sets of articles small enough to be compared all with all; in a large library, by its strong links."""
    everything = list(range(len(docs)))
    if len(docs) <= LARGEST:
        return [everything] if docs else []
    vectors = math.sqrt(NAMES) * _vectors([doc.names for doc in docs], COMMON)
    words = math.sqrt(WORDS) * _vectors([doc.words for doc in docs], COMMON)
    return _components(_links(hstack([vectors, words]).tocsr()), everything, COARSE)


def _links(vectors: csr_matrix) -> csr_matrix:
    """Similarities from COARSE up, a block of rows at a time: one in four hundred pairs has them."""
    blocks = []
    for start in range(0, vectors.shape[0], BLOCK):
        block = (vectors[start : start + BLOCK] @ vectors.T).tocsr()
        block.data[block.data < COARSE] = 0
        block.eliminate_zeros()
        blocks.append(block)
    return vstack(blocks).tocsr()


def _components(links: csr_matrix, members: list[int], threshold: float) -> list[list[int]]:
    """Connected components over links above the threshold, which rises until they are small enough."""
    inner = links[members][:, members]
    inner.data = np.where(inner.data >= threshold, inner.data, 0)
    inner.eliminate_zeros()
    count, labels = connected_components(inner, directed=False)
    groups: list[list[int]] = [[] for _ in range(count)]
    for member, label in zip(members, labels, strict=True):
        groups[int(label)].append(member)
    small: list[list[int]] = []
    for found in groups:
        too_large = len(found) > LARGEST and threshold < 1
        small += _components(links, found, threshold * 1.5) if too_large else [found]
    return small
