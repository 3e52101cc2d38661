"""Statements in an article, with their words, kinds and speakers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.extract.quotes import find_quotes
from store.types import Layout, LocalQuote, QuoteKind, Resolution, Span, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

CASES = Path(__file__).parent / "cases"
Parse = Callable[[str], "Doc"]


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def paragraphs(text: str, headline: bool = False) -> Layout:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Layout(spans[0], tuple(spans[1:])) if headline else Layout(None, tuple(spans))


def quotes_in(text: str, parse: Parse, headline: bool = False) -> tuple[LocalQuote, ...]:
    return find_quotes(parse(text), paragraphs(text, headline))


def words(text: str, quote: LocalQuote) -> str:
    return " | ".join(span.of(text) for span in quote.spans)


def speaker(quote: LocalQuote) -> str | None:
    return quote.speaker.name if quote.speaker else None


@pytest.mark.parametrize("case", rows("quotes.tsv"), ids=lambda case: f"{case[0]}: {case[1]}")
def test_statement_is_found_with_words_kind_and_speaker(parse_text: Parse, case: list[str]) -> None:
    _, text, said_by, kind, content = case
    (quote,) = quotes_in(text, parse_text)

    assert (words(text, quote), quote.kind.value, speaker(quote)) == (content, kind, said_by)


@pytest.mark.parametrize("case", rows("quotes_speakers.tsv"), ids=lambda case: str(case[0]))
def test_speaker_is_resolved(parse_text: Parse, case: list[str]) -> None:
    text, part, name, kind, how = case
    found = next(quote.speaker for quote in quotes_in(text, parse_text) if part in words(text, quote))

    assert found is not None
    assert (found.name, found.kind, found.resolution) == (name, SpeakerKind(kind), Resolution(how))


@pytest.mark.parametrize("text", [text for (text,) in rows("quotes_none.tsv")])
def test_no_statement_is_found(parse_text: Parse, text: str) -> None:
    assert quotes_in(text, parse_text) == ()


def test_statement_ends_when_another_speaker_is_set_against_it(parse_text: Parse) -> None:
    text = "Velia said it had no losses, while Doran's navy said nine sailors had died."
    first, _ = quotes_in(text, parse_text)

    assert (speaker(first), words(text, first)) == ("Velia", "it had no losses")


def test_statement_is_mixed_when_its_marks_open_before_it(parse_text: Parse) -> None:
    text = 'Ana Marek "expressed deep concern over the boats," Jonas Brandt said.'
    found = {speaker(quote): quote.kind for quote in quotes_in(text, parse_text)}

    assert found["Ana Marek"] is QuoteKind.MIXED


def test_name_span_shows_the_fullest_name(parse_text: Parse) -> None:
    text = "Velian President Ana Marek arrived. Marek said the port was safe."
    (quote,) = quotes_in(text, parse_text)

    assert quote.speaker is not None
    assert quote.speaker.name_span is not None
    assert quote.speaker.name_span.of(text) == "Ana Marek"


def test_relay_is_kept_apart_from_the_speaker(parse_text: Parse) -> None:
    text = 'Ana Marek expressed "deep concern" over the boats, Jonas Brandt said.'
    found = {speaker(quote): quote for quote in quotes_in(text, parse_text)}

    assert set(found) == {"Ana Marek", "Jonas Brandt"}
    relay = found["Ana Marek"].relay
    assert relay is not None
    assert relay.name == "Jonas Brandt"
    assert found["Jonas Brandt"].relay is None


def test_agency_that_is_quoted_is_a_relay(parse_text: Parse) -> None:
    text = '"The port is safe," Jonas Brandt said, quoted by Interfax.'
    (quote,) = quotes_in(text, parse_text)

    assert speaker(quote) == "Jonas Brandt"
    assert quote.relay is not None
    assert quote.relay.name == "Interfax"


def test_statement_is_one_of_each_when_two_speak_together(parse_text: Parse) -> None:
    text = "Ana Marek and Jonas Brandt called for calm."
    found = quotes_in(text, parse_text)

    assert [(speaker(quote), words(text, quote)) for quote in found] == [
        ("Ana Marek", "calm"),
        ("Jonas Brandt", "calm"),
    ]


def test_agency_that_quotes_somebody_is_a_relay(parse_text: Parse) -> None:
    text = "Interfax quoted Jonas Brandt as saying the port was safe."
    (quote,) = quotes_in(text, parse_text)

    assert speaker(quote) == "Jonas Brandt"
    assert quote.relay is not None
    assert quote.relay.name == "Interfax"


def test_quotation_over_two_paragraphs_is_one_statement(parse_text: Parse) -> None:
    text = 'Ana Marek said: "We opened the port.\n"We will open the airport too."'
    (quote,) = quotes_in(text, parse_text)

    assert words(text, quote) == '"We opened the port. | "We will open the airport too."'


def test_sentence_in_quotation_marks_goes_on_from_the_speaker_before(parse_text: Parse) -> None:
    text = '"The port is open," Ana Marek said. "The airport is not."'
    first, second = quotes_in(text, parse_text)

    assert words(text, second) == '"The airport is not."'
    assert speaker(first) == speaker(second) == "Ana Marek"


def test_quotation_in_the_next_paragraph_is_marked_as_continued(parse_text: Parse) -> None:
    text = '"The port is open," Ana Marek said.\n"The airport is not."'
    _, second = quotes_in(text, parse_text)

    assert second.speaker is not None
    assert second.speaker.resolution is Resolution.CONTINUED
    assert second.speaker.mention is None


@pytest.mark.parametrize(
    ("headline", "name", "content"),
    [
        ("Ana Marek “very worried” by boats", "Ana Marek", "“very worried”"),
        ("Marek calls for calm", "Ana Marek", "calm"),
        ("“The sea is open” – Marek", "Ana Marek", "“The sea is open”"),
    ],
)
def test_headline_statement_is_marked(parse_text: Parse, headline: str, name: str, content: str) -> None:
    text = f"{headline}\nAna Marek, who leads Velia, left at noon."
    (quote,) = quotes_in(text, parse_text, headline=True)

    assert (quote.in_headline, speaker(quote), words(text, quote)) == (True, name, content)


def test_blanked_out_text_is_never_quoted(parse_text: Parse) -> None:
    text = "The boats left at noon.\n" + " " * 40

    assert quotes_in(text, parse_text) == ()
