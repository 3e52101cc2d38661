"""Casualty figures of one episode side by side: who counts what, and which can be true together.

Nothing is added up. Figures are compared only where they count the same victims by the same kind; the
interval logic is in `toll_bounds`. A final figure is always one of the claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from handlers.analysis.toll_bounds import can_both_be_true, lowest, overlap
from handlers.analysis.toll_final import best_of, final_totals
from handlers.analysis.toll_victims import EVERYONE, Victims, victims_of
from store.types import Article, CasualtyClaim, CasualtyKind

__all__ = ["EVERYONE", "Status", "Toll", "TollFigure", "Victims", "final_totals", "tolls"]


class Status(StrEnum):
    """What the figures of one toll say of each other (design.md, rules for answers)."""

    CAN_ALL_BE_TRUE = "these can all be true"
    CANNOT_ALL_BE_TRUE = "cannot all be true"
    ONE_OUTLET = "one outlet"


@dataclass(frozen=True, slots=True)
class TollFigure:
    """One figure and all claims that give it, in article order; `origins` counts near-copies once."""

    claims: tuple[CasualtyClaim, ...]
    origins: int  # independent voices, see `_voices`
    outlets: tuple[str, ...]  # named ones, each once, in article order

    @property
    def shown(self) -> CasualtyClaim:
        """The claim whose words stand for the figure: one with a claimant before one without."""
        return next((claim for claim in self.claims if claim.local.claimant), self.claims[0])


@dataclass(frozen=True, slots=True)
class Toll:
    """The figures of one episode, kind and group of victims, from lowest to highest.

    `conflicts` holds index pairs into `figures` that cannot both be true; `held` is the figure to hold for
    now, by date, claimant and agreement (None: a single figure, or none stands out).
    """

    episode: int
    kind: CasualtyKind
    victims: Victims
    figures: tuple[TollFigure, ...]
    status: Status
    conflicts: tuple[tuple[int, int], ...] = ()
    held: int | None = None


def tolls(claims: Iterable[CasualtyClaim], articles: Iterable[Article]) -> tuple[Toll, ...]:
    """Group claims by episode, kind and victims; everyone before the sides, killed before wounded.

    Left out: implied victims ("a man was shot dead"), which are no count of the episode, and claims of
    articles that are not among `articles`.
    """
    known = {article.id: article for article in articles}
    groups: dict[tuple[int, CasualtyKind, Victims], list[CasualtyClaim]] = defaultdict(list)
    for claim in claims:
        if claim.article in known and not claim.local.implied and claim.local.value is not None:
            victims = victims_of(claim, known[claim.article])
            groups[claim.episode, claim.local.kind, victims].append(claim)
    found = [_toll(key, group, known) for key, group in groups.items()]
    return tuple(sorted(found, key=_order))


def _order(toll: Toll) -> tuple[int, int, bool, bool, str, str]:
    kinds = list(CasualtyKind)
    victims = toll.victims
    everyone = victims == EVERYONE
    return (
        toll.episode,
        kinds.index(toll.kind),
        not everyone,
        victims.is_part,
        victims.side or "",
        victims.noun,
    )


def _toll(
    key: tuple[int, CasualtyKind, Victims], claims: Sequence[CasualtyClaim], articles: Mapping[int, Article]
) -> Toll:
    figures = _merged(claims, articles)
    pairs = combinations(range(len(figures)), 2)
    conflicts = tuple((a, b) for a, b in pairs if _conflict(figures[a], figures[b], articles))
    return Toll(*key, figures, _status(claims, conflicts, articles), conflicts, _held(figures, articles))


def _held(figures: Sequence[TollFigure], articles: Mapping[int, Article]) -> int | None:
    """Of dated articles the final figure; of undated ones only what most of them give."""
    best = best_of((claim for figure in figures for claim in figure.claims), dict(articles))
    if best is None or len(figures) < 2:
        return None
    place = next(n for n, figure in enumerate(figures) if best in figure.claims)
    if articles[best.article].published.day is not None:
        return place
    others = [figure.origins for n, figure in enumerate(figures) if n != place]
    return place if figures[place].origins > max(others) else None


def _conflict(one: TollFigure, other: TollFigure, articles: Mapping[int, Article]) -> bool:
    """Whether any two of their claims cannot both be true; all claims of a figure have the same bounds."""
    if overlap(one.claims[0].local, other.claims[0].local):
        return False
    return any(
        not can_both_be_true((a, articles[a.article]), (b, articles[b.article]))
        for a in one.claims
        for b in other.claims
    )


def _status(
    claims: Sequence[CasualtyClaim], conflicts: Sequence[tuple[int, int]], articles: Mapping[int, Article]
) -> Status:
    if conflicts:
        return Status.CANNOT_ALL_BE_TRUE
    voices = _voices(articles[claim.article] for claim in claims)
    return Status.CAN_ALL_BE_TRUE if voices > 1 else Status.ONE_OUTLET


def _voices(articles: Iterable[Article]) -> int:
    """Independent ones: articles of one outlet are one, and so are near-copies in several outlets."""
    voices: list[set[str]] = []
    for article in articles:
        marks = {f"origin {article.origin or -article.id}"}
        marks |= {article.outlet.casefold()} if article.outlet else set()
        same = [voice for voice in voices if voice & marks]
        voices = [voice for voice in voices if not voice & marks]
        voices.append(marks.union(*same))
    return len(voices)


def _merged(claims: Sequence[CasualtyClaim], articles: Mapping[int, Article]) -> tuple[TollFigure, ...]:
    """One figure for claims that give the same number in the same sense."""
    same: dict[tuple[object, ...], list[CasualtyClaim]] = defaultdict(list)
    for claim in claims:
        local = claim.local
        addition = local.cumulative is False
        same[local.value, local.qualifier, local.low, local.high, local.denied, addition].append(claim)
    figures = [_figure(group, articles) for group in same.values()]
    return tuple(sorted(figures, key=lambda figure: (lowest(figure.claims[0].local), figure.claims[0].key)))


def _figure(claims: Sequence[CasualtyClaim], articles: Mapping[int, Article]) -> TollFigure:
    ordered = sorted(claims, key=lambda claim: (articles[claim.article].path, claim.local.number))
    sources = [articles[claim.article] for claim in ordered]
    outlets = dict.fromkeys(article.outlet for article in sources if article.outlet)
    return TollFigure(tuple(ordered), _voices(sources), tuple(outlets))
