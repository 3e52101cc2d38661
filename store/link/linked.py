"""The whole result of link, before it is written."""

from __future__ import annotations

from dataclasses import dataclass

from store.link.collection import LinkArticle
from store.link.episodes import LinkedEpisode
from store.link.people import LinkedPerson
from store.link.stories import Topic
from store.link.variants import Group
from store.types import Label


@dataclass(frozen=True, slots=True)
class Linked:
    """The whole result: articles in link order, and what holds them together by their indexes."""

    articles: tuple[LinkArticle, ...]
    origins: dict[int, int]
    topics: tuple[Topic, ...]
    titles: tuple[Label, ...]  # one a story, topics flattened
    people: tuple[LinkedPerson, ...]
    variants: tuple[Group, ...]
    episodes: tuple[LinkedEpisode, ...]
