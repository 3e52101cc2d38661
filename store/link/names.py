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
# Arabic and Hebrew letters write these pairs with one.
_ABJAD_SPELLINGS = (("sh", "S"), ("ch", "S"), ("gh", "g"), ("kh", "k"), ("th", "t"), ("ts", "S"), ("ph", "f"))
_SOUNDS = {"b": "p", "f": "p", "v": "p", "q": "k", "j": "g", "z": "s", "c": "s"}
_GEORGIAN = re.compile(r"[\u10a0-\u10ff]")
_LETTERS = (("ու", "u"), ("ού", "u"), ("ου", "u"), ("χ", "h"), ("ו", "w"))
_ABJAD = re.compile(r"[\u0590-\u05ff\u0600-\u06ff]")
_SYLLABIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
ALIKE = 85  # of 100, for first names ("Antony", "Anthony") and typing errors


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Lower-case ASCII words: "Pashinián’s" and "Пашинян" become plain letters (anyascii)."""
    ascii_name = anyascii(re.sub(r"['’]s\b", "", name)).lower().replace("'", "")
    return " ".join(word for word in _WORD.findall(ascii_name) if word not in _SUFFIXES)


def romanised(words: str) -> str:
    """Words of scripts that anyascii spells by letter, in the letters that Latin spellings have.

    Armenian and Greek write u with two letters; a Georgian name ends on -i when it stands alone; the Hebrew
    letter vav is mostly a vowel.
    """
    if _GEORGIAN.search(words):
        return " ".join(anyascii(word).removesuffix("i") for word in words.split())
    words = words.lower()
    for letters, latin in _LETTERS:
        words = words.replace(letters, latin)
    return words


def lacks_vowels(words: str) -> bool:
    """Whether the words are in Arabic or Hebrew letters."""
    return bool(_ABJAD.search(words))


def is_syllabic(words: str) -> bool:
    """Whether the words are in Chinese, Japanese or Korean characters, which keep sounds only roughly."""
    return bool(_SYLLABIC.search(words))


@lru_cache(maxsize=20_000)
def consonants(folded: str) -> str:
    """What Arabic and Hebrew letters keep of a name: no vowels, w, y or h; p, b, f, v are one."""
    for spelling, plain in _ABJAD_SPELLINGS:
        folded = folded.replace(spelling, plain)
    folded = _HARD_C.sub("k", folded)
    return re.sub(r"(.)\1+", r"\1", "".join(_SOUNDS.get(c, c) for c in folded if c not in "aeiouwyh"))


def sounds_begin_alike(left: str, right: str) -> bool:
    """Whether two names begin with the same class of sound, as "Peskov" and "Beskov" do."""
    return bool(left and right) and _sound(left[0]) == _sound(right[0])


def _sound(letter: str) -> str:
    return "a" if letter in "aeiou" else _SOUNDS.get(letter, letter)


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
