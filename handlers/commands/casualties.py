"""/casualties: figures as claimed, by event, earlier wars apart; nothing is added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from handlers import house
from handlers.analysis.tally import Event, Shelf, events
from handlers.analysis.tally_lines import aside, chart_of, groups_of
from handlers.analysis.toll_victims import is_of_side
from handlers.chart import Chart
from handlers.cite import articles_count, these_articles, undated_label
from handlers.commands.summary import no_story
from handlers.doc import Actions, Block, Doc, Heading, Line, Note, Source, compose, source_of
from handlers.grammar import Arguments
from handlers.limits import AskedToll, asked_toll, undated_left_out
from handlers.registry import Ask, Value, command, filter_of
from handlers.slots import Count, Typed, UserWords
from handlers.subject import Found, stories_on
from store.extract.times import relative_times
from store.types import CasualtyClaim, Episode, Label, Relation, Span, Story

CHARTS = 4  # of one answer
NAMINGS = 6  # names of one event


@dataclass(frozen=True, slots=True)
class Extent:
    """How many articles tell a story."""

    articles: int
    outlets: int

    def line(self) -> Line:
        """5 articles · 3 outlets"""
        outlets = (house.COUNT(count=Count(self.outlets, "outlet")),) if self.outlets else ()
        articles = (house.ARTICLES(articles=articles_count(self.articles)),) if self.articles else ()
        return house.dots(articles, outlets)


@dataclass(frozen=True, slots=True)
class CasualtiesAnswer:
    """Events of the stories asked for, each with its extent, and the earlier wars that they recall.

    `aside` are the running wars and the triggers that a story's articles tell of, by the story's number.
    """

    asked: AskedToll
    present: tuple[tuple[Event, Extent], ...]
    earlier: tuple[Event, ...]
    sources: tuple[Source, ...]
    topic: str = ""
    passing: bool = False  # the stories only mention the topic
    more: int = 0  # stories that are not told here
    aside: tuple[tuple[int, Event], ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """All of them, as they are told."""
        return (*(event for event, _ in self.present), *(event for _, event in self.aside), *self.earlier)

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        if self.passing:
            yield Note((house.ONLY_MENTIONED(words=UserWords(self.topic)),))
        for event, extent in self.present:
            yield Heading((event.label,))
            if extent_line := house.dots(extent.line(), undated_label(event.relative), self.asked.line()):
                yield Note(extent_line)
            yield from groups_of(event)
            yield from aside([other for story, other in self.aside if story == event.story], level=2)
        yield from aside(self.earlier, level=1)
        yield Note((house.AS_CLAIMED(),))
        yield from undated_left_out(self.asked)
        if self.more:
            more = Count(self.more, "more story", "more stories")
            yield Note((house.MORE_STORIES(count=more, line=Typed("/casualties TOPIC")),))
        yield Actions((house.CHART(line=self.line("chart")),), whole=True)

    def line(self, form: str = "") -> Typed:
        """The line that asks for the same in another form."""
        return Typed(" ".join(filter(None, ("/casualties", self.topic, form, *self.asked.options()))))


@dataclass(frozen=True, slots=True)
class NoFigures:
    """Stories without a figure inside the limits."""

    words: str
    asked: AskedToll
    articles: int

    def doc(self) -> Doc:
        count = these_articles(self.articles)
        missed = house.NO_CLAIMS(articles=count)
        if self.words:
            missed = house.NO_CLAIMS_HERE(words=UserWords(self.words), articles=count)
        if self.asked.side:
            missed = house.NO_SIDE(words=UserWords(self.asked.side), articles=count)
        note = Note(house.dots((missed,), self.asked.line()))
        everything = Actions((house.SEE_ALL(line=Typed("/casualties")),)) if self.words else None
        return Doc(tuple(filter(None, (note, *undated_left_out(self.asked), everything))))


@dataclass(frozen=True, slots=True)
class ChartAnswer:
    """The same figures as pictures: one an event, earlier wars last."""

    told: CasualtiesAnswer
    charts: tuple[Chart, ...]

    def doc(self) -> Doc:
        asked = self.told.asked
        limits = (Note(asked.line()),) if asked.line() else ()
        notes = (*limits, Note((house.AS_CLAIMED(),)), *undated_left_out(asked))
        offer = Actions((house.LIST(line=self.told.line()),))
        return compose((*self.charts, *notes, offer), self.told.sources)


@command(
    "casualties",
    "Killed, wounded and missing, as the articles claim",
    usage="[topic] [chart]",
    examples=("/casualties", "/casualties ferry", "/casualties volcano", "/casualties ferry chart"),
    options=("about", "side", "since", "until", "asof", "in", "story"),
)
def casualties(ask: Ask, arguments: Arguments) -> Value:
    """The figures of the stories that a topic names, or of the first ones; as a chart when asked."""
    words, chart = _without_chart(arguments.words)
    topic = " ".join(filter(None, (words, arguments.about)))
    told = stories_on(ask, arguments.story, topic)
    if not told.stories:
        return no_story(ask, topic, "/casualties")
    found = _answer(ask, arguments, told, topic)
    if not chart or isinstance(found, NoFigures):
        return found
    return ChartAnswer(found, tuple(chart_of(event) for event in found.events if event.groups)[:CHARTS])


def _without_chart(words: str) -> tuple[str, bool]:
    """ "ferry chart" asks for the chart of "ferry"."""
    kept = words.split()
    asked = bool(kept) and "chart" in (kept[0].lower(), kept[-1].lower())
    rest = kept[1:] if asked and kept[0].lower() == "chart" else kept[: -1 if asked else None]
    return " ".join(rest), asked


def _answer(ask: Ask, arguments: Arguments, told: Found, topic: str) -> CasualtiesAnswer | NoFigures:
    stories, where = told.stories, filter_of(arguments)
    episodes = ask.library.episodes([story.id for story in stories])
    claims: Sequence[CasualtyClaim] = ask.library.claims([episode.id for episode in episodes], where=where)
    asked = asked_toll(ask, arguments)
    shelf = _shelf(ask, claims, episodes)
    if arguments.side:
        claims = [c for c in claims if is_of_side(c, shelf.articles[c.article], arguments.side)]
    if not claims:
        return NoFigures(topic, asked, sum(len(story.articles) for story in stories))
    extents = {story.id: _extent(ask, story, asked) for story in stories}
    found = events([_as_it_stood(e, claims, shelf, asked) for e in episodes], claims, shelf)
    beside = tuple(_beside(found, stories))
    present = [(event, extents[event.story]) for event in found if event.story in extents and event.story]
    return CasualtiesAnswer(
        asked,
        tuple(sorted(present, key=lambda pair: -(pair[0].day.toordinal() if pair[0].day else 0))),
        tuple(event for event in found if event.story is None and event not in (e for _, e in beside)),
        tuple(source_of(article) for article in shelf.articles.values()),
        topic,
        told.passing,
        told.total - len(stories),
        beside,
    )


def _beside(found: Sequence[Event], stories: Sequence[Story]) -> Iterator[tuple[int, Event]]:
    """Running wars and triggers, each with the first story told here whose articles give a figure of it."""
    told = [event.story for event in found]
    present = [story for story in stories if story.id in told]
    for event in found:
        if event.story is None and event.relation is not Relation.EARLIER:
            tellers = (story.id for story in present if event.articles & set(story.articles))
            yield from ((number, event) for number in islice(tellers, 1))


def _as_it_stood(
    episode: Episode, claims: Sequence[CasualtyClaim], shelf: Shelf, asked: AskedToll
) -> Episode:
    """With limits in time a story's event is called by an article inside them."""
    if episode.story is None or not (asked.since or asked.until or asked.asof):
        return episode
    own = [shelf.articles[c.article] for c in claims if c.episode == episode.id]
    titles = [(article, article.metadata.title.span) for article in own if article.metadata.title]
    labels = [Label(article.id, span, span.of(article.text)) for article, span in titles if span is not None]
    if any(article.id == episode.labels[0].article for article in own) or not labels:
        return episode
    return replace(episode, labels=(labels[0], *episode.labels))


def _extent(ask: Ask, story: Story, asked: AskedToll) -> Extent:
    """Of the articles that the limits in time leave."""
    last = min(filter(None, (asked.until, asked.asof)), default=None)
    if last is None and asked.since is None:
        return Extent(len(story.articles), len(story.outlets))
    first = asked.since or date.min
    articles = [
        article
        for article in ask.library.texts(story.articles).values()
        if article.published.day and first <= article.published.day <= (last or date.max)
    ]
    return Extent(len(articles), len({article.outlet for article in articles if article.outlet}))


def _shelf(ask: Ask, claims: Sequence[CasualtyClaim], episodes: Sequence[Episode]) -> Shelf:
    labels = {label.article for episode in episodes for label in episode.labels[: NAMINGS + 1]}
    articles = ask.library.texts(labels | {claim.article for claim in claims})
    shown: dict[int, list[Span]] = defaultdict(list)
    for label in (label for episode in episodes for label in episode.labels[:1]):
        shown[label.article].append(label.span)
    for claim in claims:
        shown[claim.article].append(claim.local.words)
    undated = (article for article in articles.values() if article.published.day is None)
    times = {a.id: [t for span in shown[a.id] for t in relative_times(a.text, span)] for a in undated}
    return Shelf(articles, times)
