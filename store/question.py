"""What a query names beside its words: outlets, days, and the clauses that can be looked for one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from store.terms import query_terms

MOST_CLAUSES = 5
_LONG = 4  # terms of a clause that can be looked for alone
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTH_DAY = re.compile(
    rf"\b({'|'.join(MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?", re.IGNORECASE
)
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(MONTHS)})\b(?:,?\s+(\d{{4}}))?", re.IGNORECASE
)
_BREAK = re.compile(
    r"[,;:?]\s+|\s+(?:and|while|whereas|but|or|that|which|who|compared to|between|after|before|with)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class AskedDay:
    """A day of the calendar that a query names; the year may be left open."""

    month: int
    day: int
    year: int | None = None


def clauses(words: str) -> tuple[str, ...]:
    """A long query cut at commas and joining words, four terms or more each; a short one is one clause.

    Decomposition of a question that needs several facts: each clause is then looked for by itself.
    """
    found: list[str] = []
    open_words = ""
    for part in _BREAK.split(words):
        open_words = f"{open_words} {part}".strip()
        if len(query_terms(open_words)) >= _LONG:
            found.append(open_words)
            open_words = ""
    if open_words and found:
        found[-1] = f"{found[-1]} {open_words}"
    elif open_words:
        found.append(open_words)
    return tuple([*found[: MOST_CLAUSES - 1], " ".join(found[MOST_CLAUSES - 1 :])] if found[5:] else found)


def days(words: str) -> frozenset[AskedDay]:
    """Days that the query names by month and day: 2023-10-31, October 31 (2023), 31 October."""
    found = {AskedDay(int(m[2]), int(m[3]), int(m[1])) for m in _ISO.finditer(words)}
    for match in _MONTH_DAY.finditer(words):
        found.add(_day(match[1], match[2], match[3]))
    for match in _DAY_MONTH.finditer(words):
        found.add(_day(match[2], match[1], match[3]))
    return frozenset(found)


def named(words: str, outlets: Iterable[str]) -> frozenset[str]:
    """The outlets that the query names as they are written; the longest name wins over one inside it."""
    found = set()
    for outlet in sorted(outlets, key=lambda name: (-len(name), name)):
        pattern = rf"(?<!\w){re.escape(outlet)}(?!\w)"
        if outlet and re.search(pattern, words):
            found.add(outlet)
            words = re.sub(pattern, " ", words)
    return frozenset(found)


def _day(month: str, day: str, year: str | None) -> AskedDay:
    return AskedDay(MONTHS.index(month.lower()) + 1, int(day), int(year) if year else None)
