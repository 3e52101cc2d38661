"""The bounded cache of parses."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from store.db import Database
from store.extract.read import Product
from store.models import ParseRow

LIMIT = 256_000_000  # bytes; the oldest go first


def keep_parse(session: Session, text_sha256: str, product: Product) -> None:
    """Store a new parse, or mark a kept one as used."""
    row = session.get(ParseRow, text_sha256)
    now = datetime.now(UTC)
    if product.parse:
        if row is not None:
            session.delete(row)
            session.flush()
        size = len(product.parse)
        session.add(
            ParseRow(
                text_sha256=text_sha256,
                parse_key=product.parse_key,
                size=size,
                used_at=now,
                parse=product.parse,
            )
        )
    elif row is not None:
        row.used_at = now


def trim_parses(database: Database, limit: int = LIMIT) -> None:
    """Drop the longest unused parses until the rest fits."""
    with database.reading() as session:
        size = session.scalar(select(func.sum(ParseRow.size))) or 0
        if size <= limit:
            return
        rows = session.execute(select(ParseRow.text_sha256, ParseRow.size).order_by(ParseRow.used_at)).all()
    doomed = []
    for key, bytes_ in rows:
        if size <= limit:
            break
        doomed.append(key)
        size -= bytes_
    with database.writing() as session:
        session.execute(delete(ParseRow).where(ParseRow.text_sha256.in_(doomed)))
