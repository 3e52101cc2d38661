"""Databases with the schema in place: migrated once a process, and copied for each test."""

from __future__ import annotations

import uuid
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

from store.migrate import open_migrated


def sqlite_at(path: Path) -> str:
    """An empty library and desk in a file that is not there yet; its address."""
    path.write_bytes(_schema())
    return f"sqlite:///{path}"


@cache
def _schema() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        open_migrated(f"sqlite:///{path}").close()
        return path.read_bytes()


class Postgres:
    """A server with a migrated database that others are copied from. Nothing of it outlives the tests."""

    def __init__(self, address: URL) -> None:
        self._address = address.set(drivername="postgresql+psycopg")
        self._engine = create_engine(self._address, isolation_level="AUTOCOMMIT")
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            self._run(f"ALTER SYSTEM SET {setting} = off")
        self._run("SELECT pg_reload_conf()")
        self._template = self._create()
        open_migrated(self._url(self._template)).close()

    def bare(self) -> str:
        """A database without any table; its address."""
        return self._url(self._create())

    def migrated(self) -> str:
        """An empty library and desk; their address."""
        return self._url(self._create(f" TEMPLATE {self._template}"))

    def drop(self, url: str) -> None:
        """Take its 10 MB off the disk: there are hundreds of them."""
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def close(self) -> None:
        self._engine.dispose()

    def _create(self, source: str = "") -> str:
        name = f"desk_{uuid.uuid4().hex}"
        self._run(f"CREATE DATABASE {name}{source}")
        return name

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))

    def _url(self, name: str) -> str:
        return self._address.set(database=name).render_as_string(hide_password=False)
