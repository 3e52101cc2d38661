"""Same episode, over pairs of claims: `python -m tests.eval.episodes [FOLDER]` on labelled articles.

In a labelled article a figure stands as {more than 200|ridge}: number words and its episode. All articles of
the folder are one library. Precision and recall count pairs of found figures that share an episode, as the
scorer of the evaluation data does.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from store.library import Library
from store.types import Article, CasualtyClaim, Span
from tests.eval.score import f1
from tests.eval.temporary import temporary_library
from tests.fakes.readers import InlineReaders

ARTICLES = Path(__file__).parents[1] / "episodes"
_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Marked:
    """A labelled article: its file's text, and the episode of each number by its place in the body."""

    text: str
    gold: Mapping[Span, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A gold figure and the episode that the product gives it, None when it was not found."""

    where: str
    gold: str
    found: int | None


def marked(text: str) -> Marked:
    """Take the labels out of an article."""
    front = _FRONT.match(text)
    head = front[0] if front else ""
    body, gold, end = "", {}, 0
    for mark in _MARK.finditer(text, len(head)):
        body += text[end or len(head) : mark.start()]
        gold[Span(len(body), len(body) + len(mark[1]))] = mark[2]
        body, end = body + mark[1], mark.end()
    return Marked(head + body + text[end or len(head) :], gold)


def place_all(texts: Mapping[str, str]) -> list[Placed]:
    """Read labelled articles as one library."""
    articles = {name: marked(text) for name, text in texts.items()}
    plain = {name: article.text for name, article in articles.items()}
    with temporary_library(plain, InlineReaders) as (library, found):
        return [p for name in texts for p in _place(library, name, articles[name], found[name])]


def _place(library: Library, name: str, wanted: Marked, article: Article) -> Iterator[Placed]:
    claims = library.claims(article=article.id)
    for span, label in wanted.gold.items():
        claim = _claim_at(claims, span)
        yield Placed(f"{name}: {span.of(article.text)}", label, claim.episode if claim else None)


def _claim_at(claims: Sequence[CasualtyClaim], span: Span) -> CasualtyClaim | None:
    return next((claim for claim in claims if claim.local.number.overlaps(span)), None)


def pair_scores(placed: Sequence[Placed]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of figures that were found."""
    known = [figure for figure in placed if figure.found is not None]
    both = [(a.gold == b.gold, a.found == b.found) for a, b in combinations(known, 2)]
    hits = sum(gold and found for gold, found in both)
    wanted, given = sum(gold for gold, _ in both), sum(found for _, found in both)
    return hits / given if given else 1.0, hits / wanted if wanted else 1.0, f1(hits, given, wanted)


def episode_named(name: str) -> tuple[str, str]:
    """Conflict and episode of an article by its file's name: "lenz-04-ridge"."""
    conflict, _, episode = name.split("-")[:3]
    return conflict, episode


def main(folder: Path) -> None:
    """Print the scores, and the figures of each episode of the product that mixes or misses some."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    placed = place_all(texts)
    found = sum(figure.found is not None for figure in placed)
    cells = "/".join(f"{score:.3f}" for score in pair_scores(placed))
    print(f"same episode, pairs of {found} of {len(placed)} figures: P/R/F1 {cells}")
    for figure in sorted(placed, key=lambda figure: (figure.gold, figure.found or 0)):
        print(f"  {figure.gold:12} {figure.found or '-':>4}  {figure.where}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
