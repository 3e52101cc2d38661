"""Whom typed words mean: other scripts and spellings, offices, namesakes, and who is only named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store.library import Library
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders

TEXTS = (
    'Velian President Stefan Horvat met the press. "The gate is open," Horvat said.\n',
    "Armenian Prime Minister Nikola Babayan arrived in the capital on Monday for talks on the railway.\n",
    "Serbian Chancellor Zoran Babic ruled out talks.\n",
    'Albanian Foreign Minister Tekla Gurieli said the road was open. "We wait," Gurieli said.\n',
    '"It is cold," Serbian Foreign Minister Petar Zhivkov said. "So it is," Mira Zhivkov, a singer, said.\n',
    "Stephan Horvat said the bridge would be built. Horvat's office said he was ill.\n",
    "Velia's border service said the gate was shut.\n",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("finding")
    (folder / "articles").mkdir()
    for number, text in enumerate(TEXTS):
        (folder / "articles" / f"{number}.txt").write_text(text, encoding="utf-8")
    library = Library.open(sqlite_at(folder / "desk.db"), InlineReaders)
    library.ingest(folder / "articles")
    yield library
    library.close()


@pytest.mark.parametrize(
    "typed",
    [
        *("Хорват", "Հորվաթ", "ჰორვატი", "هورفات", "הורבט", "Χορβατ"),
        *("horvat", "HORVAT", "President Horvat", "Stephan Horvat", "Khorvat", "Horvat's"),
        *("Velian president", "the president", "the Velian leader"),
    ],
)
def test_find_when_written_otherwise_is_the_same_person(desk: Library, typed: str) -> None:
    match = desk.find_person(typed)

    names = {person.name for person in match.found or match.nearest[:1]}
    assert names == {"Stefan Horvat"}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Albanian foreign minister", ["Tekla Gurieli"]),
        ("foreign minister of Albania", ["Tekla Gurieli"]),
        ("Serbia's foreign minister", ["Petar Zhivkov"]),
        ("the Serbian leader", ["Zoran Babic"]),
        ("Belgrade's chancellor", ["Zoran Babic"]),
        ("the Albanian leader", []),
        ("a border officer", []),
        ("Petar Jivkov", []),
        ("Zhivkov", ["Mira Zhivkov", "Petar Zhivkov"]),
        ("Živkov", []),
        ("foreign minister", ["Petar Zhivkov", "Tekla Gurieli"]),
    ],
)
def test_find_when_office_or_surname_is_typed_tells_people_apart(
    desk: Library, typed: str, names: list[str]
) -> None:
    assert sorted(person.name for person in desk.find_person(typed).found) == names


@pytest.mark.parametrize("typed", ["Horwath", "Gurielli", "Petar Jivkov", "古列利"])
def test_find_when_only_alike_asks(desk: Library, typed: str) -> None:
    match = desk.find_person(typed)

    assert match.found == ()
    assert match.nearest


@pytest.mark.parametrize("typed", ["Smith", "Merkel", "山田", "x"])
def test_find_when_nobody_is_alike_offers_nobody(desk: Library, typed: str) -> None:
    match = desk.find_person(typed)

    assert (match.found, match.silent, match.nearest) == ((), (), ())


@pytest.mark.parametrize("typed", ["Babayan", "Babaian", "Бабаян", "Prime Minister Babayan"])
def test_find_when_only_named_says_so(desk: Library, typed: str) -> None:
    match = desk.find_person(typed)

    assert (match.found, [person.name for person in match.silent]) == ((), ["Nikola Babayan"])
