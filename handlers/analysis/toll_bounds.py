"""When two casualty claims can both be true: interval logic on the bounds of their words.

- exact: the number itself; "at least 200" and "more than 200": 200 and above, so that a bare 6,500 does
  not contradict a "more than 6,500"; "up to 200" and "fewer than 200": 200 and below;
- "about 300": TOLERANCE of the number either way; a range keeps its ends;
- vague words: from half their floor upwards, for "dozens" is no fixed number.
"""

from __future__ import annotations

import re
from math import inf

from store.types import Article, CasualtyClaim, CasualtyKind, DatePrecision, LocalClaim, Qualifier

TOLERANCE = 0.2  # of the number: "about 300" is 240 to 360

# What may also fall from day to day: the missing are found, the captured freed, the displaced go home.
_MAY_FALL = frozenset({CasualtyKind.MISSING, CasualtyKind.CAPTURED, CasualtyKind.DISPLACED})

_ROSE = re.compile(  # before a number: "the toll has risen to"
    r"\b(?:ris(?:es?|en|ing)|rose|climb(?:s|ed|ing)?|rais(?:es?|ed|ing)|br(?:ings?|ought|inging)|gr(?:ew|own|ows)"
    r"|increas(?:es?|ed|ing)|jump(?:s|ed|ing)?)\b[^.;]{0,60}\bto$",
    re.IGNORECASE,
)

_FORMER = re.compile(  # before a number: "raising an earlier toll of", "up from"
    r"\b(?:earlier|previous|initial|preliminary)\s+(?:\w+\s+){0,2}(?:toll|count|figure|estimate|tally)"
    r"(?:\s+of|,)?$|\b(?:up|down)\s+from$",
    re.IGNORECASE,
)

Sourced = tuple[CasualtyClaim, Article]


def interval(claim: LocalClaim) -> tuple[float, float]:
    """The numbers that the words leave possible, ends included."""
    return limits(claim.value, claim.low, claim.high, claim.qualifier)


def limits(
    number: int | None, low: int | None, high: int | None, qualifier: Qualifier
) -> tuple[float, float]:
    """The same for a number that is no claim's yet."""
    value = float(number or 0)
    if low is not None and high is not None:
        return float(low), float(high)
    if qualifier is Qualifier.AT_LEAST:
        return value, inf
    if qualifier is Qualifier.AT_MOST:
        return 0.0, value
    if qualifier is Qualifier.VAGUE:
        return value / 2, inf
    if qualifier is Qualifier.ABOUT:
        return value * (1 - TOLERANCE), value * (1 + TOLERANCE)
    return value, value


def lowest(claim: LocalClaim) -> tuple[float, float]:
    """Sorting key from the lowest to the highest figure, by the printed number first."""
    return float(claim.value or 0), interval(claim)[1]


def can_both_be_true(one: Sourced, other: Sourced) -> bool:
    """Whether two claims of one kind and the same victims leave a number that fits both.

    Claims that do not speak of the same count never contradict each other: a denied one, an addition
    ("two more"), two places, two figures that one article gives in its own voice, a later day's higher toll
    (for the missing, captured and displaced another day's figure), a higher toll that "rose to" its number.
    """
    a, b = one[0].local, other[0].local
    if overlap(a, b) or not _comparable(one, other):
        return True
    lower, higher = (one, other) if interval(a)[1] < interval(b)[0] else (other, one)
    falls = a.kind in _MAY_FALL and _is_earlier(higher[1], lower[1])
    return falls or _is_earlier(lower[1], higher[1]) or _rose(higher)


def _rose(told: Sourced) -> bool:
    claim, text = told[0].local, told[1].text
    return _ROSE.search(text[claim.sentence.start : claim.number.start].rstrip()) is not None


def is_former(claim: LocalClaim, text: str) -> bool:
    """Whether the words around a figure say that another has replaced it."""
    return _FORMER.search(text[claim.sentence.start : claim.number.start].rstrip()) is not None


def overlap(one: LocalClaim, other: LocalClaim) -> bool:
    """Whether a number fits the words of both."""
    (low, high), (other_low, other_high) = interval(one), interval(other)
    return low <= other_high and other_low <= high


def _comparable(one: Sourced, other: Sourced) -> bool:
    a, b = one[0].local, other[0].local
    if a.denied or b.denied or a.cumulative is False or b.cumulative is False:
        return False
    if a.place and b.place and not _same_words(a.place.of(one[1].text), b.place.of(other[1].text)):
        return False
    if one[0].article != other[0].article:
        return True
    names = {claim.claimant.name.casefold() for claim in (a, b) if claim.claimant}
    return len(names) == 2


def _same_words(one: str, other: str) -> bool:
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    return shorter in longer


def _is_earlier(one: Article, other: Article) -> bool:
    """Whether `one` was published on an earlier day; a toll may rise from day to day."""
    days = [article.published for article in (one, other)]
    if any(day.day is None or day.precision is not DatePrecision.DAY for day in days):
        return False
    return bool(days[0].day and days[1].day and days[0].day < days[1].day)
