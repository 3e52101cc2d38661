"""Which named years are earlier than the article."""

import pytest

from handlers.analysis.earlier import earlier_times
from store.types import NamedTime, Outline, Sentence, Span


@pytest.mark.parametrize(
    ("text", "year", "bare", "earlier"),
    [
        ("The strait was last closed in 1996.", None, True, True),
        ("The strait was last closed in 1996.", 2024, True, True),
        ("The strait was closed in 1996.", 1996, True, False),
        ("It was the worst night since a war in 1996.", None, True, False),
        ("More ferries sail than in 1996.", None, True, False),
        ("Talks since 1996 have failed.", None, True, True),
        ("The ferry burned on 3 March 1996.", None, False, False),
    ],
)
def test_earlier_times_when_a_year_is_named(text: str, year: int | None, bare: bool, earlier: bool) -> None:
    span = Span(text.index("1996"), text.index("1996") + 4)
    outline = Outline((Sentence(Span(0, len(text)), 0),), times=(NamedTime(span, 1996, bare),))

    assert earlier_times(text, outline, year) == ((span,) if earlier else ())
