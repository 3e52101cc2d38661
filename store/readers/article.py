"""One file -> one raw article."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

from store.errors import SeedError
from store.readers.disk import read_bytes
from store.readers.fields import given_metadata
from store.readers.formats import readers
from store.readers.names import locate, to_name
from store.types import RawArticle


def read_file(root: Path, path: Path | str, today: date | None = None) -> RawArticle:
    """Read an article file below `root`: a path, or a stored name as `scan` gives it.

    `text` is the decoded file without its byte order mark and front matter, with LF line ends; nothing
    else is changed, so zero-width, bidirectional and control characters stay. `today` (default: the
    clock's) is the last day that is believed as a publication date, give or take one.
    Raises SeedError: the name relative to `root`, why, and the line if one is to blame.
    """
    file = locate(root, path) if isinstance(path, str) else root / path
    name = to_name(file.relative_to(root) if file.is_relative_to(root) else file)
    read = readers().get(file.suffix.lower())
    if read is None:
        kind = f"of the kind {file.suffix}" if file.suffix else "without a suffix"
        raise SeedError(name, f"files {kind} are not read")
    data = read_bytes(root, file, name)
    content = read(data, name)
    metadata, notes = given_metadata(content.fields, today or datetime.now(UTC).date())
    return RawArticle(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=content.encoding,
        front_length=content.front_length,
        text=content.text,
        metadata=metadata,
        notes=(*content.notes, *notes),
    )
