"""How long an answer takes in a process that has the model loaded: asked, found, checked, printed."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.registry import Ask
from handlers.render.plain import plain
from handlers.render.present import present
from store.embeddings import SentenceTransformerEmbedder
from store.library import Library
from tests.bench.large import LargeStore
from tests.bench.table import Row, percentile, say

QUESTIONS = 60  # of each command
WARM = 3
LOUDEST = 10  # of the people asked for, those who speak most
TODAY = date(2025, 1, 1)
WISH = 50  # milliseconds, at the 95th percentile


def measure(store: LargeStore) -> Iterator[Row]:
    """A row a command, each question once."""
    library = Library.open(store.place.url)
    library.use(SentenceTransformerEmbedder())
    ask = Ask(library, TODAY)
    for name, lines in _questions(store, library).items():
        say(f"{len(lines)} questions of {name}")
        for line in lines[:WARM]:
            answered(ask, line)
        yield _row(name, [answered(ask, line) for line in lines[WARM:]], store)
    library.close()


@dataclass(frozen=True, slots=True)
class Answered:
    """Milliseconds from question to text, those of the processor alone, and whether anything is cited."""

    taken: float
    worked: float
    cited: bool


def answered(ask: Ask, line: str) -> Answered:
    """Ask one line."""
    started, worked = time.perf_counter(), time.process_time()
    presented = present(ask, line)
    plain(presented.checked)
    taken, worked = time.perf_counter() - started, time.process_time() - worked
    return Answered(1000 * taken, 1000 * worked, bool(presented.checked.doc.sources))


def _row(name: str, answers: Sequence[Answered], store: LargeStore) -> Row:
    times, cited = [answer.taken for answer in answers], sum(answer.cited for answer in answers)
    middle, high, most = percentile(times, 50), percentile(times, 95), max(times)
    worked = percentile([answer.worked for answer in answers], 95)
    measured = f"p50 {middle:.0f} ms, **p95 {high:.0f} ms** (processor {worked:.0f}), most {most:.0f} ms"
    beside = f"wanted p95 below {WISH} ms"
    return Row(f"`{name}`", measured, beside, f"{store.size}; {len(times)} questions, {cited} with sources")


def _questions(store: LargeStore, library: Library) -> dict[str, list[str]]:
    """By names, towns and events of articles picked at random."""
    dice = random.Random(1)
    people = library.people(limit=100_000)
    names = [person.name for person in people[:LOUDEST]]
    names += [person.name for person in dice.choices(people, k=QUESTIONS + WARM - LOUDEST)]
    dice.shuffle(names)
    picked = dice.choices(store.articles, k=QUESTIONS + WARM)
    towns = [article.topic.names["town"] for article in picked]
    searched = [_search_words(article.paragraphs[dice.randrange(1, 8)].text, dice) for article in picked]
    return {
        "/quotes NAME": [f"/quotes {name}" for name in names],
        "/casualties TOPIC": [f"/casualties {town}" for town in towns],
        "/summary TOPIC": [f"/summary {town}" for town in towns],
        "/search WORDS": [f"/search {words}" for words in searched],
    }


def _search_words(text: str, dice: random.Random) -> str:
    """Two to four longer words of a paragraph."""
    words = [word.strip(".,\"'?") for word in text.split()]
    longer = [word for word in words if len(word) > 4 and word.isalpha()]
    return " ".join(dice.sample(longer, min(len(longer), dice.randint(2, 4))))
