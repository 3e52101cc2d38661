"""Properties of figures over a library: words hold their numbers; order and other news change nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from handlers.registry import Ask
from handlers.render.plain import plain
from handlers.render.present import present
from store.extract.numbers import parse_number
from store.library import Library
from tests.eval.episodes import ARTICLES, marked
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders

LENZ = sorted(path for path in ARTICLES.glob("lenz-*.txt"))
OTHER = "Storm on Lake Brin\n\nA storm on Lake Brin drowned 14 anglers on Monday. Nine others were missing.\n"

Told = dict[str, list[tuple[str, str]]]


def library_of(folder: Path, paths: Sequence[Path], rest: dict[str, str] | None = None) -> Library:
    """The articles, each ingested by itself in the given order, without their labels."""
    library = Library.open(sqlite_at(folder / "desk.db"), InlineReaders)
    (folder / "articles").mkdir()
    texts = {path.name: marked(path.read_text(encoding="utf-8")).text for path in paths}
    for name, text in {**texts, **(rest or {})}.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
        library.ingest(folder / "articles")
    return library


def told(library: Library) -> Told:
    """Figures by file: words, and the other figures of their episode."""
    articles, _ = library.articles(limit=100)
    paths = {article.id: article for article in articles}
    groups: dict[int, list[str]] = {}
    for claim in library.claims():
        article = paths[claim.article]
        figure = f"{article.path} {claim.local.number.start} {claim.local.number.of(article.text)}"
        groups.setdefault(claim.episode, []).append(figure)
    found: Told = {}
    for figures in groups.values():
        for figure in figures:
            found.setdefault(figure.split()[0], []).append((figure, " ".join(sorted(figures))))
    return {path: sorted(figures) for path, figures in found.items()}


@pytest.fixture(scope="module")
def lenz(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library_of(tmp_path_factory.mktemp("lenz"), LENZ)


def test_every_number_stands_in_its_span(lenz: Library) -> None:
    articles = {article.id: article for article in lenz.articles(limit=100)[0]}

    for claim in (claim for claim in lenz.claims() if not claim.local.implied):
        local, text = claim.local, articles[claim.article].text
        number = parse_number(local.number.of(text))
        assert number is not None
        assert (number.value, number.low, number.high) == (local.value, local.low, local.high)
        assert local.words.contains(local.number)
        assert local.sentence.overlaps(local.words)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_arrival_changes_no_figure(lenz: Library, tmp_path: Path, seed: int) -> None:
    shuffled = random.Random(seed).sample(LENZ, len(LENZ))

    assert told(library_of(tmp_path, shuffled)) == told(lenz)


@pytest.mark.slow
def test_article_on_another_event_changes_no_figure_of_this_one(lenz: Library, tmp_path: Path) -> None:
    with_another = library_of(tmp_path, LENZ, {"storm.txt": OTHER})

    found = told(with_another)
    assert found.pop("storm.txt")
    assert found == told(lenz)
    lines = [_answer(library, "/casualties Orsova ridge") for library in (lenz, with_another)]
    assert lines[0] == lines[1]


def _answer(library: Library, line: str) -> list[str]:
    """The answer without its numbers of articles, which follow their order of arrival."""
    return plain(present(Ask(library, date(2024, 3, 8)), line).checked).split("\nSources")[0].splitlines()
