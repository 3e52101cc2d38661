"""Casualty claims and final figures as the scorer wants them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from handlers.analysis.toll import final_totals
from handlers.analysis.toll_final import figure
from store.library import Library
from store.types import Article, CasualtyClaim, CasualtyKind, Qualifier
from tests.eval.temporary import temporary_library
from tests.fakes.readers import InlineReaders

# The scorer's words for ours; captured and displaced people are no casualties there.
KINDS = {
    CasualtyKind.KILLED: "killed",
    CasualtyKind.WOUNDED: "injured",
    CasualtyKind.MISSING: "missing",
    CasualtyKind.KILLED_OR_WOUNDED: "killed_or_injured",
}
QUALIFIERS = {
    Qualifier.EXACT: "exact",
    Qualifier.AT_LEAST: "at_least",
    Qualifier.AT_MOST: "at_most",
    Qualifier.ABOUT: "approx",
    Qualifier.VAGUE: "vague",
}


def predict_casualties(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Claims of articles, totals of releases, or totals of events told by several articles."""
    if rows and "articles" in rows[0]:
        yield from _events(rows)
        return
    with temporary_library({row["id"]: row["text"] for row in rows}) as (library, articles):
        for row in rows:
            article = articles.get(row["id"])
            if "totals" in row:
                claims = library.claims(article=article.id) if article else ()
                yield {"id": row["id"], "totals": _totals(claims, [article] if article else [])}
            else:
                yield {"id": row["id"], "claims": claims_of(library, article) if article else []}


def claims_of(library: Library, article: Article) -> list[dict[str, Any]]:
    """The claims of one article that the scorer counts."""
    return [_claim(article, claim) for claim in library.claims(article=article.id) if _scored(claim)]


def _scored(claim: CasualtyClaim) -> bool:
    return claim.local.kind in KINDS and not claim.local.denied and claim.local.value is not None


def _claim(article: Article, claim: CasualtyClaim) -> dict[str, Any]:
    local = claim.local
    return {
        "kind": KINDS[local.kind],
        "number": local.value,
        "qualifier": QUALIFIERS[local.qualifier],
        "victims": local.victims.of(article.text) if local.victims else None,
        "side": local.side,
        "claimant": local.claimant.name if local.claimant else None,
        "event": f"episode {claim.episode}",
        "start": local.number.start,
    }


def _totals(claims: Sequence[CasualtyClaim], articles: Sequence[Article]) -> dict[str, int]:
    final = final_totals(claims, articles)
    return {KINDS[kind]: figure(claim.local) or 0 for kind, claim in final.items() if kind in KINDS}


def _events(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One record is one library; two records are read at a time."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context) as pool:
        yield from pool.map(_event, rows, chunksize=4)


def _event(row: dict[str, Any]) -> dict[str, Any]:
    texts = {article["aid"]: _file(article) for article in row["articles"]}
    with temporary_library(texts, InlineReaders) as (library, articles):
        return {"id": row["id"], "totals": _totals(library.claims(), list(articles.values()))}


def _file(article: dict[str, Any]) -> str:
    """Title and date go where a user's file has them: into front matter."""
    title = " ".join(str(article.get("title") or "").split()).replace("\\", "\\\\").replace('"', '\\"')
    date = f"published: {article['date']}\n" if article.get("date") else ""
    return f'---\ntitle: "{title}"\n{date}---\n{article.get("title") or ""}\n\n{article["text"]}'
