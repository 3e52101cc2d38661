"""What is known about an article beside its text: set here, before given, before inferred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from store.codec import digest, from_json, to_json
from store.models import RevisionRow
from store.types import DatePrecision, Field, Metadata, Origin, Published, RawArticle, Sourced, TimeAnchor

_PRECISIONS = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}  # by length


def merged(given: Metadata, inferred: Metadata) -> Metadata:
    """Given before inferred, field by field."""
    known = given.published if given.published.day else inferred.published
    return replace(
        given,
        title=given.title or inferred.title,
        outlet=given.outlet or inferred.outlet,
        published=known,
        place=given.place or inferred.place,
        relays=given.relays or inferred.relays,
    )


def corrected(found: Metadata, values: Mapping[str, str | None]) -> Metadata:
    """The metadata with an article's corrections, `values` by Field, laid over it."""
    if Field.OUTLET in values:
        name = values[Field.OUTLET]
        found = replace(found, outlet=Sourced(name, Origin.CORRECTED) if name else None)
    if Field.DATE in values:
        found = replace(found, published=published_as(values[Field.DATE]))
    return found


def published_as(value: str | None) -> Published:
    """A date that was set: "2022-09-16", "2022-09", "2022" or None. Raises ValueError."""
    if value is None:
        return Published(origin=Origin.CORRECTED)
    day = date.fromisoformat(f"{value}-01-01"[:10])
    return Published(day, _PRECISIONS[len(value)], Origin.CORRECTED)


def given_of(whole: Metadata) -> Metadata:
    """What the file gave, without what was inferred."""

    def given(found: Sourced | None) -> Sourced | None:
        return found if found and found.origin is Origin.GIVEN else None

    return Metadata(
        title=given(whole.title),
        outlet=given(whole.outlet),
        url=whole.url,
        published=whole.published if whole.published.origin is Origin.GIVEN else Published(),
        language=whole.language,
    )


def raw_of(revision: RevisionRow, path: str) -> RawArticle:
    """A stored text as it was decoded."""
    return RawArticle(
        path=path,
        sha256=revision.sha256,
        encoding=revision.encoding,
        front_length=revision.front_length,
        text=revision.text,
        metadata=given_of(from_json(Metadata, revision.details)),
    )


def given_key(given: Metadata) -> str:
    """Tells apart two files with one text: other outlet or date, other article."""
    return digest(str(to_json(given)))


def head_words(metadata: Metadata) -> str:
    """Title, outlet and date: searched with every passage of the article, at half the weight."""
    parts = [metadata.title.value if metadata.title else "", metadata.outlet.value if metadata.outlet else ""]
    day = metadata.published.day
    return " ".join([*parts, day.isoformat() if day else ""]).strip()


def latest_anchor(anchors: Iterable[TimeAnchor]) -> str:
    """The latest time that the text names with its year: the article is not older. Sorts as text."""
    found = [
        f"{anchor.last_year:04d}-{anchor.month or 0:02d}-{anchor.day or 0:02d}"
        for anchor in anchors
        if anchor.last_year
    ]
    return max(found, default="")
