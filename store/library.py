"""Library: the one door to articles and facts. Takes and returns store.types only; rows never leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store import lease
from store.corrections import Corrections
from store.db import Database
from store.migrate import open_migrated
from store.query import articles, facts, finding, news, passages, people, stories
from store.query.bearers import KeptBearers
from store.search import word_index
from store.types import (
    Article,
    ArticleFilter,
    CasualtyClaim,
    Change,
    Counts,
    Episode,
    IngestReport,
    NewsState,
    Outline,
    Person,
    PersonMatch,
    Quote,
    Reading,
    SearchResult,
    Story,
)
from store.workers import Readers, ReadingPool

if TYPE_CHECKING:
    from store.embeddings import Embedder
    from store.ingest import Progress
    from store.vectors import VectorIndex

EVERYTHING = ArticleFilter()


class Library(Corrections):
    """An open library. Safe to use from several threads."""

    def __init__(self, database: Database, readers: Callable[[int], ReadingPool] = Readers) -> None:
        self._database, self._readers = database, readers
        self._words = word_index(database.engine.dialect.name)
        self._bearers = KeptBearers()
        self._embedder: Embedder | None = None
        self._vectors: VectorIndex | None = None
        self._expected = False

    @classmethod
    def open(cls, url: str, readers: Callable[[int], ReadingPool] = Readers) -> Library:
        """Open a database, migrating it first. `readers` makes what reads texts. Raises DatabaseError."""
        return cls(open_migrated(url), readers)

    def close(self) -> None:
        self._database.close()

    # --- filling ------------------------------------------------------------------------------

    def ingest(
        self,
        root: Path,
        progress: Progress | None = None,
        only: Sequence[Path] = (),
        allow_removals: bool = False,
    ) -> IngestReport:
        """Read what is new in the folder. Raises LeaseHeld when another process does."""
        from store.ingest import Ingest

        return Ingest(self._database, root, self._readers).run(progress, only, allow_removals)

    def use(self, embedder: Embedder) -> None:
        """From now on search also by meaning, with the vectors of this model."""
        from store.vectors import VectorIndex

        self._embedder = embedder
        self._vectors = VectorIndex(self._database, embedder)

    def expect_model(self, coming: bool = True) -> None:
        """A model is being loaded for `use`; or (False) none will come."""
        self._expected = coming

    def prepares_meaning(self) -> bool:
        """Whether search by meaning is on its way: its model loads, or too few passages have vectors yet."""
        if self._vectors is None:
            return self._expected
        with self._database.reading() as session:
            return not self._vectors.ready(session)

    def embed(self, embedder: Embedder, tell: Callable[[int], None] = lambda _: None) -> int:
        """Make the vectors that are missing; returns how many. Safe to kill."""
        from store.vectors import embed_missing

        return embed_missing(self._database, embedder, tell)

    def unembedded(self, model: str) -> int:
        """How many passages have no vector of the model yet."""
        from store.vectors import unembedded

        with self._database.reading() as session:
            return unembedded(session, model)

    # --- articles -----------------------------------------------------------------------------

    def counts(self) -> Counts:
        with self._database.reading() as session:
            return articles.counts(session)

    def is_reading(self) -> bool:
        """Whether a process reads files into this database now."""
        with self._database.reading() as session:
            return lease.is_held(session)

    def size(self) -> int:
        """Served articles."""
        with self._database.reading() as session:
            return articles.size(session)

    def article(self, number: int) -> Article:
        """Raises NotFound."""
        with self._database.reading() as session:
            return articles.get(session, number)

    def articles(
        self, where: ArticleFilter = EVERYTHING, limit: int = 50, offset: int = 0
    ) -> tuple[tuple[Article, ...], int]:
        """A page, newest first, and the total."""
        with self._database.reading() as session:
            return articles.page(session, where, limit, offset)

    def texts(self, numbers: Iterable[int]) -> dict[int, Article]:
        """Many articles at once."""
        with self._database.reading() as session:
            return articles.many(session, numbers)

    def reading(self, number: int) -> Reading:
        """Local facts of one article. Raises NotFound."""
        with self._database.reading() as session:
            return articles.reading(session, number)

    def outlines(self, numbers: Iterable[int]) -> dict[int, Outline]:
        """What briefs need of the readings of many articles."""
        with self._database.reading() as session:
            return articles.outlines(session, numbers)

    def outlets(self) -> tuple[tuple[str, int], ...]:
        with self._database.reading() as session:
            return articles.outlets(session)

    # --- people and facts ---------------------------------------------------------------------

    def find_person(self, words: str) -> PersonMatch:
        """By alias, surname, office or spelling; else the nearest names."""
        with self._database.reading() as session:
            return finding.find(session, words, self._bearers)

    def called(self, words: str) -> tuple[Person, ...]:
        """Who speaks and has this name or office, as printed; nobody by another spelling."""
        with self._database.reading() as session:
            return finding.called(session, words, self._bearers)

    def person(self, number: int) -> Person:
        """Raises NotFound."""
        with self._database.reading() as session:
            return people.get(session, number)

    def people(self, limit: int = 50) -> tuple[Person, ...]:
        """Who speaks most first."""
        with self._database.reading() as session:
            return people.most_quoted(session, limit)

    def quoted_in(self, persons: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """An article of each outlet that quotes a person, by person."""
        with self._database.reading() as session:
            return people.quoted_in(session, persons)

    def stories_of(self, person: int, limit: int = 3) -> tuple[int, ...]:
        """The stories in which a person speaks, by number."""
        with self._database.reading() as session:
            return people.stories_of(session, person, limit)

    def quotes(
        self,
        person: int | None = None,
        where: ArticleFilter = EVERYTHING,
        article: int | None = None,
        limit: int | None = None,
    ) -> tuple[Quote, ...]:
        """Statements by, or passed on by, a person; or all of an article. Newest articles first."""
        with self._database.reading() as session:
            return facts.quotes(session, person, where, article, limit)

    def renderings(self, articles: Iterable[int]) -> tuple[Quote, ...]:
        """The statements of some articles that stand in a variant group."""
        with self._database.reading() as session:
            return facts.renderings(session, articles)

    def claims(
        self,
        episodes: Sequence[int] | None = None,
        article: int | None = None,
        where: ArticleFilter = EVERYTHING,
        limit: int | None = None,
    ) -> tuple[CasualtyClaim, ...]:
        """Casualty claims of some episodes, or of an article. Newest articles first."""
        with self._database.reading() as session:
            return facts.claims(session, episodes, where, article, limit)

    def changes(self, after: int = 0, limit: int = 1_000) -> tuple[Change, ...]:
        """What was added, revised, withdrawn or read anew since a cursor, in order."""
        with self._database.reading() as session:
            return facts.changes(session, after, limit)

    def news_state(self) -> NewsState:
        """How far the change log is."""
        with self._database.reading() as session:
            return news.state(session)

    def cursor_before(self, moment: datetime) -> int:
        """The last change made before a moment, 0 when there is none."""
        with self._database.reading() as session:
            return news.cursor_before(session, moment)

    def facts(self, keys: Iterable[str]) -> tuple[tuple[Quote, ...], tuple[CasualtyClaim, ...]]:
        """The served statements and claims among these keys, newest articles first."""
        wanted = tuple(keys)
        with self._database.reading() as session:
            return news.quotes(session, wanted), news.claims(session, wanted)

    def coded(self, code: str) -> tuple[Quote | CasualtyClaim, ...]:
        """The statements and figures whose key begins with `code`."""
        with self._database.reading() as session:
            return news.coded(session, code)

    # --- stories ------------------------------------------------------------------------------

    def stories(self, topic: str | None = None, limit: int = 3) -> tuple[tuple[Story, ...], int]:
        """The newest stories, or those that a topic's words find, best first; and how many there are.

        Goes by words alone, so that an answer does not depend on whether a model is loaded.
        """
        with self._database.reading() as session:
            if not topic:
                return stories.newest(session, limit)
            return passages.stories_on(session, self._words, topic, limit)

    def stories_told_by(self, outlets: Sequence[str], limit: int = 3) -> tuple[tuple[Story, ...], int]:
        """The newest stories that each of these outlets tells; and how many there are."""
        with self._database.reading() as session:
            return stories.told_by(session, outlets, limit)

    def story(self, number: int) -> Story:
        """Raises NotFound."""
        with self._database.reading() as session:
            return stories.get(session, number)

    def episodes(self, of_stories: Sequence[int]) -> tuple[Episode, ...]:
        """The stories' own episodes, then the earlier ones that they recall."""
        with self._database.reading() as session:
            return stories.episodes(session, of_stories)

    def episode(self, number: int) -> Episode:
        """Raises NotFound."""
        with self._database.reading() as session:
            return stories.episode(session, number)

    # --- search -------------------------------------------------------------------------------

    def search(self, words: str, where: ArticleFilter = EVERYTHING, limit: int = 10) -> SearchResult:
        """Passages by words and, when a model is in use, by meaning: one an article, best first."""
        with self._database.reading() as session:
            indexes = passages.Indexes(self._words, self._bearers, self._vectors)
            result = passages.search(session, indexes, words, where)
        return replace(result, hits=result.hits[:limit])

    def similar(self, words: str, texts: Sequence[str]) -> tuple[float, ...] | None:
        """Cosine of the words with each text; None while no model is in use."""
        return self._vectors.similar(words, texts) if self._vectors else None
