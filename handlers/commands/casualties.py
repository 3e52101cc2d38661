"""/casualties: figures as claimed, by event, earlier wars apart; nothing is added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers import house
from handlers.analysis.tally import Event, Figure, Group, Shelf, events
from handlers.analysis.toll import Status
from handlers.cite import articles_count, listed, quoted, relative_times, these_articles, undated_label
from handlers.commands.summary import no_story
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Heading,
    Item,
    Line,
    Note,
    Source,
    compose,
    source_of,
)
from handlers.grammar import Arguments
from handlers.limits import Asked, asked_limits, undated_left_out
from handlers.registry import Ask, Value, command, filter_of
from handlers.slots import Count, Typed, UserWords
from handlers.subject import stories_on
from store.types import CasualtyClaim, Episode

_STATUS = {
    Status.CAN_ALL_BE_TRUE: house.CAN_ALL,
    Status.CANNOT_ALL_BE_TRUE: house.CANNOT_ALL,
    Status.ONE_OUTLET: house.ONE_OUTLET,
}


@dataclass(frozen=True, slots=True)
class Extent:
    """How many articles tell a story."""

    articles: int
    outlets: int

    def line(self) -> Line:
        """5 articles · 3 outlets"""
        outlets = (house.COUNT(count=Count(self.outlets, "outlet")),) if self.outlets else ()
        return house.dots((house.ARTICLES(articles=articles_count(self.articles)),), outlets)


@dataclass(frozen=True, slots=True)
class CasualtiesAnswer:
    """Events of the stories asked for, each with its extent, and the earlier wars that they recall."""

    asked: Asked
    present: tuple[tuple[Event, Extent], ...]
    earlier: tuple[Event, ...]
    sources: tuple[Source, ...]
    topic: str = ""
    passing: bool = False  # the stories only mention the topic

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        if self.passing:
            yield Note((house.ONLY_MENTIONED(words=UserWords(self.topic)),))
        for event, extent in self.present:
            yield Heading((event.label,))
            yield Note(house.dots(extent.line(), undated_label(event.relative), self.asked.line()))
            yield from _groups(event)
        if self.earlier:
            yield Heading((house.EARLIER_WARS(),))
            yield from map(_earlier, self.earlier)
        yield Note((house.AS_CLAIMED(),))
        yield from undated_left_out(self.asked)


@dataclass(frozen=True, slots=True)
class NoFigures:
    """Stories without a figure inside the limits."""

    words: str
    asked: Asked
    articles: int

    def doc(self) -> Doc:
        count = these_articles(self.articles)
        missed = house.NO_CLAIMS(articles=count)
        if self.words:
            missed = house.NO_CLAIMS_HERE(words=UserWords(self.words), articles=count)
        note = Note(house.dots((missed,), self.asked.line()))
        everything = Actions((house.SEE_ALL(line=Typed("/casualties")),)) if self.words else None
        return Doc(tuple(filter(None, (note, *undated_left_out(self.asked), everything))))


@command(
    "casualties",
    "Killed, wounded and missing, as the articles claim",
    usage="[topic]",
    examples=("/casualties", "/casualties ferry", "/casualties volcano"),
    options=("about", "since", "until", "in", "story"),
)
def casualties(ask: Ask, arguments: Arguments) -> Value:
    """The figures of the stories that a topic names, or of the first ones."""
    topic = " ".join(filter(None, (arguments.words, arguments.about)))
    told = stories_on(ask, arguments.story, topic)
    stories = told.stories
    if not stories:
        return no_story(ask, topic, "/casualties")
    episodes = ask.library.episodes([story.id for story in stories])
    claims = ask.library.claims([episode.id for episode in episodes], where=filter_of(arguments))
    asked = asked_limits(ask, arguments)
    if not claims:
        articles = sum(len(story.articles) for story in stories)
        return NoFigures(topic, asked, articles)
    shelf = _shelf(ask, claims, episodes)
    extents = {story.id: Extent(len(story.articles), len(story.outlets)) for story in stories}
    found = events(episodes, claims, shelf)
    return CasualtiesAnswer(
        asked,
        tuple((event, extents[event.story]) for event in found if event.story in extents and event.story),
        tuple(event for event in found if event.story is None),
        tuple(source_of(article) for article in shelf.articles.values()),
        topic,
        told.passing,
    )


def _shelf(ask: Ask, claims: Sequence[CasualtyClaim], episodes: Sequence[Episode]) -> Shelf:
    labels = {label.article for episode in episodes for label in episode.labels[:1]}
    articles = ask.library.texts(labels | {claim.article for claim in claims})
    times = {
        article.id: relative_times(article, ask.library.reading(article.id))
        for article in articles.values()
        if article.published.day is None
    }
    return Shelf(articles, times)


def _groups(event: Event) -> Iterator[Item]:
    for group in event.groups:
        lines = tuple(_figure(figure) for figure in group.figures)
        status = ((house.SPACE(), *_status(group)),) if len(group.figures) > 1 else ()
        yield Item(_victims(group), (*lines, *status), tuple(_folded(group)))
    if event.implied:
        words = ((*quoted(e), house.SPACE(), Cite((e.article,))) for e in event.implied)
        yield Item((house.ALSO_TOLD(),), (listed(words),))


def _victims(group: Group) -> Line:
    """Killed, everyone"""
    kind = house.KINDS[group.kind]()
    part = (house.COMMA(), house.PART_OF_LARGER()) if group.part else ()
    if group.everyone:
        return (kind, house.EVERYONE(), *part)
    victims = (house.COMMA(), group.victims) if group.victims else ()
    return (kind, *victims, *part)


def _figure(figure: Figure) -> Line:
    """about 40 · “about 40 people died” [1] · says the navy"""
    number: Line = (house.FIGURE(figure=figure.number),)
    words = (*quoted(figure.words), house.SPACE(), Cite(figure.same))
    claimant = (house.CLAIMANT_SAYS(name=figure.claimant),) if figure.claimant else ()
    denied = (house.DENIED(),) if figure.denied else ()
    return house.dots(number, words, claimant, denied, undated_label(figure.relative))


def _status(group: Group) -> Line:
    both = group.status is Status.CANNOT_ALL_BE_TRUE and len(group.figures) == 2
    return (house.CANNOT_BOTH() if both else _STATUS[group.status](),)


def _folded(group: Group) -> Iterator[Line]:
    for figure in group.figures:
        for words, articles in figure.wordings:
            yield (house.OTHER_WORDING(), Cite(articles), house.COLON(), *quoted(words))


def _earlier(event: Event) -> Item:
    """“a war in 2020”: killed, everyone · “more than 6,500 deaths” [1]"""
    return Item(quoted(event.label), tuple(_in_one_line(group) for group in event.groups))


def _in_one_line(group: Group) -> Line:
    told = (pair for f in group.figures for pair in ((f.words, f.same), *f.wordings))
    figures = ((*quoted(words), house.SPACE(), Cite(articles)) for words, articles in told)
    status = _status(group) if group.status is Status.CANNOT_ALL_BE_TRUE else ()
    return (*_victims(group), house.COLON(), *house.dots(*figures, status))
