"""Who speaks in an article and what articles call people, once it is known who is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from store.link.names import fold
from store.link.shelf import batches
from store.link_models import LinkNameRow
from store.models import AliasRow, ArticleRow, QuoteRow
from store.types import SpeakerKind

Named = Mapping[tuple[int, str, str], int]  # article, kind and name to a person
Alias = tuple[int, int, str, str, int, int, bool]  # as _COLUMNS
_COLUMNS = ("person_id", "article_id", "folded", "text", "start", "end", "office")


def write_speakers(session: Session, articles: Iterable[int]) -> None:
    """Whose words the statements of these articles are; a hidden one is nobody's."""
    for some in batches(sorted(articles)):
        who = _who(session, some)
        row = QuoteRow
        chosen = (row.article_id.in_(some), row.superseded_at.is_(None))
        columns = (row.key, row.article_id, row.facts, row.corrected, row.hidden)
        now = (row.group_id, row.person_id, row.relay_person_id)
        rows = session.execute(select(*columns, row.said_by, *now).where(*chosen))
        changes = []
        for key, article, facts, changed, hidden, name, *stored in rows:
            quote = {} if hidden else changed or facts
            wanted = (_meant(who, article, quote.get("speaker")), _meant(who, article, quote.get("relay")))
            group = stored[0] if not hidden and (wanted[0] or name) else None
            if [group, *wanted] != stored:
                who_says = {"person_id": wanted[0], "relay_person_id": wanted[1]}
                changes.append({"key": key, "group_id": group, **who_says})
        if changes:
            session.execute(update(row), changes)


def _who(session: Session, articles: Collection[int]) -> Named:
    row = LinkNameRow
    rows = session.execute(
        select(row.article_id, row.kind, row.name, row.person_id).where(
            row.article_id.in_(articles), row.person_id.is_not(None)
        )
    )
    return {(article, kind, name): number for article, kind, name, number in rows if number is not None}


def _meant(who: Named, article: int, speaker: Mapping[str, Any] | None) -> int | None:
    return who.get((article, speaker["kind"], speaker["name"])) if speaker else None


def write_aliases(
    session: Session, people: Iterable[int], silent: Collection[int], articles: Collection[int] | None = None
) -> None:
    """Printed names of these people, in these articles or in all.

    One an article and wording, of who is silent one a wording: that needs all articles.
    """
    for some in batches(sorted(people)):
        for part in [None] if articles is None else batches(sorted(articles)):
            wanted = _wanted(session, silent, _here(LinkNameRow, some, part))
            _replace(session, wanted, _here(AliasRow, some, part))


def _here(
    table: type[LinkNameRow] | type[AliasRow], people: list[int], articles: list[int] | None
) -> ColumnElement[bool]:
    theirs = table.person_id.in_(people)
    return theirs if articles is None else theirs & table.article_id.in_(articles)


def _replace(session: Session, wanted: set[Alias], here: ColumnElement[bool]) -> None:
    rows = session.execute(select(AliasRow.id, *(getattr(AliasRow, name) for name in _COLUMNS)).where(here))
    present = {tuple(row[1:]): row[0] for row in rows}
    gone = [number for key, number in present.items() if key not in wanted]
    for part in batches(gone, 500):
        session.execute(delete(AliasRow).where(AliasRow.id.in_(part)))
    new = [dict(zip(_COLUMNS, key, strict=True)) for key in sorted(wanted - present.keys())]
    if new:
        session.execute(insert(AliasRow), new)


def _wanted(session: Session, silent: Collection[int], here: ColumnElement[bool]) -> set[Alias]:
    row = LinkNameRow
    rows = session.execute(
        select(ArticleRow.path, row.article_id, row.kind, row.name, row.person_id, row.printed)
        .join(ArticleRow, ArticleRow.id == row.article_id)
        .where(here)
    )
    names: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for path, article, kind, name, person, printed in rows:
        names[person or 0].append((path, article, SpeakerKind(kind), name, printed))
    wanted: set[Alias] = set()
    for person, theirs in names.items():
        seen: set[tuple[int, str, bool]] = set()
        for _, article, _, _, printed in sorted(theirs, key=lambda found: found[:4]):
            for words, start, end, office in printed:
                key = (0 if person in silent else article, fold(words), office)
                if key not in seen:
                    seen.add(key)
                    wanted.add((person, article, key[1], words, start, end, office))
    return wanted
