"""Organisations in one form: "Azerbaijan's defence ministry" and "the Azerbaijani Ministry of Defense" meet.

A country's capital stays apart from the country: no article says that they speak as one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import store.extract
from store.extract.lexicon import table
from store.link.names import fold

_DROPPED = frozenset({"the", "of", "for", "a", "an", "s"})
_SPELLINGS = {"defence": "defense", "centre": "center", "organisation": "organization", "labour": "labor"}
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=100_000)
def organisation_key(name: str) -> str:
    """Sorted words, countries by name, articles and "of" dropped. Empty input gives an empty key."""
    known = _countries()
    words = [_SPELLINGS.get(word, word) for word in _WORD.findall(fold(name))]
    plain = " ".join(word for word in words if word not in _DROPPED).removesuffix(" news agency")
    begun = (form for word in dict.fromkeys(plain.split()) for form in _by_first_word().get(word, ()))
    for form in sorted((form for form in begun if f" {form} " in f" {plain} "), key=lambda f: (-len(f), f)):
        plain = f" {plain} ".replace(f" {form} ", f" {known[form]} ").strip()
    return " ".join(sorted(plain.split()))


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Folded demonym or other name to the country as one word."""
    found: dict[str, str] = {}
    for row in table(Path(store.extract.__file__).with_name("countries.tsv")):
        country = fold(row[0]).replace(" ", "_")
        names = [
            row[0],
            *(row[2].split("|") if len(row) > 2 else []),
            *(row[3].split("|") if len(row) > 3 else []),
        ]
        for name in filter(None, map(fold, names)):
            found.setdefault(name, country)
    return found


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form in _countries():
        found.setdefault(form.split()[0], []).append(form)
    return found
