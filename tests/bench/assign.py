"""What one more article costs as a library grows: its story, made-up names straight at the grouping's input;
and link as a whole, beside linking everything."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from store.db import Database
from store.library import Library
from store.link.arrivals import Arrivals, weigh
from store.link.index import NAME
from store.link.run import link
from store.link.shelf import batches
from store.link.stamp import LINKED
from store.link.stories import split
from store.link.story_doc import StoryDoc
from store.link_models import LinkCardRow, LinkKeyRow
from store.models import ArticleRow, ChangeRow, MetaRow
from tests.bench.command import Place, ingest
from tests.bench.kept import keep_parses
from tests.bench.table import Row, percentile, say, spread
from tests.bench.texts import PER_TOPIC, generate, write
from tests.bench.world import Names, Topic

ASSIGNED = (1_000, 10_000, 100_000)
LINKED_AT = (1_000, 10_000)
TIMES = 200
SLOTS = 20  # of a topic's, named by an article
WISH = 5  # milliseconds
SEED = 7
BEFORE = datetime(2021, 1, 1, tzinfo=UTC)


def measure(scratch: Path, largest: int, runs: int) -> Iterator[Row]:
    """The story of an article among more and more, then link of one more article; processor time."""
    for size in ASSIGNED:
        if size <= 10 * largest:
            yield _assigned(scratch, size)
    for size in LINKED_AT:
        if size <= largest:
            yield _linked(scratch, size, runs)


# --- a story ----------------------------------------------------------------------------------


def _assigned(scratch: Path, size: int) -> Row:
    say(f"stories of {size} articles")
    names = Names(SEED)
    topics = [names.topic(number) for number in range(1 + size // PER_TOPIC)]
    docs = [_doc(topics[number // PER_TOPIC], random.Random(number)) for number in range(size)]
    database = _library(scratch / f"stories-{size}.db", docs)
    times = [_timed(database, topics, docs, random.Random(-1 - number)) for number in range(TIMES)]
    database.close()
    measured = f"p50 {percentile(times, 50):.1f} ms, p95 {percentile(times, 95):.1f} ms"
    return Row("a new article finds its story", measured, f"wanted below {WISH} ms", f"{size:,} articles")


def _doc(topic: Topic, dice: random.Random) -> StoryDoc:
    event = dice.randrange(topic.events)
    slots = topic.slots(event, dice)
    told = dice.sample(sorted(slots), SLOTS)
    counted = Counter(word.lower() for slot in told for word in slots[slot].split())
    return StoryDoc(counted, counted, topic.published(event, dice))


def _library(path: Path, docs: Sequence[StoryDoc]) -> Database:
    """As link leaves it once it has settled: cards, the index of names, how common they are."""
    Library.open(f"sqlite:///{path}").close()
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        for some in batches(enumerate(docs), 1_000):
            _enter(session, some)
        weigh(session, {number + 1: doc.names for number, doc in enumerate(docs)})
    database.analyze()
    return database


def _enter(session: Session, some: Sequence[tuple[int, StoryDoc]]) -> None:
    given = {"text_sha256": "", "given_key": "", "language": "en", "added_at": BEFORE}
    session.execute(insert(ArticleRow), [{"id": n + 1, "path": f"{n}.txt", **given} for n, _ in some])
    cards = [
        {
            "article_id": n + 1,
            "seen": "",
            "names": json.dumps(doc.names),
            "opening": {},
            "topic_id": 1 + n - n % PER_TOPIC,
        }
        for n, doc in some
    ]
    session.execute(insert(LinkCardRow), cards)
    keys = [{"kind": NAME, "key": name, "article_id": n + 1} for n, doc in some for name in doc.names]
    session.execute(insert(LinkKeyRow), keys)


def _timed(
    database: Database, topics: Sequence[Topic], docs: Sequence[StoryDoc], dice: random.Random
) -> float:
    """Milliseconds to find the topic of one more article, and to tell that topic's stories apart."""
    new = _doc(dice.choice(topics[:-1]), dice)
    with database.reading() as session:
        session.connection()
        started = time.process_time()
        topic, _ = Arrivals(session).nearest(new.names)
        first = topic - 1 if topic else len(docs)
        split([*docs[first : first + PER_TOPIC], new])
        return 1000 * (time.process_time() - started)


# --- link -------------------------------------------------------------------------------------


def _linked(scratch: Path, size: int, runs: int) -> Row:
    place = Place(scratch / f"assign-{size}", scratch / f"assign-{size}.db")
    say(f"link of {size} articles")
    written = write(place.folder, generate(size, SEED))
    Library.open(place.url).close()
    database = Database(place.url)
    keep_parses(database, place.folder, written)
    ingest(place)
    row = link_row(database, size, runs)
    database.close()
    return row


def link_row(database: Database, size: int, runs: int) -> Row:
    """Link of one article that comes, of what then settles, and of everything again."""
    times = []  # the first warms up
    for number in range(runs + 1):
        article = 1 + number * size // (runs + 1)
        _change(database, article, "withdrawn")
        link(database)
        _change(database, article, "served")
        times.append(_seconds(database))
    settled = _seconds(database)
    with database.writing() as session:
        session.execute(delete(MetaRow).where(MetaRow.name == LINKED))
    beside = f"settling {settled:.1f} s; everything linked again {_seconds(database):.1f} s"
    over = f"{size:,} articles, processor time"
    return Row("link of one more article", spread(times[1:], "s"), beside, over)


def _change(database: Database, article: int, state: str) -> None:
    now = datetime.now(UTC)
    with database.writing() as session:
        session.get_one(ArticleRow, article).state = state
        session.add(ChangeRow(fact_key="", fact_kind="article", why=state, article_id=article, at=now))


def _seconds(database: Database) -> float:
    started = time.process_time()
    link(database)
    return time.process_time() - started
