"""Facts with what only the collection can tell (stage link)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store.types.kinds import Anchor, SpeakerKind
from store.types.local import LocalClaim, LocalQuote, Metadata, Published, Span


@dataclass(frozen=True, slots=True)
class Article:
    """One stored article. `boilerplate` is final: by rule and by repetition."""

    id: int
    path: str
    paths: tuple[str, ...]
    sha256: str
    text: str
    metadata: Metadata  # given before inferred
    language: str
    added_at: datetime
    revision: int
    boilerplate: tuple[Span, ...] = ()
    origin: int = 0  # articles that are near-copies share it
    story: int | None = None

    @property
    def outlet(self) -> str | None:
        return self.metadata.outlet.value if self.metadata.outlet else None

    @property
    def title(self) -> str | None:
        return self.metadata.title.value if self.metadata.title else None

    @property
    def published(self) -> Published:
        return self.metadata.published


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as an article prints it."""

    text: str
    article: int
    span: Span


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks: a person or an organisation; described speakers have no Person."""

    id: int
    name: str
    kind: SpeakerKind
    aliases: tuple[Alias, ...] = ()
    offices: tuple[Alias, ...] = ()  # "Russian President"
    direct: int = 0
    mixed: int = 0
    relayed: int = 0  # as other people give them
    indirect: int = 0
    outlets: int = 0
    passed_on: int = 0  # statements of others

    @property
    def statements(self) -> int:
        """Utterances: variants count once."""
        return self.direct + self.mixed + self.relayed + self.indirect


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Who a user's words mean: `found` (several are namesakes), else the `nearest` names.

    `silent` are meant, but only named in the articles: no words of theirs are there.
    """

    found: tuple[Person, ...] = ()
    silent: tuple[Person, ...] = ()
    nearest: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement with its resolved speaker. `group` is shared by the renderings of one utterance."""

    key: str
    article: int
    local: LocalQuote
    person: int | None
    relay_person: int | None = None
    group: int | None = None

    @property
    def utterance(self) -> str:
        """What all renderings of one utterance share."""
        return f"group {self.group}" if self.group is not None else self.key


@dataclass(frozen=True, slots=True)
class CasualtyClaim:
    key: str
    article: int
    local: LocalClaim
    episode: int
    number: int = 0  # n-th claim of its article


@dataclass(frozen=True, slots=True)
class Label:
    """An episode's or story's name: words of an article, never composed."""

    article: int
    span: Span
    text: str
    anchor: Anchor | None = None  # of an episode: what brought the figure with these words to it


@dataclass(frozen=True, slots=True)
class Episode:
    """Something that happened: a story's own events, or an earlier war that articles only recall."""

    id: int
    story: int | None  # None: only recalled
    labels: tuple[Label, ...]  # best first
    first_year: int | None = None  # only years that an article prints
    last_year: int | None = None
    related: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one episode, in the order dated, anchored, undated by path."""

    id: int
    title: Label
    articles: tuple[int, ...]
    outlets: tuple[str, ...]
    episode: int
    related: tuple[int, ...] = ()
