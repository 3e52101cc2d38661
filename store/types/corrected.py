"""Corrections: what people set over what the articles' own words showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Field(StrEnum):
    """What of a fact is corrected."""

    OUTLET = "outlet"  # of an article: a name, None for none
    DATE = "date"  # of an article: "2022-09-16", "2022-09", "2022", None for undated
    SPEAKER = "speaker"  # of a statement: words of its article, None for nobody clear
    FIGURE = "figure"  # of a casualty figure: a kind, number words of its sentence, None for no such figure
    FILE = "file"  # of an article whose file is gone: a value of Removal


class Removal(StrEnum):
    """What becomes of an article whose file is gone."""

    WITHDRAW = "withdraw"
    KEEP = "keep"


class CorrectionState(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    UNDONE = "undone"  # taken back, or replaced by a later one


class Proposed(StrEnum):
    """What became of a proposal."""

    STORED = "stored"
    REPLACED = "replaced"  # the same person's earlier one
    REJECTED = "rejected"  # an owner has decided against the same before
    TOO_MANY = "too many"  # of one person wait


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """A value for one field of the fact that `key` names. `by` is a Telegram user, 0 in the terminal."""

    key: str
    article: int
    field: Field
    value: str | None
    by: int = 0
    words: str = ""  # as the person wrote it


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as stored; `id` is permanent. `applied`: every answer goes by its state."""

    id: int
    key: str
    article: int
    field: Field
    value: str | None
    state: CorrectionState
    by: int
    at: datetime
    words: str
    decided_by: int | None
    decided_at: datetime | None
    applied: bool


@dataclass(frozen=True, slots=True)
class Absence:
    """An article beside its files: `gone` when none is left, `decided` what an owner said to that."""

    article: int
    path: str
    gone: bool
    served: bool
    decided: Removal | None = None
