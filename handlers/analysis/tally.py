"""The tolls of events as an answer tells them: each figure with its words, its claimant and its sources."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers import house
from handlers.analysis.toll import EVERYONE, Status, Toll, TollFigure, tolls
from handlers.cite import claimant_name, relative_in
from handlers.doc import Evidence, Line, evidence, fold
from handlers.slots import ClaimNumber, Name
from store.types import Anchor, Article, CasualtyClaim, CasualtyKind, Episode, Label, Relation, Span

IMPLIED = 5  # of one event
_PRONOUNS = frozenset(["he", "him", "she", "her"])


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the words of its first claim; `other`: the same number in other words."""

    number: ClaimNumber
    words: Evidence
    articles: tuple[int, ...]
    claimant: Name | None = None
    several: bool = False  # claimants
    denied: bool = False
    relative: Evidence | None = None
    other: tuple[Evidence, ...] = ()
    voices: int = 1  # independent outlets
    corrected: bool = False  # a person set it here

    @property
    def says(self) -> Line:
        """says the navy"""
        message = house.CLAIMANTS_SAY if self.several else house.CLAIMANT_SAYS
        return (message(name=self.claimant),) if self.claimant else ()

    @property
    def same(self) -> tuple[int, ...]:
        """The articles that print the words shown."""
        others = {words.article for words in self.other}
        kept = (number for number in self.articles if number not in others)
        return tuple(dict.fromkeys((self.words.article, *kept)))

    @property
    def wordings(self) -> tuple[tuple[Evidence, tuple[int, ...]], ...]:
        """Each other wording once, with the articles that print it."""
        found: dict[str, list[Evidence]] = {}
        for words in self.other:
            found.setdefault(words.text.casefold(), []).append(words)
        return tuple((group[0], tuple(dict.fromkeys(w.article for w in group))) for group in found.values())


@dataclass(frozen=True, slots=True)
class Group:
    """Figures for the same victims, lowest first. `victims` is an article's words, None for everyone."""

    kind: CasualtyKind
    victims: Evidence | None
    everyone: bool
    part: bool
    status: Status
    figures: tuple[Figure, ...]
    conflicts: tuple[tuple[int, int], ...] = ()  # pairs of figures that cannot both be true
    held: int | None = None  # the figure to hold for now
    dated: bool = False  # it stands in a dated article
    owner: Name | None = None  # who speaks of its own victims: "soldiers (Velia's army)"

    @property
    def whose(self) -> Line:
        """, everyone"""
        if self.everyone:
            return (house.EVERYONE(),)
        owner = (house.OWNER(name=self.owner),) if self.owner else ()
        return (house.COMMA(), self.victims, *owner) if self.victims else ()


@dataclass(frozen=True, slots=True)
class Naming:
    """Words that an article has for an event, and what brought its figures there."""

    words: Evidence
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Event:
    """What the claims of one episode say. `implied` names single victims without a figure."""

    episode: int
    story: int | None
    label: Evidence
    groups: tuple[Group, ...]
    implied: tuple[Evidence, ...] = ()
    relative: Evidence | None = None
    namings: tuple[Naming, ...] = ()
    day: date | None = None  # of the newest article with a figure of it
    relation: Relation = Relation.EARLIER  # of one without a story: to the stories that tell of it

    @property
    def articles(self) -> frozenset[int]:
        """Those with a figure of it."""
        figures = (figure for group in self.groups for figure in group.figures)
        found = {number for figure in figures for number in figure.articles}
        return frozenset(found | {words.article for words in self.implied})


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles that the claims stand in, and the relative times of the undated ones."""

    articles: Mapping[int, Article]
    times: Mapping[int, Sequence[Span]]


def events(episodes: Iterable[Episode], claims: Sequence[CasualtyClaim], shelf: Shelf) -> tuple[Event, ...]:
    """The episodes that have claims, in their order."""
    found = tolls(claims, shelf.articles.values())
    told = (
        _event(
            episode,
            [toll for toll in found if toll.episode == episode.id],
            [claim for claim in claims if claim.episode == episode.id],
            shelf,
        )
        for episode in episodes
        if episode.labels
    )
    return tuple(event for event in told if event.groups or event.implied)


def _is_described(claim: CasualtyClaim, shelf: Shelf) -> bool:
    """Told of without a figure, by a name or a noun: "he was killed" says nothing by itself."""
    words = claim.local.number.of(shelf.articles[claim.article].text) if claim.local.implied else ""
    return bool(words) and words.casefold() not in _PRONOUNS


def _event(episode: Episode, found: Sequence[Toll], claims: Sequence[CasualtyClaim], shelf: Shelf) -> Event:
    numbers = {claim.article for toll in found for figure in toll.figures for claim in figure.claims}
    label = _label(episode, claims, numbers)
    article = shelf.articles[label.article]
    implied = (claim for claim in claims if _is_described(claim, shelf))
    return Event(
        episode=episode.id,
        story=episode.story,
        label=evidence(article, (label.span,)),
        groups=tuple(_group(toll, shelf) for toll in found),
        implied=_once(_words(claim, shelf) for claim in implied)[:IMPLIED],
        relative=relative_in(article, (label.span,), shelf.times),
        namings=tuple(_namings(episode, shelf, numbers | {label.article})),
        day=max((day for number in numbers if (day := shelf.articles[number].published.day)), default=None),
        relation=_relation(claims),
    )


def _label(episode: Episode, claims: Sequence[CasualtyClaim], numbers: Container[int]) -> Label:
    """An event without a story is called as the articles told call it; other articles are no source here."""
    if episode.story is not None:
        return episode.labels[0]
    told = next((label for label in episode.labels if label.article in numbers), None)
    if told is not None:
        return told
    named = ((c, c.local.recalled.span if c.local.recalled else c.local.event) for c in claims)
    own = next(((claim, span) for claim, span in named if span is not None), None)
    return replace(episode.labels[0], article=own[0].article, span=own[1]) if own else episode.labels[0]


def _relation(claims: Iterable[CasualtyClaim]) -> Relation:
    """What any of the clauses says: others may call the same event by its words alone."""
    found = {claim.local.recalled.relation for claim in claims if claim.local.recalled}
    return next(
        (relation for relation in (Relation.WHOLE, Relation.BEFORE) if relation in found), Relation.EARLIER
    )


def _namings(episode: Episode, shelf: Shelf, told: Container[int]) -> Iterator[Naming]:
    """Only of articles whose figures are told: those that limits leave out stay out."""
    for label in episode.labels:
        if label.anchor is not None and label.article in told:
            yield Naming(evidence(shelf.articles[label.article], (label.span,)), label.anchor)


def _group(toll: Toll, shelf: Shelf) -> Group:
    figures = tuple(figure_of(figure, shelf) for figure in toll.figures)
    everyone = toll.victims == EVERYONE
    victims = victims_named(toll, shelf)
    held = toll.figures[toll.held].claims if toll.held is not None else ()
    return Group(
        toll.kind,
        victims,
        everyone,
        toll.victims.is_part,
        toll.status,
        figures,
        toll.conflicts,
        toll.held,
        dated=any(shelf.articles[claim.article].published.day for claim in held),
        owner=owner_named(toll, shelf),
    )


def victims_named(toll: Toll, shelf: Shelf) -> Evidence | None:
    """An article's words for the victims, None for everyone."""
    label = toll.victims.label
    return evidence(shelf.articles[label[0]], (label[1],)) if label else None


def owner_named(toll: Toll, shelf: Shelf) -> Name | None:
    """Who speaks of its own victims."""
    owner = toll.victims.owner
    return claimant_name(owner.local, shelf.articles[owner.article]) if owner else None


def figure_of(figure: TollFigure, shelf: Shelf) -> Figure:
    """A figure of a toll with its words."""
    claim = figure.shown
    local, article = claim.local, shelf.articles[claim.article]
    words = _words(claim, shelf)
    others = dict.fromkeys(_words(other, shelf) for other in figure.claims)
    return Figure(
        number=_number(claim, article),
        words=words,
        articles=tuple(dict.fromkeys((claim.article, *(other.article for other in figure.claims)))),
        claimant=claimant_name(local, article),
        several=local.claimant is not None and local.claimant.several,
        denied=local.denied,
        relative=relative_in(article, words.spans, shelf.times),
        voices=figure.origins,
        corrected=any(claim.local.corrected for claim in figure.claims),
        other=tuple(other for other in others if other.text.casefold() != words.text.casefold()),
    )


def _words(claim: CasualtyClaim, shelf: Shelf) -> Evidence:
    return evidence(shelf.articles[claim.article], (claim.local.words,))


def _number(claim: CasualtyClaim, article: Article) -> ClaimNumber:
    local = claim.local
    words = fold(local.number.of(article.text))
    return ClaimNumber(words, article.id, local.number, local.value, local.low, local.high)


def _once(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each wording once, whatever its case."""
    once: dict[str, Evidence] = {}
    for words in found:
        once.setdefault(words.text.casefold(), words)
    return tuple(once.values())
