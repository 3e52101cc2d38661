"""Cues of page furniture: what a line, paragraph or rough sentence shows of it.

The cues are data (`boilerplate_cues.tsv`, which explains its columns).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from store.extract.lexicon import table
from store.types import Span

SURE, LIKELY = 3, 2
LINE_LENGTH = 120  # characters of the longest piece that is compared as a whole
LOOSE_WORDS = 60  # longer pieces are no furniture by a cue at their beginning or inside
PLACES = ("line", "cased", "start", "any", "inside")
ADDRESSING = ("appeal", "subscribe", "follow")  # kinds that speak to the reader

_QUOTED = re.compile(r"[\"“][^\"”]*(?:[\"”]|$)")
_ADDRESS = re.compile(
    r"\b(?:[Yy]ou(?:rs?)?|[Ww]e|us|[Oo]urs?)\b"
    r"|(?:^|[.!?:…]\s+)(?:Please |Kindly )?"
    r"(?:Give|Donate|Become|Chip in|Pledge|Contribute|Join|Subscribe|Support)\b"
    r"(?! (?:for|from|of|in|among)\b)"
)
_SAID = re.compile(
    r"\b(?:said|says|told|tweeted|stated|announced|warned|added|urged|asked|appealed|reported|wrote)\b"
    r"|\baccording to\b"
)
_ROLE = (
    r"(?:editors?|publishers?|founders?|reporters?|journalists?|correspondents?|photographers?|colleagues?"
    r"|directors?|newsroom|campaigns?|fundraisers?|staff|team|desk|fund|readers?|subscribers?|supporters?|members?|donors?)"
)
_VERB = r"(?:said|says|told|added|asked|wrote|writes|announced|reported)"
# "said our publisher", "says Ana, a subscriber", "our founder Ana Lund said", "we asked"
_OWN_SAID = re.compile(
    rf"\b(?:said|says|added|wrote|writes) (?:[\w.-]+,? ){{0,3}}"
    rf"(?:our (?:[\w'-]+ ){{0,2}}{_ROLE}|an? (?:reader|subscriber|donor)|one of (?:them|our|you))\b"
    rf"|\bour (?:[\w'-]+ ){{0,2}}{_ROLE},?(?: [\w.'-]+,?){{0,3}}? {_VERB}\b|\b(?:we|you) {_VERB}\b"
)
_TOLL = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|dozens?|hundreds?|thousands?"
    r"|several|many)\b[^.]{0,60}\b(?:killed|dead|died|deaths?|wounded|injured|casualties|missing|captured|lives)\b"
    r"|\b(?:killed|killing|wounded|wounding|injured|injuring|dead|deaths? of|claimed)\b[^.]{0,30}\b\d"
)
_DIGIT = re.compile(r"\d")
_ENDS = " \t()[]{}*_<>-–—•|·:.!…#=~«»"


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table."""

    kind: str
    place: str
    weight: int
    words: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text with what it shows. `kinds` holds the weight per kind of furniture."""

    span: Span
    words: str  # white space folded
    kinds: dict[str, int]

    @property
    def weight(self) -> int:
        return max(self.kinds.values(), default=0)

    @property
    def length(self) -> int:
        """Words."""
        return self.words.count(" ") + 1

    @property
    def addresses(self) -> bool:
        """Speaks to its reader, outside quotation marks."""
        return bool(_ADDRESS.search(_QUOTED.sub(" ", self.words)))

    @property
    def says(self) -> bool:
        """Holds an attributed statement."""
        return bool(_SAID.search(_QUOTED.sub(" ", self.words).lower()))

    @property
    def reports(self) -> bool:
        """Holds a statement of someone who is not of the outlet."""
        speech = plain(_QUOTED.sub(" ", self.words))
        return bool(_SAID.search(_OWN_SAID.sub(" ", " ".join(speech.split()))))

    @property
    def counts(self) -> bool:
        """Holds a casualty figure."""
        return bool(_TOLL.search(self.words.lower()))

    @property
    def is_news(self) -> bool:
        """An attributed statement or a casualty figure: kept, unless it stands inside an appeal."""
        return self.says or self.counts


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """All cues, in the order of the table."""
    rows = table(Path(__file__).with_name("boilerplate_cues.tsv"))
    return tuple(
        Cue(kind, place, int(weight), () if word == "*" else tuple(word.split("|")), re.compile(pattern))
        for kind, place, weight, word, pattern in rows
    )


class Finder:
    """The cues that can match in one text at all, ready to look at its pieces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lowered = plain(text)
        words = {word for word in _words() if word in self._lowered}
        self._cues: dict[str, list[Cue]] = {
            place: [] for place in ("line", "cased", "start", "any", "inside")
        }
        for cue in cues():
            if not cue.words or not words.isdisjoint(cue.words):
                self._cues[cue.place].append(cue)

    def piece(self, span: Span) -> Piece:
        """Look at one piece of the text."""
        words = " ".join(span.of(self._text).split())
        kinds: dict[str, int] = {}
        for cue in self._matching(words):
            adds = kinds.get(cue.kind, 0) if cue.kind == "appeal" else 0
            kinds[cue.kind] = max(kinds.get(cue.kind, 0), adds + cue.weight)
        return Piece(span, words, kinds)

    def inside(self) -> Iterator[Span]:
        """Parts of pieces that are furniture by themselves, such as "(Photo: Ann Lee)"."""
        for cue in self._cues["inside"]:
            yield from (Span(*match.span()) for match in cue.pattern.finditer(self._lowered))

    def _matching(self, words: str) -> Iterator[Cue]:
        core = plain(words).strip(_ENDS)
        if len(core) <= LINE_LENGTH:
            yield from (cue for cue in self._cues["line"] if cue.pattern.fullmatch(core))
            yield from (cue for cue in self._cues["cased"] if cue.pattern.fullmatch(words.strip(_ENDS)))
        if core.count(" ") < LOOSE_WORDS:
            yield from (cue for cue in self._cues["start"] if cue.pattern.match(core))
        if self._cues["any"]:
            speech = plain(_QUOTED.sub(" ", words))
            yield from (cue for cue in self._cues["any"] if cue.pattern.search(speech))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(word for cue in cues() for word in cue.words)


def states_something(lowered: str) -> bool:
    """Whether a line in lower case holds an attributed statement, a casualty figure or any number."""
    return bool(_DIGIT.search(lowered) or _SAID.search(lowered) or _TOLL.search(lowered))


def plain(text: str) -> str:
    """Lower case with straight apostrophes, of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # "İ" becomes two characters
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.replace("’", "'")
