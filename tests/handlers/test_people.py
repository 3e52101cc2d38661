from __future__ import annotations

from pathlib import Path

import pytest

from handlers.commands.people import People, Profile, people
from handlers.commands.quotes import QuotesAnswer, quotes
from handlers.grammar import Arguments
from handlers.registry import Ask
from handlers.who import NoPerson
from store.library import Library
from tests.handlers.conftest import ask_desk

TEXTS = (
    "U.S. Speaker Ann Lowe blamed the rebels.\n",
    "US Speaker Ann Lowe called for calm on Monday.\n",
    'Velian President Stefan Horvat met the press. "The gate is open," Horvat said.\n',
    'Mira Horvat, a doctor, said the hospital was full. "We need beds," Mira Horvat said.\n',
    "Armenian Prime Minister Nikola Babayan arrived in the capital on Monday for talks on the railway.\n",
)


@pytest.fixture
def horvats(sqlite_library: Library, tmp_path: Path) -> Ask:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    sqlite_library.ingest(folder)
    return ask_desk(sqlite_library)


def test_card_when_one_is_asked_for_shows_office_names_and_namesakes(horvats: Ask) -> None:
    card = people(horvats, Arguments(words="Stefan Horvat"))

    assert isinstance(card, Profile)
    assert [office.text for office in card.offices] == ["Velian President"]
    assert "Stefan Horvat" in [name.text for name in card.names]
    assert [other.name.text for other in card.namesakes] == ["Mira Horvat"]
    assert len(card.stories) == 1


def test_offices_when_only_full_stops_differ_are_one(horvats: Ask) -> None:
    card, answer = people(horvats, Arguments(words="Ann Lowe")), quotes(horvats, Arguments(words="Ann Lowe"))

    assert isinstance(card, Profile)
    assert isinstance(answer, QuotesAnswer)
    assert len(card.offices) == len(answer.offices) == 1


def test_people_when_namesakes_are_asked_for_lists_them(horvats: Ask) -> None:
    missed = people(horvats, Arguments(words="Horvat"))

    assert isinstance(missed, NoPerson)
    assert {who.name.text for who in missed.several} == {"Stefan Horvat", "Mira Horvat"}


def test_quotes_when_somebody_is_only_named_shows_where(horvats: Ask) -> None:
    missed = quotes(horvats, Arguments(words="Бабаян"))

    assert isinstance(missed, NoPerson)
    assert [named.printed.text for named in missed.silent] == ["Armenian Prime Minister Nikola Babayan"]


def test_counts_when_told_anywhere_are_those_that_quotes_lists(ask: Ask) -> None:
    everyone = people(ask, Arguments())

    assert isinstance(everyone, People)
    for one in everyone.people:
        answer = quotes(ask, Arguments(words=one.who.name.text))
        assert isinstance(answer, QuotesAnswer)
        assert answer.total == one.who.statements
        assert len(answer.statements) == answer.total + answer.passed_on
