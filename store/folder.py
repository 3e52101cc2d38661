"""What the folder holds against what the library has read: the plan of an ingest."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.errors import SeedError
from store.models import FileRow
from store.readers import FileStat, scan
from store.readers.names import to_name

SETTLED = 0.5  # seconds a file must have stood still
LOST_SHARE, LOST_LEAST = 0.2, 10  # more at once is not believed: the disk may be gone


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to read, files that are gone, and whether that is believed."""

    to_read: tuple[FileStat, ...]
    gone: tuple[str, ...]
    unchanged: int
    believed: bool
    note: str = ""


def make_plan(session: Session, root: Path, only: Iterable[Path] = ()) -> Plan:
    """Compare the folder with the files table. With `only` some paths are looked at and nothing is gone."""
    known = {row.path: row for row in session.scalars(select(FileRow))}
    if not root.is_dir():
        served = [path for path, row in known.items() if row.state != "missing"]
        note = f"the folder {root} is missing" + ("; its articles stay served" if served else "")
        return Plan((), (), len(served), believed=False, note=note)
    stats = [stat for stat in scan(root) if _chosen(root, stat, tuple(only))]
    to_read = tuple(stat for stat in stats if _changed(stat, known.get(stat.path)))
    present = {stat.path for stat in stats}
    gone = () if only else tuple(sorted(path for path in known if path not in present))
    held = {path for path, row in known.items() if row.article_id is not None}
    newly = sum(path in held and known[path].state != "missing" for path in gone)
    believed = newly < max(LOST_LEAST, LOST_SHARE * len(held))
    note = "" if believed else f"{newly} of {len(held)} articles' files are gone at once: not believed"
    if only and not stats:
        note = "there is no article file among these"
    return Plan(to_read, gone, len(stats) - len(to_read), believed, note)


def resolve(root: Path, paths: Iterable[Path]) -> tuple[Path, ...]:
    """Files or folders that a user named, looked for from the working folder, then from `root`.

    Raises SeedError for one that is missing, or lies outside `root`.
    """
    return tuple(_resolved(root, path) for path in paths)


def _resolved(root: Path, path: Path) -> Path:
    there = [found.resolve() for found in (path, root / path) if found.exists()]
    inside = [found for found in there if root.resolve() in (found, *found.parents)]
    if not inside:
        why = f"lies outside the folder {root}" if there else "there is no such file"
        raise SeedError(to_name(path), why)
    return inside[0]


def wait_until_settled(stats: Iterable[FileStat]) -> None:
    """Sleep until the youngest of the files has stood still long enough; at most that long."""
    newest = max((stat.mtime_ns for stat in stats), default=0)
    age = time.time() - newest / 1e9
    if 0 <= age < SETTLED:
        time.sleep(SETTLED - age)


def _chosen(root: Path, stat: FileStat, only: tuple[Path, ...]) -> bool:
    if not only:
        return True
    path = (root / stat.path).resolve()
    return any(path == chosen or chosen in path.parents for chosen in only)


def _changed(stat: FileStat, row: FileRow | None) -> bool:
    return row is None or row.state == "missing" or (row.size, row.mtime_ns) != (stat.size, stat.mtime_ns)
