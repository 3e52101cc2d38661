"""Words for comparing texts: lower case, without marks, plural endings cut. Never shown."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

WORD = re.compile(r"[^\W_]+")


def same_words(text: str) -> str:
    """Letters and digits only: equal for texts that differ in marks, case or white space alone."""
    return " ".join(WORD.findall(text.casefold()))


def same_office(text: str) -> str:
    """The same for offices: "U.S. Speaker" and "US Speaker" are one."""
    return same_words(text.replace(".", ""))


def content_words(text: str) -> list[str]:
    """The words that carry a topic, in order, cut to their stems."""
    skipped = stopwords()
    return [stem(word) for word in WORD.findall(text.casefold()) if word not in skipped]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut plural, participle and third-person endings; crude, for comparison alone.

    Plurals follow Harman's S-stemmer (1991); "-ed", "-ing" and "-ly" go when four letters are left.
    """
    if word.endswith("ies") and len(word) > 4:
        word = f"{word[:-3]}y"
    elif word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Words that carry no topic."""
    lines = Path(__file__).with_name("stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
