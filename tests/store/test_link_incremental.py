"""Link after every change gives what linking everything at once gives, whatever came, changed or went."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from store.amend_facts import TABLES
from store.keys import article_key
from store.library import Library
from store.link_models import LinkCardRow, LinkKeyRow, LinkNameRow, LinkTermRow
from store.models import ArticleRow, MetaRow, PersonRow, StoryRow
from store.types import Field, NewCorrection
from tests.conftest import SEEDS
from tests.fakes.readers import InlineReaders
from tests.store.link_state import dump

LOOK_ALIKES = Path(__file__).parent / "lookalikes"
Decided = tuple[str, Field, str | None]  # path, of what, the value
TAIL = "\n\nSupport the Lind Courier and its reporters in Lindgrad with a monthly gift.\n"


def texts() -> dict[str, str]:
    """Fifteen articles, three of them with the tail of one outlet, and a near-copy."""
    found = {path.name: path.read_text(encoding="utf-8") for path in sorted(LOOK_ALIKES.glob("*.txt"))}
    found |= {path.name: path.read_text(encoding="utf-8") for path in sorted(SEEDS.iterdir())}
    for name in ("border-first-2.txt", "border-second-2.txt", "pass-first-1.txt"):
        found[name] += TAIL
    found["copy.txt"] = found["border-second-1.txt"].replace("on Monday", "on Tuesday")
    return found


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def whole(folder: Path, scratch: Path, decided: Iterable[Decided] = ()) -> dict[str, Any]:
    """What a library gives that reads the folder at once and is then corrected."""
    library = Library.open(f"sqlite:///{scratch}", InlineReaders)
    library.ingest(folder)
    for one in decided:
        correct(library, *one)
    library.ingest(folder)
    state = dump(library)
    library.close()
    return state


def correct(library: Library, path: str, field: Field, value: str | None) -> None:
    """An owner corrects an article that is served, or the first of its facts."""
    table = TABLES.get(field)
    with library._database.reading() as session:
        here = (ArticleRow.path == path, ArticleRow.state == "served")
        number = session.scalar(select(ArticleRow.id).where(*here))
        key = article_key(number or 0)
        if table is not None:
            facts = select(table.key).where(table.article_id == number, table.superseded_at.is_(None))
            key = session.scalars(facts.order_by(table.position)).first() or ""
    if number is not None and key:
        library.correct(NewCorrection(key, number, field, value, by=7))
        library.relink()


def numbered(library: Library) -> dict[int, set[str]]:
    """Story numbers and their articles."""
    found: dict[int, set[str]] = {}
    with library._database.reading() as session:
        for row in session.scalars(select(ArticleRow).where(ArticleRow.state == "served")):
            found.setdefault(row.story_id or 0, set()).add(row.path)
    return found


def keeps_numbers(library: Library, before: dict[int, set[str]]) -> bool:
    """The same articles keep their number; a story that is no more leads to one with articles of its own."""
    now = numbered(library)
    paths = set().union(*now.values())
    with library._database.reading() as session:
        forwards = {row.id: row.forward_id for row in session.scalars(select(StoryRow))}
    for number, articles in before.items():
        if articles in now.values():
            if articles != now.get(number):
                return False
        elif articles & paths and not articles & now.get(forwards[number] or number, set()):
            return False
    return True


def change_folder(folder: Path, waiting: dict[str, str], dice: random.Random, step: int) -> None:
    """Some files come, every third time one goes, every fourth time one is written anew."""
    for name in dice.sample(sorted(waiting), min(len(waiting), dice.choice([1, 1, 2, 4]))):
        put(folder, name, waiting.pop(name))
    if step % 3 == 2:
        (folder / dice.choice(names(folder))).unlink()
    if step % 4 == 3:
        other = dice.choice(sorted(texts().values()))
        put(folder, dice.choice(names(folder)), f"{other}\nUpdated {step}.\n")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    return made


@pytest.fixture
def places_arrivals(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a large library: an article is placed when it comes, who says much is looked at in part."""
    monkeypatch.setattr("store.link.apply_topics.SMALL", 0)
    monkeypatch.setattr("store.link.topics.LARGEST", 0)
    monkeypatch.setattr("store.link.apply_variants.OFTEN", 1)


def step_by_step(folder: Path, tmp_path: Path, seed: int) -> None:
    dice, waiting = random.Random(seed), texts()
    library = Library.open(f"sqlite:///{tmp_path / 'desk.db'}", InlineReaders)
    dates: dict[str, str] = {}
    for step in range(12):
        before = numbered(library)
        change_folder(folder, waiting, dice, step)
        library.ingest(folder, allow_removals=True)
        assert keeps_numbers(library, before)
        if step % 4 == 1:
            path = dice.choice(names(folder))
            dates[path] = f"2021-03-{dice.randrange(10, 29)}"
            correct(library, path, Field.DATE, dates[path])
        library.ingest(folder)
        if step % 3 == 2:
            assert dump(library) == whole(
                folder, tmp_path / f"{step}.db", [(name, Field.DATE, day) for name, day in dates.items()]
            )
    library.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_link_step_by_step_is_link_at_once(folder: Path, tmp_path: Path, seed: int) -> None:
    step_by_step(folder, tmp_path, seed)


@pytest.mark.slow
@pytest.mark.usefixtures("places_arrivals")
@pytest.mark.parametrize("seed", [1, 2])
def test_link_of_a_large_library_is_link_at_once_when_settled(
    folder: Path, tmp_path: Path, seed: int
) -> None:
    step_by_step(folder, tmp_path, seed)


@pytest.mark.slow
@pytest.mark.usefixtures("places_arrivals")
def test_link_after_changes_is_link_at_once_on_each_database(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    dice, waiting = random.Random(3), texts()
    for name in dice.sample(sorted(waiting), 12):
        put(folder, name, waiting.pop(name))
    library.ingest(folder)

    decided: list[Decided] = [
        (name, field, None) for name in names(folder)[:4] for field in (Field.SPEAKER, Field.FIGURE)
    ]
    for one in decided:
        correct(library, *one)
    for _ in range(2):
        change_folder(folder, waiting, dice, step=2)
        library.ingest(folder, allow_removals=True)
    library.ingest(folder)

    assert dump(library) == whole(folder, tmp_path / "whole.db", decided)


def test_link_of_an_earlier_version_hands_its_numbers_on(tmp_path: Path) -> None:
    library = Library.open(f"sqlite:///{tmp_path / 'desk.db'}", InlineReaders)
    library.ingest(SEEDS)
    before, people = dump(library), _numbers_of_people(library)

    with library._database.writing() as session:
        for table in (LinkNameRow, LinkKeyRow, LinkCardRow, LinkTermRow):
            session.execute(delete(table))
        session.execute(update(MetaRow).where(MetaRow.name == "linked").values(value="2:1:5"))
    library.ingest(SEEDS)

    assert (dump(library), _numbers_of_people(library)) == (before, people)
    library.close()


def _numbers_of_people(library: Library) -> dict[int, str]:
    with library._database.reading() as session:
        return {row.id: row.name for row in session.scalars(select(PersonRow))}
