"""From the figures of each sentence to the claims of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from store.extract.casualties import (
    claimants,
    context,
    events,
    names,
    recalled,
    running,
    sides,
    told,
    triggers,
)
from store.extract.casualties.figures import Figure, find_figures
from store.extract.casualties.sentence import Sentence
from store.extract.casualties.tables import cue_pattern
from store.extract.casualties.wording import words_of
from store.types import Layout, LocalClaim, Qualifier, Recalled, Resolution, Span, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_YEARS = re.compile(r"\d{4}|ties\b")
_CLOSING = frozenset(['"', "”", "»", "''"])
MOST_CLAIMS = 500  # of one article; beyond that it is a table or noise
_HEAD = 600  # characters in which a dateline may stand


@dataclass(slots=True)
class _State:
    """What the sentences before have said."""

    present: int | None
    claims: list[LocalClaim] = field(default_factory=list)
    episodes: list[recalled.Episode] = field(default_factory=list)
    speaker: Speaker | None = None
    told: told.Told | None = None
    people: dict[str, Span] | None = None


def find_claims(doc: Doc, layout: Layout) -> tuple[LocalClaim, ...]:
    """The casualty claims of the headline and the paragraphs, in text order.

    Bounds are what the words allow. A figure that is only threatened, feared for the future or supposed
    is left out; a denied one is kept and marked. Implied victims ("a man and a woman were shot
    dead") have their count as value, `implied` set, and their noun phrase as `number`. No more than the
    first MOST_CLAIMS are read.
    """
    text = doc.text
    if not cue_pattern().search(text):
        return ()
    state = _State(recalled.present_year(text, Span(0, min(_HEAD, len(text)))))
    for start, end in _sentences(doc, layout):
        _read(Sentence(doc, text, start, end), state)
        if len(state.claims) >= MOST_CLAIMS:
            break
    return tuple(state.claims[:MOST_CLAIMS])


def _sentences(doc: Doc, layout: Layout) -> Iterator[tuple[int, int]]:
    """Token ranges of the sentences inside the article's own text."""
    spans = sorted(((layout.headline,) if layout.headline else ()) + layout.paragraphs)
    at = 0
    for sentence in doc.sents:
        first, last = sentence.start_char, sentence.end_char
        while at < len(spans) and spans[at].end <= first:
            at += 1
        if at < len(spans) and spans[at].start < last and last > first:
            yield from _split(doc, sentence.start, sentence.end)


def _split(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Token ranges of a parsed sentence, cut where a quotation ends one: '... home." Police detained'."""
    for index in range(start + 2, end - 1):
        closes = doc[index].text in _CLOSING and doc[index - 1].text == "." and doc[index].whitespace_
        if closes and doc[index + 1].text[0].isupper():
            yield start, index + 1
            start = index + 1
    yield start, end


def _read(sentence: Sentence, state: _State) -> None:
    start, end = sentence.span.start, sentence.span.end
    before, state.told = state.told, None
    if _YEARS.search(sentence.text, start, end):
        state.episodes += recalled.episodes_in(sentence, state.present)
    state.told = told.opened(sentence, state.present)
    if not cue_pattern().search(sentence.text, start, end):
        return
    places: dict[int, int] = {}  # start of a number to the index of its claim
    previous: Figure | None = None
    for figure in find_figures(sentence):
        if context.did_not_happen(figure, sentence):
            continue
        whole = places.get(figure.whole.span.start) if figure.whole else None
        claim = _claim(figure, sentence, state, whole)
        claim = replace(claim, recalled=claim.recalled or told.carried(before, figure, sentence))
        if state.claims and _shares_victims(figure, previous, sentence):
            claim = _with_victims_of(claim, state.claims[-1])
        if figure.number is not None:
            places[figure.number.span.start] = len(state.claims)
        state.claims.append(claim)
        previous = figure
        state.told = told.told(claim.recalled, figure, sentence)


def _shares_victims(figure: Figure, previous: Figure | None, sentence: Sentence) -> bool:
    """ "60 villagers dead and 90 wounded", "shot five boys, killing two": no words of their own."""
    if figure.number is None or figure.cue.lower_ in ("toll", "tolls"):
        return False
    if previous is None:
        return figure.number.more
    first = min(sentence.first_token(figure.number.span).i, figure.cue.i)
    return sentence.doc[first - 1].lower_ in ("and", ",", ";", "but", "while")


def _with_victims_of(claim: LocalClaim, other: LocalClaim) -> LocalClaim:
    if claim.victims is not None or claim.side is not None:
        return claim
    return replace(claim, victims=other.victims, civilian=other.civilian, side=other.side)


def _claim(figure: Figure, sentence: Sentence, state: _State, whole: int | None) -> LocalClaim:
    tokens = sides.victim_tokens(figure, sentence)
    about = tokens + sides.shared_noun(figure)
    victims = sides.victims_span(tokens)
    number = figure.number
    span = number.span if number else (victims or Span(figure.head.idx, figure.head.idx + len(figure.head)))
    old = _other_event(figure, sentence, state)
    claimant = _claimant(figure, sentence, state)
    return LocalClaim(
        kind=figure.kind,
        words=words_of(figure, sentence),
        number=span,
        value=number.value if number else figure.count,
        low=number.low if number else figure.count,
        high=number.high if number else figure.count,
        qualifier=number.qualifier if number else Qualifier.EXACT,
        sentence=sentence.span,
        victims=victims,
        civilian=sides.civilian(about),
        side=sides.side(about) or sides.own_side(figure, tokens, claimant),
        claimant=claimant,
        cumulative=context.cumulative(figure, sentence),
        denied=context.is_denied(figure),
        implied=number is None,
        part_of=whole,
        place=context.place(figure, sentence),
        as_of=context.time_of(figure, sentence),
        recalled=old,
        event=events.event_of(figure, sentence),
    )


def _other_event(figure: Figure, sentence: Sentence, state: _State) -> Recalled | None:
    """A running war, an event known by its year, what set the present ones off, or what came long before."""
    return (
        running.whole_war(figure, sentence)
        or recalled.recalled(figure, sentence, state.episodes, state.present)
        or triggers.set_off_by(figure, sentence)
        or events.put_before(figure, sentence, state.episodes)
    )


def _claimant(figure: Figure, sentence: Sentence, state: _State) -> Speaker | None:
    head = claimants.claimant_token(figure, sentence)
    if head is None:
        return None
    if state.people is None:
        state.people = names.people_in(sentence.doc)
    found = _spoken_by(head, sentence, state)
    state.speaker = names.fullest(found, sentence.text, state.people) if found else state.speaker
    return state.speaker if found else None


def _spoken_by(head: Token, sentence: Sentence, state: _State) -> Speaker | None:
    if not claimants.is_pronoun(head):
        return claimants.speaker(head, sentence)
    group = names.group_before(head, sentence.start)
    if group is None:
        return names.meant_by(head, state.speaker)
    mention = Span(head.idx, head.idx + len(head))
    return replace(claimants.speaker(group, sentence), resolution=Resolution.PRONOUN, mention=mention)
