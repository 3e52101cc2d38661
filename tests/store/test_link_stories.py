"""Stories and episodes: look-alikes stay apart, whatever came first."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from store.codec import unpack
from store.extract.features import Features
from store.extract.read import Task, read_all
from store.library import Library
from store.link.background import parts_of
from store.link.collection import LinkArticle, settled
from store.link.evidence import evidence
from store.link.match import match_groups
from store.link.stories import group
from store.link.story_doc import Statement, StoryDoc
from store.link.telling import story_doc
from store.link.wording import Wording
from store.readers import read_file
from store.types import Layout, Metadata, Reading, Sentence, Span
from tests.conftest import SEEDS

NOTHING_READ = Reading("", Layout(None, ()), Metadata(), "en")


def doc(words: str, names: str, published: date | None = None) -> StoryDoc:
    return StoryDoc(
        words=dict.fromkeys(words.split(), 1),
        names=dict.fromkeys(names.split(), 1),
        published=published,
    )


def weighed(name: str, *docs: StoryDoc) -> float:
    """One piece of evidence between the first two articles of a topic."""
    return round(float(evidence(docs)[name][0, 1]), 2)


QUAKE_NORTH = "quake village rescue tents road bridge night tremor"
QUAKE_SOUTH = "quake port harbour wave boats fishermen pier tremor"
DOCS = [
    doc(QUAKE_NORTH, "lind tarnby 61"),
    doc(f"{QUAKE_NORTH} school", "lind tarnby 61 okker"),
    doc(QUAKE_SOUTH, "sanna vargo 17"),
    doc(f"{QUAKE_SOUTH} hotel", "sanna vargo 17 ruiz"),
    doc("budget tax vote parliament minister", "okker 2031 brandt elster mohr tessen 410 riga"),
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


def test_dated_groups_a_month_apart_are_two_stories_however_alike() -> None:
    march = [doc(QUAKE_NORTH, "lind tarnby", date(2021, 3, day)) for day in (1, 2)]
    april = [doc(QUAKE_NORTH, "lind tarnby", date(2021, 4, day)) for day in (3, 4)]

    assert stories([*march, *april]) == [(0, 1), (2, 3)]


def test_story_that_is_told_week_after_week_stays_one() -> None:
    weekly = [
        doc(QUAKE_NORTH, "lind tarnby", date(2021, month, day)) for month in (3, 4) for day in (1, 8, 15, 22)
    ]

    assert stories(weekly) == [tuple(range(8))]


def test_episodes_of_one_conflict_are_related(seeds_library: Library) -> None:
    later, earlier = seeds_library.stories()[0]

    assert (later.related, earlier.related) == ((earlier.id,), (later.id,))


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


def read(folder: Path, pattern: str = "*.txt") -> tuple[list[str], list[StoryDoc]]:
    """Names and story features of the articles of a folder, by the real reader."""
    raws = [read_file(folder, path.name) for path in sorted(folder.glob(pattern))]
    found = [
        LinkArticle(
            id=number,
            path=raw.path,
            metadata=raw.metadata,
            text=raw.text,
            reading=product.reading,
            features=unpack(Features, product.features),
        )
        for number, (raw, product) in enumerate(zip(raws, read_all([Task(raw) for raw in raws]), strict=True))
        if product.reading is not None
    ]
    return [raw.path for raw in raws], [story_doc(settled(a, a.reading.layout.boilerplate)) for a in found]


@pytest.mark.slow
def test_grouping_of_the_seeds_is_the_same_in_all_orders() -> None:
    _, docs = read(SEEDS)

    for order in permutations(range(5)):
        found = stories([docs[i] for i in order])
        assert sorted(tuple(sorted(order[i] for i in s)) for s in found) == [(0, 1, 4), (2, 3)]


@pytest.fixture(scope="module")
def look_alikes() -> tuple[list[str], list[StoryDoc]]:
    return read(Path(__file__).parent / "lookalikes")


def episode(name: str) -> str:
    return name.rsplit("-", 1)[0]


@pytest.mark.parametrize("conflict", ["border", "pass", ""])
def test_undated_episodes_of_one_conflict_are_told_apart_in_every_order(
    look_alikes: tuple[list[str], list[StoryDoc]], conflict: str
) -> None:
    chosen = [(name, doc) for name, doc in zip(*look_alikes, strict=True) if name.startswith(conflict)]
    gold = {frozenset(n for n, _ in chosen if episode(n) == e) for e in {episode(n) for n, _ in chosen}}
    dice = random.Random(3)

    for _ in range(60):
        dice.shuffle(chosen)
        found = stories([doc for _, doc in chosen])
        assert {frozenset(chosen[i][0] for i in members) for members in found} == gold


@pytest.mark.parametrize("left_out", range(6))
def test_episodes_stay_apart_when_an_article_is_missing(
    look_alikes: tuple[list[str], list[StoryDoc]], left_out: int
) -> None:
    border = [(name, doc) for name, doc in zip(*look_alikes, strict=True) if name.startswith("border")]
    del border[left_out]

    found = stories([doc for _, doc in border])

    assert sorted({episode(border[i][0]) for i in members} for members in found) == [
        {"border-first"},
        {"border-second"},
    ]


def told(names: str, tolls: Sequence[int], published: date | None = None) -> StoryDoc:
    words = dict.fromkeys(QUAKE_NORTH.split(), 1)
    figures = frozenset(("killed", toll) for toll in tolls)
    return StoryDoc(words, dict.fromkeys(f"lind tarnby {names}".split(), 1), published, present=figures)


def test_tolls_that_are_far_apart_speak_against_one_episode() -> None:
    first, later = told("okker", [14]), told("vargo", [240, 140])

    assert weighed("tolls apart", first, later) == 2.3
    assert weighed("tolls apart", first, told("vargo", [240, 15])) == 0.07


def test_toll_that_grows_in_days_speaks_against_nothing() -> None:
    first, later = told("okker", [12], date(2021, 3, 1)), told("okker", [31], date(2021, 3, 3))

    assert weighed("tolls apart", first, later) == 0


def test_toll_that_grows_from_day_to_day_parts_no_story() -> None:
    days = [
        told("okker ruiz", [toll], date(2021, 3, day)) for day, toll in ((1, 12), (1, 12), (2, 31), (3, 31))
    ]

    assert stories(days) == [(0, 1, 2, 3)]


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


def test_figure_that_one_article_recalls_as_past_speaks_against_one_episode() -> None:
    first = StoryDoc({}, {}, present=frozenset({("killed", 61)}))
    later = StoryDoc({}, {}, present=frozenset({("killed", 17)}), recalled=frozenset({("killed", 61)}))

    assert weighed("recalled", first, later) == 1
    assert weighed("recalled", first, first) == 0


def test_article_that_hangs_loosely_does_not_hide_two_episodes() -> None:
    loose = doc("quake rescue court judge prison appeal verdict lawyer", "lind sanna brook")

    found = stories([*DOCS[:4], loose])

    assert [set(story) & {0, 1, 2, 3} for story in found if set(story) & {0, 1, 2, 3}] == [{0, 1}, {2, 3}]


def test_names_of_a_past_event_speak_against_one_episode_when_few_of_the_conflict_open_with_them() -> None:
    raid = StoryDoc({}, {}, head=frozenset({"raid", "pier", "velia"}))
    talks = StoryDoc({}, {}, head=frozenset({"talks", "velia"}), past=(frozenset({"pier", "velia"}),))
    truce = StoryDoc({}, {}, head=frozenset({"truce", "velia"}), past=(frozenset({"velia"}),))

    assert weighed("named as past", raid, talks, truce) == 1
    assert weighed("named as past", raid, truce, talks) == 0


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        ({"velian president": "Orm"}, {"velian president": "Tesk"}, 1),
        ({"president": "Orm"}, {"president": "Tesk"}, 0.5),
        ({"velian president": "Orm"}, {"velian president": "Orm"}, 0),
        ({"velian president": "Orm"}, {"velian envoy": "Tesk"}, 0),
    ],
    ids=["of a country", "of none", "one person", "two offices"],
)
def test_office_with_another_holder_speaks_against_one_episode(
    one: dict[str, str], other: dict[str, str], weight: float
) -> None:
    def holding(offices: dict[str, str]) -> StoryDoc:
        holders = {frozenset(office.split()): frozenset({name}) for office, name in offices.items()}
        return StoryDoc({}, {}, people=frozenset(offices.values()), holders=holders)

    assert weighed("other holder", holding(one), holding(other)) == weight


def test_office_tells_nothing_when_an_article_names_both_holders() -> None:
    office = frozenset({"velian", "president"})
    old = StoryDoc({}, {}, people=frozenset({"orm"}), holders={office: frozenset({"orm"})})
    new = StoryDoc({}, {}, people=frozenset({"orm", "tesk"}), holders={office: frozenset({"tesk"})})

    assert weighed("other holder", old, new) == 0


def test_one_utterance_in_other_words_speaks_for_one_episode() -> None:
    def saying(words: str, speaker: str = "tarn") -> StoryDoc:
        return StoryDoc({}, {}, said=(Statement(frozenset({speaker}), Wording(words)),))

    first = saying("We call on both neighbours to put down their weapons and come to the table")
    again = saying("We call on both neighbours to put down their weapons")

    assert weighed("same utterance", first, again) == 1
    assert weighed("same utterance", first, saying(again.said[0].wording.text, "dorn")) == 0


def test_opening_that_another_article_tells_as_past_speaks_against_one_episode() -> None:
    raid = StoryDoc(
        dict.fromkeys(["raid", "pier", "sanna"], 1), {}, opening=frozenset({"raid", "pier", "sanna"})
    )
    talks = StoryDoc({"talk": 1}, {}, background=(frozenset({"raid", "pier", "war"}),))
    court = StoryDoc({"court": 1}, {}, background=(frozenset({"war"}),))

    assert weighed("recalled", raid, talks) == 1
    assert weighed("recalled", raid, court) == 0


@pytest.mark.parametrize(
    ("sentence", "news"),
    [
        ("Shells killed four people in Orsha.", "Shells killed four people in Orsha."),
        ("In 2014 a war killed 4,500 people.", ""),
        ("Nine people died in the worst attack since the raid on Velia.", "Nine people died"),
        ("Two years ago shells hit the port of Sanna.", ""),
        ("The guns fell silent, a month after the bombing of Velia.", "The guns fell silent"),
    ],
)
def test_part_of_a_sentence_that_tells_of_an_earlier_time_is_background(sentence: str, news: str) -> None:
    text = f"Guns at Orsha\n\n{sentence}"
    span = Span(text.index(sentence), len(text))
    reading = replace(NOTHING_READ, sentences=(Sentence(span, 0),))
    article = LinkArticle(1, "a.txt", Metadata(), text, reading, Features({}, {}))

    assert "".join(part.of(text) for part in parts_of(article).news).strip() == news


@pytest.mark.parametrize(
    ("day", "weight"), [(date(2021, 5, 2), 0), (date(2021, 6, 2), 1.1), (date(2022, 9, 19), 3.54)]
)
def test_days_between_two_articles_speak_against_one_episode(day: date, weight: float) -> None:
    first, later = told("okker", [], date(2021, 4, 30)), told("okker", [], day)

    assert weighed("time between", first, later) == weight


def test_articles_a_year_apart_are_two_stories_though_they_share_names_and_words() -> None:
    first = [doc(QUAKE_NORTH, f"lind tarnby {name}", date(2021, 4, 30)) for name in ("okker", "vargo")]
    later = doc("shelling village rescue bridge talks road", "lind tarnby okker sanna", date(2022, 9, 19))

    assert stories([*first, later]) == [(0, 1), (2,)]
    assert stories([*first, replace(later, published=date(2021, 5, 1))]) == [(0, 1, 2)]
