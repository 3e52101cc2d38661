from datetime import date

import pytest

from handlers.analysis.event_dates import Basis, own_day, when
from store.types import DatePrecision, Origin, Published, Span

WEDNESDAY = Published(date(2024, 3, 6), DatePrecision.DAY, Origin.GIVEN)
NEW_YEAR = Published(date(2024, 1, 2), DatePrecision.DAY, Origin.GIVEN)
MONTH = Published(date(2024, 3, 1), DatePrecision.MONTH, Origin.GIVEN)
UNDATED = Published()


def day_of(text: str, published: Published) -> str | None:
    found = own_day(text, Span(0, len(text)), published)
    return str(found.day) if found else None


@pytest.mark.parametrize(
    ("words", "published", "day"),
    [
        ("Boats fired on the ferry on Sunday.", WEDNESDAY, "2024-03-03"),
        ("Boats fired on the ferry on Wednesday.", WEDNESDAY, "2024-03-06"),
        ("Boats fired on the ferry last Wednesday.", WEDNESDAY, "2024-02-28"),
        ("Boats fired on the ferry yesterday.", WEDNESDAY, "2024-03-05"),
        ("Boats fired on the ferry two days ago.", WEDNESDAY, "2024-03-04"),
        ("Boats fired on the ferry on 12 February.", WEDNESDAY, "2024-02-12"),
        ("Boats fired on the ferry on December 30.", NEW_YEAR, "2023-12-30"),
        ("Boats fired on the ferry on 3 March 2024.", UNDATED, "2024-03-03"),
    ],
)
def test_own_day_when_words_name_or_count_a_day(words: str, published: Published, day: str) -> None:
    assert day_of(words, published) == day


@pytest.mark.parametrize(
    ("words", "published"),
    [
        ("Boats fired on the ferry on Sunday.", UNDATED),
        ("Boats fired on the ferry on Sunday.", MONTH),
        ("Boats fired on the ferry on July 12.", UNDATED),
        ("Boats fired on the ferry last week.", WEDNESDAY),
        ("The strait has been shut since Sunday.", WEDNESDAY),
        ("Sunday's fire on the ferry cost forty lives.", WEDNESDAY),
        ("Forty people have died since 12 February.", WEDNESDAY),
        ("The envoys will meet on Sunday.", WEDNESDAY),
        ("The envoys meet next Sunday.", WEDNESDAY),
        ("Boats fired on the ferry on 30 February.", WEDNESDAY),
    ],
)
def test_own_day_when_it_would_be_a_guess_is_none(words: str, published: Published) -> None:
    assert day_of(words, published) is None


@pytest.mark.parametrize(
    ("words", "basis", "time"),
    [
        ("The strait was last closed in a war in 1996.", Basis.RECALLED, "1996"),
        ("It was the worst night last week since a war in 1996.", Basis.NONE, "last week"),
        ("Fighting broke out there on July 12.", Basis.NONE, "July 12"),
        ("The ferry lies in the harbour.", Basis.NONE, None),
    ],
)
def test_when_of_an_undated_article_keeps_its_words(words: str, basis: Basis, time: str | None) -> None:
    found = when(words, Span(0, len(words)), UNDATED)

    assert (found.basis, found.day if basis is Basis.NONE else None) == (basis, None)
    assert (found.span.of(words) if found.span else None) == time
