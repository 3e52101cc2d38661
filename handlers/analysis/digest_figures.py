"""New casualty figures, and the differences that they make with those that are here. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from handlers.analysis.digest_news import Arrived, NewDifference, NewFigure
from handlers.analysis.tally import Figure, Shelf, figure_of, victims_named
from handlers.analysis.toll import EVERYONE, Toll, tolls
from handlers.cite import relative_in
from handlers.doc import Evidence, evidence
from store.desk_types import Shown
from store.types import Article, CasualtyClaim, CasualtyKind, Episode

_FIGURES = 4  # of one difference


def new_figures(arrived: Arrived, shelf: Shelf) -> tuple[NewFigure | NewDifference, ...]:
    """Figures of new articles alone, then the differences that they make; everyone before parts."""
    told = {episode.id: episode for episode in arrived.episodes}
    figures: list[NewFigure] = []
    differences: list[NewDifference] = []
    for toll in tolls(arrived.claims, shelf.articles.values()):
        if toll.episode in told:
            made = _Made(toll, told[toll.episode], arrived.keys, shelf)
            differences += made.difference()
            figures += made.figures()
    figures.sort(key=lambda new: new.part)
    return (*figures, *differences)


@dataclass(frozen=True, slots=True)
class _Made:
    """News of one toll."""

    toll: Toll
    episode: Episode
    keys: frozenset[str]
    shelf: Shelf

    @property
    def fresh(self) -> Set[int]:
        """Indexes of figures that only new claims give."""
        return {
            place
            for place, figure in enumerate(self.toll.figures)
            if all(claim.key in self.keys for claim in figure.claims)
        }

    @property
    def at_odds(self) -> list[int]:
        """Indexes of figures in a conflict that a new figure made."""
        pairs = (pair for pair in self.toll.conflicts if self.fresh & set(pair))
        return sorted({place for pair in pairs for place in pair})

    def difference(self) -> Iterator[NewDifference]:
        places = self.at_odds
        if not places:
            return
        keys = sorted(self.toll.figures[place].shown.key for place in places)
        shown = tuple(figure_of(self.toll.figures[place], self.shelf) for place in places[:_FIGURES])
        whole = Shown(f"differs:{_digest(keys)}", " | ".join(figure.number.text for figure in shown))
        fresh = tuple(fact for place in self.fresh & set(places) for fact in self._facts(place))
        yield NewDifference(*self._about(), shown, (whole, *sorted(fresh, key=lambda fact: fact.key)))

    def figures(self) -> Iterator[NewFigure]:
        for place in sorted(self.fresh - set(self.at_odds)):
            figure = figure_of(self.toll.figures[place], self.shelf)
            before, was = self._before(figure)
            yield NewFigure(*self._about(), figure, before, was, self._facts(place))

    def _before(self, new: Figure) -> tuple[Figure | None, bool]:
        """The newest older figure, and whether its article is of an earlier day than the new one's."""
        known = [f for place, f in enumerate(self.toll.figures) if place not in self.fresh]
        if not known:
            return None, False
        older = [figure_of(figure, self.shelf) for figure in known]
        latest = max(older, key=lambda figure: (self._days(figure), figure.number.article))
        days, now = self._days(latest), self._days(new)
        return latest, bool(days and now and days[-1] < now[0])

    def _days(self, figure: Figure) -> list[str]:
        """The days of its articles, none when one of them is not known to the day."""
        published = [self.shelf.articles[number].published for number in figure.articles]
        days = [p.day.isoformat() for p in published if p.day and p.precision.value == "day"]
        return sorted(days) if len(days) == len(published) else []

    def _facts(self, place: int) -> tuple[Shown, ...]:
        claims = self.toll.figures[place].claims
        return tuple(Shown(claim.key, _words(claim, self.shelf.articles[claim.article])) for claim in claims)

    def _about(self) -> tuple[CasualtyKind, Evidence | None, bool, bool, bool, Evidence, Evidence | None]:
        toll, label = self.toll, self.episode.labels[0]
        article = self.shelf.articles[label.article]
        return (
            toll.kind,
            victims_named(toll, self.shelf),
            toll.victims == EVERYONE,
            toll.victims.is_part,
            self.episode.story is None,
            evidence(article, (label.span,)),
            relative_in(article, (label.span,), self.shelf.times),
        )


def _words(claim: CasualtyClaim, article: Article) -> str:
    return evidence(article, (claim.local.words,)).text


def _digest(keys: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:32]
