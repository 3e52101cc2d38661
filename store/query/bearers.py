"""Names and offices with the people who have them, as queries see them and as they are kept in memory."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from store.models import AliasRow, MetaRow, PersonRow

ARTICLES = ("the ", "a ", "an ")

Bearers = dict[str, set[int]]  # folded name or office, without its article, to people


class KeptBearers:
    """All names and offices as of the last linking: only link writes them, in one transaction with its stamp.

    Reading them takes 60 ms at 200,000 mentions; looking for another spelling needs them all.
    Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, bool, bool], Bearers] = {}

    def of(self, session: Session, *, speaks: bool, office: bool) -> Bearers:
        """Those of who speaks, or of who is only named. Not to be changed by whoever gets them."""
        stamp = session.scalar(select(MetaRow.value).where(MetaRow.name == "linked")) or ""
        found = self._found.get((stamp, speaks, office))
        if found is None:  # read after the stamp: it is never older than what it is kept under
            found = _all(session, speaks=speaks, office=office)
            fresh = {key: kept for key, kept in self._found.items() if key[0] == stamp}
            self._found = {**fresh, (stamp, speaks, office): found}
        return found


def rows(
    session: Session, *more: ColumnElement[bool], speaks: bool, office: bool
) -> Iterator[tuple[str, int]]:
    """Folded names or offices with a person each."""
    voices = PersonRow.statements + PersonRow.passed_on
    found = session.execute(
        select(AliasRow.folded, AliasRow.person_id)
        .join(PersonRow, PersonRow.id == AliasRow.person_id)
        .where(voices > 0 if speaks else voices == 0, PersonRow.forward_id.is_(None))
        .where(AliasRow.office == office, *more)
        .distinct()
    )
    yield from ((row[0], row[1]) for row in found)


def plain(folded: str) -> str:
    """Without the article that it begins with."""
    for article in ARTICLES:
        folded = folded.removeprefix(article)
    return folded


def _all(session: Session, *, speaks: bool, office: bool) -> Bearers:
    found: Bearers = {}
    for folded, person in rows(session, speaks=speaks, office=office):
        found.setdefault(plain(folded), set()).add(person)
    return found
