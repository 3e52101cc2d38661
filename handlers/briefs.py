"""Briefs of stored articles: what `/summary` says, and what evaluations measure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.analysis.brief import Brief, BriefDoc, Budget, brief
from handlers.analysis.earlier import earlier_times
from store.library import Library
from store.types import Article, DatePrecision, Outline, Sentence

READ = 300  # articles of a story, the first ones, whose sentences are weighed
Wanted = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class ReadArticles:
    """Articles in the order of their story, the first of them with outlines; `undated`: left out by a limit
    in time."""

    articles: Mapping[int, Article]
    outlines: Mapping[int, Outline]
    undated: int = 0

    def docs(self, only: Collection[int] | None = None) -> tuple[BriefDoc, ...]:
        """The articles as a brief reads them, or some of them."""
        kept = [article for number, article in self.articles.items() if only is None or number in only]
        return brief_docs(kept, self.outlines)

    def brief(self, budget: Budget, wanted: Wanted | None = None) -> Brief:
        """Their brief; `wanted` says which sentences may be in it."""
        docs = self.docs()
        if wanted is not None:
            docs = tuple(_only(doc, wanted) for doc in docs)
        return brief(docs, budget)


def read_articles(library: Library, numbers: Sequence[int], since: date | None = None) -> ReadArticles:
    """Articles by number, those from a day on; a limit leaves the undated ones out."""
    found = library.texts(numbers)
    ordered = [found[number] for number in numbers if number in found]
    kept = {article.id: article for article in ordered if since is None or _is_since(article, since)}
    undated = sum(article.published.day is None for article in ordered) if since else 0
    return ReadArticles(kept, library.outlines([*kept][:READ]), undated)


def brief_docs(articles: Sequence[Article], outlines: Mapping[int, Outline]) -> tuple[BriefDoc, ...]:
    """Articles as a brief reads them."""
    days = [day for article in articles if (day := _day(article))]
    newest = max(days, default=None)
    return tuple(
        replace(_doc(article, outlines[article.id], newest), age=_age(_day(article), newest))
        for article in articles
        if article.id in outlines
    )


def _doc(article: Article, outline: Outline, newest: date | None) -> BriefDoc:
    written = article.published.day or newest
    return BriefDoc(
        article=article.id,
        text=article.text,
        sentences=outline.sentences,
        origin=str(article.origin),
        outlet=article.outlet or "",
        aside=article.boilerplate,
        facts=tuple(span for span, _ in outline.figures),
        figures=tuple(number for _, number in outline.figures),
        earlier=earlier_times(article.text, outline, written.year if written else None),
        recalled=outline.recalled,
        said=outline.said,
    )


def _only(doc: BriefDoc, wanted: Wanted) -> BriefDoc:
    return replace(doc, sentences=tuple(_wanted(doc, wanted)))


def _wanted(doc: BriefDoc, wanted: Wanted) -> Iterator[Sentence]:
    return (sentence for sentence in doc.sentences if wanted(sentence.span.of(doc.text)))


def _day(article: Article) -> date | None:
    return article.published.day if article.published.precision is DatePrecision.DAY else None


def _age(day: date | None, newest: date | None) -> float | None:
    return float((newest - day).days) if day and newest else None


def _is_since(article: Article, since: date) -> bool:
    return article.published.day is not None and article.published.day >= since
