from datetime import UTC, datetime

import pytest

from handlers.doc import MarkKind, evidence, fold
from store.types import Article, Metadata, Span


def article(text: str) -> Article:
    return Article(1, "a.txt", ("a.txt",), "", text, Metadata(), "en", datetime(2024, 1, 1, tzinfo=UTC), 1)


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("two\n  lines", "two lines"),
        ("\u202eleft\u202c\u200b and \ufeffright", "left and right"),
        ("no\u00a0break", "no break"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("“marks” — stay…", "“marks” — stay…"),
    ],
)
def test_fold_when_words_hold_marks(words: str, folded: str) -> None:
    assert fold(words) == folded


def test_evidence_when_spans_lie_apart() -> None:
    found = evidence(article("“One,” he said, “two.”"), (Span(16, 22), Span(0, 6)))

    assert found.text == "“One,” … “two.”"
    assert found.spans == (Span(0, 6), Span(16, 22))


def test_evidence_when_only_white_space_divides_the_spans() -> None:
    found = evidence(article("one\n\ntwo"), (Span(0, 3), Span(5, 8)))

    assert (found.text, found.spans) == ("one two", (Span(0, 8),))


def test_marks_when_white_space_before_them_is_folded() -> None:
    text = "At \n\n least  40\u200b people\ndied"
    start = text.index("40")

    found = evidence(article(text), (Span(0, len(text)),), [(Span(start, start + 10), MarkKind.CLAIM)])

    (mark,) = found.marks
    assert found.text[mark.span.start : mark.span.end] == "40 people"


def test_marks_when_they_lie_in_the_second_span_or_outside() -> None:
    text = "alpha beta gamma delta"
    marks = [(Span(17, 22), MarkKind.MATCH), (Span(6, 10), MarkKind.MATCH)]

    found = evidence(article(text), (Span(0, 5), Span(11, 22)), marks)

    assert [found.text[m.span.start : m.span.end] for m in found.marks] == ["delta"]
