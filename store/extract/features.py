"""What link compares articles by: counted words and names, lines, and a signature for near-copies.

Made in stage read, from one article alone. Words weigh .3 and names .7 in stories (measured on ECB+);
the signature is MinHash over five-word shingles (Broder 1997, by datasketch).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

PERMUTATIONS = 64
SHINGLE = 5
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A head or tail line that may be boilerplate: `key` is its normalised words."""

    key: str
    span: Span


@dataclass(frozen=True, slots=True)
class Features:
    words: dict[str, int]
    names: dict[str, int]
    lines: tuple[Line, ...] = ()
    signature: tuple[int, ...] = ()
    shingles: int = 0


def find_features(
    text: str, hidden: Iterable[Span], lines: Iterable[tuple[str, Span]], doc: Doc | None
) -> Features:
    """Count what is visible of one article. `doc` is absent for languages that are not parsed."""
    visible = blank(text, hidden)
    words = _lemmas(doc) if doc is not None else Counter(word.lower() for word in _WORD.findall(visible))
    signature, shingles = _signature(visible)
    return Features(
        words=dict(words),
        names=dict(_names(doc) if doc is not None else _capitalised(visible)),
        lines=tuple(Line(key, span) for key, span in lines),
        signature=signature,
        shingles=shingles,
    )


def blank(text: str, hidden: Iterable[Span]) -> str:
    """`text` with the hidden spans turned to spaces."""
    for span in hidden:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _lemmas(doc: Doc) -> Counter[str]:
    return Counter(
        token.lemma_.lower() for token in doc if token.is_alpha and not token.is_stop and len(token) > 1
    )


def _names(doc: Doc) -> Counter[str]:
    """Capitalised words inside sentences, and all numbers."""
    found: Counter[str] = Counter()
    for token in doc:
        if token.is_space:
            continue
        if token.text[0].isdigit():
            found[token.text.replace(",", "")] += 1
        elif token.text[0].isupper() and not token.is_stop and (not token.is_sent_start or token.ent_type_):
            found[token.text.lower()] += 1
    return found


def _capitalised(text: str) -> Counter[str]:
    names = (word.lower() for word in _NAME.findall(text) if word[0].isupper())
    return Counter([*names, *(number.replace(",", "") for number in _NUMBER.findall(text))])


def _signature(text: str) -> tuple[tuple[int, ...], int]:
    from datasketch import MinHash

    words = [word.lower() for word in _WORD.findall(text)]
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    if not words:
        return (), 0
    sketch = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32")
    sketch.update_batch([shingle.encode() for shingle in shingles])
    return tuple(int(value) for value in sketch.hashvalues), len(shingles)
