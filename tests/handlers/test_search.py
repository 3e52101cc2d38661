import pytest

from handlers.commands.search import excerpt
from store.types import Hit, Span

TEXT = "One two three. Four five six. Seven eight nine."
SENTENCES = (Span(0, 14), Span(15, 29), Span(30, 47))


@pytest.mark.parametrize(
    ("marks", "limit", "shown"),
    [
        ((), 20, "One two three."),
        ((Span(20, 24),), 20, "Four five six."),
        ((Span(20, 24),), 40, "Four five six. Seven eight nine."),
        ((Span(0, 3), Span(30, 35), Span(36, 41)), 20, "Seven eight nine."),
    ],
)
def test_excerpt_when_marks_lie_in_sentences(marks: tuple[Span, ...], limit: int, shown: str) -> None:
    assert excerpt(Hit(1, Span(0, 47), 1.0, marks), TEXT, SENTENCES, limit).of(TEXT) == shown


@pytest.mark.parametrize(("text", "length"), [("word " * 60, 39), ("x" * 300, 40)])
def test_excerpt_when_a_passage_has_no_sentences_is_cut(text: str, length: int) -> None:
    span = excerpt(Hit(1, Span(0, len(text)), 1.0), text, (), limit=20)

    assert (span.start, span.end) == (0, length)
