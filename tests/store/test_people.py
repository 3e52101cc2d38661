"""Persons of one article: names, mentions, gender and offices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from store.extract.people import LocalPerson, find_people
from tests.store.test_quotes import paragraphs

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parse = Callable[[str], "Doc"]


def people_in(text: str, parse: Parse) -> tuple[LocalPerson, ...]:
    return find_people(parse(text), paragraphs(text))


def test_surname_alone_is_a_mention_of_the_full_name(parse_text: Parse) -> None:
    text = "Ana Marek arrived on Monday. Marek left on Friday."
    (person,) = people_in(text, parse_text)

    assert person.name == "Ana Marek"
    assert [span.of(text) for span in person.mentions] == ["Ana Marek", "Marek"]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Velian President Ana Marek arrived.", "Ana Marek", "Velian President"),
        ("Foreign Minister Peter Holm resigned.", "Peter Holm", "Foreign Minister"),
        ("The treaty was signed by parliament speaker Jonas Brandt.", "Jonas Brandt", "parliament speaker"),
        ("She sent her finance minister, Peter Holm, abroad.", "Peter Holm", "finance minister"),
        ("Peter Holm, the head of the port authority, resigned.", "Peter Holm", "head of the port authority"),
    ],
)
def test_office_is_printed_beside_the_name(parse_text: Parse, text: str, name: str, office: str) -> None:
    person = next(person for person in people_in(text, parse_text) if person.name == name)

    assert [span.of(text) for span in person.offices] == [office]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mrs Holm resigned.", "female"),
        ("Spokesman Velek resigned.", "male"),
        ("Peter Holm resigned.", "male"),
        ("Zorvik Holm said he would resign.", "male"),
        ("Zorvik Holm resigned.", None),
    ],
)
def test_gender_is_learnt_from_title_name_or_pronoun(
    parse_text: Parse, text: str, gender: str | None
) -> None:
    (person,) = people_in(text, parse_text)

    assert person.gender == gender


def test_namesakes_stay_apart(parse_text: Parse) -> None:
    text = "Ana Marek met Jonas Marek. Mrs Marek left early."
    ana, jonas = people_in(text, parse_text)

    assert (ana.name, len(ana.mentions)) == ("Ana Marek", 2)
    assert (jonas.name, len(jonas.mentions)) == ("Jonas Marek", 1)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "Tesfa tells world to stay out.\n\nPrime Minister Tesfa Alemu said it again on Monday.",
            ["Tesfa", "Tesfa Alemu"],
        ),
        ("Jordan Marek arrived on Monday. The king of Jordan received him.", ["Jordan Marek"]),
        ("Ana Marek and Ana Brandt met. Ana left.", ["Ana Marek"]),
    ],
    ids=["a first name that one person bears", "a country", "a first name that two bear"],
)
def test_first_name_alone_is_a_mention_when_one_person_bears_it(
    parse_text: Parse, text: str, mentions: list[str]
) -> None:
    person, *_ = people_in(text, parse_text)

    assert [span.of(text) for span in person.mentions] == mentions
