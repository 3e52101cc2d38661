"""Where the articles of a story differ, as their own words side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers import house
from handlers.analysis.tally import Event, Figure, Group, Shelf, events, figure_of, victims_named
from handlers.analysis.toll import EVERYONE, Toll, TollFigure, tolls
from handlers.briefs import ReadArticles
from handlers.cite import quoted, relative_times, undated_label
from handlers.doc import Cite, Line
from handlers.registry import Ask
from store.types import Story

SHOWN = 4  # figures of one group
CLAIMS = 600  # of the newest articles that have any


@dataclass(frozen=True, slots=True)
class StoryToll:
    """Figures of the story's own event (None without any), where they differ, and figures of earlier ones.

    A group of `differ` holds two figures of different articles that cannot both be true.
    """

    own: Event | None = None
    differ: tuple[Group, ...] = ()
    earlier: tuple[Event, ...] = ()


def story_toll(ask: Ask, story: Story, read: ReadArticles) -> StoryToll:
    """What the articles read of a story claim: of its own event, and of those that they recall."""
    episodes = ask.library.episodes([story.id])
    numbers = [episode.id for episode in episodes]
    claims = [c for c in ask.library.claims(numbers, limit=CLAIMS) if c.article in read.articles]
    wanted = {label.article for episode in episodes for label in episode.labels[:1]}
    wanted |= {claim.article for claim in claims}
    known = {number: article for number, article in read.articles.items() if number in wanted}
    known |= ask.library.texts(wanted - known.keys())
    times = {
        number: relative_times(known[number], read.outlines[number])
        for number in known.keys() & read.outlines.keys()
    }
    shelf = Shelf(known, times)
    found = events(episodes, claims, shelf)
    own = next((event for event in found if event.story == story.id), None)
    told = tolls([claim for claim in claims if own and claim.episode == own.episode], known.values())
    differ = tuple(group for toll in told for group in _differing(toll, shelf))
    return StoryToll(own, differ, tuple(event for event in found if event.story is None))


def _differing(toll: Toll, shelf: Shelf) -> Iterator[Group]:
    """The two figures that most articles stand for, of those nearest to each other."""
    pairs = [(toll.figures[a], toll.figures[b]) for a, b in toll.conflicts]
    apart = [pair for pair in pairs if not _articles(pair[0]) & _articles(pair[1])]
    if apart:
        pair = min(apart, key=lambda pair: (-pair[0].origins - pair[1].origins, _ratio(*pair)))
        figures = tuple(figure_of(figure, shelf) for figure in pair)
        everyone, victims = toll.victims == EVERYONE, victims_named(toll, shelf)
        yield Group(toll.kind, victims, everyone, toll.victims.is_part, toll.status, figures)


def _articles(figure: TollFigure) -> set[int]:
    return {claim.article for claim in figure.claims}


def _ratio(one: TollFigure, other: TollFigure) -> float:
    low, high = sorted(max(1, figure.shown.local.value or 1) for figure in (one, other))
    return round(high / low, 6)


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
