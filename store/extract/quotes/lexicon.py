"""The tables of verbs and nouns of speech, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from store.extract.lexicon import table


@dataclass(frozen=True, slots=True)
class Frame:
    """The forms in which a verb's content may come."""

    clause: bool = False
    object: bool = False
    infinitive: bool = False
    quotation: bool = False
    addressee: bool = False
    light: bool = False  # only with a noun of speech as its object
    prepositions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SpeechNoun:
    """`document`: stands for whoever made it. `statement`: its content follows it."""

    document: bool
    statement: bool


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, Frame]:
    """Lemma, or lemma+particle, to the frame of a verb of speech."""
    return {row[0]: _frame(row[1].split(",")) for row in table(Path(__file__).with_name("cues.tsv"))}


@lru_cache(maxsize=1)
def speech_nouns() -> dict[str, SpeechNoun]:
    """Lemma to the kind of a noun of speech."""
    rows = table(Path(__file__).with_name("nouns.tsv"))
    return {row[0]: SpeechNoun("d" in row[1], "s" in row[1]) for row in rows}


@lru_cache(maxsize=1)
def verbs_with_particle() -> frozenset[str]:
    """Lemmas that are verbs of speech with some particle ("rule out")."""
    return frozenset(key.split("+")[0] for key in cue_verbs() if "+" in key)


def _frame(forms: list[str]) -> Frame:
    prepositions = [form[2:] for form in forms if form.startswith("p:")]
    return Frame(
        clause="c" in forms,
        object="o" in forms,
        infinitive="i" in forms,
        quotation="q" in forms,
        addressee="a" in forms,
        light="n" in forms,
        prepositions=frozenset("|".join(prepositions).split("|")) - {""},
    )
