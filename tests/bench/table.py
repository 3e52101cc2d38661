"""The printed table: GitHub Markdown, to be pasted into the README."""

from __future__ import annotations

import os
import platform
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: what, how much, beside what (in the same run, or the wish), and over what store."""

    what: str
    measured: str
    beside: str
    over: str


def print_table(rows: Iterable[Row]) -> None:
    """The machine and the command, then the rows."""
    command = " ".join(["python -m tests.bench", *sys.argv[1:]])
    print(f"`{command}` on {_machine()}\n")
    print("| what | measured | beside | over |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.what} | {row.measured} | {row.beside} | {row.over} |")
        sys.stdout.flush()


def percentile(values: Sequence[float], percent: int) -> float:
    """By linear interpolation; of one value, itself."""
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def spread(values: Sequence[float], unit: str) -> str:
    """1.2 s (1.1 to 1.4, 5 runs)"""
    median = f"{statistics.median(values):.2f} {unit}"
    if len(values) == 1:
        return f"{median} (1 run)"
    return f"{median} ({min(values):.2f} to {max(values):.2f}, {len(values)} runs)"


def say(sentence: str) -> None:
    """How far the benchmark is, on standard error."""
    print(sentence, file=sys.stderr, flush=True)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = (line for line in info.read_text().splitlines() if line.startswith("model name"))
        model = next(names, f":{model}").partition(":")[2].strip()
    version = platform.python_version()
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Python {version}"
