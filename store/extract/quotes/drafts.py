"""A statement in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.extract.quotes.cues import Cue
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class Draft:
    """Content and cue before speakers are resolved.

    `quotations` are indexes; `continues` is the draft whose attribution goes on, `aloof` when that stands in
    another paragraph; `source` names a speaker without a cue, in a headline.
    """

    spans: list[Span]
    cue: Cue | None
    quotations: list[int] = field(default_factory=list)
    continues: Draft | None = None
    aloof: bool = False
    source: Token | None = None

    @property
    def attribution(self) -> Cue | None:
        """The cue that names the speaker, be it the one of the statement that this goes on from."""
        return self.cue if self.continues is None else self.continues.cue

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end
