from datetime import date

import pytest

from handlers.grammar import ArgumentError, Arguments, Grammar, Takes, read_date

TODAY = date(2024, 3, 8)
OUTLETS = ("Harbour Post", "The Doran Daily", "Doran Evening")
ALL = ("about", "since", "until", "in", "story")


def parse(text: str, takes: Takes = Takes.NAME) -> Arguments:
    return Grammar(takes, ALL, OUTLETS, TODAY).parse(text)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022-09-16", date(2022, 9, 16)),
        ("16 September 2022", date(2022, 9, 16)),
        ("Sep. 16, 2022", date(2022, 9, 16)),
        ("2022-09", date(2022, 9, 1)),
        ("2022", date(2022, 1, 1)),
        ("today", TODAY),
        ("Yesterday", date(2024, 3, 7)),
        ("7d", date(2024, 3, 1)),
        ("2w", date(2024, 2, 23)),
    ],
)
def test_read_date_when_clear(words: str, day: date) -> None:
    assert read_date(words, TODAY) == day


@pytest.mark.parametrize(("words", "day"), [("2022-02", date(2022, 2, 28)), ("2022", date(2022, 12, 31))])
def test_read_date_when_it_ends_a_period(words: str, day: date) -> None:
    assert read_date(words, TODAY, last=True) == day


@pytest.mark.parametrize(
    "words",
    [
        "31 Feb 2022",
        "1 Ma 2022",
        "1 Ju 2022",
        "",
        "soon",
        "2022-13",
        "2022-02-30",
        "0000-01-01",
        "16.9.2022",
        "7",
    ],
)
def test_read_date_when_not_clear(words: str) -> None:
    with pytest.raises(ArgumentError, match="date"):
        read_date(words, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Marek", Arguments("Ana Marek")),
        ("Ana Marek about two boats", Arguments("Ana Marek", about="two boats")),
        ("Marek about: boats since: 7d", Arguments("Marek", about="boats", since=date(2024, 3, 1))),
        ("Marek SINCE yesterday UNTIL today", Arguments("Marek", since=date(2024, 3, 7), until=TODAY)),
        ("Marek in doran daily", Arguments("Marek", outlet="The Doran Daily")),
        ("Marek in:harbour", Arguments("Marek", outlet="Harbour Post")),
        ("Marek story 3 about boats", Arguments("Marek", about="boats", story=3)),
        ("story 3 full", Arguments("full", story=3)),
        ("about boats", Arguments(about="boats")),
        ("Rabin Insolera", Arguments("Rabin Insolera")),
        ("", Arguments()),
    ],
)
def test_parse_when_the_words_are_a_name(text: str, expected: Arguments) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("war in the strait", Arguments("war in the strait")),
        ("war in the strait in harbour post", Arguments("war in the strait", outlet="Harbour Post")),
        ("what happened since the war", Arguments("what happened since the war")),
        ("truce since 2024-03", Arguments("truce", since=date(2024, 3, 1))),
        ("the story of a ferry", Arguments("the story of a ferry")),
        ("ferry story 12", Arguments("ferry", story=12)),
    ],
)
def test_parse_when_the_words_are_free(text: str, expected: Arguments) -> None:
    assert parse(text, Takes.WORDS) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Marek since soon", "date"),
        ("Marek in nowhere", "outlet"),
        ("Marek in doran", "outlet"),
        ("Marek story: x", "story"),
    ],
)
def test_parse_when_an_option_cannot_be_read(text: str, kind: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        parse(text)

    assert caught.value.kind == kind


def test_parse_when_a_number_is_wanted() -> None:
    assert parse("12", Takes.NUMBER).number == 12
    with pytest.raises(ArgumentError, match="number: twelve"):
        parse("twelve", Takes.NUMBER)
