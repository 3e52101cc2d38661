"""The cut of topics with many articles: by likeness, tolls and what one side tells as past."""

from collections.abc import Sequence
from datetime import date

import pytest

from store.link.apart import recalls, without_common
from store.link.likeness import split
from store.link.story_doc import StoryDoc

WORDS = dict.fromkeys(["quake", "village", "rescue", "tents", "road", "bridge", "night", "tremor"], 1)


def told(
    names: str, tolls: Sequence[int] = (), past: Sequence[int] = (), day: date | None = None
) -> StoryDoc:
    return StoryDoc(
        WORDS,
        dict.fromkeys(f"lind tarnby {names}".split(), 1),
        day,
        present=frozenset(("killed", toll) for toll in tolls),
        recalled=frozenset(("killed", toll) for toll in past),
    )


@pytest.mark.parametrize("second", [(240, 12), (250, 13)], ids=["far", "beside"])
def test_groups_that_agree_on_other_tolls_are_apart_however_alike(second: tuple[int, int]) -> None:
    first = [told("okker ruiz cairn", [14]), told("okker ruiz", [14])]
    later = [told("vargo sanna brook", second), told("vargo sanna", second)]

    assert sorted(split([*first, *later])) == [[0, 1], [2, 3]]


def test_figure_that_one_side_recalls_as_past_keeps_it_from_the_news_of_that_day() -> None:
    first = [told("", [61]), told("okker", [61])]
    later = [told("vargo", [17], [61]), told("vargo", [17], [61])]

    assert sorted(split([*first, *later])) == [[0, 1], [2, 3]]


def test_dated_groups_a_month_apart_are_two_stories_however_alike() -> None:
    days = [date(2021, 3, 1), date(2021, 3, 2), date(2021, 4, 20), date(2021, 4, 21)]

    assert sorted(split([told("okker", day=day) for day in days])) == [[0, 1], [2, 3]]


def test_names_of_a_past_event_tell_two_articles_apart_when_few_of_the_conflict_open_with_them() -> None:
    raid = StoryDoc({}, {}, head=frozenset({"raid", "pier", "velia"}))
    talks = StoryDoc({}, {}, head=frozenset({"talks", "velia"}), past=(frozenset({"pier", "velia"}),))
    truce = StoryDoc({}, {}, head=frozenset({"truce", "velia"}), past=(frozenset({"velia"}),))

    first, second, third = without_common([raid, talks, truce])

    assert recalls(second, first) == 1
    assert recalls(third, first) == 0
