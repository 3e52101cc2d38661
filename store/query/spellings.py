"""Names that the query spells otherwise than the articles do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from store.link.names import fold, skeleton
from store.query import finding
from store.query.bearers import KeptBearers

_SHORT = 4  # letters: below that a word is no name that could be spelt otherwise
_ALIKE = 80.0


def spellings(session: Session, terms: Iterable[str], kept: KeptBearers) -> list[str]:
    """For terms that no passage holds: the words of the names that they are another spelling of."""
    found: list[str] = []
    for term in terms:
        if len(term) >= _SHORT:
            found += _spelt(session, term, kept)
    return list(dict.fromkeys(found))


def _spelt(session: Session, term: str, kept: KeptBearers) -> Iterator[str]:
    asked = fold(term)
    for person in finding.find(session, term, kept).found:
        for alias in person.aliases:
            for word in fold(alias.text).split():
                if word != asked and _alike(word, asked):
                    yield word


def _alike(left: str, right: str) -> bool:
    from rapidfuzz import fuzz

    return skeleton(left) == skeleton(right) or fuzz.ratio(left, right) >= _ALIKE
