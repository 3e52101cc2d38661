"""Stories and episodes: look-alikes stay apart, whatever came first."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from store.library import Library
from store.link.match import match_groups
from store.link.stories import StoryDoc, group
from tests.conftest import SEEDS


def doc(words: str, names: str, published: date | None = None) -> StoryDoc:
    return StoryDoc(
        words=dict.fromkeys(words.split(), 1),
        names=dict.fromkeys(names.split(), 1),
        published=published,
    )


QUAKE_NORTH = "quake village rescue tents road bridge night tremor"
QUAKE_SOUTH = "quake port harbour wave boats fishermen pier tremor"
DOCS = [
    doc(QUAKE_NORTH, "lind tarnby 61"),
    doc(f"{QUAKE_NORTH} school", "lind tarnby 61 okker"),
    doc(QUAKE_SOUTH, "sanna vargo 17"),
    doc(f"{QUAKE_SOUTH} hotel", "sanna vargo 17 ruiz"),
    doc("budget tax vote parliament minister", "okker 2031"),
]


def stories(docs: Sequence[StoryDoc]) -> list[tuple[int, ...]]:
    return sorted(members for topic in group(docs) for members in topic)


def test_look_alike_events_are_two_stories() -> None:
    assert stories(DOCS) == [(0, 1), (2, 3), (4,)]


def test_stories_are_the_same_when_articles_come_in_another_order() -> None:
    order = list(range(len(DOCS)))
    random.Random(7).shuffle(order)

    found = stories([DOCS[i] for i in order])

    assert sorted(tuple(sorted(order[i] for i in members)) for members in found) == stories(DOCS)


def test_same_words_years_apart_are_two_stories() -> None:
    early = [doc(QUAKE_NORTH, "lind tarnby", date(2014, 5, day)) for day in (1, 2)]
    late = [doc(QUAKE_NORTH, "lind okker", date(2021, 5, day)) for day in (1, 2)]

    assert stories([*early, *late]) == [(0, 1), (2, 3)]


def test_no_articles_make_no_stories() -> None:
    assert group([]) == []


def test_numbers_follow_the_larger_share_and_the_rest_forwards() -> None:
    matched = match_groups({1: {"a", "b"}, 2: {"c"}}, [{"a", "b", "c"}, {"d"}])

    assert (matched.ids, matched.forwards) == ((1, None), {2: 0})


def titles(library: Library) -> set[frozenset[str]]:
    found, _ = library.stories(limit=10)
    paths = {number: a.path for number, a in library.texts(n for s in found for n in s.articles).items()}
    return {frozenset(paths[number] for number in story.articles) for story in found}


def test_seeds_are_two_stories(seeds_library: Library) -> None:
    names = sorted(path.name for path in SEEDS.iterdir())

    assert titles(seeds_library) == {
        frozenset({names[0], names[1], names[4]}),
        frozenset({names[2], names[3]}),
    }


@pytest.mark.slow
def test_seeds_are_two_stories_in_every_order_of_arrival(library: Library, tmp_path: Path) -> None:
    """Orders of arrival of whole files, sampled; the grouping itself is tried in all of them below."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for path in sorted(SEEDS.iterdir(), reverse=True):
        (folder / path.name).write_bytes(path.read_bytes())
        library.ingest(folder)

    found, _ = library.stories()
    assert [len(story.articles) for story in found] == [3, 2]


def test_grouping_of_the_seeds_is_the_same_in_all_orders(seeds_library: Library) -> None:
    from store.codec import unpack
    from store.extract.features import Features
    from store.models import ReadingRow

    with seeds_library._database.reading() as session:
        rows = [unpack(Features, row.features) for row in session.query(ReadingRow).order_by("article_id")]
    docs = [StoryDoc(row.words, row.names) for row in rows]

    for order in permutations(range(5)):
        found = stories([docs[i] for i in order])
        assert sorted(tuple(sorted(order[i] for i in s)) for s in found) == [(0, 1, 4), (2, 3)]


def test_recalled_wars_are_episodes_of_their_own(seeds_library: Library) -> None:
    found, _ = seeds_library.stories()

    own, *recalled = seeds_library.episodes([story.id for story in found if len(story.articles) == 3])

    assert own.story is not None
    assert [(episode.first_year, episode.last_year) for episode in recalled] == [(2020, 2020), (1990, 1999)]
    assert all(episode.story is None for episode in recalled)


def test_no_label_prints_a_year_that_no_article_prints(seeds_library: Library) -> None:
    found, _ = seeds_library.stories()
    episodes = seeds_library.episodes([story.id for story in found])

    labels = " ".join(label.text for episode in episodes for label in episode.labels)

    assert "2022" not in labels
    assert "September" not in labels


def test_figure_that_one_article_recalls_as_past_keeps_it_from_the_news_of_that_day() -> None:
    def told(names: str, present: int, recalled: int = 0) -> StoryDoc:
        figures = frozenset({("killed", recalled)} if recalled else set())
        words = dict.fromkeys(QUAKE_NORTH.split(), 1)
        return StoryDoc(
            words, dict.fromkeys(names.split(), 1), present=frozenset({("killed", present)}), recalled=figures
        )

    first = [told("lind tarnby", 61), told("lind tarnby okker", 61)]
    later = [told("lind tarnby vargo", 17, 61), told("lind vargo", 17, 61)]

    assert stories([*first, *later]) == [(0, 1), (2, 3)]


def test_article_that_hangs_loosely_does_not_hide_two_episodes() -> None:
    loose = doc("quake rescue court judge prison appeal verdict lawyer", "lind sanna brook")

    found = stories([*DOCS[:4], loose])

    assert [set(story) & {0, 1, 2, 3} for story in found if set(story) & {0, 1, 2, 3}] == [{0, 1}, {2, 3}]
