"""Which outlet an article shows itself to be from, and which sources it says it passes on.

Cues are data (`outlet_cues.tsv`); names are whatever the article prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from store.extract.lexicon import countries, table
from store.types import Layout, Origin, Sourced, Span

HEAD = 400  # characters at the top in which a byline or masthead is looked for

_TOKEN = r"(?!(?:All|ALL|Rights|RIGHTS|Inc|Ltd|LLC|Staff)\b)[A-Z][\w&]*(?:[.&/-]\w+|['’][A-Z]\w*)*"
_SMALL = r"(?:of|and|&|for|in|on|the|de|del|des|du|di|der)"
_NAME = rf"(?P<name>(?:[Tt]he )?{_TOKEN}(?:(?: {_SMALL})* {_TOKEN}| \d{{1,3}}\b){{0,6}})"
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|tv|[a-z]{2})")
_COMMON = re.compile(
    r"the|an?|(?:an)?others?|one|some|this|that|its|his|her|local|state|official", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?:our|your) .+|(?:the |an? )?(?:\w+ )?(?:editors?|newsroom|publishers?|team|founders?|desk|readers?)",
    re.IGNORECASE,
)
_DEMONYM = ("an", "sh", "ese", "ch", "i")


@dataclass(frozen=True, slots=True)
class _Cue:
    role: str
    zone: str
    check: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def may_match(self, words: str) -> bool:
        return not self.words or any(word in words for word in self.words)

    def names(self, text: str, zone: Span) -> Iterator[Span]:
        """Names in the zone that pass the check."""
        for match in self.pattern.finditer(text, zone.start, zone.end):
            span = _without_demonym(text, Span(*match.span("name")))
            name = span.of(text)
            if is_media(name) or (self.check == "any" and not _is_common(name)):
                yield span


def find_outlet(text: str, layout: Layout) -> Sourced | None:
    """The outlet by the strongest cue, with the span of its name."""
    return next(_found("outlet", text, layout), None)


def find_relays(text: str, layout: Layout) -> tuple[Sourced, ...]:
    """Sources that the article says it passes on, each once, in the order of the text."""
    found: dict[str, Sourced] = {}
    for relay in sorted(_found("relay", text, layout), key=_position):
        found.setdefault(key_of(relay.value), relay)
    return tuple(found.values())


def key_of(name: str) -> str:
    """What two spellings of an outlet's name share."""
    return name.lower().removeprefix("the ")


def is_media(name: str) -> bool:
    """Whether a name looks like a news outlet's: a known agency, an outlet's last word, a domain."""
    bare = name.removeprefix("The ").removeprefix("the ")
    last = name.rsplit(" ", 1)[-1]
    known = _media()
    if last in known["word"] and name != last:
        return not name.endswith(tuple(known["not"]))
    return bare in known["agency"] or bool(_DOMAIN.fullmatch(bare))


def inferred(text: str, span: Span) -> Sourced:
    """The words of a span as inferred metadata."""
    return Sourced(" ".join(span.of(text).split()), Origin.INFERRED, span)


def _found(role: str, text: str, layout: Layout) -> Iterator[Sourced]:
    for cue in _cues():
        if cue.role != role or not cue.may_match(text):
            continue
        for zone in _zones(cue.zone, text, layout):
            names = cue.names(text, zone) if cue.may_match(zone.of(text)) else ()
            yield from (inferred(text, name) for name in names)


def _zones(zone: str, text: str, layout: Layout) -> Sequence[Span]:
    if zone == "furniture":
        return layout.boilerplate
    if zone == "text":
        return layout.paragraphs
    first = layout.paragraphs[0].start if layout.paragraphs else len(text)
    return (Span(0, min(first, HEAD)),)


def _without_demonym(text: str, span: Span) -> Span:
    """ "The Russian Interfax" -> "Interfax"; "The Russian Gazette" stays."""
    name = span.of(text)
    first, _, rest = name.removeprefix("The ").removeprefix("the ").partition(" ")
    demonym = first.lower() in countries() and first.endswith(_DEMONYM)
    return Span(span.end - len(rest), span.end) if demonym and rest and not is_media(name) else span


def _is_common(name: str) -> bool:
    """Words in an outlet's place that name none: "another", "Peruvian", "Our Editor"."""
    return bool(_COMMON.fullmatch(name) or _ROLE.fullmatch(name)) or name.lower() in countries()


def _position(relay: Sourced) -> int:
    return relay.span.start if relay.span else 0


@lru_cache(maxsize=1)
def _cues() -> tuple[_Cue, ...]:
    rows = table(Path(__file__).with_name("outlet_cues.tsv"))
    return tuple(
        _Cue(
            role=role,
            zone=zone,
            check=check,
            words=() if word == "*" else tuple(word.split("|")),
            pattern=re.compile(pattern.replace("<name>", _NAME), re.MULTILINE),
        )
        for role, zone, check, word, pattern in rows
    )


@lru_cache(maxsize=1)
def _media() -> dict[str, frozenset[str]]:
    """Agencies' names, last words of outlets' names, and last words that only look like them."""
    rows = table(Path(__file__).with_name("media.tsv"))
    return {kind: frozenset(name for k, name in rows if k == kind) for kind in ("agency", "word", "not")}
