"""What holds for any string at all."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.extract.people import find_people
from store.extract.quotes import find_quotes
from tests.store.test_quotes import paragraphs

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parse = Callable[[str], "Doc"]
PIECES = [
    *('"', "“", "”", "'", "‘", "’", "«", "»", "''", "``", "\n", "\u200b", "…", "—", ":", ".", ","),
    *(
        "said",
        "Ana Marek",
        "he",
        "told",
        "according to",
        "per",
        "called for",
        "who",
        "adding",
        "not",
        "the navy",
        "and Peter Holm",
        "quoted",
        "as saying",
        "while Doran",
        "it",
        "they",
        "the businessman",
        "was blunt:",
        "a statement,",
    ),
]
NOISE = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
SLOW_FIXTURE = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SLOW_FIXTURE
@given(text=NOISE)
def test_spans_slice_the_text_and_stand_apart_from_the_mention(parse_text: Parse, text: str) -> None:
    for quote in find_quotes(parse_text(text), paragraphs(text)):
        assert quote.spans
        assert all(0 <= span.start < span.end <= len(text) for span in quote.spans)
        assert list(quote.spans) == sorted(quote.spans)
        mention = quote.speaker.mention if quote.speaker else None
        assert mention is None or not any(span.overlaps(mention) for span in quote.spans)


@SLOW_FIXTURE
@given(text=NOISE, headline=st.booleans())
def test_every_part_is_printed_inside_the_text(parse_text: Parse, text: str, headline: bool) -> None:
    """Cue, sentence, and the names of speaker and relay: slices of the text, whatever it is."""
    layout = paragraphs(text, headline and bool(text.strip()))
    for quote in find_quotes(parse_text(text), layout):
        voices = [voice for voice in (quote.speaker, quote.relay) if voice is not None]
        spans = [quote.sentence, quote.cue, *(span for v in voices for span in (v.mention, v.name_span))]
        assert all(0 <= span.start < span.end <= len(text) for span in spans if span is not None)
        assert all(" ".join(v.name_span.of(text).split()) == v.name for v in voices if v.name_span)


@SLOW_FIXTURE
@given(text=NOISE)
def test_nobody_says_the_same_words_twice(parse_text: Parse, text: str) -> None:
    """Speakers who say something together are different ones."""
    found = find_quotes(parse_text(text), paragraphs(text))
    joint = [(quote.spans, quote.cue, quote.speaker.name) for quote in found if quote.speaker and quote.cue]
    assert len(joint) == len(set(joint))


@SLOW_FIXTURE
@given(text=NOISE)
def test_names_of_people_are_printed_where_they_say(parse_text: Parse, text: str) -> None:
    for person in find_people(parse_text(text), paragraphs(text)):
        assert " ".join(person.name_span.of(text).split()) == person.name
        assert list(person.mentions) == sorted(person.mentions)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ['"', '" ', "'a ", "“a ", '"a" ', 'he said, "x," '])
def test_thousands_of_marks_take_linear_time(parse_text: Parse, unit: str) -> None:
    text = unit * 1500
    doc, layout = parse_text(text), paragraphs(text)
    started = time.process_time()

    find_quotes(doc, layout)

    assert time.process_time() - started < 2.5
