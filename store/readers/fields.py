"""Front matter's fields -> given metadata. A value that cannot be used is left out, and a note says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from store.types import DatePrecision, Metadata, Origin, Published, Sourced

LONGEST = 500  # characters of a value
FIRST_YEAR = 1600  # no newspaper is older

_ABSENT = ("", "~", "null")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][\w-]+)?")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")

Value = TypeVar("Value")


def given_metadata(fields: Mapping[str, str | None], today: date) -> tuple[Metadata, tuple[str, ...]]:
    """Metadata of the known fields, and a note for each value that was left out."""
    notes: list[str] = []

    def take(names: tuple[str, ...], check: Callable[[str], Value]) -> Value | None:
        for name in names:
            try:
                value = _plain(fields, name)
                if value is not None:
                    return check(value)
            except ValueError as error:
                notes.append(f"{name} left out: {error}")
        return None

    metadata = Metadata(
        title=take(("title",), _sourced),
        outlet=take(("outlet", "source", "publisher"), _sourced),
        url=take(("url",), _address),
        published=take(("published", "date"), lambda value: parse_published(value, today)) or Published(),
        language=take(("language",), _language_code),
    )
    return metadata, tuple(notes)


def parse_published(value: str, today: date) -> Published:
    """A given date: an ISO day or moment (its day as printed), a month "2020-07" or a year "2020".

    Raises ValueError for anything else, for years before newspapers and for days after tomorrow.
    """
    try:
        day, precision = _iso(value)
    except ValueError:
        raise ValueError(
            f"{_short(value)} not understood, only dates like 2020-07-16, 2020-07, 2020"
        ) from None
    if day.year < FIRST_YEAR:
        raise ValueError(f"{_short(value)} is before any newspaper")
    if day > today and day - today > timedelta(days=1):
        raise ValueError(f"{_short(value)} lies in the future")
    return Published(day, precision, Origin.GIVEN)


def _iso(value: str) -> tuple[date, DatePrecision]:
    short = _MONTH.fullmatch(value)
    if short and short[2]:
        return date(int(short[1]), int(short[2]), 1), DatePrecision.MONTH
    if short:
        return date(int(short[1]), 1, 1), DatePrecision.YEAR
    if not re.match(r"\d{4}-\d{2}-\d{2}(?:[T ]|$)", value):
        raise ValueError
    return datetime.fromisoformat(_moment(value)).date(), DatePrecision.DAY


def _moment(value: str) -> str:
    """YAML's spelling "2020-07-16 10:00:00 +04:00", as fromisoformat wants it."""
    return re.sub(r"\s+(?=[+-]\d|Z$)", "", value)


def _plain(fields: Mapping[str, str | None], name: str) -> str | None:
    """A field's words on one line; None when it is absent. Raises ValueError when it cannot be a value."""
    value = fields.get(name, "")
    if value is None:
        raise ValueError("not plain text but a list, a mapping, a tag or a reference")
    folded = " ".join(value.split())
    if len(folded) > LONGEST:
        raise ValueError(f"{len(folded):,} characters are too long")
    return None if folded.lower() in _ABSENT else folded


def _sourced(value: str) -> Sourced:
    if not any(map(str.isalnum, value)):
        raise ValueError(f"{_short(value)} holds no word")
    return Sourced(value, Origin.GIVEN)


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError(f"{_short(value)} is no web address")
    return value


def _language_code(value: str) -> str:
    match = _LANGUAGE.fullmatch(value)
    if not match:
        raise ValueError(f"{_short(value)} is no language code such as en")
    return match[1].lower()


def _short(value: str) -> str:
    return f"“{value[:40]}…”" if len(value) > 40 else f"“{value}”"
