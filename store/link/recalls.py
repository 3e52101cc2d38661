"""Figures that may belong to another event than their article's, with the words that name it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from store.extract.casualties.tables import words
from store.link.collection import LinkArticle
from store.link.event_words import event_nouns, event_words
from store.types import LocalClaim, Relation, Span

WIDE = 15  # years: a longer stretch ("since the 1990s") names no war
_LENGTH = re.compile(
    r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[- ](day|week|month|year)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\b(?:(?:a|\w+) months?|\w+ weeks) (?:ago|earlier)\b|\blast month\b", re.IGNORECASE)
_ORDER = re.compile(r"\b(first|second|third)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Recall:
    """A figure whose clause names an event. `strong`: the words themselves put it before the article."""

    article: LinkArticle
    story: int
    key: str
    claim: LocalClaim

    @property
    def strong(self) -> bool:
        return self.claim.recalled is not None and self.relation is not Relation.WHOLE

    @property
    def relation(self) -> Relation:
        return self.claim.recalled.relation if self.claim.recalled else Relation.EARLIER

    @property
    def span(self) -> Span:
        """The naming words."""
        named = self.claim.recalled.span if self.claim.recalled else self.claim.event
        return named or self.claim.words

    @property
    def label(self) -> Span:
        """The naming words, or what the clause calls the event where they are but a year."""
        is_year = not any(c.isalpha() for c in self.span.of(self.article.text))
        return (self.claim.event or self.span) if is_year else self.span

    @cached_property
    def called(self) -> str:
        """The naming words with what the clause calls the event: a recalled one may be named by its year."""
        parts = [self.span, *([self.claim.event] if self.claim.event else [])]
        return " ".join(part.of(self.article.text) for part in dict.fromkeys(parts))

    @property
    def years(self) -> tuple[int, int] | None:
        recalled = self.claim.recalled
        if recalled is None or recalled.first_year is None:
            return None
        last = recalled.last_year if recalled.last_year is not None else recalled.first_year
        return (recalled.first_year, last) if last - recalled.first_year <= WIDE else None

    @cached_property
    def names(self) -> frozenset[str]:
        """What tells the event from others: words of its name, of an undated past one of its sentence."""
        found = self.direct
        if (self.strong or self.is_ago) and not (found and self.noun):
            found |= event_words(self.claim.sentence.of(self.article.text)) - words("event_noun")
        return found

    @property
    def names_event(self) -> bool:
        """Whether its clause says more than that it is the article's own news."""
        claim = self.claim
        return claim.recalled is not None or claim.event is not None or claim.place is not None or self.is_ago

    @property
    def is_ago(self) -> bool:
        """Weeks or months before the article: mostly another event, sometimes its own."""
        when = self.claim.as_of
        return when is not None and _AGO.search(when.of(self.article.text)) is not None

    @cached_property
    def direct(self) -> frozenset[str]:
        """Those of the names that its own naming words and its place give."""
        text, claim = self.article.text, self.claim
        spans = [self.span, *([claim.event] if claim.event else []), *([claim.place] if claim.place else [])]
        return frozenset(w for span in spans for w in event_words(span.of(text))) - words("event_noun")

    @cached_property
    def proper(self) -> frozenset[str]:
        """Those of the names that the article writes as names."""
        known = {word for name in self.article.features.names for word in event_words(name)}
        return self.names & known

    @cached_property
    def noun(self) -> str:
        """What it is called: "war", "mutiny"; "" for a mere year."""
        found = event_nouns(self.called)
        return found[0] if found else ""

    @property
    def about_war(self) -> bool:
        return self.noun in words("war")

    @cached_property
    def length(self) -> tuple[str, str] | None:
        """ "six-week"."""
        found = _LENGTH.search(self.called)
        return (found[1].lower(), found[2].lower()) if found else None

    @property
    def order(self) -> str:
        """ "first" of "the first war"."""
        found = _ORDER.search(self.called)
        return found[1].lower() if found else ""
