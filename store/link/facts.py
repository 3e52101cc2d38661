"""What link keeps of single articles: final boilerplate, which facts lie in it, and who is called what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Text, cast, delete, insert, select, tuple_, update
from sqlalchemy.orm import Session

from store.link.apply_people import Moved
from store.link.cards import names_of, opening_of
from store.link.collection import LinkArticle, settled
from store.link.index import Repeats
from store.link.names import fold
from store.link.organisations import organisation_key
from store.link.people import Local, name_key, named, printed_names, speakers
from store.link.repetition import boilerplate_of
from store.link.shelf import Shelf, batches
from store.link_models import LinkCardRow, LinkNameRow
from store.models import ArticleRow, ClaimRow, QuoteRow, ReadingRow
from store.types import SpeakerKind

Printed = list[list[object]]  # as LinkNameRow.printed
Stored = tuple[bool, Printed, int | None]  # whether the name speaks, where it is printed, who it is


def settle_articles(session: Session, shelf: Shelf, dirty: Iterable[int]) -> Moved:
    """Boilerplate, hidden facts, cards and names of these articles; returns the names that have changed."""
    moved: Moved = {}
    repeats = Repeats(session)
    for some in batches(sorted(dirty)):
        articles = [
            settled(article, boilerplate_of(article, lambda line: repeats(line.key)))
            for article in shelf.whole(some)
        ]
        _write_boilerplate(session, articles)
        _hide_quotes(session, articles)
        _hide_claims(session, articles)
        _enter_cards(session, articles)
        moved |= _enter_names(session, articles)
    return moved


def _write_boilerplate(session: Session, articles: Sequence[LinkArticle]) -> None:
    rows = [
        {"id": article.id, "boilerplate": [[span.start, span.end] for span in article.boilerplate]}
        for article in articles
    ]
    if rows:
        session.execute(update(ArticleRow), rows)


def _hide_quotes(session: Session, articles: Sequence[LinkArticle]) -> None:
    """Statements that lie in boilerplate are kept but not served; the others are found by their speaker."""
    said = {
        key: (False, (fold(quote.speaker.name) or None) if quote.speaker else None)
        for article in articles
        for key, quote in article.quotes
    }
    row = QuoteRow
    chosen = (row.article_id.in_([article.id for article in articles]), row.superseded_at.is_(None))
    rows = session.execute(select(row.key, row.hidden, row.said_by).where(*chosen))
    changed = [
        {"key": key, "hidden": wanted[0], "said_by": wanted[1]}
        for key, hidden, name in rows
        if (wanted := said.get(key, (True, None))) != (hidden, name)
    ]
    if changed:
        session.execute(update(row), changed)


def _hide_claims(session: Session, articles: Sequence[LinkArticle]) -> None:
    seen = {key for article in articles for key, _ in article.claims}
    row = ClaimRow
    chosen = (row.article_id.in_([article.id for article in articles]), row.superseded_at.is_(None))
    rows = session.execute(select(row.key, row.hidden).where(*chosen))
    changed = [{"key": key, "hidden": key not in seen} for key, hidden in rows if hidden == (key in seen)]
    if changed:
        session.execute(update(row), changed)


# --- cards ------------------------------------------------------------------------------------


def _enter_cards(session: Session, articles: Sequence[LinkArticle]) -> None:
    numbers = [article.id for article in articles]
    seen = _marks(session, numbers)
    known = set(session.scalars(select(LinkCardRow.article_id).where(LinkCardRow.article_id.in_(numbers))))
    rows = [
        {
            "article_id": article.id,
            "seen": seen[article.id],
            "names": names_of(article),
            "opening": opening_of(article),
        }
        for article in articles
    ]
    if old := [row for row in rows if row["article_id"] in known]:
        session.execute(update(LinkCardRow), old)
    if new := [row for row in rows if row["article_id"] not in known]:
        session.execute(insert(LinkCardRow), new)


_MARK = cast(ArticleRow.revision, Text) + ":" + ReadingRow.version + ":" + ArticleRow.path
_IS_READING = (ReadingRow.article_id == ArticleRow.id) & (ReadingRow.revision == ArticleRow.revision)


def _marks(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """What link sees of articles, as it is kept on their cards."""
    rows = (
        select(ArticleRow.id, _MARK.label("mark"))
        .join(ReadingRow, _IS_READING)
        .where(ArticleRow.id.in_(numbers))
    )
    return {row.id: row.mark for row in session.execute(rows)}


def unseen(session: Session) -> set[int]:
    """Served articles that are not as their cards say, and cards of articles that are no longer served."""
    card = LinkCardRow
    served = select(ArticleRow.id).join(ReadingRow, _IS_READING)
    served = served.outerjoin(card, card.article_id == ArticleRow.id).where(ArticleRow.state == "served")
    other = session.scalars(served.where(card.article_id.is_(None) | (card.seen != _MARK)))
    gone = select(card.article_id).join(ArticleRow, ArticleRow.id == card.article_id)
    return {*other, *session.scalars(gone.where(ArticleRow.state != "served"))}


# --- names ------------------------------------------------------------------------------------


def _enter_names(session: Session, articles: Sequence[LinkArticle]) -> Moved:
    """Write what these articles call whom; returns the names that came, went, or are other than they were."""
    stored = _stored_names(session, [article.id for article in articles])
    found = {local: entry for article in articles for local, entry in _names_in(article).items()}
    fresh = sorted(found.keys() - stored.keys())
    other = sorted(local for local in found.keys() & stored.keys() if found[local] != stored[local][:2])
    gone = stored.keys() - found.keys()
    _delete_names(session, gone)
    if fresh:
        session.execute(insert(LinkNameRow), [_name_row(local, *found[local]) for local in fresh])
    if other:
        session.execute(update(LinkNameRow), [{**_key(local), **_entry(*found[local])} for local in other])
    return dict.fromkeys(fresh) | {local: stored[local][2] for local in (*other, *gone)}


def _stored_names(session: Session, articles: Collection[int]) -> dict[Local, Stored]:
    row = LinkNameRow
    columns = (row.article_id, row.kind, row.name, row.speaks, row.printed, row.person_id)
    rows = session.execute(select(*columns).where(row.article_id.in_(articles)))
    return {
        (article, SpeakerKind(kind), name): (speaks, printed, who)
        for article, kind, name, speaks, printed, who in rows
    }


def _names_in(article: LinkArticle) -> dict[Local, tuple[bool, Printed]]:
    spoken = set(speakers([article]))
    printed = printed_names(article)
    return {local: (local in spoken, printed.get(local, [])) for local in {*named([article]), *spoken}}


def _delete_names(session: Session, names: Iterable[Local]) -> None:
    row = LinkNameRow
    for some in batches(sorted(names)):
        keys = [(article, kind.value, name) for article, kind, name in some]
        session.execute(delete(row).where(tuple_(row.article_id, row.kind, row.name).in_(keys)))


def _key(local: Local) -> dict[str, object]:
    return {"article_id": local[0], "kind": local[1].value, "name": local[2]}


def _entry(speaks: bool, printed: Printed) -> dict[str, object]:
    return {"speaks": speaks, "printed": printed}


def _name_row(local: Local, speaks: bool, printed: Printed) -> dict[str, object]:
    _, kind, name = local
    return {
        **_key(local),
        **_entry(speaks, printed),
        "name_key": name_key(name),
        "organisation_key": organisation_key(name) if kind is SpeakerKind.ORGANISATION else "",
    }


def forget_articles(session: Session, articles: Iterable[int]) -> Moved:
    """Take cards and names of withdrawn articles away; returns the names."""
    gone: Moved = {}
    for some in batches(sorted(articles)):
        rows = session.scalars(select(LinkNameRow).where(LinkNameRow.article_id.in_(some)))
        gone |= {(row.article_id, SpeakerKind(row.kind), row.name): row.person_id for row in rows}
        session.execute(delete(LinkNameRow).where(LinkNameRow.article_id.in_(some)))
        session.execute(delete(LinkCardRow).where(LinkCardRow.article_id.in_(some)))
    return gone
