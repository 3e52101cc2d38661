"""What /compare is given: two stories by their numbers, or two outlets and what limits their stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.grammar import ArgumentError, Arguments, outlet_named

_NUMBER = r"(?:(?:story|stories)\s*)?#?(\d{1,9})"
STORIES = re.compile(rf"{_NUMBER}(?:\s*(?:/|,|and|with|vs\.?|\s)\s*{_NUMBER})?", re.IGNORECASE)
_STORY = re.compile(r"(?:in\s+)?story:?\s*#?(\d{1,9})", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*/\s*|\s+(?:vs\.?|versus|and|with)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two outlets as they were typed, and what limits the stories."""

    outlets: tuple[str, str]
    story: int | None
    topic: str


def pair_of(arguments: Arguments, names: Sequence[str]) -> Pair:
    """Reads "Harbour Post / Doran Daily ferry". Raises ArgumentError."""
    cuts = [
        (arguments.words[: cut.start()], arguments.words[cut.end() :])
        for cut in _BETWEEN.finditer(arguments.words)
    ]
    mistakes: list[ArgumentError] = []
    for left, right in cuts:
        try:
            one, (other, rest) = outlet_named(left, names), _leading_outlet(right, names)
        except ArgumentError as mistake:
            mistakes.append(mistake)
            continue
        if one == other:
            mistakes.append(ArgumentError("pair", arguments.words))
            continue
        story = _STORY.search(rest)
        topic = " ".join((*_STORY.sub(" ", rest).split(), *arguments.about.split()))
        return Pair((one, other), int(story[1]) if story else None, topic)
    raise mistakes[0] if mistakes else ArgumentError("pair", arguments.words)


def _leading_outlet(words: str, names: Sequence[str]) -> tuple[str, str]:
    """The outlet that the longest run of first words names, and the words after it."""
    parts = words.split()
    for length in range(len(parts), 0, -1):
        try:
            return outlet_named(" ".join(parts[:length]), names), " ".join(parts[length:])
        except ArgumentError:
            continue
    raise ArgumentError("outlet", words)
