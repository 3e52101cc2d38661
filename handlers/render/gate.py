"""The gate: no answer leaves before each of its words has been found again where it says it comes from.

Evidence is compared with the stored text, house text with the fixed messages, and each slot that names
something of an article with that article. Renderers accept nothing but a `Checked`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handlers import house
from handlers.analysis.event_dates import own_day
from handlers.doc import (
    Block,
    Cite,
    Doc,
    Evidence,
    Heading,
    House,
    Run,
    Source,
    compose,
    fold,
    runs_of,
    shortened,
    source_of,
    words_of,
)
from handlers.slots import ClaimNumber, Day, EventDay, Name, OutletName, Path, Slot, Title
from store.extract.numbers import parse_number
from store.types import Article, Span

log = logging.getLogger(__name__)


class GateError(Exception):
    """A piece of an answer is not what it claims to be; the answer is not sent."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A Doc that passed the gate, with the articles it was checked against."""

    doc: Doc
    articles: Mapping[int, Article]


def articles_of(doc: Doc) -> tuple[int, ...]:
    """The articles that `check` needs for this Doc."""
    named = (number for run in runs_of(doc.blocks) for number in _articles_of_run(run))
    return tuple(dict.fromkeys((*named, *(source.article for source in doc.sources))))


def check(doc: Doc, articles: Mapping[int, Article], hidden: Iterable[Evidence] = ()) -> Checked:
    """Compare every run and source of `doc` with the stored articles, and evidence outside it (`hidden`).

    Raises GateError.
    """
    for words in hidden:
        _check_evidence(words, _stored(articles, words.article))
    for run in runs_of(doc.blocks):
        match run:
            case Evidence():
                _check_evidence(run, _stored(articles, run.article))
            case House():
                _check_house(run, articles)
            case Cite():
                _check_cite(run, doc)
    for source in doc.sources:
        _check_source(source, _stored(articles, source.article))
    return Checked(doc, articles)


def check_parts(doc: Doc, articles: Mapping[int, Article]) -> tuple[Checked, int]:
    """The blocks of `doc` that hold, and how many were left out.

    What stands under a heading that does not hold is left out with it: it would join the section before.
    """
    kept: list[Block] = []
    below: int | None = None  # the level of a heading that does not hold
    for block in doc.blocks:
        level = block.level if isinstance(block, Heading) else None
        if below is not None and (level is None or level > below):
            continue
        holds = _holds(block, doc, articles)
        below = level if not holds else None
        if holds:
            kept.append(block)
    return check(compose(kept, doc.sources), articles), len(doc.blocks) - len(kept)


def _holds(block: Block, doc: Doc, articles: Mapping[int, Article]) -> bool:
    cited = {article for run in runs_of((block,)) if isinstance(run, Cite) for article in run.articles}
    sources = tuple(source for source in doc.sources if source.article in cited)
    try:
        check(Doc((block,), sources), articles)
    except GateError as error:
        log.error("A part of an answer was held back: %s", error)
        return False
    return True


def _check_evidence(found: Evidence, article: Article) -> None:
    _check_spans(found, article)
    if found.text != words_of(article.text, found.spans):
        raise GateError(f"Not the words of article {article.id}: {found.text!r}")
    if any(not 0 <= mark.span.start < mark.span.end <= len(found.text) for mark in found.marks):
        raise GateError(f"A mark lies outside its words: {found.text!r}")


def _check_spans(found: Evidence, article: Article) -> None:
    if not found.spans or not found.text:
        raise GateError(f"Evidence without words from article {article.id}")
    end = 0
    for span in found.spans:
        if not end <= span.start < span.end <= len(article.text):
            raise GateError(f"Spans of article {article.id} are out of order or outside it")
        if any(span.overlaps(aside) for aside in article.boilerplate):
            raise GateError(f"Boilerplate of article {article.id} was about to be quoted")
        end = span.end


def _check_house(said: House, articles: Mapping[int, Article]) -> None:
    if said.template not in house.known() or re.search(r"\d", said.template):
        raise GateError(f"Not a message of the house: {said.template!r}")
    if {name for name, _ in said.slots} != house.fields(said.template):
        raise GateError(f"Wrong slots for {said.template!r}")
    for _, slot in said.slots:
        if not _slot_holds(slot, articles):
            raise GateError(f"A slot does not hold: {slot!r}")


def _slot_holds(slot: Slot, articles: Mapping[int, Article]) -> bool:
    """Whether what the slot says of an article is true; slots that say nothing of one always hold."""
    if isinstance(slot, Name) and (slot.article is None or slot.span is None):
        return False
    number = getattr(slot, "article", None)
    if number is None:
        return True
    article = _stored(articles, number)
    if isinstance(slot, Day):
        return slot.published == article.published
    if isinstance(slot, EventDay):
        return _event_day_holds(slot, article)
    if isinstance(slot, ClaimNumber):
        return _number_holds(slot, article)
    return slot.text in _texts_of(slot, article)


def _texts_of(slot: Slot, article: Article) -> tuple[str | None, ...]:
    """What a slot of this kind may say of the article."""
    match slot:
        case Name(span=Span() as span):
            words = fold(span.of(article.text))
            return (words, words[:1].lower() + words[1:])  # "Officials said" opened its sentence
        case OutletName():
            return (article.outlet,)
        case Title():
            return (shortened(fold(article.title or "")),)
        case Path():
            return article.paths
    return ()


def _number_holds(slot: ClaimNumber, article: Article) -> bool:
    words = fold(slot.span.of(article.text))
    number = parse_number(words)
    if number is None or slot.text != words:
        return False
    return (number.value, number.low, number.high) == (slot.value, slot.low, slot.high)


def _event_day_holds(slot: EventDay, article: Article) -> bool:
    """Whether the words of the sentence, or else the article's own date, give this day."""
    if not slot.counted:
        return (slot.day, slot.precision) == (article.published.day, article.published.precision)
    found = own_day(article.text, slot.sentence, article.published)
    return found is not None and (slot.day, slot.precision) == (found.day, found.precision)


def _check_cite(cite: Cite, doc: Doc) -> None:
    known = {source.article for source in doc.sources}
    if not cite.articles or not known.issuperset(cite.articles):
        raise GateError(f"A citation of {cite.articles} names no source")


def _check_source(source: Source, article: Article) -> None:
    if source != source_of(article):
        raise GateError(f"Source {source.article} is not the stored article")


def _stored(articles: Mapping[int, Article], number: int) -> Article:
    try:
        return articles[number]
    except KeyError:
        raise GateError(f"Article {number} is not in the library") from None


def _articles_of_run(run: Run) -> Iterator[int]:
    match run:
        case Evidence(article):
            yield article
        case Cite(articles):
            yield from articles
        case House(slots=slots):
            for _, slot in slots:
                number = getattr(slot, "article", None)
                if number is not None:
                    yield number
