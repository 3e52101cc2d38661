"""Worker processes of stage read: spawned, low priority, two at most; the caller imports no spaCy."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from store.extract.read import Product, Task

log = logging.getLogger(__name__)

CHUNK = 8  # articles a worker reads at a time
CHUNK_CHARACTERS = 400_000
FEW = 16  # articles that one worker reads sooner than two can start
AHEAD = 3  # chunks in flight per worker


class ReadingPool(Protocol):
    """Turns tasks into products, in order; a context that frees what it took."""

    def __enter__(self) -> ReadingPool: ...

    def __exit__(self, *_: object) -> None: ...

    def read(self, tasks: Iterable[Task]) -> Iterator[Product]: ...


class Readers:
    """A pool of reading processes, started at the first task and stopped at exit."""

    def __init__(self, workers: int = 2) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def read(self, tasks: Iterable[Task]) -> Iterator[Product]:
        """Products in the order of the tasks. A task that kills its worker becomes a rejected product."""
        queue: deque[tuple[list[Task], Future[list[Product]]]] = deque()
        chunks = _chunks(tasks)
        for chunk in islice(chunks, AHEAD * self._workers):
            queue.append((chunk, self._submit(chunk)))
        while queue:
            chunk, future = queue.popleft()
            yield from self._result(chunk, future)
            for following in islice(chunks, 1):
                queue.append((following, self._submit(following)))

    def _submit(self, chunk: Sequence[Task]) -> Future[list[Product]]:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, context, initializer=_prepare)
        try:
            return self._pool.submit(_read_chunk, chunk)
        except BrokenProcessPool as error:
            future: Future[list[Product]] = Future()
            future.set_exception(error)
            return future

    def _result(self, chunk: Sequence[Task], future: Future[list[Product]]) -> list[Product]:
        try:
            return future.result()
        except BrokenProcessPool:
            log.warning("a reading process died; its %d articles are read one by one", len(chunk))
        return [self._alone(task) for task in chunk]

    def _alone(self, task: Task) -> Product:
        from store.extract.read import Product

        self.close()
        try:
            return self._submit([task]).result()[0]
        except BrokenProcessPool:
            self.close()
            return Product(task.raw.path, why="the reading process died on this file")


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    chunk: list[Task] = []
    size = 0
    for task in tasks:
        chunk.append(task)
        size += len(task.raw.text)
        if len(chunk) >= CHUNK or size >= CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def end_with_parent() -> None:
    """In a spawned process: stop when the parent is gone. A killed parent cleans nothing up."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), name="parent", daemon=True).start()


def _outlive(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _prepare() -> None:
    """In a new worker: step back behind the process that answers."""
    end_with_parent()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    with contextlib.suppress(OSError):
        os.nice(10)


def _read_chunk(tasks: Sequence[Task]) -> list[Product]:
    from store.extract.read import Product, read_all

    try:
        return read_all(tasks)
    except Exception as error:
        # The job wrapper: a fault of ours in one article must not stop the others, whatever it is.
        if len(tasks) > 1:
            log.warning("%d articles are read one by one, after a fault", len(tasks), exc_info=error)
        else:
            log.exception("reading %s failed", tasks[0].raw.path)
            return [Product(tasks[0].raw.path, why=f"a fault in the reader ({type(error).__name__})")]
    return [product for task in tasks for product in _read_chunk([task])]
