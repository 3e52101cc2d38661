"""SQLAlchemy tables. Rows never leave the store: `store.library` turns them into frozen facts.

Facts that were superseded stay (`superseded_at`); people, stories and episodes that were merged or split
stay as forwarding rows (`forward_id`), so that a number once printed goes on working.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

BigId = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own declaration
        datetime: DateTime(timezone=True),
        date: Date,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        str: Text,
        bytes: LargeBinary,
    }


class FileRow(Base):
    """One file of the folder. `path` is relative, "/" between parts."""

    __tablename__ = "files"
    path: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(10))  # served, rejected, missing
    article_id: Mapped[int | None] = mapped_column(ForeignKey("articles.id"), index=True)
    why: Mapped[str] = mapped_column(default="")
    notes: Mapped[list[Any]] = mapped_column(default=list)


class ArticleRow(Base):
    """One article; its words are those of the revision it points to."""

    __tablename__ = "articles"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default="served", index=True)  # served, withdrawn
    text_sha256: Mapped[str] = mapped_column(String(64), index=True)
    given_key: Mapped[str] = mapped_column(String(64))  # hash of the given metadata
    path: Mapped[str] = mapped_column(index=True)  # the first of its paths, for order and display
    outlet: Mapped[str | None] = mapped_column(index=True)
    published: Mapped[date | None] = mapped_column(index=True)
    anchor: Mapped[str] = mapped_column(String(10), default="")  # earliest day the text itself allows
    language: Mapped[str] = mapped_column(String(8))
    added_at: Mapped[datetime]
    origin_id: Mapped[int] = mapped_column(BigInteger, default=0, index=True)
    story_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    boilerplate: Mapped[list[Any]] = mapped_column(default=list)  # [[start, end], ...]: rules and repetition
    corrected: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))


class RevisionRow(Base):
    """The words of one article at one time. Old ones are kept."""

    __tablename__ = "revisions"
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    details: Mapped[dict[str, Any]]  # Metadata, given before inferred
    sha256: Mapped[str] = mapped_column(String(64))
    encoding: Mapped[str] = mapped_column(String(32))
    front_length: Mapped[int]
    read_at: Mapped[datetime]


class ReadingRow(Base):
    """Local facts of one revision, compressed JSON, kept for good."""

    __tablename__ = "readings"
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(40))
    facts: Mapped[bytes]
    features: Mapped[bytes]  # what link compares: words, names, lines, copies
    outline: Mapped[bytes] = mapped_column(default=b"")  # what briefs need, quick to unpack; may be empty


class ParseRow(Base):
    """Cache of parses, bounded by bytes: a new rule need not cost a new parse."""

    __tablename__ = "parses"
    text_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    parse_key: Mapped[str] = mapped_column(String(64))  # of the masked text and the pipeline
    size: Mapped[int]
    used_at: Mapped[datetime] = mapped_column(index=True)
    parse: Mapped[bytes]


class PersonRow(Base):
    """Someone who speaks: person or organisation. Counts are kept at link, variants counted once."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(12))
    forward_id: Mapped[int | None] = mapped_column(BigInteger)
    direct: Mapped[int] = mapped_column(default=0)
    mixed: Mapped[int] = mapped_column(default=0)
    relayed: Mapped[int] = mapped_column(default=0, server_default="0")  # by another person
    indirect: Mapped[int] = mapped_column(default=0)
    passed_on: Mapped[int] = mapped_column(default=0, server_default="0")  # for others, not in statements
    outlets: Mapped[int] = mapped_column(default=0)
    statements: Mapped[int] = mapped_column(default=0, index=True)


class AliasRow(Base):
    """A name or an office of a person, as an article prints it; one a person, article and wording."""

    __tablename__ = "aliases"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    text: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    start: Mapped[int]
    end: Mapped[int]
    office: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())


class QuoteRow(Base):
    """A statement. `facts` is a LocalQuote."""

    __tablename__ = "quotes"
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    facts: Mapped[dict[str, Any]]
    person_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    relay_person_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    group_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    said_by: Mapped[str | None] = mapped_column(index=True)  # the speaker's name, folded
    hidden: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())  # in boilerplate
    corrected: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    superseded_at: Mapped[datetime | None]


class ClaimRow(Base):
    """A casualty figure. `facts` is a LocalClaim."""

    __tablename__ = "claims"
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]]
    episode_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    hidden: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    corrected: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    superseded_at: Mapped[datetime | None]


class StoryRow(Base):
    """The articles on one episode. `rank` orders stories newest first."""

    __tablename__ = "stories"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    forward_id: Mapped[int | None] = mapped_column(BigInteger)
    episode_id: Mapped[int | None] = mapped_column(BigInteger)
    title: Mapped[dict[str, Any]]  # Label
    outlets: Mapped[list[Any]]
    related: Mapped[list[Any]]
    articles: Mapped[int] = mapped_column(default=0)
    rank: Mapped[str] = mapped_column(String(20), default="", index=True)
    first_path: Mapped[str] = mapped_column(default="")


class EpisodeRow(Base):
    """Something that happened: a story's own events, or an earlier war that articles recall."""

    __tablename__ = "episodes"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    forward_id: Mapped[int | None] = mapped_column(BigInteger)
    story_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    labels: Mapped[list[Any]]
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    related: Mapped[list[Any]]
    mark: Mapped[str] = mapped_column(default="")  # what a recalled one is known by when link runs again


class StoryEpisodeRow(Base):
    """Which episodes the articles of a story tell or recall."""

    __tablename__ = "story_episodes"
    story_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    episode_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)


class ChangeRow(Base):
    """The change log: what a subscription's cursor runs over."""

    __tablename__ = "changes"
    seq: Mapped[int] = mapped_column(BigId, primary_key=True)
    fact_key: Mapped[str] = mapped_column(String(32), index=True)
    fact_kind: Mapped[str] = mapped_column(String(10))  # article, quote, claim
    why: Mapped[str] = mapped_column(String(10))
    article_id: Mapped[int] = mapped_column(BigInteger, index=True)
    at: Mapped[datetime]


class CorrectionRow(Base):
    """An overlay on one field of a fact's key; link applies the confirmed one. Rows are never deleted.

    What is applied stands in the fact's own row as `corrected`: field to value.
    """

    __tablename__ = "corrections"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    fact_key: Mapped[str] = mapped_column(String(32), index=True)
    article_id: Mapped[int] = mapped_column(BigInteger, index=True)
    field: Mapped[str] = mapped_column(String(10))
    value: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(10), index=True)  # proposed, confirmed, rejected, undone
    by: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None] = mapped_column(BigInteger)
    decided_at: Mapped[datetime | None]
    applied: Mapped[bool] = mapped_column(Boolean, index=True)  # link has seen its state


class PassageRow(Base):
    """What search finds and embeddings stand for: about 120 words of one article, no boilerplate."""

    __tablename__ = "passages"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    text_sha256: Mapped[str] = mapped_column(String(64), index=True)


class VectorRow(Base):
    """A vector, shared by all passages of the same words. Half precision, unit length.

    Numbers only grow: an index beside the database lacks what is numbered above its own last one.
    """

    __tablename__ = "vectors"
    number: Mapped[int] = mapped_column(BigId, primary_key=True)
    text_sha256: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(120))
    dimension: Mapped[int]
    vector: Mapped[bytes]


class LeaseRow(Base):
    """Who may read the folder into this database, until when."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str]
    expires_at: Mapped[datetime]


class MetaRow(Base):
    """Small facts about the library itself, such as how far link has come."""

    __tablename__ = "meta"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str]


Index("ix_quotes_served", QuoteRow.person_id, QuoteRow.superseded_at, QuoteRow.hidden)
Index("ix_vectors_text", VectorRow.text_sha256, VectorRow.model, VectorRow.dimension, unique=True)
Index("ix_vectors_model", VectorRow.model, VectorRow.dimension, VectorRow.number)
Index("ix_articles_order", ArticleRow.state, ArticleRow.published, ArticleRow.path)
