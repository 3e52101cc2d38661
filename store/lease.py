"""One reader of the folder per database: a lease row, renewed while it works."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from store.db import Database
from store.errors import LeaseHeld
from store.models import LeaseRow

TERM = timedelta(minutes=10)  # longer than any one step; a dead holder on this host is seen at once


class Lease:
    """Held by this process until `expires`; `renew` inside a transaction that writes."""

    def __init__(self, name: str, holder: str) -> None:
        self.name, self.holder = name, holder

    def renew(self, session: Session) -> None:
        """Prolong it. Raises LeaseHeld when another process has taken it over meanwhile."""
        row = session.get(LeaseRow, self.name)
        if row is None or row.holder != self.holder:
            raise LeaseHeld("Another Dateline took over reading into this database.")
        row.expires_at = datetime.now(UTC) + TERM


@contextmanager
def hold(database: Database, name: str = "ingest") -> Iterator[Lease]:
    """Take the lease, give it back at the end. Raises LeaseHeld when another live process has it."""
    lease = Lease(name, f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}")
    with database.writing() as session:
        _take(session, lease)
    try:
        yield lease
    finally:
        with database.writing() as session:
            row = session.get(LeaseRow, name)
            if row is not None and row.holder == lease.holder:
                session.delete(row)


def is_held(session: Session, name: str = "ingest") -> bool:
    """Whether a live process has the lease."""
    row = session.get(LeaseRow, name)
    return row is not None and _alive(row)


def _take(session: Session, lease: Lease) -> None:
    row = session.get(LeaseRow, lease.name, with_for_update=True)
    expires = datetime.now(UTC) + TERM
    if row is None:
        session.add(LeaseRow(name=lease.name, holder=lease.holder, expires_at=expires))
        return
    if _alive(row):
        raise LeaseHeld("Another Dateline is reading into this database; this one only answers.")
    row.holder, row.expires_at = lease.holder, expires


def _alive(row: LeaseRow) -> bool:
    """Not expired and, where that can be told, its process still runs."""
    expires = row.expires_at if row.expires_at.tzinfo else row.expires_at.replace(tzinfo=UTC)
    if expires < datetime.now(UTC):
        return False
    host, pid, _ = row.holder.rsplit(":", 2)
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
