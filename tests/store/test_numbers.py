"""Number words: what they count and the bounds they allow."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extract.numbers import find_numbers, parse_number
from store.types import Qualifier

NUMBERS = [
    # words, value, low, high, qualifier
    ("6,500", 6500, 6500, 6500, Qualifier.EXACT),
    ("30 000", 30000, 30000, 30000, Qualifier.EXACT),
    ("1.250.000", 1250000, 1250000, 1250000, Qualifier.EXACT),
    ("1.2 million", 1200000, 1200000, 1200000, Qualifier.EXACT),
    ("twenty-one", 21, 21, 21, Qualifier.EXACT),
    ("two hundred and five thousand", 205000, 205000, 205000, Qualifier.EXACT),
    ("a hundred", 100, 100, 100, Qualifier.EXACT),
    ("two dozen", 24, 24, 24, Qualifier.EXACT),
    ("half a dozen", 6, 6, 6, Qualifier.EXACT),
    ("no", 0, 0, 0, Qualifier.EXACT),
    ("more than 200", 200, 201, None, Qualifier.AT_LEAST),
    ("over a dozen", 12, 13, None, Qualifier.AT_LEAST),
    ("at least 16", 16, 16, None, Qualifier.AT_LEAST),
    ("200 or more", 200, 200, None, Qualifier.AT_LEAST),
    ("200-plus", 200, 200, None, Qualifier.AT_LEAST),
    ("up to 90,000", 90000, None, 90000, Qualifier.AT_MOST),
    ("as many as 35", 35, None, 35, Qualifier.AT_MOST),
    ("fewer than ten", 10, None, 9, Qualifier.AT_MOST),
    ("about 300", 300, None, None, Qualifier.ABOUT),
    ("nearly 100", 100, None, None, Qualifier.ABOUT),
    ("some 50", 50, None, None, Qualifier.ABOUT),
    ("between 50 and 60", 50, 50, 60, Qualifier.ABOUT),
    ("50-60", 50, 50, 60, Qualifier.ABOUT),
    ("two or three", 2, 2, 3, Qualifier.ABOUT),
    ("dozens", 24, 24, None, Qualifier.VAGUE),
    ("scores", 40, 40, None, Qualifier.VAGUE),
    ("several hundred", 300, 300, None, Qualifier.VAGUE),
    ("tens of thousands", 20000, 20000, None, Qualifier.VAGUE),
]
NO_COUNTS = [
    "a 16-year-old", "Marek, aged 53,", "ages 24, 25 and 41", "21 year-old", "$2", "€ 500", "20%",
    "20 per cent", "at 4:00pm", "at 8 a.m.", "the 1990s", "an F-16", "on 12 March", "on March 12,",
    "2022-09-16", "the one who", "as many as", "the 30th", "1.5",
]  # fmt: skip


@pytest.mark.parametrize(("words", "value", "low", "high", "qualifier"), NUMBERS)
def test_parse_number_gives_value_and_bounds(
    words: str, value: int, low: int | None, high: int | None, qualifier: Qualifier
) -> None:
    number = parse_number(words)

    assert number is not None
    assert (number.value, number.low, number.high, number.qualifier) == (value, low, high, qualifier)


@pytest.mark.parametrize("words", [row[0] for row in NUMBERS])
def test_find_numbers_spans_the_words_inside_a_sentence(words: str) -> None:
    text = f"Officials counted {words} people there."

    assert [number.span.of(text) for number in find_numbers(text)] == [words]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_find_numbers_skips_what_counts_nothing(text: str) -> None:
    assert find_numbers(f"It was {text} then") == ()


@pytest.mark.parametrize("words", ["two more", "a further seven", "another ten", "Nineteen more"])
def test_number_is_more_when_it_comes_on_top(words: str) -> None:
    number = parse_number(words)

    assert number is not None
    assert number.more


@pytest.mark.parametrize("words", ["200 people", "the toll", "12 of 30", ""])
def test_parse_number_is_none_when_words_are_not_one_number(words: str) -> None:
    assert parse_number(words) is None


def test_find_numbers_keeps_a_date_and_a_count_apart() -> None:
    text = "On July 12 200 people left; the toll rose from 5 to 9."

    assert [number.value for number in find_numbers(text)] == [200, 5, 9]


@given(st.text(alphabet="0123456789 ,.-–+ano more than dozen hundred $%\n", max_size=80))
def test_find_numbers_never_fails_and_never_overlaps(text: str) -> None:
    spans = [number.span for number in find_numbers(text, offset=7)]

    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(7 <= span.start < span.end <= len(text) + 7 for span in spans)
