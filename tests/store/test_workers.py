"""Reading processes: same products as in-process, and none is lost when one dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from store import workers
from store.extract.read import Product, Task
from store.types import Metadata, RawArticle
from store.workers import Readers
from tests.fakes.readers import InlineReaders

TEXTS = ["Two people were killed in Skarn, police said.", "“We wait,” said Ilse Brandt.", "Rain in Lindau."]


def tasks(texts: Sequence[str]) -> list[Task]:
    return [Task(RawArticle(f"{n}.txt", "", "utf-8", 0, text, Metadata())) for n, text in enumerate(texts)]


@pytest.mark.slow
def test_processes_and_the_inline_fake_make_the_same_products() -> None:
    with Readers(1) as readers:
        real = list(readers.read(tasks(TEXTS)))

    fake = list(InlineReaders().read(tasks(TEXTS)))
    assert [(p.path, p.reading, p.features) for p in real] == [(p.path, p.reading, p.features) for p in fake]


def die_on_poison(chunk: Sequence[Task]) -> list[Product]:
    if any("poison" in task.raw.text for task in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return [Product(task.raw.path) for task in chunk]


@pytest.mark.slow
def test_text_that_kills_its_reader_is_rejected_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "_read_chunk", die_on_poison)
    monkeypatch.setattr(workers, "CHUNK", 2)

    with Readers(1) as readers:
        products = list(readers.read(tasks(["One.", "poison", "Three.", "Four.", "Five."])))

    assert [p.path for p in products] == [f"{n}.txt" for n in range(5)]
    assert [p.path for p in products if p.why] == ["1.txt"]


def test_fault_in_the_reader_rejects_one_text_of_its_chunk(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(chunk: Sequence[Task]) -> list[Product]:
        if any("fault" in task.raw.text for task in chunk):
            raise IndexError
        return [Product(task.raw.path) for task in chunk]

    monkeypatch.setattr("store.extract.read.read_all", faulty)

    products = workers._read_chunk(tasks(["good", "fault", "good"]))

    assert [p.why for p in products] == ["", "a fault in the reader (IndexError)", ""]
    assert [record.getMessage() for record in caplog.records] == [
        "3 articles are read one by one, after a fault",
        "reading 1.txt failed",
    ]
    assert all(record.exc_info for record in caplog.records)


def test_kept_parse_gives_the_same_reading() -> None:
    (first,) = InlineReaders().read(tasks(TEXTS[:1]))

    again = Task(tasks(TEXTS[:1])[0].raw, first.parse, first.parse_key)
    (second,) = InlineReaders().read([again])

    assert first.parse
    assert not second.parse
    assert second.reading == first.reading


def sleeper(ready: Connection) -> None:
    workers.end_with_parent()
    ready.send(os.getpid())
    time.sleep(60)


def middle(ready: Connection) -> None:
    multiprocessing.get_context("spawn").Process(target=sleeper, args=(ready,)).start()
    time.sleep(60)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_worker_ends_when_its_parent_is_killed() -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    parent = context.Process(target=middle, args=(there,))
    parent.start()
    assert here.poll(60)
    worker = here.recv()

    parent.kill()
    parent.join()

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and Path(f"/proc/{worker}").exists():
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()
