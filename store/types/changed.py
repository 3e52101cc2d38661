"""What happened to facts and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from store.types.kinds import Why


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the change log: something of an article is there, other, or gone since `seq`."""

    seq: int
    key: str
    kind: str  # article, quote, claim
    why: Why
    article: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NewsState:
    """The end of the change log, when it was written, and how much of it link has worked out."""

    last: int = 0
    changed_at: datetime | None = None
    linked: int = 0


class Outcome(StrEnum):
    """What became of one file in an ingest."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    DUPLICATE = "duplicate"
    UNCHANGED = "unchanged"
    RETURNED = "returned"  # the file of a withdrawn article is back: it is served again
    WITHDRAWN = "withdrawn"
    MISSING = "missing"  # gone from the folder, still served until its owner decides
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class FileReport:
    path: str
    outcome: Outcome
    article: int | None = None
    why: str = ""  # reason of a rejection, original of a duplicate
    notes: tuple[str, ...] = ()
    quotes: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    files: tuple[FileReport, ...] = ()
    seconds: float = 0.0
    unchanged: int = 0
    notes: tuple[str, ...] = ()
    stages: dict[str, float] = field(default_factory=dict)  # seconds of work per stage

    def of(self, outcome: Outcome) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.outcome is outcome)
