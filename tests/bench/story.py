"""How long `/summary`, `/story` and `/timeline` take on one very large story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handlers.registry import Ask
from store.db import Database
from store.library import Library
from tests.bench.answers import TODAY, answered
from tests.bench.command import Place, ingest
from tests.bench.kept import keep_parses
from tests.bench.table import Row, percentile, say
from tests.bench.texts import generate, write

ARTICLES = 500
SEED = 4
TIMES = 20
WISH = 300  # milliseconds


def measure(scratch: Path) -> Iterator[Row]:
    """The largest story of articles on one event, briefly and in full."""
    place = Place(scratch / "story", scratch / "story.db")
    say(f"one story of {ARTICLES} articles")
    written = write(place.folder, generate(ARTICLES, SEED, per_topic=ARTICLES, events=1))
    Library.open(place.url).close()
    database = Database(place.url)
    keep_parses(database, place.folder, written)
    database.close()
    ingest(place)
    library = Library.open(place.url)
    stories, _ = library.stories(None, limit=ARTICLES)
    largest = max(stories, key=lambda story: len(story.articles))
    for words in ("/summary {}", "/summary {} full", "/story {}", "/timeline {}"):
        line = words.format(largest.id)
        answers = [answered(Ask(library, TODAY), line) for _ in range(TIMES)]
        times = [answer.taken for answer in answers]
        worked = percentile([answer.worked for answer in answers], 50)
        most = f"**most {max(times):.0f} ms**"
        measured = f"p50 {percentile(times, 50):.0f} ms (processor {worked:.0f}), {most}"
        yield Row(f"`{line}`", measured, f"wanted below {WISH} ms", f"{len(largest.articles)} articles")
    library.close()
