"""Near-copies: articles that print one wire text count as one origin.

Locality-sensitive hashing finds the candidates (Leskovec et al., Mining of Massive Datasets, 3.4; bands by
datasketch), the estimated Jaccard index decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from store.extract.features import PERMUTATIONS, Features

THRESHOLD = 0.6  # Jaccard of five-word shingles; edits of a wire text keep well above it
MINIMUM = 8  # shingles: below, two short notes may share all their words by chance


@dataclass(frozen=True, slots=True)
class Print:
    """What tells copies: the article's place in the order of link, and its MinHash signature."""

    order: tuple[int, str, str]
    signature: NDArray[np.uint64]


def print_of(order: tuple[int, str, str], features: Features) -> Print:
    return Print(order, np.asarray(features.signature, dtype=np.uint64))


def bands(features: Features) -> list[str]:
    """Keys of which near-copies share one; none for a text that is too short."""
    if features.shingles < MINIMUM:
        return []
    values = np.asarray(features.signature, dtype=np.uint64)
    return [
        hashlib.sha256(f"{start}:".encode() + values[start:end].tobytes()).hexdigest()[:16]
        for start, end in _ranges()
    ]


@lru_cache(maxsize=1)
def _ranges() -> list[tuple[int, int]]:
    from datasketch import MinHashLSH

    return list(MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS).hashranges)


def near_copies(left: Print, right: Print) -> bool:
    """Is the estimated Jaccard index of two texts that share a band high enough?"""
    return float(np.mean(left.signature == right.signature)) >= THRESHOLD


def find_origins(prints: Mapping[int, Print], near: Mapping[int, Collection[int]]) -> dict[int, int]:
    """Article to the first origin of its near-copies that come before it, itself when none does."""
    found: dict[int, int] = {}
    for article in sorted(near, key=lambda number: prints[number].order):
        earlier = [found[other] for other in near[article] if other in found]
        found[article] = min(earlier, key=lambda number: prints[number].order, default=article)
    return found
