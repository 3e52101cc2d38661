"""What a format makes of a file's bytes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Content:
    """Text with LF line ends and without its front matter, which was `front_length` characters long.

    `fields` holds the front matter's plain values by lower-case key; None marks a value that is a list
    or a mapping. `notes` are sentences for the ingest report.
    """

    text: str
    encoding: str
    front_length: int = 0
    fields: dict[str, str | None] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
