"""The files of a folder, as a walk finds them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from store.errors import SeedError
from store.readers.disk import is_inside, reason
from store.readers.formats import is_article
from store.readers.names import to_name

# Downloads under way, editors' copies, what file managers keep for themselves.
_PASSING = re.compile(
    r"(?:~|\.(?:tmp|part|partial|crdownload|download|swp|lock))$|(?:^|/)(?:thumbs\.db|desktop\.ini)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class FileStat:
    """A file of the folder, or (with `refused`) something that cannot be read. `path` is a stored name."""

    path: str
    size: int = 0  # bytes
    mtime_ns: int = 0
    refused: str = ""


def scan(root: Path) -> Iterator[FileStat]:
    """Files below `root`, sorted by path; hidden ones and what programs leave for a moment are left out.

    Files whose suffix no reader takes are among them: reading one says so.

    A link to a file inside the folder counts as a file; a link to a folder inside is not followed, since
    that folder is walked under its own name. Refused are links that lead outside or nowhere, files
    that are not regular, and folders that may not be read. Raises SeedError when `root` itself cannot be.
    """
    try:
        with os.scandir(root):
            pass
    except OSError as error:
        why = (
            "the folder is missing" if isinstance(error, FileNotFoundError) else f"the folder {reason(error)}"
        )
        raise SeedError(to_name(root), why) from error
    yield from sorted(_walk(root, root))


def _walk(root: Path, folder: Path) -> Iterator[FileStat]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        yield FileStat(_name(root, folder), refused=f"the folder {reason(error)}")
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, Path(entry.path))
        else:
            yield from _look(root, entry)


def _look(root: Path, entry: os.DirEntry[str]) -> Iterator[FileStat]:
    """One entry that is no folder: nothing when it is none of ours."""
    path = Path(entry.path)
    name = _name(root, path)
    try:
        leads_out = entry.is_symlink() and not is_inside(root, path)
        if leads_out and (is_article(path) or entry.is_dir()):
            yield FileStat(name, refused="a link that leads out of the folder")
        elif not leads_out and (is_article(path) or (entry.is_file() and not _PASSING.search(name))):
            yield _stat(name, entry)
    except OSError as error:
        yield FileStat(name, refused=reason(error))


def _stat(name: str, entry: os.DirEntry[str]) -> FileStat:
    if entry.is_symlink() and not Path(entry.path).exists():
        return FileStat(name, refused="a link that leads nowhere")
    status = entry.stat()
    refused = "" if entry.is_file() else "is not a regular file"
    return FileStat(name, status.st_size, status.st_mtime_ns, refused)


def _name(root: Path, path: Path) -> str:
    return to_name(path.relative_to(root))
