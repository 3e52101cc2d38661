"""Put one article's reading into the database: its row, revision, facts, passages and changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from store.codec import digest, to_json
from store.described import corrected, given_key, head_words, latest_anchor
from store.incoming import Incoming, stored
from store.keys import article_key, claim_keys, quote_keys
from store.models import (
    ArticleRow,
    ChangeRow,
    ClaimRow,
    FileRow,
    PassageRow,
    QuoteRow,
    ReadingRow,
    RevisionRow,
)
from store.outlines import pack_outline
from store.passages import cut_passages
from store.readers import FileStat
from store.search import WordIndex
from store.types import Metadata, Why, outline_of


class Writer:
    """Writes inside the caller's transaction; one article a call."""

    def __init__(self, session: Session, words: WordIndex) -> None:
        self._session, self._words = session, words
        self._now = datetime.now(UTC)

    def add(self, incoming: Incoming) -> int:
        """A new article; returns its id."""
        article = ArticleRow(
            text_sha256=digest(incoming.raw.text),
            given_key=given_key(incoming.raw.metadata),
            path=incoming.stat.path,
            language=incoming.reading.language,
            added_at=self._now,
        )
        self._session.add(article)
        self._session.flush()
        article.origin_id = article.id
        self._describe(article, incoming)
        self._log([(article_key(article.id), "article", Why.ADDED)], article.id)
        self._write_facts(article, incoming, Why.ADDED)
        return article.id

    def revise(self, article: ArticleRow, incoming: Incoming, why: Why = Why.REVISED) -> None:
        """A new text under a known path, or (`why` is EXTRACTOR) the same text read by newer rules."""
        if why is Why.REVISED:
            article.revision += 1
            article.text_sha256 = digest(incoming.raw.text)
            article.given_key = given_key(incoming.raw.metadata)
        article.language = incoming.reading.language
        self._describe(article, incoming)
        self._write_facts(article, incoming, why)

    def restore(self, article: ArticleRow) -> None:
        """Serve a withdrawn article again, as it is stored."""
        incoming = stored(self._session, article)
        article.state = "served"
        self._log([(article_key(article.id), "article", Why.ADDED)], article.id)
        self._describe(article, incoming)
        self._write_facts(article, incoming, Why.ADDED)

    def correct(self, article: ArticleRow, values: dict[str, str | None]) -> None:
        """Lay corrections over what is known of an article; none takes them off."""
        incoming = stored(self._session, article)
        article.corrected = values
        self._describe_columns(article, incoming.metadata)
        if article.state != "served":
            return
        self._remove_passages(article.id)
        self._add_passages(article, incoming)
        self._log([(article_key(article.id), "article", Why.CORRECTED)], article.id)

    def withdraw(self, article: ArticleRow) -> None:
        """Serve it no more; its words and facts are kept."""
        article.state = "withdrawn"
        article.story_id = None
        keys = [*self._served(QuoteRow, article.id), *self._served(ClaimRow, article.id)]
        self._supersede(keys)
        self._remove_passages(article.id)
        facts = [(key, kind, Why.WITHDRAWN) for key, kind in keys]
        self._log([(article_key(article.id), "article", Why.WITHDRAWN), *facts], article.id)

    def note_file(self, stat: FileStat, sha256: str, article: int | None, notes: Sequence[str] = ()) -> None:
        """Remember a file that was read."""
        state = "served" if article is not None else "rejected"
        self._file(stat, sha256=sha256, state=state, article_id=article, why="", notes=list(notes))

    def reject(self, stat: FileStat, why: str, sha256: str = "") -> None:
        """Remember a file that cannot be read; an article it held before stays served under its old words."""
        self._file(stat, sha256=sha256, state="rejected", why=why, notes=[])

    def _file(self, stat: FileStat, **values: object) -> None:
        row = self._session.get(FileRow, stat.path)
        values = {**values, "size": stat.size, "mtime_ns": stat.mtime_ns}
        if row is None:
            self._session.add(FileRow(path=stat.path, **values))
            return
        for name, value in values.items():
            setattr(row, name, value)

    def _describe(self, article: ArticleRow, incoming: Incoming) -> None:
        """Revision, reading and the columns that queries order and filter by."""
        metadata, raw, reading = incoming.metadata, incoming.raw, incoming.reading
        self._describe_columns(article, metadata)
        article.anchor = latest_anchor(reading.anchors)
        article.boilerplate = [[span.start, span.end] for span in reading.layout.boilerplate]
        self._session.merge(
            RevisionRow(
                article_id=article.id,
                revision=article.revision,
                text=raw.text,
                details=to_json(metadata),
                sha256=raw.sha256,
                encoding=raw.encoding,
                front_length=raw.front_length,
                read_at=self._now,
            )
        )
        self._session.merge(
            ReadingRow(
                article_id=article.id,
                revision=article.revision,
                version=reading.version,
                facts=incoming.product.packed,
                features=incoming.product.features,
                outline=pack_outline(outline_of(reading)),
            )
        )

    def _describe_columns(self, article: ArticleRow, metadata: Metadata) -> None:
        shown = corrected(metadata, article.corrected or {})
        article.outlet = shown.outlet.value if shown.outlet else None
        article.published = shown.published.day

    def _write_facts(self, article: ArticleRow, incoming: Incoming, why: Why) -> None:
        text, reading = incoming.raw.text, incoming.reading
        quotes = zip(quote_keys(article.id, text, reading.quotes), reading.quotes, strict=True)
        claims = zip(claim_keys(article.id, text, reading.claims), reading.claims, strict=True)
        self._write(QuoteRow, article.id, [(key, q.kind.value, to_json(q)) for key, q in quotes], why)
        self._write(ClaimRow, article.id, [(key, c.kind.value, to_json(c)) for key, c in claims], why)
        self._remove_passages(article.id)
        self._add_passages(article, incoming)

    def _write(
        self,
        table: type[QuoteRow] | type[ClaimRow],
        article: int,
        facts: list[tuple[str, str, dict[str, object]]],
        why: Why,
    ) -> None:
        """New facts in, kept facts moved to their new offsets, lost facts superseded."""
        kind = "quote" if table is QuoteRow else "claim"
        known = set(self._session.scalars(select(table.key).where(table.article_id == article)))
        served = {key for key, _ in self._served(table, article)}
        rows = [
            {
                "key": key,
                "article_id": article,
                "position": n,
                "kind": name,
                "facts": fact,
                "corrected": {},  # offsets have moved: corrections are laid over anew
                "superseded_at": None,
            }
            for n, (key, name, fact) in enumerate(facts)
        ]
        new = [row for row in rows if row["key"] not in known]
        if new:
            self._session.execute(insert(table), new)
        kept = [row for row in rows if row["key"] in known]
        if kept:
            self._session.execute(update(table), kept)
        lost = served - {key for key, _, _ in facts}
        self._supersede([(key, kind) for key in lost])
        gone = Why.WITHDRAWN if why is Why.REVISED else why
        changes = [(str(row["key"]), kind, why) for row in rows if row["key"] not in served]
        self._log([*changes, *((key, kind, gone) for key in sorted(lost))], article)

    def _served(self, table: type[QuoteRow] | type[ClaimRow], article: int) -> list[tuple[str, str]]:
        kind = "quote" if table is QuoteRow else "claim"
        keys = self._session.scalars(
            select(table.key).where(table.article_id == article, table.superseded_at.is_(None))
        )
        return [(key, kind) for key in keys]

    def _supersede(self, keys: Sequence[tuple[str, str]]) -> None:
        for table, kind in ((QuoteRow, "quote"), (ClaimRow, "claim")):
            names = [key for key, name in keys if name == kind]
            if names:
                self._session.execute(
                    update(table).where(table.key.in_(names)).values(superseded_at=self._now)
                )

    def _log(self, facts: Iterable[tuple[str, str, Why]], article: int) -> None:
        rows = [
            {"fact_key": key, "fact_kind": kind, "why": why.value, "article_id": article, "at": self._now}
            for key, kind, why in facts
        ]
        if rows:
            self._session.execute(insert(ChangeRow), rows)

    def _remove_passages(self, article: int) -> None:
        old = list(self._session.scalars(select(PassageRow.id).where(PassageRow.article_id == article)))
        if old:
            self._words.remove(self._session, old)
            self._session.execute(delete(PassageRow).where(PassageRow.article_id == article))

    def _add_passages(self, article: ArticleRow, incoming: Incoming) -> None:
        text, reading = incoming.raw.text, incoming.reading
        spans = cut_passages(text, reading.layout, reading.sentences)
        rows = [
            PassageRow(article_id=article.id, start=s.start, end=s.end, text_sha256=digest(s.of(text)))
            for s in spans
        ]
        self._session.add_all(rows)
        self._session.flush()
        head = head_words(corrected(incoming.metadata, article.corrected or {}))
        self._words.add(self._session, [(row.id, text[row.start : row.end], head) for row in rows])
