"""The word tables of this package, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from store.types import CasualtyKind


@dataclass(frozen=True, slots=True)
class Cue:
    """A casualty word: how it takes its victims (`role`) and what it says of them (`kind`)."""

    role: str  # transitive, intransitive, violent, state, event, life, body, toll
    kind: CasualtyKind | None  # None: only with "dead" or "to death" behind it


@lru_cache(maxsize=1)
def cues() -> dict[str, tuple[Cue, ...]]:
    """Lower-case form to its cues."""
    table: dict[str, tuple[Cue, ...]] = {}
    for role, kind, forms in _rows(Path(__file__).with_name("cues.tsv")):
        cue = Cue(role, None if kind == "none" else CasualtyKind(kind))
        for form in forms.split("|"):
            table[form] = tuple(dict.fromkeys((*table.get(form, ()), cue)))
    return table


@lru_cache(maxsize=1)
def cue_pattern() -> re.Pattern[str]:
    """Any casualty word in running text: what a sentence needs to be worth a look."""
    forms = sorted({*cues(), "number"}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def words(name: str) -> frozenset[str]:
    """One list of words.tsv, lower case."""
    return _lists()[name]


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """Lower-case adjective, plural or name to the country or people."""
    table: dict[str, str] = {}
    for name, forms in _rows(Path(__file__).parents[1] / "demonyms.tsv"):
        for form in (name, *forms.split("|")):
            table[form.lower()] = name
            table.setdefault(form.lower() + "s", name)
    return table


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    rows = _rows(Path(__file__).with_name("words.tsv"))
    return {name: frozenset(forms.split("|")) for name, forms in rows}


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
