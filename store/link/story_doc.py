"""What grouping sees of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from store.link.wording import Wording

Figures = frozenset[tuple[str, int]]  # kind and number


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says, with the words of the speaker's name, lower case."""

    speaker: frozenset[str]
    wording: Wording


@dataclass(frozen=True, slots=True)
class StoryDoc:
    """What grouping sees of an article.

    `words` are the counted stems of its news, `opening` those of its first sentences, `background` those of
    each clause on an earlier time. `names` are counted over the whole text. `named_year` is the latest year
    that it names. `present` and `recalled` are its casualty figures: of its own events, and of the past.
    `head` holds the words of its opening, `past` the names of each event whose figure it recalls.
    `holders` are surnames by the words of their office.
    """

    words: Mapping[str, int]
    names: Mapping[str, int]
    published: date | None = None
    named_year: int | None = None
    present: Figures = frozenset()
    recalled: Figures = frozenset()
    head: frozenset[str] = frozenset()
    past: tuple[frozenset[str], ...] = ()
    opening: frozenset[str] = frozenset()
    background: tuple[frozenset[str], ...] = ()
    people: frozenset[str] = frozenset()
    holders: Mapping[frozenset[str], frozenset[str]] = field(default_factory=dict)
    said: tuple[Statement, ...] = ()
