"""Confirmed corrections of statements and figures: facts by key, as link and every answer take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.codec import from_json
from store.models import ClaimRow, CorrectionRow, QuoteRow
from store.types import CorrectionState, LocalClaim, LocalQuote

DROPPED = {"dropped": True}  # what stands in the row of a figure that is none
Overlay = Mapping[str, LocalQuote | LocalClaim | None]  # None: no fact
_Fact = TypeVar("_Fact", LocalQuote, LocalClaim)


def load_overlay(session: Session) -> dict[str, LocalQuote | LocalClaim | None]:
    """Corrected facts by key."""
    return {
        **{key: from_json(LocalQuote, fact) for key, fact in _corrected(session, QuoteRow)},
        **{
            key: None if fact == DROPPED else from_json(LocalClaim, fact)
            for key, fact in _corrected(session, ClaimRow)
        },
    }


def overlaid(facts: Iterable[tuple[str, _Fact]], overlay: Overlay) -> Iterator[tuple[str, _Fact]]:
    """The facts as corrected, without those that are none."""
    for key, fact in facts:
        corrected = overlay.get(key, fact)
        if isinstance(corrected, type(fact)):
            yield key, corrected


def _corrected(session: Session, table: type[QuoteRow] | type[ClaimRow]) -> list[tuple[str, dict[str, Any]]]:
    rows = session.execute(
        select(table.key, table.corrected)
        .join(CorrectionRow, CorrectionRow.fact_key == table.key)
        .where(CorrectionRow.state == CorrectionState.CONFIRMED.value, table.superseded_at.is_(None))
    )
    return [(row.key, row.corrected) for row in rows if row.corrected]
