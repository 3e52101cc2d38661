"""The schema at start: made, kept, backed up before a change, never downgraded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from store.db import Database
from store.errors import DatabaseError
from store.migrate import current_revision, migrate
from store.models import Base


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    else:
        opened = Database(request.getfixturevalue("postgres").bare())
    yield opened
    opened.close()


def test_migrations_make_every_table_of_the_models(database: Database) -> None:
    migrate(database)

    tables = set(inspect(database.engine).get_table_names())
    assert set(Base.metadata.tables) < tables
    for name, table in Base.metadata.tables.items():
        stored = {column["name"] for column in inspect(database.engine).get_columns(name)}
        assert stored == set(table.columns.keys()), name


def test_second_start_changes_nothing(database: Database) -> None:
    migrate(database)

    assert migrate(database) is None


def test_database_of_a_newer_program_is_refused(database: Database) -> None:
    migrate(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'zzzz'"))

    with pytest.raises(DatabaseError, match="newer Dateline"):
        migrate(database)


def test_backup_is_made_before_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    migrate(database)
    before = current_revision(database)
    monkeypatch.setattr("store.migrate.newest_revision", lambda: "next")
    monkeypatch.setattr("store.migrate._upgrade", lambda _: None)

    backup = migrate(database)

    assert backup is not None
    copy = Database(f"sqlite:///{backup}")
    assert current_revision(copy) == before
    copy.close()
    database.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("not an address", "not a database address"),
        ("mysql://localhost/desk", "mysql is not supported"),
        ("sqlite://", "needs a database file"),
    ],
)
def test_unusable_address_says_why(url: str, says: str) -> None:
    with pytest.raises(DatabaseError, match=says):
        Database(url)


def test_unreachable_server_is_one_sentence() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/none")

    with pytest.raises(DatabaseError, match="cannot be used"):
        migrate(database)

    database.close()
