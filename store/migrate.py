"""Migrations at start: Alembic from inside, a backup first."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import inspect, text

from store.db import Database, plain_errors
from store.errors import DatabaseError

log = logging.getLogger(__name__)
_FOLDER = Path(__file__).parent / "migrations"


def open_migrated(url: str) -> Database:
    """Open a database and bring its schema up to date. Raises DatabaseError."""
    database = Database(url)
    try:
        migrate(database)
    except DatabaseError:
        database.close()
        raise
    return database


def migrate(database: Database) -> Path | None:
    """Bring the schema to this program's revision. Returns the backup's path when one was made.

    Raises DatabaseError when the database is newer than the program or cannot be reached.
    """
    with plain_errors():
        head, current = newest_revision(), current_revision(database)
        if current == head:
            return None
        if current is not None and current not in revisions():
            raise DatabaseError(
                "This database was written by a newer Dateline. Update the program, or restore a backup."
            )
        backup = _backup(database, current) if current else None
        log.info("migrating the database from %s to %s", current or "nothing", head)
        _upgrade(database)
        return backup


def _upgrade(database: Database) -> None:
    """Run Alembic, imported only when there is something to do; settings in code, no ini file to lose."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    with database.engine.execution_options(dateline_write=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revisions() -> list[str]:
    """This program's revisions, oldest first: files of `versions/` are named by them."""
    return sorted(file.name.split("_")[0] for file in (_FOLDER / "versions").glob("[0-9]*.py"))


def newest_revision() -> str:
    return revisions()[-1]


def current_revision(database: Database) -> str | None:
    """The schema's revision, None for an empty database."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return str(found) if found else None


def _backup(database: Database, revision: str) -> Path | None:
    if not database.sqlite:
        log.warning("migrating PostgreSQL: its backups are its administrator's")
        return None
    source = Path(str(database.url.database))
    target = source.with_name(f"{source.name}.before-{revision}.bak")
    database.backup(target)
    return target
