"""No answer is made for the seeds: other people, countries, places and figures give the same answers.

Every name and number of the seeds is replaced consistently, the renamed articles are read into a library of
their own, and each answer must be the old one with the same replacements.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from handlers.registry import Ask
from handlers.render.plain import plain
from handlers.render.present import present
from store.library import Library
from tests.conftest import SEEDS
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders

LINES = [
    "/quotes Putin",
    "/casualties",
    "/quotes Pelosi",
    "/quotes Simonyan",
    "/search ceasefire",
    "/quotes Puttin",
]


def renamings() -> list[tuple[str, str]]:
    """Old and new words, longest first, from `renamed.tsv`."""
    with (Path(__file__).with_name("renamed.tsv")).open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.reader(table, delimiter="\t") if row and not row[0].startswith("#")]
    return sorted(((old, new) for old, new in rows), key=lambda row: -len(row[0]))


def rename(text: str) -> str:
    """All replacements in one pass, whole words only, so that none is replaced twice.

    What the desk counted itself ("17 statements") stays.
    """
    table = dict(renamings())
    pattern = "|".join(re.escape(old) for old in table)
    return re.sub(rf"(?<![\w,])(?:{pattern})(?!\w| statement)", lambda match: table[match.group()], text)


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("renamed") / "articles"
    folder.mkdir()
    for path in SEEDS.iterdir():
        (folder / path.name).write_text(rename(path.read_text(encoding="utf-8")), encoding="utf-8")
    library = Library.open(sqlite_at(folder.parent / "desk.db"), InlineReaders)
    library.ingest(folder)
    yield library
    library.close()


def answer(library: Library, line: str) -> list[str]:
    return plain(present(Ask(library, date(2026, 1, 1)), line).checked).splitlines()


@pytest.mark.parametrize("line", LINES)
def test_renamed_seeds_give_the_same_answers_renamed(
    seeds_library: Library, renamed: Library, line: str
) -> None:
    expected = [rename(words) for words in answer(seeds_library, line)]

    assert answer(renamed, rename(line)) == expected


def test_renamed_people_speak_as_often(seeds_library: Library, renamed: Library) -> None:
    before = {rename(person.name): person.statements for person in seeds_library.people()}

    assert {person.name: person.statements for person in renamed.people()} == before


def test_renaming_leaves_no_old_name() -> None:
    old = re.compile(r"Putin|Armenia|Azerbaijan|Russia|Moscow|Yerevan|Baku|Karabakh|Pelosi|\b200\b|\b6,500\b")

    assert [old.findall(rename(path.read_text(encoding="utf-8"))) for path in SEEDS.iterdir()] == [[]] * 5
