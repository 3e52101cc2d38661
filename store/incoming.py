"""One article with what stage read made of it: from its file, or as it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from store.codec import unpack
from store.described import merged, raw_of
from store.extract.read import Product
from store.models import ArticleRow, ReadingRow, RevisionRow
from store.readers import FileStat
from store.types import Metadata, RawArticle, Reading


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file with what stage read made of it."""

    stat: FileStat
    raw: RawArticle
    product: Product
    reading: Reading

    @property
    def metadata(self) -> Metadata:
        """As the file gives and the text shows it, without corrections."""
        return merged(self.raw.metadata, self.reading.metadata)


def stored(session: Session, article: ArticleRow) -> Incoming:
    """The current revision of an article, as if it had just been read."""
    key = (article.id, article.revision)
    raw = raw_of(session.get_one(RevisionRow, key), article.path)
    row = session.get_one(ReadingRow, key)
    reading = unpack(Reading, row.facts)
    return Incoming(
        FileStat(article.path), raw, Product(article.path, reading, row.facts, row.features), reading
    )
