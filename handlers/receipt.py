"""The receipt of a batch of files: what was read, what was not and why, what has no date or outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers import house
from handlers.cite import listed, place
from handlers.doc import Block, Doc, Heading, House, Item, Line, Note, source_of
from handlers.slots import Count, Day, Described, Path
from store.types import Article, FileReport, IngestReport, Outcome

FILES = 20  # that are named
_READ = (Outcome.ADDED, Outcome.CHANGED)
_COUNTED = (
    (_READ, "file read", "files read"),
    ((Outcome.RENAMED,), "renamed", "renamed"),
    ((Outcome.DUPLICATE,), "duplicate", "duplicates"),
    ((Outcome.REJECTED,), "rejected", "rejected"),
    ((Outcome.MISSING,), "gone", "gone"),
    ((Outcome.WITHDRAWN,), "withdrawn", "withdrawn"),
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Files of one reading, with the articles that they became."""

    files: tuple[FileReport, ...]
    articles: tuple[Article, ...]

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        yield Heading(self._title())
        articles = {article.id: article for article in self.articles}
        for file in self.files[:FILES]:
            yield Item((_name(file, articles),), tuple(filter(None, (_told(file, articles),))))
        if len(self.files) > FILES:
            yield Note((house.MORE_FILES(files=Count(len(self.files) - FILES, "file")),))

    def _title(self) -> Line:
        counts = Counter(file.outcome for file in self.files)
        totals = ((sum(counts[o] for o in outcomes), one, many) for outcomes, one, many in _COUNTED)
        return listed((house.COUNT(count=Count(n, one, many)),) for n, one, many in totals if n)


def receipt(report: IngestReport, articles: Mapping[int, Article]) -> Receipt | None:
    """The receipt of a reading; None when nothing happened. What was rejected comes first."""
    files = [file for file in report.files if file.outcome is not Outcome.UNCHANGED]
    ordered = sorted(files, key=lambda file: (file.outcome is not Outcome.REJECTED, file.path))
    read = dict.fromkeys(file.article or 0 for file in ordered)
    shown = tuple(articles[number] for number in read if number in articles)
    return Receipt(tuple(ordered), shown) if ordered else None


def _name(file: FileReport, articles: Mapping[int, Article]) -> House:
    """A file that became an article is named as the article has it; others as they are called."""
    article = articles.get(file.article or 0)
    if article and file.path in article.paths:
        return house.PATH(path=Path(file.path, article.id))
    return house.FILE(path=Described(file.path))


def _told(file: FileReport, articles: Mapping[int, Article]) -> Line:
    """Harbour Post · 7 March 2024 · 6 statements, 4 figures; or why it was not read."""
    match file.outcome:
        case Outcome.REJECTED:
            return (house.REJECTED_FILE(why=Described("; ".join((file.why, *file.notes)))),)
        case Outcome.MISSING:
            return (house.FILE_GONE(),)
        case Outcome.WITHDRAWN:
            return (house.FILE_WITHDRAWN(),)
        case Outcome.RENAMED | Outcome.DUPLICATE:
            return (house.WHY(why=Described(file.why)),)
    article = articles.get(file.article or 0)
    return house.dots(*_origin(article), _facts(file)) if article else _facts(file)


def _origin(article: Article) -> Iterator[Line]:
    source = source_of(article)
    yield (place(source) if source.outlet else house.OUTLET_UNKNOWN(),)
    yield (house.DAY(day=Day(source.published, source.article)),)


def _facts(file: FileReport) -> Line:
    statements, figures = Count(file.quotes, "statement"), Count(file.claims, "figure")
    return (house.COUNT(count=statements), house.COMMA(), house.COUNT(count=figures))
