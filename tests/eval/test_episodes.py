"""Claims go to the episode of their own clause: labelled articles, one library (tests/episodes)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

import store.link.apply_topics
import store.link.run
from store.link.apply_topics import Topics
from store.link.collection import LinkArticle
from store.link.story_doc import StoryDoc
from store.link_models import LinkCardRow
from store.models import ArticleRow
from tests.conftest import SEEDS
from tests.eval.episodes import ARTICLES, Placed, episode_named, marked, pair_scores, place_all

# The seeds' figures in our own words: episode by file and number.
SEED_FIGURES = {
    "000": {"more than 200": "autumn", "more than 6,500": "2020"},
    "001": {
        "about 300": "autumn", "More than 200": "autumn", "about 80": "autumn",
        "6,500": "2020", "30,000": "90s",
    },
    "002": {"30,000": "90s", "17": "july"},
    "003": {"at least 16": "july"},
    "004": {"more than 200": "autumn", "thousands": "2020"},
}  # fmt: skip


def labelled() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))}


def with_right_stories(monkeypatch: pytest.MonkeyPatch, names: Sequence[str]) -> None:
    """Link groups articles by their names, so that only the rules for claims are measured."""

    def named(path: str) -> tuple[str, str]:
        return episode_named(names[int(Path(path).stem)])

    def update_topics(session: Session, *_: object) -> tuple[Topics, bool]:
        conflicts: dict[str, list[int]] = {}
        for number, path in session.execute(select(ArticleRow.id, ArticleRow.path)):
            conflicts.setdefault(named(path)[0], []).append(number)
        for members in conflicts.values():
            here = LinkCardRow.article_id.in_(members)
            session.execute(update(LinkCardRow).where(here).values(topic_id=min(members)))
        return {min(members): frozenset(members) for members in conflicts.values()}, True

    def split(docs: Sequence[StoryDoc]) -> list[list[int]]:
        episodes: dict[frozenset[str], list[int]] = {}
        for place, doc in enumerate(docs):
            episodes.setdefault(doc.head, []).append(place)
        return list(episodes.values())

    def story_doc(article: LinkArticle) -> StoryDoc:
        return StoryDoc({}, {}, head=frozenset(named(article.path)))

    monkeypatch.setattr(store.link.run, "update_topics", update_topics)
    monkeypatch.setattr(store.link.apply_topics, "story_doc", story_doc)
    monkeypatch.setattr(store.link.apply_topics, "split", split)


@pytest.mark.slow
def test_figures_go_to_the_episode_that_their_clause_names(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = labelled()
    with_right_stories(monkeypatch, list(texts))

    placed = place_all(texts)

    assert sum(figure.found is not None for figure in placed) >= 0.93 * len(placed)
    assert pair_scores(placed)[2] >= 0.95


@pytest.mark.slow
def test_whole_pipeline_tells_the_episodes_of_one_conflict_apart() -> None:
    placed = place_all(labelled())

    assert pair_scores(placed)[2] >= 0.9


def test_every_figure_of_the_seeds_is_in_its_episode() -> None:
    texts = {}
    for path in sorted(SEEDS.iterdir()):
        text = path.read_text(encoding="utf-8")
        for number, label in SEED_FIGURES[path.name[:3]].items():
            start = text.index(f" {number} " if number != "More than 200" else number)
            start += text[start] == " "
            text = f"{text[:start]}{{{number}|{label}}}{text[start + len(number) :]}"
        texts[path.stem] = text

    placed = place_all(texts)

    assert all(figure.found is not None for figure in placed)
    assert pair_scores(placed) == (1.0, 1.0, 1.0)


def test_labels_leave_the_text_as_it_was() -> None:
    article = marked("---\ntitle: x\n---\nA blast killed {at least 12|port} people.")

    assert article.text == "---\ntitle: x\n---\nA blast killed at least 12 people."
    assert [span.of("A blast killed at least 12 people.") for span in article.gold] == ["at least 12"]


def test_pairs_are_counted_both_ways() -> None:
    figures = [Placed("a", "x", 1), Placed("b", "x", 1), Placed("c", "y", 1), Placed("d", "y", None)]

    assert pair_scores(figures) == (1 / 3, 1.0, 0.5)
