"""What link works on: the served articles with their readings, in an order that no arrival changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from store.extract.features import Features
from store.keys import claim_keys, quote_keys
from store.link.overlay import Overlay, overlaid
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
    corrected: Overlay = field(default_factory=dict)
    quotes: tuple[tuple[str, LocalQuote], ...] = ()  # keys and facts outside boilerplate: see `settled`
    claims: tuple[tuple[str, LocalClaim], ...] = ()

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


def settled(article: LinkArticle, boilerplate: tuple[Span, ...]) -> LinkArticle:
    """The article with its final boilerplate and the facts outside it, keyed once for all of link."""

    def visible(spans: Iterable[Span]) -> bool:
        return not any(span.overlaps(hidden) for span in spans for hidden in boilerplate)

    text, reading = article.text, article.reading
    quotes = zip(quote_keys(article.id, text, reading.quotes), reading.quotes, strict=True)
    claims = zip(claim_keys(article.id, text, reading.claims), reading.claims, strict=True)
    return replace(
        article,
        boilerplate=boilerplate,
        quotes=tuple(pair for pair in overlaid(quotes, article.corrected) if visible(pair[1].spans)),
        claims=tuple(pair for pair in overlaid(claims, article.corrected) if visible((pair[1].words,))),
    )


def year_of(anchor: str) -> int | None:
    """The year of an article's latest anchor."""
    return int(anchor[:4]) if anchor else None
