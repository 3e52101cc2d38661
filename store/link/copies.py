"""Near-copies: articles that print one wire text count as one origin."""

from __future__ import annotations

from collections.abc import Sequence

from store.extract.features import PERMUTATIONS, Features

THRESHOLD = 0.6  # Jaccard of five-word shingles; edits of a wire text keep well above it
SCHEME = "affine32"  # of datasketch: stored signatures stay comparable
MINIMUM = 8  # shingles: below, two short notes may share all their words by chance


def find_origins(articles: Sequence[int], features: Sequence[Features]) -> dict[int, int]:
    """Article id to the id of the first of its near-copies, in the given order.

    Locality-sensitive hashing finds the candidates (datasketch), the estimated Jaccard decides.
    """
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    rank = {article: place for place, article in enumerate(articles)}
    sketches: dict[int, MinHash] = {}
    origins: dict[int, int] = {}
    for article, feature in zip(articles, features, strict=True):
        origins[article] = article
        if feature.shingles < MINIMUM:
            continue
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1, hashvalues=feature.signature, scheme=SCHEME)
        near = [other for other in index.query(sketch) if sketch.jaccard(sketches[other]) >= THRESHOLD]
        origins[article] = min((origins[other] for other in near), key=rank.__getitem__, default=article)
        sketches[article] = sketch
        index.insert(article, sketch)
    return origins
