"""The most defensible final figure of an episode: one of its claims, never a sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from handlers.analysis.toll_bounds import is_former
from store.types import Article, CasualtyClaim, CasualtyKind, DatePrecision, LocalClaim, Qualifier

OPENING = 1.0  # votes of an article for the highest figure of its first sentence that has one
OPENING_NAMED = 0.3  # the same, when its people are named one by one
MENTIONED = 0.6  # for each figure anywhere in it
_SHOT = CasualtyKind.KILLED_OR_WOUNDED


def final_totals(
    claims: Iterable[CasualtyClaim], articles: Iterable[Article]
) -> dict[CasualtyKind, CasualtyClaim]:
    """For each kind the claim to hold for the final one.

    A single article's highest figure. Of several articles the figure that most origins give: an article's
    opening figure, its state of things, weighs more than what follows, and people named one by one weigh
    least, vague words none. Among equals the highest figure is taken, of its claims the latest, then one
    with a claimant.
    Parts, additions, denied figures and earlier wars do not count. "Seven were shot" stands for the wounded
    when nobody is said to have been killed or wounded.
    """
    known = {article.id: article for article in articles}
    ordered = sorted(
        (c for c in claims if c.article in known), key=lambda claim: (claim.article, claim.number)
    )
    totals: dict[CasualtyKind, CasualtyClaim] = {}
    for kind in CasualtyKind:
        usable = [claim for claim in ordered if claim.local.kind is kind and _is_total(claim.local)]
        if usable:
            totals[kind] = _best(usable, known)
    if _SHOT in totals and CasualtyKind.KILLED not in totals and CasualtyKind.WOUNDED not in totals:
        totals[CasualtyKind.WOUNDED] = totals[_SHOT]
    return totals


def best_of(claims: Iterable[CasualtyClaim], articles: dict[int, Article]) -> CasualtyClaim | None:
    """The claim to hold among figures for the same victims; None: all are denied, additions or former ones.

    By agreement as above, then by date, then one with a claimant, then the higher figure.
    """
    ordered = sorted(claims, key=lambda claim: (claim.article, claim.number))
    usable = [c for c in ordered if not c.local.denied and c.local.cumulative is not False and c.local.value]
    usable = [c for c in usable if not is_former(c.local, articles[c.article].text)]
    votes = _votes(usable, articles)

    def rank(claim: CasualtyClaim) -> tuple[float, date, bool, tuple[int, bool, date, bool, int]]:
        day = articles[claim.article].published.day or date.min
        own = votes.get(figure(claim.local), 0)
        return own, day, claim.local.claimant is not None, _rank(claim, articles)

    return max(usable, key=rank, default=None)


def figure(claim: LocalClaim) -> int:
    """The number that stands for a claim: the least that its words allow."""
    return claim.low if claim.low is not None else claim.value or 0


def _is_total(claim: LocalClaim) -> bool:
    left_out = claim.denied or claim.recalled is not None or claim.part_of is not None
    return not left_out and claim.cumulative is not False and bool(claim.value)


def _best(claims: Sequence[CasualtyClaim], articles: dict[int, Article]) -> CasualtyClaim:
    votes = _votes(claims, articles) if len(articles) > 1 else {}
    return max(claims, key=lambda claim: (votes.get(figure(claim.local), 0), *_rank(claim, articles)))


def _votes(claims: Sequence[CasualtyClaim], articles: dict[int, Article]) -> dict[int, float]:
    """Figure to the sum of its votes; an origin gives each figure its heaviest vote only."""
    openings = {claim.article: claim.local.sentence for claim in reversed(claims)}
    highest: dict[int, int] = {}  # of each article's opening sentence
    for claim in claims:
        if claim.local.sentence == openings[claim.article]:
            highest[claim.article] = max(highest.get(claim.article, 0), figure(claim.local))
    heaviest: dict[tuple[int, int], float] = {}
    for claim in claims:
        local = claim.local
        if local.qualifier is Qualifier.VAGUE:
            continue
        vote = 0.0 if local.implied else MENTIONED
        if local.sentence == openings[claim.article] and figure(local) == highest[claim.article]:
            vote += OPENING_NAMED if local.implied else OPENING
        key = (figure(local), articles[claim.article].origin or -claim.article)
        heaviest[key] = max(vote, heaviest.get(key, 0.0))
    votes: dict[int, float] = {}
    for (number, _), vote in sorted(heaviest.items()):
        votes[number] = round(votes.get(number, 0.0) + vote, 6)
    return votes


def _rank(claim: CasualtyClaim, articles: dict[int, Article]) -> tuple[int, bool, date, bool, int]:
    published = articles[claim.article].published
    dated = published.day is not None and published.precision is DatePrecision.DAY
    day = published.day if published.day is not None and dated else date.min
    firm = claim.local.qualifier is not Qualifier.VAGUE
    return figure(claim.local), firm, day, claim.local.claimant is not None, -claim.article
