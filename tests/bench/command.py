"""The product's own commands as processes of their own, timed from outside."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.memory import Memory, Peak

DATELINE = Path(sys.executable).with_name("dateline")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of articles and the database over it."""

    folder: Path
    database: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    @property
    def environment(self) -> dict[str, str]:
        """For a process that works on it."""
        return {**os.environ, "DATELINE_SEEDS": str(self.folder), "DATELINE_DATABASE": self.url}


@dataclass(frozen=True, slots=True)
class Done:
    """A finished command: its output, seconds from start to exit, processor seconds and most memory of
    all its processes."""

    output: str
    seconds: float
    worked: float
    memory: Memory


def run(arguments: Sequence[str | Path], place: Place, lines: str = "") -> Done:
    """Run to the end. Raises CalledProcessError when it fails."""
    started, worked = time.perf_counter(), _children_worked()
    process = subprocess.Popen(
        [str(part) for part in arguments],
        env=place.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with Peak(process.pid) as peak:
        output, _ = process.communicate(lines)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, output)
    return Done(output, seconds, _children_worked() - worked, peak.memory)


def _children_worked() -> float:
    """Processor seconds of all child processes that have ended, with their own children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True, slots=True)
class Ingested:
    """`report` is what `dateline ingest --json` printed."""

    report: dict[str, Any]
    done: Done

    @property
    def seconds(self) -> float:
        return float(self.report["seconds"])

    @property
    def facts(self) -> int:
        return sum(file["quotes"] + file["claims"] for file in self.report["files"])

    @property
    def shares(self) -> str:
        """read 90 %, write 6 %, link 3 %, rest 1 %"""
        stages: dict[str, float] = dict(self.report["stages"])
        stages["rest"] = max(0.0, self.seconds - sum(stages.values()))
        return ", ".join(f"{name} {100 * spent / self.seconds:.0f} %" for name, spent in stages.items())


def ingest(place: Place) -> Ingested:
    """`dateline ingest --json` as anyone would call it."""
    done = run([DATELINE, "ingest", "--json"], place)
    return Ingested(json.loads(done.output), done)
