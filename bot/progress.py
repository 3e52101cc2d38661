"""How an ingest shows: a bar on a terminal, one line per file otherwise, and a report at the end."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

from store.types import FileReport, IngestReport, Outcome

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

REPORT_VERSION = 1


class Lines:
    """One log line per file."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._total = self._done = 0

    def begin(self, total: int) -> None:
        self._total = total

    def file(self, report: FileReport) -> None:
        self._done += 1
        self._out.write(f"{self._done}/{max(self._done, self._total)} {file_line(report)}\n")
        self._out.flush()


class Bar:
    """A progress bar on standard error; use it as a context."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("Reading articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar: Progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, total: int) -> None:
        if total:
            self._task = self._bar.add_task("", total=total)

    def file(self, report: FileReport) -> None:
        if self._task is not None:
            self._bar.advance(self._task)
        if report.outcome is Outcome.REJECTED:
            self._bar.console.print(file_line(report), markup=False)


def file_line(report: FileReport) -> str:
    """rejected scan.txt: not text (PDF)"""
    facts = (
        f" ({report.quotes} statements, {report.claims} figures)" if report.quotes or report.claims else ""
    )
    number = f" as article {report.article}" if report.article and not report.why else ""
    reasons = "; ".join(filter(None, (report.why, *report.notes)))
    if report.outcome is Outcome.MISSING:
        reasons = f"still served; /withdraw {report.article} or /keep {report.article}"
    told = f": {reasons}" if reasons else ""
    return _printable(f"{report.outcome.value} {report.path}{number}{facts}{told}")


def report_lines(report: IngestReport) -> Iterator[str]:
    """The report for people: counts, then what needs a look."""
    counts = Counter(file.outcome for file in report.files)
    told = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome if counts[outcome]]
    unchanged = report.unchanged + counts[Outcome.UNCHANGED]
    others = [part for part in told if not part.endswith(Outcome.UNCHANGED.value)]
    unchanged_too = [f"{unchanged} unchanged"] if unchanged or not others else []
    yield f"{', '.join((*others, *unchanged_too))} in {report.seconds:.1f} s"
    wanted = (Outcome.REJECTED, Outcome.MISSING, Outcome.WITHDRAWN, Outcome.DUPLICATE)
    for file in report.files:
        if file.outcome in wanted or file.notes:
            yield f"  {file_line(file)}"
    yield from (_printable(note) for note in report.notes)


def report_json(report: IngestReport) -> str:
    """The report for machines; docs/json.md describes it."""
    return json.dumps({"version": REPORT_VERSION, **_plain(report)}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Dataclasses as objects; enums here are text already."""
    return dataclasses.asdict(value)


def _printable(line: str) -> str:
    """File names come from outside: no control characters reach the terminal."""
    return "".join(char if char.isprintable() else "�" for char in line)
