"""Words in the form that wordings are compared by: stems of base forms, sets of synonyms, and opposites."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from store.terms import plain_stem as stem
from store.terms import stop_words


@lru_cache(maxsize=50_000)
def base(word: str) -> str:
    """The stem of a word's base form ("hidden": "hide"); stop words stay as they are."""
    word = word.removesuffix("'s")
    return word if word in stop_words() else stem(_irregular().get(word, word))


@lru_cache(maxsize=1)
def sets() -> dict[str, frozenset[int]]:
    """Stem (or stems joined by "_") to its sets: of `synonyms.txt`, and of what a country is called."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate((*_table("synonyms.txt"), *_countries())):
        for entry in line:
            found.setdefault("_".join(map(base, entry.split("_"))), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=1)
def opposites() -> dict[str, frozenset[str]]:
    """Stem to the stems of what says the contrary, from `opposites.txt`."""
    found: dict[str, set[str]] = {}
    for line in _table("opposites.txt"):
        one, other = map(base, line)
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    return {form: line[0] for line in _table("irregular.txt") for form in line[1:]}


def _countries() -> list[list[str]]:
    """Countries with their adjectives: "the Turkish leadership", "the leadership of Turkey"."""
    table = Path(__file__).parents[1] / "extract" / "demonyms.tsv"
    rows = (line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    words = (row.replace("|", "\t").casefold().split("\t") for row in rows)
    return [[word.strip().replace(" ", "_") for word in line] for line in words]


def _table(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if not line.startswith("#")]
