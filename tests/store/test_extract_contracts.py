"""What must hold for any text at all: offsets slice, nothing raises."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.extract.read import Task, read_all
from store.keys import quote_keys
from store.passages import SIZE, cut_passages
from store.types import Layout, Metadata, RawArticle, Sentence, Span

ANY_TEXT = st.text(
    alphabet=st.sampled_from("aB ,.\n\"'“”‘’«»0123456789-–—()[]{}<>$%\u200b\u202e\t😀Ж"), max_size=400
)


def raw(text: str) -> RawArticle:
    return RawArticle("a.txt", "", "utf-8", 0, text, Metadata(language="en"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    (product,) = read_all([Task(raw(text))])

    assert (product.reading is None) == bool(product.why)
    if product.reading is not None:
        spans = [span for quote in product.reading.quotes for span in quote.spans]
        spans += [claim.words for claim in product.reading.claims]
        spans += [sentence.span for sentence in product.reading.sentences]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("odd", ['"' * 5_000, "12 " * 5_000, "“" * 3_000, "killed 3 " * 2_000, "a" * 200_000])
def test_heaps_of_one_thing_are_read(odd: str) -> None:
    (product,) = read_all([Task(raw(f"Police said two died.\n{odd}\n"))])

    assert product.reading is not None


@given(st.text(max_size=2_000))
def test_passages_cover_words_in_order_and_stay_short(text: str) -> None:
    layout = Layout(None, (Span(0, len(text)),))

    spans = cut_passages(text, layout, ())

    assert list(spans) == sorted(spans)
    assert all(1 <= len(span.of(text).split()) <= SIZE for span in spans)
    assert "".join(text.split()) == "".join("".join(span.of(text).split()) for span in spans)


def test_passages_keep_sentences_whole() -> None:
    text = "One two three. " * 100
    sentences = [Sentence(Span(15 * n, 15 * n + 14), 0) for n in range(100)]

    spans = cut_passages(text, Layout(None, (Span(0, 1499),)), sentences)

    assert all(span.of(text).endswith(".") for span in spans)


def test_keys_of_equal_statements_differ_by_occurrence_and_survive_a_move() -> None:
    from store.types import LocalQuote, QuoteKind

    def said(text: str) -> tuple[str, ...]:
        start = text.index("We wait")
        spans = [Span(start, start + 7), Span(text.rindex("We wait"), text.rindex("We wait") + 7)]
        return quote_keys(1, text, [LocalQuote(QuoteKind.DIRECT, (span,), span) for span in spans])

    first, second = said("“We wait.” He said: “We wait.”")

    assert first != second
    assert said("Then: “We wait!” And: “we wait, We wait”")[0] == first
