"""Names in one form: for comparing spellings and scripts, never for printing."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

_WORD = re.compile(r"[^\W\d_]+")
_HARD_C = re.compile(r"c(?=[aoulrt])")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Spellings of one name in different romanisations, read on the folded form, in this order.
_SPELLINGS = (
    ("kh", "h"),
    ("gh", "g"),
    ("ck", "k"),
    ("ts", "c"),
    ("tz", "c"),
    ("iy", "i"),
    ("ij", "i"),
    ("yy", "i"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("q", "k"),
    ("ph", "f"),
    ("ou", "u"),
    ("ee", "i"),
    ("oo", "u"),
)
ALIKE = 85  # of 100, for first names ("Antony", "Anthony") and typing errors


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Lower-case ASCII words: "Pashinián’s" and "Пашинян" become plain letters (anyascii)."""
    ascii_name = anyascii(re.sub(r"['’]s\b", "", name)).lower().replace("'", "")
    return " ".join(word for word in _WORD.findall(ascii_name) if word not in _SUFFIXES)


@lru_cache(maxsize=20_000)
def skeleton(folded: str) -> str:
    """One form for the romanisations of a name: "pashinian" and "pashinyan" meet."""
    folded = _HARD_C.sub("k", folded)
    for spelling, plain in _SPELLINGS:
        folded = folded.replace(spelling, plain)
    return folded


def surname(folded: str) -> str:
    return folded.rsplit(" ", 1)[-1]


def first_names_agree(left: str, right: str) -> bool:
    """Equal, an initial of the other, or a near spelling."""
    if left == right or skeleton(left) == skeleton(right):
        return True
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return left[0] == right[0] and fuzz.ratio(left, right) >= ALIKE
