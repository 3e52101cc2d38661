"""The machine interface (`dateline ask --json`); docs/json.md describes it.

The answer value is written as it is: dataclasses become objects, enums their values, dates ISO text, and
each piece of evidence its text with the places of its spans in the list `evidence`.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

from handlers.doc import Evidence, House, runs_of
from handlers.mistakes import Refused
from handlers.render.present import Presented
from handlers.slots import Name
from store.types import Span

VERSION = 1
_HIDDEN = {"label"}  # fields that hold prose for people


def to_json(presented: Presented) -> str:
    """The answer as one JSON object, with its evidence; keys keep the order of the fields."""
    return json.dumps(to_object(presented), ensure_ascii=False)


def to_object(presented: Presented) -> dict[str, Any]:
    """version, command, ok, answer, evidence."""
    places = _Places(presented)
    # The values of an answer of which a part was held back are not checked one by one.
    value = Refused() if presented.held_back else presented.answer.value
    return {
        "version": VERSION,
        "command": presented.answer.command,
        "ok": presented.ok and not presented.held_back,
        "answer": {"type": type(value).__name__, **places.value(value)},
        "evidence": places.rows,
    }


class _Places:
    """Collects the spans of all evidence of one answer, each once, numbered from 0."""

    def __init__(self, presented: Presented) -> None:
        self._articles = presented.checked.articles
        self._numbers: dict[tuple[int, Span], int] = {}
        self.rows: list[dict[str, Any]] = []
        for run in runs_of(presented.checked.doc.blocks):
            if isinstance(run, Evidence):
                self._numbered(run)

    def value(self, value: Any) -> Any:
        """A value of an answer in JSON's types."""
        if isinstance(value, Evidence):
            return {"text": value.text, "evidence": self._numbered(value)}
        if isinstance(value, tuple):
            return [self.value(item) for item in value]
        if isinstance(value, Name | House):
            return value.text
        if dataclasses.is_dataclass(value):
            fields = (field.name for field in dataclasses.fields(value) if field.name not in _HIDDEN)
            return {name: self.value(getattr(value, name)) for name in fields}
        return value.isoformat() if isinstance(value, date) else value

    def _numbered(self, words: Evidence) -> list[int]:
        return [self._number(words.article, span) for span in words.spans]

    def _number(self, article: int, span: Span) -> int:
        key = (article, span)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            stored = self._articles[article]
            self.rows.append(
                {
                    "article": article,
                    "path": stored.path,
                    "start": span.start,
                    "end": span.end,
                    "text": span.of(stored.text),
                }
            )
        return self._numbers[key]
