"""The lines in which an answer tells a toll: figures from lowest to highest, what they say of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers import house
from handlers.analysis.tally import Event, Figure, Group, Naming
from handlers.analysis.toll import Status
from handlers.chart import Bar, Bars, Chart
from handlers.cite import listed, quoted, undated_label
from handlers.doc import Block, Cite, Heading, Item, Line
from handlers.house import Message
from handlers.slots import Count
from store.types import Anchor, Relation

PAIRS = 3  # of figures that contradict each other, shown one by one
BARS = 14  # of one chart
_STATUS = {
    Status.CAN_ALL_BE_TRUE: house.CAN_ALL,
    Status.CANNOT_ALL_BE_TRUE: house.CANNOT_ALL,
    Status.ONE_OUTLET: house.ONE_OUTLET,
}
_CALLED: dict[Anchor, Message] = {
    Anchor.YEAR: house.CALLED_YEAR,
    Anchor.NAME: house.CALLED_NAME,
    Anchor.NOUN: house.CALLED_NOUN,
    Anchor.FIGURE: house.CALLED_FIGURE,
}
_OTHER: dict[Relation, Message] = {
    Relation.EARLIER: house.EARLIER,
    Relation.BEFORE: house.SET_OFF,
    Relation.WHOLE: house.WHOLE,
}
_HEADINGS: dict[Relation, Message] = {
    Relation.WHOLE: house.WHOLE_WAR,
    Relation.BEFORE: house.CAME_BEFORE,
    Relation.EARLIER: house.EARLIER_WARS,
}


def groups_of(event: Event) -> Iterator[Item]:
    """One entry a group of victims, then who is told of without a figure, and what brought figures here."""
    for group in event.groups:
        lines = tuple(_figure(figure, group, place) for place, figure in enumerate(group.figures))
        status = tuple((house.SPACE(), *line) for line in status_of(group)) if len(group.figures) > 1 else ()
        yield Item(victims_of(group), (*lines, *status), tuple(_folded(group)))
    if event.implied:
        words = ((*quoted(e), house.SPACE(), Cite((e.article,))) for e in event.implied)
        yield Item((house.ALSO_TOLD(),), (listed(words),))
    for line in _namings(event):
        yield Item(line)


def aside(events: Sequence[Event], level: int) -> Iterator[Block]:
    """Events beside the present ones: the whole war, what came before it, earlier wars."""
    for relation, message in _HEADINGS.items():
        related = [event for event in events if event.relation is relation]
        if related:
            yield Heading((message(),), level=level)
        yield from map(earlier, related)


def earlier(event: Event) -> Item:
    """“a war in 2020”: killed, everyone · “more than 6,500 deaths” [1]"""
    lines = tuple(in_one_line(group) for group in event.groups)
    return Item(quoted(event.label), lines, tuple(_namings(event)))


def victims_of(group: Group) -> Line:
    """Killed, everyone"""
    kind = house.KINDS[group.kind]()
    part = (house.COMMA(), house.PART_OF_LARGER()) if group.part else ()
    return (kind, *group.whose, *part)


def status_of(group: Group) -> Iterator[Line]:
    """What the figures say of each other; which of them contradict."""
    if group.status is not Status.CANNOT_ALL_BE_TRUE:
        yield (_STATUS[group.status](),)
    elif len(group.figures) == 2:
        yield (house.CANNOT_BOTH(),)
    elif len(group.conflicts) > PAIRS:
        yield (house.CANNOT_ALL(),)
    else:
        numbers = [figure.number for figure in group.figures]
        yield from ((house.CANNOT_PAIR(one=numbers[a], other=numbers[b]),) for a, b in group.conflicts)


def chart_of(event: Event) -> Chart:
    """The figures of an event as ranges."""
    groups: list[Bars] = []
    left = BARS
    for group in event.groups:
        clashing = {place for pair in group.conflicts for place in pair}
        bars = tuple(_bar(figure, place in clashing) for place, figure in enumerate(group.figures[:left]))
        left -= len(bars)
        if bars:
            status = next(status_of(group)) if len(group.figures) > 1 else ()
            groups.append(Bars(victims_of(group), bars, status))
    title = (event.label,) if event.story is not None else (_OTHER[event.relation](), *quoted(event.label))
    return Chart(title, tuple(groups))


def _bar(figure: Figure, clashes: bool) -> Bar:
    """about 40 [1] · says the navy"""
    words = (house.FIGURE(figure=figure.number), house.SPACE(), Cite(figure.articles))
    denied = (house.DENIED(),) if figure.denied else ()
    here = (house.FIGURE_SET_HERE(),) if figure.corrected else ()
    return Bar(house.dots(words, figure.says, denied, here), clashes)


def _figure(figure: Figure, group: Group, place: int) -> Line:
    """about 40 · “about 40 people died” [1] · says the navy"""
    number: Line = (house.FIGURE(figure=figure.number),)
    words = (*quoted(figure.words), house.SPACE(), Cite(figure.same))
    denied = (house.DENIED(),) if figure.denied else ()
    held = (house.HELD() if group.dated else house.AGREED(),) if group.held == place else ()
    voices = (house.VOICES(count=Count(figure.voices, "independent outlet")),) if figure.voices > 1 else ()
    here = (house.FIGURE_SET_HERE(),) if figure.corrected else ()
    return house.dots(number, words, figure.says, denied, undated_label(figure.relative), voices, held, here)


def _folded(group: Group) -> Iterator[Line]:
    for figure in group.figures:
        for words, articles in figure.wordings:
            yield (house.OTHER_WORDING(), Cite(articles), house.COLON(), *quoted(words))


def _namings(event: Event) -> Iterator[Line]:
    """one event by its year: “a war in 2020” [1], “the 2020 war” [2]"""
    if len(event.namings) + (event.story is not None) < 2:
        return
    for anchor, message in _CALLED.items():
        found = [naming for naming in event.namings if naming.anchor is anchor]
        if found:
            yield (message(), *listed(map(_named, found)))


def _named(naming: Naming) -> Line:
    return (*quoted(naming.words), house.SPACE(), Cite((naming.words.article,)))


def in_one_line(group: Group) -> Line:
    """Killed, everyone: “more than 6,500 deaths” [1] · “6,500 people dead” [2]"""
    told = (pair for f in group.figures for pair in ((f.words, f.same), *f.wordings))
    figures = ((*quoted(words), house.SPACE(), Cite(articles)) for words, articles in told)
    clash = group.status is Status.CANNOT_ALL_BE_TRUE
    return (*victims_of(group), house.COLON(), *house.dots(*figures, *(status_of(group) if clash else ())))
