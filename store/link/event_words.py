"""Words by which events are known."""

from __future__ import annotations

import re

from store.extract.casualties.tables import words

_WORD = re.compile(r"[^\W_][\w'’-]*")


def event_words(text: str) -> frozenset[str]:
    """Words by which an event is known, lower case, without plural and possessive endings."""
    return frozenset(
        word for found in _WORD.findall(text) if (word := _plain(found)) and word not in words("plain")
    )


def _plain(word: str) -> str:
    word = re.sub(r"['’]s?$", "", word.lower())
    if len(word) < 3 or word[0].isdigit():
        return ""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def event_nouns(text: str) -> list[str]:
    """ "war", "clash": what the text calls an event, in the singular."""
    return [word for word in map(_singular, _WORD.findall(text)) if word in words("event_noun")]


def _singular(word: str) -> str:
    word = word.lower()
    return word[:-1] if word.endswith("s") and word[:-1] in words("event_noun") else word
