"""/quotes: what a person said, by how near it is to the person's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from handlers import house
from handlers.analysis.quotations import (
    Section,
    Statement,
    Wording,
    on_topic,
    statements,
    told_once,
    topic_text,
    with_times,
)
from handlers.cite import (
    cited,
    how_found,
    listed,
    name_of,
    quoted,
    relative_times,
    these_articles,
    undated_label,
)
from handlers.doc import Actions, Block, Doc, Evidence, Heading, Item, Line, Note, Source, compose, evidence
from handlers.grammar import Arguments
from handlers.limits import Asked, asked_limits, undated_left_out
from handlers.registry import Ask, Value, command, filter_of
from handlers.slots import Count, Name, Typed, UserWords
from handlers.who import Who, no_person, who_of
from handlers.words import same_office, same_words
from store.types import Alias, Article, Person, Quote

_HEADINGS = {
    Section.OWN: house.OWN_WORDS,
    Section.PARTLY: house.SOME_WORDS,
    Section.RELAYED: house.AS_OTHERS,
    Section.INDIRECT: house.INDIRECT,
    Section.FOR_OTHERS: house.FOR_OTHERS,
}
_MANY_PEOPLE = 12
_OFFICES = 2
_CONSIDERED = 500  # quotes of the newest articles, of one who speaks more often
_MEANT = 40  # quotes that are compared by meaning: each costs some milliseconds
_NEAR = 0.4  # cosine from which a statement counts as about a topic


@dataclass(frozen=True, slots=True)
class QuotesAnswer:
    """Statements of one person, or of anyone on a topic (`person` None).

    `total` are the person's own, each utterance once; `passed_on` those that the person gives for others.
    """

    person: Name | None
    asked: Asked
    total: int
    passed_on: int
    statements: tuple[Statement, ...]
    offices: tuple[Evidence, ...] = ()
    words_only: bool = False
    preparing: bool = False  # the search by meaning
    taken: str = ""  # what was typed, when it is another spelling of the name
    sources: tuple[Source, ...] = ()

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        if self.taken and self.person:
            yield Note((house.TAKEN_AS(words=UserWords(self.taken), name=self.person),))
        yield Heading(self._title())
        if self.offices:
            yield Note(listed(quoted(office) for office in self.offices))
        for section, group in groupby(self.statements, key=lambda statement: statement.section):
            yield Heading((_HEADINGS[section](),), level=2)
            yield from (_item(statement, self.person is None) for statement in group)
        yield from self._remarks()

    def _title(self) -> Line:
        who = house.NAME(name=self.person) if self.person else house.WHO_SAYS()
        count = (house.SAYS(statements=Count(self.total, "statement")),)
        passed_on = (house.PASSED_ON_COUNT(count=Count(self.passed_on)),) if self.passed_on else ()
        return house.dots((who,), count, passed_on, self.asked.line())

    def _remarks(self) -> Iterator[Block]:
        shown, total = len(self.statements), self.total + self.passed_on
        if shown < total:
            yield Note((house.SHOWN_OF(shown=Count(shown), total=Count(total)),))
        if self.asked.about:
            yield Note((how_found(not self.words_only, self.preparing),))
        yield from undated_left_out(self.asked)


@dataclass(frozen=True, slots=True)
class NothingSaid:
    """A known person, or anyone, without a statement inside the limits."""

    person: Who | None
    asked: Asked

    def doc(self) -> Doc:
        blocks: list[Block] = []
        if self.person is None:
            blocks.append(Note(house.dots((house.NOBODY_SAYS(),), self.asked.line())))
        else:
            blocks.append(Note(house.dots((house.SAYS_NOTHING(name=self.person.name),), self.asked.line())))
            line = Typed(f"/quotes {self.person.name.text}")
            count = Count(self.person.statements, "statement")
            blocks.append(Note((house.SAYS_OTHERWISE(statements=count, line=line),)))
        return Doc((*blocks, *undated_left_out(self.asked)))


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks most."""

    people: tuple[Who, ...]
    articles: int

    def doc(self) -> Doc:
        if not self.people:
            return Doc((Note((house.NO_QUOTES(articles=these_articles(self.articles)),)),))
        most = tuple(who.counted() for who in self.people)
        first = Typed(f"/quotes {self.people[0].name.text}")
        return Doc(
            (
                Heading((house.WHO_SPEAKS(),)),
                Item(listed(most)),
                Actions((house.ALL_PEOPLE(line=Typed("/people")), house.TRY(line=first))),
            )
        )


@command(
    "quotes",
    "What a person said, with sources",
    usage="[PERSON] [about TOPIC]",
    examples=("/quotes Ana Marek", "/quotes Marek about boats", "/quotes", "/quotes Marec"),
    options=("about", "since", "until", "in", "story"),
)
def quotes(ask: Ask, arguments: Arguments) -> Value:
    """Statements of the person that the words name; without words, who speaks most."""
    if not arguments.words and not arguments.about:
        people = ask.library.people(limit=_MANY_PEOPLE)
        return Speakers(tuple(map(who_of, people)), ask.library.size())
    if not arguments.words:
        return _said(ask, arguments, None)
    match = ask.library.find_person(arguments.words)
    if len(match.found) != 1:
        return no_person(ask, arguments.words, match, "/quotes")
    answer = _said(ask, arguments, match.found[0])
    if isinstance(answer, QuotesAnswer) and not _is_called(match.found[0], arguments.words):
        return replace(answer, taken=arguments.words)
    return answer


def _is_called(person: Person, words: str) -> bool:
    """Whether the words are those of one of the person's names or offices, as printed."""
    printed = " ".join((person.name, *(alias.text for alias in (*person.aliases, *person.offices))))
    return set(same_words(words).split()) <= {*same_words(printed).split(), "the"}


def _said(ask: Ask, arguments: Arguments, person: Person | None) -> Value:
    everything = ask.library.quotes(person.id if person else None, filter_of(arguments))
    found = everything if arguments.about else everything[:_CONSIDERED]
    articles = ask.library.texts({quote.article for quote in found})
    chosen, by_words = _about(ask, arguments.about, found, articles)
    asked = asked_limits(ask, arguments)
    if not chosen:
        return NothingSaid(who_of(person) if person else None, asked)
    counted = tuple(told_once(chosen if arguments.about else everything, person.id if person else None))
    own = {quote.utterance for quote in counted if person is None or quote.person == person.id}
    grouped = statements(chosen[:_CONSIDERED], articles, person.id if person else None)
    kept = grouped[: ask.limits.entries]
    sources = tuple({w.source.article: w.source for s in kept for w in s.wordings}.values())
    undated = ask.library.outlines(source.article for source in sources if source.published.day is None)
    times = {number: relative_times(articles[number], outline) for number, outline in undated.items()}
    return QuotesAnswer(
        person=name_of(person) if person else None,
        asked=asked,
        total=len(own),
        passed_on=len({quote.utterance for quote in counted} - own),
        statements=with_times(kept, articles, times),
        offices=_offices(person, articles) if person else (),
        words_only=by_words,
        preparing=by_words and ask.library.prepares_meaning(),
        sources=sources,
    )


def _about(
    ask: Ask, topic: str, found: Sequence[Quote], articles: dict[int, Article]
) -> tuple[tuple[Quote, ...], bool]:
    """The quotes on a topic, and whether they were matched by words alone."""
    if not topic:
        return tuple(found), False
    matched = {quote.key for quote in on_topic(found, articles, topic)}
    rest = [quote for quote in found if quote.key not in matched][:_MEANT]
    scores = ask.library.similar(topic, [topic_text(quote, articles) for quote in rest])
    matched |= {quote.key for quote, score in zip(rest, scores or (), strict=False) if score >= _NEAR}
    return tuple(quote for quote in found if quote.key in matched), scores is None


def _offices(person: Person, articles: dict[int, Article]) -> tuple[Evidence, ...]:
    """The person's offices as printed, each wording once, the fuller ones."""
    once: dict[str, Alias] = {}
    for office in person.offices:
        if office.article in articles:
            once.setdefault(same_office(office.text), office)
    fullest = [office for words, office in once.items() if not any(words in o and words != o for o in once)]
    return tuple(evidence(articles[o.article], (o.span,)) for o in fullest[:_OFFICES])


def _item(statement: Statement, with_speaker: bool) -> Item:
    shown = statement.shown
    speaker = (house.NAME(name=shown.speaker),) if with_speaker and shown.speaker else ()
    places = (_place(wording) for wording in (shown, *statement.same))
    under = house.dots(speaker, *places, undated_label(shown.relative))
    return Item((shown.words,), (under,), tuple(_folded(statement.other)))


def _place(wording: Wording) -> Line:
    """Harbour Post, 5 March 2024 [1], as “the minister”, by Jonas Vell"""
    return listed((cited(wording.source), *_labels(wording)))


def _labels(wording: Wording) -> Iterator[Line]:
    if wording.named:
        yield (house.AS_NAMED(), wording.named, house.CLOSE_NAMED())
    if wording.section is Section.FOR_OTHERS and wording.speaker:
        yield (house.OF_SPEAKER(name=wording.speaker),)
    elif wording.relay and wording.section is not Section.FOR_OTHERS:
        yield (house.BY_RELAY(name=wording.relay),)
    if wording.said_day:
        yield wording.said_day
    if wording.label:
        yield wording.label
    if wording.continued:
        yield (house.GOES_ON(),)
    if wording.headline:
        yield (house.HEADLINE_ONLY(),)


def _folded(other: Sequence[Wording]) -> Iterator[Line]:
    for wording in other:
        yield house.dots((house.OTHER_WORDING(), *_place(wording)), undated_label(wording.relative))
        yield (wording.words,)
