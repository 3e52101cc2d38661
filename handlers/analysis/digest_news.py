"""What a digest is made of, and what it is made from. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.analysis.quotations import Statement
from handlers.analysis.tally import Figure
from handlers.doc import Evidence
from store.desk_types import Shown
from store.types import CasualtyClaim, CasualtyKind, Episode, Quote, Story


@dataclass(frozen=True, slots=True)
class NewStory:
    """Articles that came to a story; `whole`: all of the story came now."""

    story: int
    title: Evidence
    articles: tuple[int, ...]
    whole: bool
    relative: Evidence | None
    facts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure that no older article gives; `before` is an older one, `was`: of an earlier day."""

    kind: CasualtyKind
    victims: Evidence | None
    everyone: bool
    part: bool
    recalled: bool  # of an earlier war
    label: Evidence
    relative: Evidence | None
    figure: Figure
    before: Figure | None
    was: bool
    facts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class NewStatement:
    """An utterance that no older article has; `first`: nothing older by that speaker is here."""

    statement: Statement
    first: bool
    facts: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class NewDifference:
    """Figures for the same victims that cannot all be true, at least one of them new."""

    kind: CasualtyKind
    victims: Evidence | None
    everyone: bool
    part: bool
    recalled: bool  # of an earlier war
    label: Evidence
    relative: Evidence | None
    figures: tuple[Figure, ...]
    facts: tuple[Shown, ...]


News = NewStory | NewFigure | NewStatement | NewDifference
ORDER = (NewStory, NewFigure, NewStatement, NewDifference)


@dataclass(frozen=True, slots=True)
class Arrived:
    """The facts of new articles among what they are compared with.

    `quotes` are the new ones before older ones of the same stories, `claims` all of the episodes that new
    ones are about; `keys` tells the new ones. `articles` are the topic's among those `added`,
    `heard` the speakers of whom older statements are here.
    """

    keys: frozenset[str]
    quotes: tuple[Quote, ...]
    claims: tuple[CasualtyClaim, ...]
    episodes: tuple[Episode, ...]
    stories: tuple[Story, ...]
    articles: frozenset[int]
    added: frozenset[int]
    heard: frozenset[int]
