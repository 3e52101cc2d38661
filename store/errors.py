"""The store's errors.

DatelineError
 +- SeedError          one article file cannot be read; the others go on
 +- ModelError         a model's files are missing or not the pinned ones
 +- DatabaseError      the database cannot be opened, or is newer than the program
 +- LeaseHeld          another process reads the folder into this database
 +- NotFound           no article, story or person has that number
"""

from __future__ import annotations


class DatelineError(Exception):
    """Base of all errors whose text may be shown to a user."""


class SeedError(DatelineError):
    """One file cannot become an article: `path`, `why`, and the line (from 1) when one is to blame."""

    def __init__(self, path: str, why: str, line: int | None = None) -> None:
        self.path, self.why, self.line = path, why, line
        at = f", line {line}" if line else ""
        super().__init__(f"{path}{at}: {why}")


class ModelError(DatelineError):
    """A language or embedding model is missing or fails its checksum."""


class DatabaseError(DatelineError):
    """The database cannot be used; the text says what to do."""


class LeaseHeld(DatelineError):
    """Another process holds the ingest lease of this database."""


class NotFound(DatelineError):
    """A number that names nothing: `what` is article, story or person."""

    def __init__(self, what: str, number: int) -> None:
        self.what, self.number = what, number
        super().__init__(f"No {what} has the number {number}.")
