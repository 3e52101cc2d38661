"""Sentences of headline and paragraphs, repaired after the parse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.extract.layout import find_layout
from store.extract.parse import BUDGET, mask
from store.extract.sentences import find_sentences, is_dangling
from store.types import Layout, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    ParseText = Callable[[str], Doc]


def sentences_of(text: str, parse_text: ParseText) -> tuple[Sentence, ...]:
    layout = find_layout(text)
    return find_sentences(parse_text(mask(text, layout)), layout)


def test_find_sentences_names_the_paragraph_when_there_is_a_headline(parse_text: ParseText) -> None:
    text = (
        "Ferry between Velia and Dora stops\n\n"
        "The ferry stopped on Sunday. Its owner blames the insurer.\n\n"
        "Velia has no other line.\n\n"
        "© 2023 Harbour Post. All rights reserved."
    )

    found = sentences_of(text, parse_text)

    assert [(sentence.paragraph, sentence.span.of(text)) for sentence in found] == [
        (-1, "Ferry between Velia and Dora stops"),
        (0, "The ferry stopped on Sunday."),
        (0, "Its owner blames the insurer."),
        (1, "Velia has no other line."),
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ["“We are tired. The line was never safe,” the captain told the harbour board.", "It closed."],
        ['"We will sail. Nobody can stop us," she said.', "The board disagreed."],
        ["The captain asked: “Who pays? Who answers?”", "Nobody did."],
        ["He met Gen. Brek and Lt. Col. Moor in St. Orn.", "They agreed."],
        ["The U.S. House Speaker met Sen. Ana Lund at 5 p.m. on Jan. 12 in Velia.", "Both smiled."],
        ["J. P. Moor owns the line.", "His brother built it."],
        ["No. 4 on the list is the Dora ferry.", "No. 5 is the bridge."],
        ["“Never again!” she wrote.", "The board did not reply."],
        ["The board said that “all is well.”", "Captains disagreed with it."],
        ["Traffic fell by 12.5 percent in 2023.", "Prices rose."],
        ["She spoke in Dora.", "The board listened in silence."],
    ],
)
def test_find_sentences_ends_them_when_the_sense_ends(sentences: list[str], parse_text: ParseText) -> None:
    text = "The ferry is closed today.\n" + " ".join(sentences)

    found = sentences_of(text, parse_text)

    assert [sentence.span.of(text) for sentence in found if sentence.paragraph == 1] == sentences


@pytest.mark.parametrize(
    "opening",
    [
        "VELIA, March 3 (Havenpress) — ",
        "PORT DORA — ",
        "VELIA/DORA, (Harbour Daily) -- ",
        "DORA - ",
        "NAIROBI: ",
        "DORA, Sunday (Havenpress) — ",
        "Port Dora, Monday - ",
        "Port Dora, September 3: ",
        "=" * 400,
        "(" * 400,
    ],
)
def test_find_sentences_begins_after_the_opening_when_it_is_a_dateline(
    opening: str, parse_text: ParseText
) -> None:
    text = f"Ferry stops\n\n{opening}The ferry stopped on Sunday. Velia waits."

    found = sentences_of(text, parse_text)

    assert [sentence.span.of(text) for sentence in found if sentence.paragraph == 0] == [
        "The ferry stopped on Sunday.",
        "Velia waits.",
    ]


def test_find_sentences_keeps_who_speaks_when_a_colon_follows(parse_text: ParseText) -> None:
    text = "Ferry stops\n\nMAREK: The ferry has stopped.\n\nHOLM: Velia waits for it."

    assert sentences_of(text, parse_text)[1].span.of(text).startswith("MAREK:")


def test_find_sentences_joins_wrapped_lines_when_a_sentence_goes_on(parse_text: ParseText) -> None:
    text = "\n".join(
        (
            "The ferry between Velia and Dora stopped on Sunday",
            "night after its insurer withdrew, and nobody knows",
            "when it will run again, its owner told the board of",
            "the harbour. Velia has no other line at all.",
        )
    )

    assert [sentence.span.of(text).count("\n") for sentence in sentences_of(text, parse_text)] == [3, 0]


def test_find_sentences_stops_when_the_parse_does(parse_text: ParseText) -> None:
    text = "Boats wait in the harbour. " * (BUDGET // 27 + 20)
    layout = Layout(None, (Span(BUDGET - 270, len(text) - 1),))

    found = find_sentences(parse_text(mask(text, layout)), layout)

    assert len(found) in (9, 10)
    assert all(sentence.span.end <= BUDGET for sentence in found)
    assert all(sentence.span.of(text).endswith("harbour.") for sentence in found)


def test_find_sentences_is_empty_when_a_paragraph_was_masked(parse_text: ParseText) -> None:
    text = "The ferry stopped.\nVelia waits."
    first, second = Span(0, 18), Span(19, 31)

    found = find_sentences(parse_text(mask(text, Layout(None, (first,)))), Layout(None, (first, second)))

    assert [sentence.span for sentence in found] == [first]


@pytest.mark.parametrize(
    "words",
    [
        "He blamed the insurer.",
        "They agreed on Sunday.",
        "That left 300 people at the quay.",
        "These losses were never repaid.",
        "Meanwhile, the bridge stayed open.",
        "But the board disagreed.",
        "For his part, Brek refused.",
        "By contrast, Dora paid.",
        "The latter paid in full.",
        "Both sides paid.",
        "As a result, Velia has no ferry.",
        "When asked about the price, Marek laughed.",
        "“We will sail,” he said.",
        '"Who pays?" she asked.',
        "The talks went on, however, and failed.",
        "It did not sail.",
        "“But the board knew,” they added.",
        "Among them were 12 children.",
        "He’s the captain of the Albatross.",
        "That's why Velia paid.",
    ],
)
def test_is_dangling_is_true_when_the_opening_points_back(words: str) -> None:
    assert is_dangling(words)


@pytest.mark.parametrize(
    "words",
    [
        "Marek blamed the insurer.",
        "This week, Velia has no ferry.",
        "Those who waited at the quay were sent home.",
        "It is unclear who pays.",
        "It's unclear who pays.",
        "“He lied to us,” Marek said.",
        "“But the board knew,” Brek added.",
        "Both Velia and Dora paid.",
        "The former prime minister paid in full.",
        "So far, 12 boats have sailed.",
        "Andorra paid in full.",
        "Theyer, a captain, paid.",
        "Earlier this year, Velia closed the bridge.",
        "Hearings open in May.",
    ],
)
def test_is_dangling_is_false_when_the_sentence_stands_alone(words: str) -> None:
    assert not is_dangling(words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(text=st.text(alphabet="Ab .\n\"“”'!?:)12", max_size=120))
def test_find_sentences_stays_in_its_paragraphs_when_given_any_text(text: str, parse_text: ParseText) -> None:
    layout = find_layout(text)
    regions = {-1: layout.headline, **dict(enumerate(layout.paragraphs))}

    found = sentences_of(text, parse_text)

    for sentence in found:
        region = regions[sentence.paragraph]
        assert region
        assert region.contains(sentence.span)
        assert sentence.span.of(text) == sentence.span.of(text).strip()
    assert list(found) == sorted(found, key=lambda sentence: sentence.span)
