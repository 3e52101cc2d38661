"""Bytes from a file that may vanish, grow, hang or lie outside its folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from store.errors import SeedError

LIMIT = 5_000_000  # bytes


def read_bytes(root: Path, path: Path, name: str) -> bytes:
    """All bytes of a regular file below `root`.

    Raises SeedError when the file lies outside, is over the limit, is no regular file, may not be
    read, or changes while it is read.
    """
    try:
        refuse_outside(root, path, name)
        return _read(path, name)
    except OSError as error:
        raise SeedError(name, reason(error)) from error


def refuse_outside(root: Path, path: Path, name: str) -> None:
    """Raises SeedError when a link (or a "..") leads out of the folder."""
    if not is_inside(root, path):
        raise SeedError(name, "a link that leads out of the folder")


def is_inside(root: Path, path: Path) -> bool:
    """Whether the path, all links followed, lies below the root, its own links followed."""
    # Path.resolve raises RuntimeError for a loop of links before Python 3.13; realpath does not.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def reason(error: OSError) -> str:
    """A plain sentence part for an operating system's error."""
    if isinstance(error, FileNotFoundError):
        return "vanished before it was read"
    if isinstance(error, PermissionError):
        return "may not be read (no permission)"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    return f"cannot be read ({(error.strerror or 'unknown error').lower()})"


def _read(path: Path, name: str) -> bytes:
    # Without O_NONBLOCK, opening a named pipe would wait for its writer.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        before = os.fstat(descriptor)
        _check(before, name)
        data = file.read(LIMIT + 1)
        after = os.fstat(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise SeedError(name, "changed while it was read")
    if len(data) != after.st_size:
        raise SeedError(name, "changed while it was read")
    return data


def _check(status: os.stat_result, name: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise SeedError(name, "is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise SeedError(name, "is not a regular file")
    if status.st_size > LIMIT:
        raise SeedError(name, f"too large: {status.st_size / 1e6:.1f} MB, the limit is {LIMIT / 1e6:.0f} MB")
