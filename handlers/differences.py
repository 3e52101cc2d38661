"""Where the articles of a story differ, as their own words side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handlers import house
from handlers.analysis.compare import passages
from handlers.analysis.contrast import Aspect, contrasts
from handlers.analysis.contrast_clauses import Told as TellsOf
from handlers.analysis.tally import Event, Figure, Group, Shelf, events, figure_of, owner_named, victims_named
from handlers.analysis.toll import EVERYONE, Status, Toll, TollFigure, tolls
from handlers.briefs import ReadArticles
from handlers.cite import quoted, relative_in, relative_times, undated_label
from handlers.doc import Block, Cite, Heading, Item, Line, MarkKind, evidence, source_of
from handlers.registry import Ask
from handlers.told import Told, told_line
from store.library import EVERYTHING
from store.types import ArticleFilter, CasualtyClaim, Episode, Story

Sides = tuple[frozenset[int], frozenset[int]]  # the articles of each

SHOWN = 4  # figures of one group
COMPARED = 40  # newest articles whose sentences are compared with each other
_ASPECTS = {Aspect.ACTOR: house.WHO_DID, Aspect.ORDER: house.WHICH_ORDER, Aspect.CAUSE: house.WHY_SO}
CLAIMS = 600  # of the newest articles that have any


@dataclass(frozen=True, slots=True)
class StoryToll:
    """Figures of the story's own event (None without any), where they differ, and figures of earlier ones.

    A group of `differ` holds two figures of different articles that cannot both be true.
    """

    own: Event | None = None
    differ: tuple[Group, ...] = ()
    earlier: tuple[Event, ...] = ()


def story_toll(ask: Ask, story: Story, read: ReadArticles, sides: Sides | None = None) -> StoryToll:
    """What the articles read of a story claim: of its own event, and of those that they recall.

    With `sides` the figures differ that one of them gives and the other one does not.
    """
    episodes, claims, shelf = _claimed(ask, [story.id], read)
    found = events(episodes, claims, shelf)
    own = next((event for event in found if event.story == story.id), None)
    told = tolls([claim for claim in claims if own and claim.episode == own.episode], shelf.articles.values())
    differ = tuple(group for toll in told for group in _differing(toll, shelf, sides))
    return StoryToll(own, differ, tuple(event for event in found if event.story is None))


def recalled_by_both(ask: Ask, stories: Sequence[int], read: ReadArticles, sides: Sides) -> tuple[Event, ...]:
    """The earlier events of which each side gives a figure."""
    episodes, claims, shelf = _claimed(ask, stories, read)
    tellers = {
        episode.id: {claim.article for claim in claims if claim.episode == episode.id} for episode in episodes
    }
    shared = [e for e in episodes if e.story is None and all(tellers[e.id] & side for side in sides)]
    return events(shared, [claim for claim in claims if claim.episode in {e.id for e in shared}], shelf)


def _claimed(
    ask: Ask, stories: Sequence[int], read: ReadArticles
) -> tuple[tuple[Episode, ...], list[CasualtyClaim], Shelf]:
    """The stories' episodes, what the articles read claim of them, and the articles to show it."""
    episodes = tuple(_named_in(episode, read) for episode in ask.library.episodes(stories))
    numbers = [episode.id for episode in episodes]
    asked = (ask.library.claims(numbers, where=where, limit=CLAIMS) for where in _few_outlets(read))
    claims = [claim for found in asked for claim in found if claim.article in read.outlines]
    wanted = {label.article for episode in episodes for label in episode.labels[:1]}
    wanted |= {claim.article for claim in claims}
    known = {number: article for number, article in read.articles.items() if number in wanted}
    known |= ask.library.texts(wanted - known.keys())
    times = {
        number: relative_times(known[number], read.outlines[number])
        for number in known.keys() & read.outlines.keys()
    }
    shelf = Shelf(known, times)
    return episodes, claims, shelf


def _named_in(episode: Episode, read: ReadArticles) -> Episode:
    """An earlier event only by the names that the articles read have for it: others are no source here."""
    if episode.story is not None:
        return episode
    return replace(episode, labels=tuple(label for label in episode.labels if label.article in read.articles))


def _few_outlets(read: ReadArticles) -> list[ArticleFilter]:
    """One or two outlets are asked for alone: among the newest claims of all, theirs may be missing."""
    outlets = {article.outlet for article in read.articles.values()}
    if len(outlets) > 2 or None in outlets:
        return [EVERYTHING]
    return [ArticleFilter(outlet=outlet) for outlet in sorted(filter(None, outlets))]


def _differing(toll: Toll, shelf: Shelf, sides: Sides | None) -> Iterator[Group]:
    """The two figures that most articles stand for, of those nearest to each other."""
    pairs = [(toll.figures[a], toll.figures[b]) for a, b in toll.conflicts]
    apart = [pair for pair in pairs if _are_apart(_articles(pair[0]), _articles(pair[1]), sides)]
    if apart:
        pair = min(apart, key=lambda pair: (-pair[0].origins - pair[1].origins, _ratio(*pair)))
        figures = tuple(figure_of(figure, shelf) for figure in pair)
        everyone, victims = toll.victims == EVERYONE, victims_named(toll, shelf)
        owner = owner_named(toll, shelf)
        yield Group(toll.kind, victims, everyone, toll.victims.is_part, toll.status, figures, owner=owner)


def _are_apart(one: set[int], other: set[int], sides: Sides | None) -> bool:
    if sides is None:
        return not one & other
    places = [[bool(articles & side) for side in sides] for articles in (one, other)]
    return places in ([[True, False], [False, True]], [[False, True], [True, False]])


def _articles(figure: TollFigure) -> set[int]:
    return {claim.article for claim in figure.claims}


def _ratio(one: TollFigure, other: TollFigure) -> float:
    low, high = sorted(max(1, figure.shown.local.value or 1) for figure in (one, other))
    return round(high / low, 6)


def given_by_both(event: Event | None, sides: Sides) -> tuple[Group, ...]:
    """The figures of an event that both sides give."""
    kept = (
        (group, tuple(f for f in group.figures if all(side.intersection(f.articles) for side in sides)))
        for group in (event.groups if event else ())
    )
    return tuple(
        replace(group, figures=figures, status=Status.CAN_ALL_BE_TRUE, conflicts=(), held=None)
        for group, figures in kept
        if figures
    )


@dataclass(frozen=True, slots=True)
class Differing:
    """One event told in two ways; the words that differ are marked."""

    aspect: Aspect
    one: Told
    other: Told


def differing(read: ReadArticles, sides: Sides | None = None) -> tuple[Differing, ...]:
    """Where the articles read, or two sides of them, name another actor, order or cause."""
    newest = frozenset([*read.articles][:COMPARED])
    one, *other = (tuple(passages(read.docs(side))) for side in sides or (newest,))
    return tuple(
        Differing(found.aspect, *(_marked(told, read) for told in (found.one, found.other)))
        for found in contrasts(one, *other)
    )


def _marked(told: TellsOf, read: ReadArticles) -> Told:
    article = read.articles[told.passage.article]
    span = told.passage.span
    times = {article.id: relative_times(article, read.outlines[article.id])}
    words = evidence(article, (span,), ((told.part, MarkKind.OTHER),))
    return Told(words, source_of(article), relative=relative_in(article, (span,), times))


def differ_blocks(groups: Sequence[Group], told: Sequence[Differing]) -> Iterator[Block]:
    """Where they differ: figures that cannot both be true, then another actor, order or cause."""
    if groups or told:
        yield Heading((house.WHERE_DIFFER(),), level=2)
    yield from map(Item, group_lines(groups))
    for two in told:
        yield Item((_ASPECTS[two.aspect](),), (told_line(two.one), told_line(two.other)))


def group_lines(groups: Iterable[Group]) -> Iterator[Line]:
    """Killed, Doran sailors: “7 sailors” [4] · says Doran · “12 sailors” [2]"""
    for group in groups:
        yield (*_victims(group), house.COLON(), *house.dots(*map(_figure, group.figures[:SHOWN])))


def earlier_line(event: Event) -> Line:
    """“a war in 2020” · killed, everyone: “more than 6,500 deaths” [1]"""
    label: Line = (*quoted(event.label), house.SPACE(), Cite((event.label.article,)))
    return house.dots(label, *group_lines(event.groups))


def _victims(group: Group) -> Line:
    return (house.KINDS[group.kind](), *group.whose)


def _figure(figure: Figure) -> Line:
    words: Line = (*quoted(figure.words), house.SPACE(), Cite(figure.same))
    return house.dots(words, figure.says, undated_label(figure.relative))
