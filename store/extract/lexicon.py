"""Tables on persons and countries that several extractors use, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Title:
    """A word of a title or role. `kind` is honorific, office, leader, part or role."""

    kind: str
    gender: str | None


_KINDS = {"h": "honorific", "o": "office", "l": "leader", "p": "part", "r": "role"}


def table(file: Path) -> list[list[str]]:
    """The fields of a table with tabs; lines that open with # are comments."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def titles() -> dict[str, Title]:
    """Lower-case word without full stop to its title."""
    found = table(Path(__file__).with_name("titles.tsv"))
    return {row[0]: Title(_KINDS[row[1]], row[2] if len(row) > 2 and row[2] else None) for row in found}


def title_of(word: str) -> Title | None:
    """The title that a printed word is ("Mr.", "Spokesmen"), or None."""
    plain = word.lower().rstrip(".")
    known = titles()
    found = known.get(plain)
    if found is None and plain.endswith("s"):
        found = known.get(plain[:-1])
    return found or (known.get(plain[:-3] + "man") if plain.endswith("men") else None)


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """Lower-case name, capital or demonym ("russian", "moscow", "u.s.") to the country."""
    found: dict[str, str] = {}
    for row in table(Path(__file__).with_name("countries.tsv")):
        names = [row[0], *(name for field in row[1:] for name in field.split("|"))]
        for name in filter(None, names):
            found.setdefault(name.lower(), row[0])
    return found


@lru_cache(maxsize=4096)
def countries_in(words: str) -> frozenset[str]:
    """The countries that a phrase names in any form: {"Russia"} for "the Russian leader"."""
    plain = [re.sub(r"['’]s?$", "", word.lower()) for word in _WORD.findall(words)]
    known = countries()
    phrases = (" ".join(plain[at : at + size]) for size in (1, 2, 3) for at in range(len(plain) - size + 1))
    return frozenset(known[phrase] for phrase in phrases if phrase in known)


@lru_cache(maxsize=1)
def speaking_nouns() -> dict[str, bool]:
    """Lemma of a noun that can speak, to whether it is a body ("ministry") and no person."""
    return {row[0]: row[1] == "b" for row in table(Path(__file__).with_name("speakers.tsv"))}
