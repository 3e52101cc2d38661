"""Where the outlet and the date of an article come from: given, printed in it, or set here by an owner."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.cite import place
from handlers.doc import House, Line, source_of
from handlers.slots import Day
from store.types import Article, Metadata, Origin

_MESSAGES = {
    "given": house.GIVEN,
    "dateline": house.BY_DATELINE,
    "as printed": house.AS_PRINTED,
    "set here": house.SET_HERE,
}
_BESIDE = 12  # characters between the place of a dateline and its day


@dataclass(frozen=True, slots=True)
class Basis:
    """Each is "given", "dateline", "as printed", "set here" or "" for what nothing shows."""

    outlet: str
    date: str


def basis_of(article: Article) -> Basis:
    """How the outlet and the date of an article are known."""
    known = article.metadata
    outlet = known.outlet.origin if known.outlet else Origin.UNKNOWN
    printed = "dateline" if _in_dateline(known) else "as printed"
    return Basis(_named(outlet, "as printed"), _named(known.published.origin, printed))


def origin_lines(article: Article) -> tuple[Line, Line]:
    """Harbour Post (given); 7 March 2024 (dateline): the outlet and the date, each with its basis."""
    source, basis = source_of(article), basis_of(article)
    outlet = place(source) if source.outlet else house.OUTLET_UNKNOWN()
    day = house.DAY(day=Day(source.published, source.article))
    return (outlet, *_said(basis.outlet)), (day, *_said(basis.date))


def _said(basis: str) -> tuple[House, ...]:
    return (_MESSAGES[basis](),) if basis else ()


def _named(origin: Origin, inferred: str) -> str:
    match origin:
        case Origin.GIVEN:
            return "given"
        case Origin.INFERRED:
            return inferred
        case Origin.CORRECTED:
            return "set here"
    return ""


def _in_dateline(known: Metadata) -> bool:
    """Whether the day stands right behind the place."""
    place_, day = known.place and known.place.span, known.published.span
    return bool(place_ and day and 0 <= day.start - place_.end <= _BESIDE)
