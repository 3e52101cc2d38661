"""Tables that only link reads and writes: what it is kept up to date by, never what an answer is made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models import Base


class LinkCardRow(Base):
    """What topics are found by: an article's names and numbers, counted. A topic is its first article.

    `seen` is what link worked from: revision, version of the reading, path. `opening` is offsets. `length` is
    that of the vector of the names, as they were weighed when the article was placed or the library settled.
    """

    __tablename__ = "link_cards"
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    seen: Mapped[str]
    names: Mapped[str]  # JSON
    opening: Mapped[dict[str, Any]]
    length: Mapped[float] = mapped_column(default=0.0)
    topic_id: Mapped[int | None] = mapped_column(BigInteger, index=True)


class LinkTermRow(Base):
    """How many articles had a name or number when the library last settled."""

    __tablename__ = "link_terms"
    term: Mapped[str] = mapped_column(primary_key=True)
    articles: Mapped[int]


class LinkKeyRow(Base):
    """Inverted index of link: bands of a copy's signature, lines at head and tail, names and numbers."""

    __tablename__ = "link_keys"
    kind: Mapped[str] = mapped_column(String(4), primary_key=True)  # band, line, name
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True, index=True)


class LinkNameRow(Base):
    """What one article calls somebody, and who that is. `name_key`: the surname, romanisations folded.

    `printed` holds [words, start, end, is an office], one a wording.
    """

    __tablename__ = "link_names"
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(index=True)
    organisation_key: Mapped[str] = mapped_column(default="", index=True)
    speaks: Mapped[bool] = mapped_column(Boolean)
    printed: Mapped[list[Any]]
    person_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
