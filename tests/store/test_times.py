"""Times that a text names, explicit and relative."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from store.extract.times import anchors_in, find_anchors, relative_time
from store.types import Layout, Span

ANCHORS = [
    # text, words, (first year, last year, month, day)
    ("a war in 2011", "2011", (2011, 2011, None, None)),
    ("a 1990s war", "1990s", (1990, 1999, None, None)),
    ("in the nineties of the last century", "the nineties of the last century", (1990, 1999, None, None)),
    ("in the thirties of the 19th century", "the thirties of the 19th century", (1830, 1839, None, None)),
    ("fighting broke out on July 12.", "July 12", (None, None, 7, 12)),
    ("on 12 July 2020", "12 July 2020", (2020, 2020, 7, 12)),
    ("KARST, March 3, 2024 -", "March 3, 2024", (2024, 2024, 3, 3)),
    ("by September 2021", "September 2021", (2021, 2021, 9, None)),
    ("since 2024-03-03", "2024-03-03", (2024, 2024, 3, 3)),
    ("the 1939-45 war", "1939-45", (1939, 1945, None, None)),
    ("the 1988–1994 war", "1988–1994", (1988, 1994, None, None)),
]
RELATIVE = [
    "last week",
    "on Friday",
    "yesterday",
    "two days ago",
    "this weekend",
    "on Sunday night",
    "last month",
]


Parts = tuple[int | None, int | None, int | None, int | None]


@pytest.mark.parametrize(("text", "words", "parts"), ANCHORS)
def test_anchor_holds_only_the_printed_parts(text: str, words: str, parts: Parts) -> None:
    (anchor,) = anchors_in(text, Span(0, len(text)))

    assert anchor.span.of(text) == words
    assert (anchor.first_year, anchor.last_year, anchor.month, anchor.day) == parts


@pytest.mark.parametrize(
    "text",
    [
        *("2,011 soldiers", "1990 people", "the nineties", "$2000", "at 20:15", "in May"),
        *("section 1520", "flight 1907", "Resolution 1973 of the council", "No. 1844"),
    ],
)
def test_anchors_guess_nothing(text: str) -> None:
    assert anchors_in(text, Span(0, len(text))) == ()


def test_find_anchors_reads_headline_and_paragraphs_only(parse_text: Callable[[str], Doc]) -> None:
    text = "War of 1996\nIt ended in 2001.\nCopyright 2024"
    layout = Layout(Span(0, 11), (Span(12, 29),), (Span(30, 44),))

    assert [anchor.first_year for anchor in find_anchors(parse_text(text), layout)] == [1996, 2001]


@pytest.mark.parametrize("words", RELATIVE)
def test_relative_time_finds_the_words(words: str) -> None:
    text = f"The truce was signed {words} in Karst."

    found = relative_time(text, Span(0, len(text)))

    assert found is not None
    assert found.of(text) == words


def test_relative_time_is_none_when_a_sentence_stands_alone() -> None:
    text = "The truce of 2011 held for ten years."

    assert relative_time(text, Span(0, len(text))) is None


@given(st.text(max_size=200))
def test_anchors_never_fail(text: str) -> None:
    assert all(anchor.span.end <= len(text) for anchor in anchors_in(text, Span(0, len(text))))


def test_relative_time_is_recent_only_when_there_is_no_other() -> None:
    text = "The most recent fire began on Sunday. A recent fire burned."

    assert [relative_time(text, span) for span in (Span(0, 37), Span(38, 59))] == [Span(27, 36), Span(40, 46)]
