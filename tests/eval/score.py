"""Scores for the project's own gold (tests/articles): the measures of the evaluation data, in short.

Quotations match when their word tokens overlap by half (Dice); joint counts those with the right speaker,
too. Claims match by kind and number. Offsets are those of the gold file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from anyascii import anyascii

_TOKEN = re.compile(r"\w+")
Spans = Sequence[Sequence[int]]


def f1(hits: int, predicted: int, gold: int) -> float:
    return 2 * hits / (predicted + gold) if predicted + gold else 1.0


def quotation_scores(gold: Iterable[Mapping[str, Any]], predicted: Mapping[str, Any]) -> tuple[float, float]:
    """Match F1 and joint F1 over documents; don't-care quotations are neither needed nor punished."""
    matched = joint = wanted = given = 0
    for row in gold:
        text, found = row["text"], list(predicted[row["id"]])
        scored = [quote for quote in row["quotes"] if quote["type"] != "other"]
        pairs = pairs_of(text, scored, found)
        loose = [quote for quote in row["quotes"] if quote["type"] == "other"]
        used = {at for _, at in pairs}
        rest = [quote for at, quote in enumerate(found) if at not in used]
        given += len(found) - len(pairs_of(text, loose, rest))
        wanted += len(scored)
        matched += len(pairs)
        joint += sum(same_speaker(scored[left], found[right]) for left, right in pairs)
    return f1(matched, given, wanted), f1(joint, given, wanted)


def claim_score(gold: Iterable[Mapping[str, Any]], predicted: Mapping[str, Any]) -> float:
    """F1 of distinct (kind, number) pairs; predictions of one and of unscored figures are forgiven."""
    hits = wanted = given = 0
    for row in gold:
        scored = {(claim["kind"], claim["number"]) for claim in row["claims"] if claim["scored"]}
        loose = {(claim["kind"], claim["number"]) for claim in row["claims"]} - scored
        found = {(claim["kind"], claim["number"]) for claim in predicted[row["id"]]} - loose
        hits += len(scored & found)
        wanted += len(scored)
        given += len({claim for claim in found if claim in scored or claim[1] != 1})
    return f1(hits, given, wanted)


def pairs_of(
    text: str, gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> list[tuple[int, int]]:
    """One-to-one pairs of indexes, best overlap first."""
    left = [_tokens(text, quote["content"]) for quote in gold]
    right = [_tokens(text, quote["spans"]) for quote in found]
    scores = [
        (_dice(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right) if _dice(a, b) >= 0.5
    ]
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(scores, key=lambda score: (-score[0], score[1:])):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def spans_overlap(left: Spans, right: Spans) -> bool:
    return any(start < other[1] and other[0] < end for start, end in left for other in right)


def _tokens(text: str, spans: Spans) -> frozenset[int]:
    return frozenset(match.start() for start, end in spans for match in _TOKEN.finditer(text, start, end))


def _dice(left: frozenset[int], right: frozenset[int]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def same_speaker(gold: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """The mention overlaps, or the resolved name ends with the same surname."""
    start, end = found.get("speaker_span") or (0, 0)
    mentioned = any(s < end and start < e for s, e in gold["source"])
    named = _surname(found.get("speaker")) == _surname(gold.get("entity"))
    return mentioned or (named and bool(found.get("speaker")))


def _surname(name: str | None) -> str:
    return anyascii(name or "").lower().split()[-1] if name else ""
