"""What link works on: the served articles with their readings, in an order that no arrival changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from store.extract.features import Features
from store.keys import claim_keys, quote_keys
from store.types import LocalClaim, LocalQuote, Metadata, Reading, Span


@dataclass(frozen=True, slots=True)
class LinkArticle:
    """One article as link sees it. `boilerplate` is final once repetition has been looked at."""

    id: int
    path: str
    metadata: Metadata
    text: str
    reading: Reading
    features: Features
    anchor: str = ""
    boilerplate: tuple[Span, ...] = ()

    @property
    def published(self) -> date | None:
        return self.metadata.published.day

    @property
    def outlet(self) -> str | None:
        return self.metadata.outlet.value if self.metadata.outlet else None

    @property
    def order(self) -> tuple[int, str, str]:
        """Dated, then anchored, then undated; oldest first; by path."""
        if self.published:
            return 0, self.published.isoformat(), self.path
        return (1, self.anchor, self.path) if self.anchor else (2, "", self.path)

    def quotes(self) -> tuple[tuple[str, LocalQuote], ...]:
        """Keys and quotations, boilerplate left out."""
        keys = quote_keys(self.id, self.text, self.reading.quotes)
        pairs = zip(keys, self.reading.quotes, strict=True)
        return tuple((key, quote) for key, quote in pairs if not self.hides(quote.spans))

    def claims(self) -> tuple[tuple[str, LocalClaim], ...]:
        """Keys and claims, boilerplate left out."""
        keys = claim_keys(self.id, self.text, self.reading.claims)
        pairs = zip(keys, self.reading.claims, strict=True)
        return tuple((key, claim) for key, claim in pairs if not self.hides((claim.words,)))

    def hides(self, spans: Iterable[Span]) -> bool:
        """Do the spans lie in boilerplate?"""
        return any(span.overlaps(hidden) for span in spans for hidden in self.boilerplate)

    def without(self, boilerplate: tuple[Span, ...]) -> LinkArticle:
        return replace(self, boilerplate=boilerplate)


def year_of(anchor: str) -> int | None:
    """The year of an article's latest anchor."""
    return int(anchor[:4]) if anchor else None
