"""/digest: what is new in the folder, now; the scheduler asks for the same when nobody types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers import house
from handlers.analysis.digest import chosen
from handlers.analysis.digest_news import NewDifference, NewFigure, News, NewStatement, NewStory
from handlers.analysis.quotations import Wording
from handlers.analysis.tally import Figure
from handlers.cite import quoted, undated_label
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Evidence,
    Heading,
    House,
    Item,
    Line,
    Note,
    Source,
    compose,
)
from handlers.grammar import Arguments
from handlers.news import Window, gather
from handlers.registry import Ask, Value, command
from handlers.slots import Count, Moment, Typed, UserWords
from handlers.topics import resolve
from store.desk_types import Shown, Subscription, Target, Topic
from store.types import CasualtyKind

ITEMS = 5  # of one message
_WINDOW = re.compile(r"(\d{1,12})-(\d{1,12})(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class DigestAnswer:
    """What is new since a moment, or in a given window: `items` of `total`.

    `more` asks for all of it; `stop` ends the subscription that it was made for, `pause` pauses it;
    `late` is when it was due.
    """

    since: Moment | None
    topic: str
    items: tuple[News, ...]
    total: int
    cut: bool = False
    more: str = ""
    pause: str = ""
    stop: str = ""
    late: Moment | None = None
    goes_on: bool = False
    sources: tuple[Source, ...] = ()

    @property
    def facts(self) -> tuple[Shown, ...]:
        """What a chat has seen once this was sent."""
        return tuple(fact for item in self.items for fact in item.facts)

    def part(self, first: int, last: int) -> DigestAnswer:
        """Items [first, last) as an answer of their own; the last one carries the remarks."""
        ends = last >= len(self.items)
        kept = replace(self, items=self.items[first:last], goes_on=self.goes_on or first > 0)
        return kept if ends else replace(kept, more="", pause="", stop="", cut=False, total=last - first)

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        yield Heading(self._title())
        if self.late and not self.goes_on:
            yield Note((house.COMES_LATE(moment=self.late),))
        several = len({_event(item) for item in self.items if _event(item)}) > 1
        for item in self.items:
            yield _item(item, several)
        if self.cut and self.items:
            yield Note((house.NEWEST_ONLY(),))
        if self.more:
            yield Note((house.SOME_SHOWN(shown=Count(len(self.items)), total=Count(self.total)),))
        offers = (
            self.more and house.MORE_NEWS(line=Typed(self.more)),
            self.pause and house.PAUSE(line=Typed(self.pause)),
            self.stop and house.STOP(line=Typed(self.stop)),
        )
        if any(offers):
            yield Actions(tuple(offer for offer in offers if offer))

    def _title(self) -> Line:
        topic = (house.OF_TOPIC(words=UserWords(self.topic)),) if self.topic else ()
        if self.goes_on:
            return house.dots((house.GOES_ON_HERE(),), topic)
        if self.since is None:
            return house.dots((house.NEW_HERE() if self.items else house.NOTHING_NEW_HERE(),), topic)
        said = house.NEW_SINCE if self.items else house.NOTHING_NEW
        return house.dots((said(moment=self.since),), topic)


@command(
    "digest",
    "What is new in the folder",
    usage="[topic]",
    examples=("/digest", "/digest ferry", "/digest volcano", "/digest since 2024-03-01"),
    options=("about", "since", "story"),
)
def digest(ask: Ask, arguments: Arguments) -> Value:
    """What is new since the chat's last digest, since a day, or since yesterday."""
    window = _WINDOW.match(arguments.words)
    words = arguments.words[window.end() :] if window else arguments.words
    words = " ".join(filter(None, (words, arguments.about)))
    topic = resolve(ask, words, arguments.story)
    if window:
        return digest_of(ask, Window(int(window[1]), int(window[2]), topic=topic), ask.limits.entries)
    return digest_of(ask, _window(ask, arguments.since, topic))


def digest_of(ask: Ask, window: Window, most: int = ITEMS) -> DigestAnswer:
    """The digest of a window, with at most so many items."""
    found = gather(ask, window)
    items = chosen(found.items, most)
    topic = window.topic
    answer = DigestAnswer(
        since=Moment(window.since, ask.today) if window.since else None,
        topic=topic.words,
        items=items,
        total=len(found.items),
        more=_more(window, topic) if len(items) < len(found.items) else "",
        cut=found.cut,
        sources=found.sources,
    )
    return replace(answer, sources=answer.doc().sources)


def local_midnight(ask: Ask, day: date) -> datetime:
    """The beginning of a day in the chat's zone."""
    return datetime.combine(day, time(), ZoneInfo(ask.timezone))


def _window(ask: Ask, since: date | None, topic: Topic) -> Window:
    end = ask.library.news_state().linked
    last = _last_digest(ask, topic) if since is None else None
    if last is not None:
        return Window(last.cursor, end, topic, last.since.astimezone(ZoneInfo(ask.timezone)))
    begin = local_midnight(ask, since or ask.today - timedelta(days=1))
    return Window(ask.library.cursor_before(begin), end, topic, begin)


def _last_digest(ask: Ask, topic: Topic) -> Subscription | None:
    """The subscription of this chat and thread, on the same topic, that spoke last."""
    if ask.desk is None:
        return None
    found = (s for s in ask.desk.subscriptions(ask.room.chat) if s.thread == ask.room.thread)
    same = (s for s in found if s.topic.words == topic.words)
    return max(same, key=lambda subscription: subscription.since, default=None)


def _more(window: Window, topic: Topic) -> str:
    story = f" story {topic.number}" if topic.target is Target.STORY else ""
    return f"/digest {window.after}-{window.until} {topic.words}".strip() + story


def _event(item: News) -> str:
    return item.label.text if isinstance(item, NewFigure | NewDifference) else ""


def _item(item: News, several: bool) -> Item:
    match item:
        case NewStory():
            return _story(item)
        case NewStatement():
            return _statement(item)
        case NewFigure():
            folded = tuple(_wordings(item.figure))
            return Item(_new_figure(item), tuple(_event_line(item, several)), folded, bullet=True)
        case NewDifference():
            return _difference(item, several)


def _story(item: NewStory) -> Item:
    """New story: “Ferry burns” · 3 articles [1][2][3]"""
    count = Count(len(item.articles), "more article")
    close = (house.CLOSE(), house.SPACE(), Cite(item.articles))
    if item.whole:
        line: Line = (house.NEW_STORY(), item.title, *close)
    else:
        line = (house.MORE_ON(articles=count), item.title, *close)
    under = undated_label(item.relative)
    return Item(line, (under,) if under else (), bullet=True)


def _new_figure(item: NewFigure) -> Line:
    """Missing: four [5], was nine [2]"""
    before: Line = ()
    if item.before is not None:
        said = house.WAS_FIGURE if item.was else house.ALSO_FIGURE
        before = (house.COMMA(), said(figure=item.before.number), *_cites(item.before))
    denied = (house.DENIED(),) if item.figure.denied else ()
    counted = (*_victims(item), house.COLON(), *_number(item.figure), *before)
    return house.dots(counted, item.figure.says, denied, undated_label(item.figure.relative))


def _difference(item: NewDifference, several: bool) -> Item:
    """Cannot both be true, new: 7 [4] or 12 [2] · Killed, Doran sailors"""
    both = house.DIFFERS_BOTH if len(item.figures) == 2 else house.DIFFERS_ALL
    numbers = [run for figure in item.figures for run in (house.OR(), *_number(figure))][1:]
    line = house.dots((both(), house.COLON(), *numbers), _victims(item))
    folded = tuple(line for figure in item.figures for line in _wordings(figure))
    return Item(line, tuple(_event_line(item, several)), folded, bullet=True)


def _statement(item: NewStatement) -> Item:
    """First words of Ana Marek here: “We keep our word.” [3]"""
    statement, shown = item.statement, item.statement.shown
    said = house.FIRST_WORDS if item.first else house.SPEAKER_SAYS
    who = (said(name=shown.speaker), house.COLON()) if shown.speaker and shown.speaker.span else ()
    sources = (wording.source.article for wording in (shown, *statement.same))
    line = (*who, *quoted(shown.words), house.SPACE(), Cite(tuple(dict.fromkeys(sources))))
    under = undated_label(shown.relative)
    folded = tuple(_other(other) for other in statement.other)
    return Item(line, (under,) if under else (), folded, bullet=True)


def _other(wording: Wording) -> Line:
    """other wording in [2]: “No one can close the sea”"""
    said = _worded(wording.words, (wording.source.article,))
    return house.dots(said, undated_label(wording.relative))


def _wordings(figure: Figure) -> Iterator[Line]:
    """The articles that give the same figure in other words, each with its own."""
    yield from (_worded(words, articles) for words, articles in figure.wordings)


def _worded(words: Evidence, articles: tuple[int, ...]) -> Line:
    return (house.OTHER_WORDING(), Cite(articles), house.COLON(), *quoted(words))


def _event_line(item: NewFigure | NewDifference, several: bool) -> Iterator[Line]:
    """on “Doran boats fire on ferry”, where a digest has figures of several events or of an earlier war"""
    if several or item.recalled:
        named = (house.EVENT(), item.label, house.CLOSE())
        yield house.dots(named, undated_label(item.relative))


def _victims(item: NewFigure | NewDifference) -> Line:
    kind = house.KINDS[CasualtyKind(item.kind)]()
    part = (house.COMMA(), house.PART_OF_LARGER()) if item.part else ()
    victims: tuple[House | Evidence, ...] = (house.COMMA(), item.victims) if item.victims else ()
    return (kind, *victims, *part)


def _number(figure: Figure) -> Line:
    """The number as the words shown print it, and the articles that print those words."""
    return (house.NEW_FIGURE(figure=figure.number), *_cites(figure))


def _cites(figure: Figure) -> Iterable[House | Cite]:
    return (house.SPACE(), Cite(figure.same))
