"""Some three hundred own sentences in classes: for each, who says what.

A class that ends in "*" is a known gap; a gap that closes fails its test, so that its mark goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.store.test_quotes import quotes_in, rows, speaker, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parse = Callable[[str], "Doc"]
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


def plain(name: str | None) -> str:
    return _ARTICLE.sub("", name or "").lower()


def bare_words(content: str) -> list[str]:
    return re.findall(r"\w+", content)


def is_found(parse: Parse, case: list[str]) -> bool:
    """Whether a statement of these words has this speaker; for "-" whether there is no statement at all."""
    group, text, name, content = case
    text = text.replace(" / ", "\n")
    found = quotes_in(text, parse, headline=group.startswith("headline"))
    if content == "-":
        return found == ()
    wanted = (plain(name), bare_words(content))
    return wanted in [(plain(speaker(quote)), bare_words(words(text, quote))) for quote in found]


def cases() -> list[object]:
    gap = pytest.mark.xfail(strict=True)
    return [
        pytest.param(row, marks=[gap] if row[0].endswith("*") else [], id=f"{row[0]}: {row[1]}")
        for row in rows("statements.tsv")
    ]


@pytest.mark.parametrize("case", cases())
def test_statement_of_its_class_is_found(parse_text: Parse, case: list[str]) -> None:
    assert is_found(parse_text, case)
