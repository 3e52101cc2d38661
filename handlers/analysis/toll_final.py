"""The most defensible final figure of an episode: one of its claims, never a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from store.types import Article, CasualtyClaim, CasualtyKind, DatePrecision, LocalClaim, Qualifier

_SHOT = CasualtyKind.KILLED_OR_WOUNDED


def final_totals(
    claims: Iterable[CasualtyClaim], articles: Iterable[Article]
) -> dict[CasualtyKind, CasualtyClaim]:
    """For each kind the claim to hold for the final one.

    Each article speaks once: its first sentence with a figure of the kind, for articles open with the
    state of things (a single article: its highest figure). Of these the highest that two origins
    share is taken, else the highest; among equal ones the latest, then one with a claimant. Parts,
    additions, denied figures and earlier wars do not count. "Seven were shot" stands for the wounded when
    nobody is said to have been killed or wounded.
    """
    known = {article.id: article for article in articles}
    ordered = sorted(
        (c for c in claims if c.article in known), key=lambda claim: (claim.article, claim.number)
    )
    totals: dict[CasualtyKind, CasualtyClaim] = {}
    for kind in CasualtyKind:
        usable = [claim for claim in ordered if claim.local.kind is kind and _is_total(claim.local)]
        if usable:
            totals[kind] = _best(_one_per_article(usable, len(known)), known)
    if _SHOT in totals and CasualtyKind.KILLED not in totals and CasualtyKind.WOUNDED not in totals:
        totals[CasualtyKind.WOUNDED] = totals[_SHOT]
    return totals


def figure(claim: LocalClaim) -> int:
    """The number that stands for a claim: the least that its words allow."""
    return claim.low if claim.low is not None else claim.value or 0


def _is_total(claim: LocalClaim) -> bool:
    left_out = claim.denied or claim.recalled is not None or claim.part_of is not None
    return not left_out and claim.cumulative is not False and bool(claim.value)


def _one_per_article(claims: Sequence[CasualtyClaim], articles: int) -> list[CasualtyClaim]:
    if articles == 1:
        return list(claims)
    opening: dict[int, CasualtyClaim] = {}
    for claim in claims:
        first = opening.setdefault(claim.article, claim)
        same_sentence = claim.local.sentence == first.local.sentence
        if same_sentence and figure(claim.local) > figure(first.local):
            opening[claim.article] = claim
    return list(opening.values())


def _best(claims: Sequence[CasualtyClaim], articles: dict[int, Article]) -> CasualtyClaim:
    origins = {(figure(claim.local), articles[claim.article].origin or -claim.article) for claim in claims}
    shared = Counter(number for number, _ in origins)
    agreed = [claim for claim in claims if shared[figure(claim.local)] > 1]
    return max(agreed or claims, key=lambda claim: _rank(claim, articles[claim.article]))


def _rank(claim: CasualtyClaim, article: Article) -> tuple[int, bool, date, bool, int]:
    published = article.published
    dated = published.day is not None and published.precision is DatePrecision.DAY
    day = published.day if published.day is not None and dated else date.min
    firm = claim.local.qualifier is not Qualifier.VAGUE
    return figure(claim.local), firm, day, claim.local.claimant is not None, -claim.article
