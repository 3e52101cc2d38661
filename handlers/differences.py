"""Where the articles of a story differ, as their own words side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers import house
from handlers.analysis.tally import Event, Figure, Group, Shelf, events
from handlers.analysis.toll import Status
from handlers.briefs import ReadArticles
from handlers.cite import quoted, relative_times, undated_label
from handlers.doc import Cite, Line
from handlers.registry import Ask
from store.types import Story

SHOWN = 4  # figures of one group


@dataclass(frozen=True, slots=True)
class StoryToll:
    """Figures of the story's own event (None without any), and of earlier ones."""

    own: Event | None = None
    earlier: tuple[Event, ...] = ()


def story_toll(ask: Ask, story: Story, read: ReadArticles) -> StoryToll:
    """What the articles read of a story claim: of its own event, and of those that they recall."""
    episodes = ask.library.episodes([story.id])
    claims = [
        claim
        for claim in ask.library.claims([episode.id for episode in episodes])
        if claim.article in read.articles
    ]
    labels = {label.article for episode in episodes for label in episode.labels[:1]}
    known = {**read.articles, **ask.library.texts(labels - read.articles.keys())}
    times = {number: relative_times(known[number], outline) for number, outline in read.outlines.items()}
    found = events(episodes, claims, Shelf(known, times))
    own = next((event for event in found if event.story == story.id), None)
    return StoryToll(own, tuple(event for event in found if event.story is None))


def differing(event: Event | None) -> tuple[Group, ...]:
    """The groups of figures that cannot all be true."""
    groups = event.groups if event else ()
    return tuple(group for group in groups if group.status is Status.CANNOT_ALL_BE_TRUE)


def agreeing(event: Event | None) -> tuple[Group, ...]:
    """The other groups."""
    differ = differing(event)
    return tuple(group for group in (event.groups if event else ()) if group not in differ)


def group_lines(groups: Iterable[Group]) -> Iterator[Line]:
    """Killed, Doran sailors: “7 sailors” [4] · says Doran · “12 sailors” [2]"""
    for group in groups:
        yield (*_victims(group), house.COLON(), *house.dots(*map(_figure, group.figures[:SHOWN])))


def earlier_line(event: Event) -> Line:
    """“a war in 2020” · killed, everyone: “more than 6,500 deaths” [1]"""
    label: Line = (*quoted(event.label), house.SPACE(), Cite((event.label.article,)))
    return house.dots(label, *group_lines(event.groups))


def _victims(group: Group) -> Line:
    kind = house.KINDS[group.kind]()
    if group.everyone:
        return (kind, house.EVERYONE())
    return (kind, house.COMMA(), group.victims) if group.victims else (kind,)


def _figure(figure: Figure) -> Line:
    says = (house.CLAIMANT_SAYS(name=figure.claimant),) if figure.claimant else ()
    words: Line = (*quoted(figure.words), house.SPACE(), Cite(figure.same))
    return house.dots(words, says, undated_label(figure.relative))
