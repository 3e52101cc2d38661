"""Numbers of variant groups: kept while a group lives on, never used again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.link.match import match_groups
from store.link.variants import Group
from store.models import MetaRow, QuoteRow

_LAST = "last variant group"


def apply_variants(session: Session, groups: Sequence[Group]) -> dict[str, int]:
    """The number of every grouped statement's group, by key."""
    known: dict[int, set[str]] = defaultdict(set)
    rows = session.execute(select(QuoteRow.group_id, QuoteRow.key).where(QuoteRow.group_id.is_not(None)))
    for number, key in rows:
        known[number or 0].add(key)
    matched = match_groups(known, [frozenset(group) for group in groups])
    last = int(session.scalar(select(MetaRow.value).where(MetaRow.name == _LAST)) or 0)
    numbers: dict[str, int] = {}
    for group, old in zip(groups, matched.ids, strict=True):
        last = last if old is not None else last + 1
        numbers |= dict.fromkeys(group, old if old is not None else last)
    session.merge(MetaRow(name=_LAST, value=str(last)))
    return numbers
