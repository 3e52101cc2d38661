"""The bot over the stand-in for Telegram: how many answers a second, and how long one takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from tests.bench.crowd import Answered, Crowd, Load, crowd
from tests.bench.large import LargeStore
from tests.bench.start import wait_until_quiet, work_of
from tests.bench.table import Row, percentile, say
from tests.bench.texts import generate, write

PEOPLE = 16  # who ask at once where answers a second are counted
WARM, QUESTIONS = 200, 2_000
LATENCIES = 300
NAMES = 20  # of the people asked for
NEW = 60  # files that are read meanwhile
READING = "files read."  # in each answer while they are
SEED = 4
SETTLED = 5.0  # seconds, at least, until a bot is warm


@dataclass(frozen=True, slots=True)
class Speed:
    """Answers a second, and the bot's processor milliseconds for each."""

    rate: float
    work: float


def measure(store: LargeStore, runs: int) -> Iterator[Row]:
    """A plain echo bot and the desk in turn, then the desk alone; new files come last."""
    quotes = _quotes(store)
    echoed: list[Speed] = []
    answered: dict[str, list[Speed]] = {"/help": [], "/quotes NAME": []}
    for number in range(runs):
        say(f"answers a second, run {number + 1} of {runs}")
        with crowd() as people, _echo(people) as pid:
            echoed.append(_speed(people, pid, ["/help"]))
        with crowd() as people, _desk(people, store) as pid:
            answered["/help"].append(_speed(people, pid, ["/help"]))
            answered["/quotes NAME"].append(_speed(people, pid, quotes))
    for what, found in answered.items():
        yield _speed_row(what, found, echoed, store)
    with crowd() as people, _desk(people, store):
        say("how long an answer takes")
        people.ask(Load(quotes, 50))
        yield _time_row("`/quotes NAME` over Telegram", people.ask(Load(quotes, LATENCIES)), 150, store.size)
        write(store.place.folder / "while", generate(NEW, SEED))
        while_read = people.ask(Load(quotes, 100_000, while_words=READING))
        over = f"{store.size}, {NEW} more being read"
        yield _time_row("the same during an ingest", while_read, 500, over)


def _quotes(store: LargeStore) -> list[str]:
    names = dict.fromkeys(article.topic.names["premier"] for article in store.articles)
    return [f"/quotes {name}" for name in [*names][:NAMES]]


def _speed(people: Crowd, pid: int, lines: Sequence[str]) -> Speed:
    people.ask(Load(lines, WARM, PEOPLE))
    before = work_of(pid)
    rate = people.ask(Load(lines, QUESTIONS, PEOPLE)).rate
    return Speed(rate, 1000 * (work_of(pid) - before) / QUESTIONS)


def _speed_row(what: str, found: Sequence[Speed], echoed: Sequence[Speed], store: LargeStore) -> Row:
    shares = [100 * ours.rate / theirs.rate for ours, theirs in zip(found, echoed, strict=True)]
    each = ", ".join(f"{share:.0f}" for share in shares)
    return Row(
        f"`{what}` answered over Telegram",
        _shown(found),
        f"plain PTB echo: {_shown(echoed)}; **{median(shares):.0f} %** ({each}) of its rate; wanted 80 %",
        f"{store.size}; {PEOPLE} people at once, {QUESTIONS:,} questions a run",
    )


def _shown(speeds: Sequence[Speed]) -> str:
    rate, work = (median(getattr(speed, name) for speed in speeds) for name in ("rate", "work"))
    return f"{rate:.0f} a second, {work:.1f} ms of processor each"


def _time_row(what: str, answered: Answered, wish: int, over: str) -> Row:
    times = answered.times
    p50, p95 = percentile(times, 50), percentile(times, 95)
    measured = f"p50 {p50:.0f} ms, **p95 {p95:.0f} ms**, most {max(times):.0f} ms"
    return Row(
        what, measured, f"wanted p95 below {wish} ms", f"{over}; {len(times)} questions, one at a time"
    )


@contextmanager
def _echo(people: Crowd) -> Iterator[int]:
    with _process([sys.executable, "-m", "tests.bench.echo", people.address, people.token], {}) as pid:
        yield pid


@contextmanager
def _desk(people: Crowd, store: LargeStore) -> Iterator[int]:
    telegram = {
        "TELEGRAM_BOT_TOKEN": people.token,
        "DATELINE_TELEGRAM_API": people.address,
        "DATELINE_ACCESS": "open",
    }
    with _process([sys.executable, "-m", "bot", "run"], {**store.place.environment, **telegram}) as pid:
        yield pid


@contextmanager
def _process(command: Sequence[str], environment: dict[str, str]) -> Iterator[int]:
    """The process, once it has loaded what it loads at its start; its number."""
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment or None, stdout=nowhere, stderr=nowhere)
    try:
        wait_until_quiet(process.pid, least=SETTLED)
        yield process.pid
    finally:
        process.terminate()
        process.wait()
