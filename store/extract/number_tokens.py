"""Tokens of number phrases, and which numbers in a text count nothing: dates, ages, money, rates, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_TOKEN = re.compile(
    r"\d{1,3}(?:[,.'’\u00a0\u202f\u2009 ]\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+|\+", re.UNICODE
)
_DIGITS = re.compile(r"\d+")
_GAP = re.compile(r"\s+|\s?-\s?")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?\s\Z")
_NOT_A_COUNT_BEFORE = re.compile(r"[\w$€£¥₽:/.#–-]\Z|[$€£¥₽]\s\Z|\d,\Z")
_COMPOUND_BEFORE = re.compile(r"\w-?\Z|[$€£¥₽]\s?\Z")
_NOT_A_COUNT = re.compile(
    r"[-–](?!plus|odd|strong)[^\W\d_]|:\d|\s?%|/\d|-\d\d-\d|(?:st|nd|rd|th)\b|[^\W\d_]", re.IGNORECASE
)
_UNIT_AFTER = re.compile(
    rf"(?i:[\s-]*(?:per\s?cent|percent|percentage|(?:year|month|week|day)s?[\s-]old)\b|\s?[ap]\.?m\b)|\s{_MONTH}\b"
)
_NOT_BEFORE_ONE = re.compile(r"\b(?:the|this|that|any|every|each|which|another|no)\s\Z", re.IGNORECASE)
_AGES = re.compile(
    r"\b(?:age[sd]?|aged between)(?: of| from)? \d+(?:(?:,? and |, | to |-)\d+)*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number in digits, or "+"; `word` is lower case."""

    start: int
    end: int
    word: str


def tokens_of(text: str) -> list[Token]:
    return [Token(match.start(), match.end(), match[0].lower()) for match in _tokens(text)]


def _tokens(text: str) -> Iterator[re.Match[str]]:
    for match in _TOKEN.finditer(text):
        yield from _split_date(text, match)


def _split_date(text: str, match: re.Match[str]) -> Iterator[re.Match[str]]:
    """Keep "July 12 200 people" two numbers: a space joins digits only when no month stands before."""
    grouped = any(mark in match[0] for mark in " \u00a0") and match[0][0].isdigit()
    if not grouped or not _MONTH_BEFORE.search(text, max(0, match.start() - 12), match.start()):
        yield match
        return
    yield from _DIGITS.finditer(text, match.start(), match.end())


def is_count(text: str, first: Token, last: Token) -> bool:
    """Whether the words count something, and are no sum of money, date, time, rate, name or pronoun."""
    if _UNIT_AFTER.match(text, last.end) or _NOT_A_COUNT.match(text, last.end):
        return False
    if last.word == "no" and text[last.end : last.end + 1] == ".":
        return False
    before = text[max(0, first.start - 12) : first.start]
    if last.word == "one":
        return not _NOT_BEFORE_ONE.search(before)
    if not first.word[0].isdigit():
        return not _COMPOUND_BEFORE.search(before)
    is_day = first.word.isdigit() and int(first.word) <= 31
    return not (_NOT_A_COUNT_BEFORE.search(before) or (is_day and _MONTH_BEFORE.search(before)))


def joined(text: str, tokens: list[Token], at: int) -> bool:
    """Only space or a hyphen stands between token `at` and the next one."""
    gap = text[tokens[at].end : tokens[at + 1].start]
    return not gap if tokens[at + 1].word == "+" else bool(_GAP.fullmatch(gap)) and "\n\n" not in gap


def ages(text: str) -> list[tuple[int, int]]:
    """Where ages are listed ("ages 24, 25 and 41")."""
    return [match.span() for match in _AGES.finditer(text)]


@lru_cache(maxsize=1)
def number_words() -> dict[str, tuple[str, int]]:
    """Word to its class and value, as numbers.tsv explains them."""
    return {word: (kind, int(value)) for word, kind, value in rows("numbers.tsv")}


def rows(name: str) -> list[list[str]]:
    """The lines of a table beside this file, split at tabs."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
