"""Migrations at start: Alembic from inside, a backup first."""

from __future__ import annotations

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import inspect

from store.db import Database, plain_errors
from store.errors import DatabaseError

log = logging.getLogger(__name__)


def migrate(database: Database) -> Path | None:
    """Bring the schema to this program's revision. Returns the backup's path when one was made.

    Raises DatabaseError when the database is newer than the program or cannot be reached.
    """
    with plain_errors():
        config = alembic_config(database)
        scripts = ScriptDirectory.from_config(config)
        head, current = scripts.get_current_head(), current_revision(database)
        if current == head:
            return None
        _refuse_newer(scripts, current)
        backup = _backup(database, current) if current else None
        log.info("migrating the database from %s to %s", current or "nothing", head)
        with database.engine.execution_options(dateline_write=True).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return backup


def alembic_config(database: Database) -> Config:
    """Alembic's settings, made in code: no ini file to lose."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["database"] = database
    return config


def current_revision(database: Database) -> str | None:
    """The schema's revision, None for an empty database."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(scripts: ScriptDirectory, current: str | None) -> None:
    if current is None:
        return
    try:
        scripts.get_revision(current)
    except CommandError:
        raise DatabaseError(
            "This database was written by a newer Dateline. Update the program, or restore a backup."
        ) from None


def _backup(database: Database, revision: str) -> Path | None:
    if not database.sqlite:
        log.warning("migrating PostgreSQL: its backups are its administrator's")
        return None
    source = Path(str(database.url.database))
    target = source.with_name(f"{source.name}.before-{revision}.bak")
    database.backup(target)
    return target
