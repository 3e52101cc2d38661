"""From the change log to what a digest says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handlers.analysis.digest import news, unshown
from handlers.analysis.digest_news import News
from handlers.arrivals import Arrivals
from handlers.doc import Source, source_of
from handlers.registry import Ask
from store.desk_types import EVERYTHING, Topic
from store.types import Change, Why

_NEWS = (Why.ADDED, Why.REVISED)
_PAGE = 1_000  # changes read at once
_MOST = 5_000  # changes looked at: the last ones of the window


@dataclass(frozen=True, slots=True)
class Window:
    """What a digest looks at: changes after `after` up to `until`.

    `owed` are facts from before whose message may be lost, `seen` what the chat was shown; with `only` an
    editor has chosen among the facts.
    """

    after: int
    until: int
    topic: Topic = EVERYTHING
    since: datetime | None = None  # when the window begins, in the chat's time
    owed: tuple[str, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is new, ranked, and the sources of all that it shows; `cut`: of the last files alone."""

    items: tuple[News, ...]
    sources: tuple[Source, ...]
    cut: bool


def gather(ask: Ask, window: Window) -> Gathered:
    """All that is new in a window, for a topic and a chat."""
    new = {change.key for change in _changes(ask, window) if change.why in _NEWS}
    arrivals = Arrivals(ask.library, new.union(window.owed), window.topic)
    arrived = arrivals.compared()
    items = unshown(news(arrived, arrivals.shelf), window.seen)
    if window.only is not None:
        items = tuple(item for item in items if all(fact.key in window.only for fact in item.facts))
    sources = tuple(source_of(article) for article in arrivals.shelf.articles.values())
    return Gathered(items, sources, window.until - window.after > _MOST)


def _changes(ask: Ask, window: Window) -> Iterator[Change]:
    after = max(window.after, window.until - _MOST)
    while after < window.until:
        page = ask.library.changes(after, _PAGE)
        if not page:
            return
        yield from (change for change in page if change.seq <= window.until)
        after = page[-1].seq
