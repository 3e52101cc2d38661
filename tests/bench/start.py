"""The first answer of a process that starts cold, and what a desk weighs that waits for the next one."""

from __future__ import annotations

import os
import pty
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.bench.command import DATELINE, Place, ingest, run
from tests.bench.large import LargeStore
from tests.bench.memory import Memory, memory_of
from tests.bench.table import Row, say, spread

ROOT = Path(__file__).parents[2]
STARTS = 5
QUIET = 3.0  # seconds without a change of memory
PATIENCE = 180.0  # seconds


def measure(scratch: Path, store: LargeStore) -> Iterator[Row]:
    """Cold starts on the large store and on the seeds, then idle memory."""
    say("cold starts")
    name = store.articles[0].topic.names["premier"]
    line = f"/quotes {name}"
    taken = [run([DATELINE, "ask", line], store.place).seconds for _ in range(STARTS)]
    yield Row('`dateline ask "/quotes NAME"`, cold', spread(taken, "s"), "wanted below 2 s", store.size)
    yield _through_make(scratch)
    say("idle memory")
    idle = idle_memory(store.place)
    yield Row("memory of `dateline chat`, idle with the model", str(idle), "wanted below 900 MB", store.size)


def _through_make(scratch: Path) -> Row:
    """`make run` in a pipe, over a library that has read the seeds; make is told that all is installed."""
    place = Place(ROOT / "seeds", scratch / "seeds.db")
    ingest(place)
    command = ["make", "-s", "-C", str(ROOT), "-o", ".venv/.runtime", "run"]
    taken = [run(command, place, "/quotes\n").seconds for _ in range(STARTS)]
    return Row("a line through `make run`", spread(taken, "s"), "wanted below 3 s", "the five seeds")


def idle_memory(place: Place) -> Memory:
    """A desk at a terminal, its model loaded and once used, waiting."""
    ours, theirs = pty.openpty()
    desk = subprocess.Popen(
        [DATELINE, "chat"], env=place.environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    threading.Thread(target=_drain, args=(ours,), daemon=True).start()
    try:
        wait_until_quiet(desk.pid, least=15.0)
        os.write(ours, b"/search bread and candles\n")
        wait_until_quiet(desk.pid, least=2.0)
        return memory_of(desk.pid)
    finally:
        desk.terminate()
        desk.wait()
        os.close(ours)


def wait_until_quiet(pid: int, least: float) -> None:
    """Until memory stands still and nothing computes, or patience ends."""
    started = since = time.monotonic()
    before, worked = 0.0, 0.0
    while time.monotonic() - started < PATIENCE:
        time.sleep(0.5)
        now, work = memory_of(pid).proportional, work_of(pid)
        if abs(now - before) > 0.01 * now or work - worked > 0.05:
            since = time.monotonic()
        before, worked = now, work
        if time.monotonic() - max(since, started + least - QUIET) > QUIET:
            return


def work_of(pid: int) -> float:
    """Seconds of processor time that the process and its living children have had."""
    process = psutil.Process(pid)
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return float(sum(spent.user + spent.system for spent in times))


def _drain(terminal: int) -> None:
    """Read what the desk prints, so that it never waits for a reader."""
    try:
        while os.read(terminal, 65_536):
            pass
    except OSError:
        return
