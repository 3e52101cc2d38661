"""Who is whom across articles, and under which words they are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.library import Library
from store.link.names import first_names_agree, fold, skeleton
from store.link.organisations import organisation_key

FULL = "“We are ready,” President Stefan Horvat said on Monday in the capital.\n"
SHORT = "Horvat said the border would open. “No one is turned away,” he said.\n"
NAMESAKE = "Mira Horvat, a doctor, said the hospital was full.\n"
OTHER_SPELLING = "Stephan Horvat said that talks had failed.\n"


def read(library: Library, folder: Path, *texts: str) -> dict[str, int]:
    """Ingest texts as files; names of those who speak with their statements."""
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    library.ingest(folder)
    return {person.name: person.statements for person in library.people()}


def test_surname_alone_is_the_only_bearer_of_it(library: Library, tmp_path: Path) -> None:
    assert read(library, tmp_path / "a", FULL, SHORT)["Stefan Horvat"] >= 2


def test_other_spelling_of_a_first_name_is_the_same_person(library: Library, tmp_path: Path) -> None:
    found = read(library, tmp_path / "a", FULL, OTHER_SPELLING)

    assert sum(found.values()) == 2
    assert len(found) == 1


def test_namesakes_stay_apart_and_a_bare_surname_belongs_to_neither(library: Library, tmp_path: Path) -> None:
    assert read(library, tmp_path / "a", FULL, NAMESAKE, SHORT) == {"Mira Horvat": 1, "Stefan Horvat": 1}


def test_numbers_stay_when_an_article_comes_that_names_the_person_in_full(
    library: Library, tmp_path: Path
) -> None:
    read(library, tmp_path / "a", "Peters said that the border would open on Friday.\n")
    (before,) = library.find_person("Peters").found

    (tmp_path / "a" / "later.txt").write_text("Minister Anna Peters told reporters it was shut.\n", "utf-8")
    library.ingest(tmp_path / "a")

    (after,) = library.find_person("Peters").found
    assert (after.id, before.name, after.name) == (before.id, "Peters", "Anna Peters")


@pytest.mark.parametrize(
    ("left", "right", "agree"),
    [
        ("antony", "anthony", True),
        ("nikol", "nicol", True),
        ("j", "john", True),
        ("john", "james", False),
        ("maria", "mario", False),
    ],
)
def test_first_names_agree_when_spelt_nearly_alike(left: str, right: str, agree: bool) -> None:
    assert first_names_agree(left, right) is agree


@pytest.mark.parametrize(
    ("left", "right"),
    [("Путин", "Putin"), ("Pashinian", "Pashinyan"), ("Khartoumi", "Hartumi"), ("Zelenskiy", "Zelensky")],
)
def test_spellings_of_a_name_meet_in_their_skeleton(left: str, right: str) -> None:
    assert skeleton(fold(left)) == skeleton(fold(right))


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Kenya's defence ministry", "the Kenyan Ministry of Defense", True),
        ("Interfax news agency", "Interfax", True),
        ("the United Nations", "United Nations", True),
        ("Nairobi", "Kenya", False),
        ("Kenyan army", "Ugandan army", False),
    ],
)
def test_organisations_meet_when_only_their_form_differs(left: str, right: str, same: bool) -> None:
    assert (organisation_key(left) == organisation_key(right)) is same
