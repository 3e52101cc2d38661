"""The receipt of a batch of files: what was read, what was not and why, and what an owner has to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers import house
from handlers.basis import origin_lines
from handlers.cite import listed
from handlers.doc import Block, Doc, Evidence, Heading, House, Item, Line, Note, evidence
from handlers.slots import Count, Described, Number, Path
from store.library import Library
from store.types import Article, FileReport, IngestReport, Origin, Outcome

FILES = 20  # that are named
ASKED = 10  # of them with buttons
_READ = (Outcome.ADDED, Outcome.CHANGED)
_COUNTED = (
    (_READ, "file read", "files read"),
    ((Outcome.RENAMED,), "renamed", "renamed"),
    ((Outcome.DUPLICATE,), "duplicate", "duplicates"),
    ((Outcome.REJECTED,), "rejected", "rejected"),
    ((Outcome.MISSING,), "gone", "gone"),
    ((Outcome.RETURNED,), "back", "back"),
    ((Outcome.WITHDRAWN,), "withdrawn", "withdrawn"),
)
_FIXED = {
    Outcome.MISSING: house.FILE_GONE,
    Outcome.WITHDRAWN: house.FILE_WITHDRAWN,
    Outcome.RETURNED: house.FILE_RETURNED,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that an owner can take by a button: its label and the line that takes it."""

    said: House
    article: int
    line: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of a batch, with the article that it became and the title of that article's story."""

    report: FileReport
    article: Article | None = None
    story: Evidence | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What has to be decided about it."""
        if self.article is None:
            return ()
        return tuple(_choices(self.article, self.report.outcome))


@dataclass(frozen=True, slots=True)
class Receipt:
    """Files of one reading; what was rejected comes first, then what an owner has to decide."""

    files: tuple[Filed, ...]
    counts: tuple[tuple[Outcome, int], ...]
    shown: int = FILES

    @property
    def asked(self) -> tuple[tuple[Choice, ...], ...]:
        """The choices of each file that has some."""
        return tuple(file.choices for file in self.files[: self.shown] if file.choices)[:ASKED]

    def doc(self) -> Doc:
        return Doc(tuple(self._blocks()))

    def at_most(self, files: int) -> Receipt:
        """The same, naming fewer."""
        return replace(self, shown=files)

    def _blocks(self) -> Iterator[Block]:
        yield Heading(self._title())
        several = len(self.asked) > 1
        for file in self.files[: self.shown]:
            number = several and bool(file.choices)
            yield Item(_name(file, number), tuple(filter(None, (_told(file), _remarks(file.report)))))
        left = len(self.files) - self.shown
        if left > 0:
            yield Note((house.MORE_FILES(files=Count(left, "file")),))

    def _title(self) -> Line:
        counts = Counter(dict(self.counts))
        totals = ((sum(counts[o] for o in outcomes), one, many) for outcomes, one, many in _COUNTED)
        return listed((house.COUNT(count=Count(n, one, many)),) for n, one, many in totals if n)


def receipt(report: IngestReport, library: Library) -> Receipt | None:
    """The receipt of a reading; None when nothing happened."""
    files = [file for file in report.files if file.outcome is not Outcome.UNCHANGED]
    if not files:
        return None
    articles = library.texts({file.article for file in files if file.article})
    filed = [Filed(file, articles.get(file.article or 0)) for file in files]
    ordered = sorted(filed, key=_by_need)
    counts = Counter(file.outcome for file in files)
    named = [_with_story(file, library) for file in ordered[:FILES]]
    return Receipt((*named, *ordered[FILES:]), tuple(counts.items()))


def _by_need(file: Filed) -> tuple[bool, bool, str]:
    return file.report.outcome is not Outcome.REJECTED, not file.choices, file.report.path


def _with_story(file: Filed, library: Library) -> Filed:
    """With the story that its article is told in, when that is more than the article itself."""
    article = file.article
    if article is None or article.story is None or file.report.outcome not in _READ:
        return file
    title = library.story(article.story).title
    teller = library.texts([title.article]).get(title.article)
    return replace(file, story=evidence(teller, (title.span,))) if teller else file


def _choices(article: Article, outcome: Outcome) -> Iterator[Choice]:
    number = article.id
    if outcome is Outcome.MISSING:
        yield Choice(house.WITHDRAW(), number, f"/withdraw {number}")
        yield Choice(house.KEEP(), number, f"/keep {number}")
    if outcome in _READ:
        known = article.metadata
        if known.published.day is None and known.published.origin is not Origin.CORRECTED:
            yield Choice(house.SET_DATE(), number, f"/set {number} date")
        if known.outlet is None:
            yield Choice(house.SET_OUTLET(), number, f"/set {number} outlet")


def _name(file: Filed, number: bool) -> Line:
    """A file that became an article is named as the article has it; others as they are called."""
    article, path = file.article, file.report.path
    if article is None or path not in article.paths:
        return (house.FILE(path=Described(path)),)
    told = (house.DOT(), house.AS_ARTICLE(number=Number(article.id))) if number else ()
    return (house.PATH(path=Path(path, article.id)), *told)


def _told(file: Filed) -> Line:
    """Harbour Post (given), 7 March 2024 (dateline) · 6 statements, 4 figures; or why it was not read."""
    report = file.report
    if report.outcome in _FIXED:
        return (_FIXED[report.outcome](),)
    if report.outcome is Outcome.REJECTED:
        return (house.REJECTED_FILE(why=Described("; ".join((report.why, *report.notes)))),)
    if report.outcome in (Outcome.RENAMED, Outcome.DUPLICATE):
        return (house.WHY(why=Described(report.why)),)
    if file.article is None:
        return _facts(report)
    story = (house.IN_STORY(), file.story, house.CLOSE()) if file.story else ()
    return house.dots(*origin_lines(file.article), _facts(report), story)


def _remarks(file: FileReport) -> Line:
    """What was not understood of a file that was read; a rejected one tells its reasons itself."""
    told = "; ".join(file.notes) if file.outcome in _READ else ""
    return (house.WHY(why=Described(told)),) if told else ()


def _facts(file: FileReport) -> Line:
    statements, figures = Count(file.quotes, "statement"), Count(file.claims, "figure")
    return (house.COUNT(count=statements), house.COMMA(), house.COUNT(count=figures))
