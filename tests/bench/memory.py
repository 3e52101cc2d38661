"""Memory of a process with all its children, in MB (10**6 bytes).

Pages that several processes share are counted once (the kernel's proportional set size, Linux); the plain
sum of resident sets, which counts them again for each, is kept beside it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import psutil

EVERY = 0.25  # seconds between two samples


@dataclass(frozen=True, slots=True)
class Memory:
    """MB of a whole process tree."""

    proportional: float = 0.0
    resident: float = 0.0

    def __str__(self) -> str:
        return f"{self.proportional:,.0f} MB (sum of RSS {self.resident:,.0f} MB)"


def memory_of(pid: int) -> Memory:
    """Now; processes that end meanwhile count nothing."""
    proportional = resident = 0
    try:
        root = psutil.Process(pid)
        tree = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return Memory()
    for process in tree:
        try:
            info = process.memory_full_info()
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
        proportional += getattr(info, "pss", info.rss)
        resident += info.rss
    return Memory(proportional / 1e6, resident / 1e6)


class Peak:
    """Samples a process tree in a thread while the context is open; `memory` is the largest sum seen."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.memory = Memory()

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(EVERY):
            now = memory_of(self._pid)
            self.memory = max(self.memory, now, key=lambda memory: memory.proportional)
