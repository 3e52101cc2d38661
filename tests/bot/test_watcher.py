import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot import watcher
from bot.watcher import Watcher
from store.errors import DatelineError, LeaseHeld
from store.types import IngestReport


class Reader:
    """Counts readings; the next ones fail with what `fails` holds."""

    def __init__(self) -> None:
        self.readings = 0
        self.asked: list[list[str]] = []
        self.fails: list[DatelineError] = []

    def prepare(self) -> None: ...

    async def read(self, *, only: Sequence[Path] = ()) -> IngestReport:
        self.readings += 1
        self.asked.append([path.name for path in only])
        if self.fails:
            raise self.fails.pop()
        return IngestReport()


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "SETTLE", 0.01)
    monkeypatch.setattr(watcher, "AT_MOST", 0.05)


def looks(
    root: Path, reader: Reader, *changes: Callable[[], object], due: Callable[[], bool] = lambda: False
) -> list[bool]:
    """A first look, then one after each change."""

    async def told(report: IngestReport) -> None: ...

    async def decided() -> bool:
        return due()

    async def look() -> list[bool]:
        watching = Watcher(root, reader, told, decided)
        seen = [await watching.look()]
        for change in changes:
            change()
            seen.append(await watching.look())
        return seen

    return asyncio.run(look())


def nothing() -> None: ...


def test_folder_when_it_stands_still_is_read_once(tmp_path: Path) -> None:
    reader = Reader()

    looks(tmp_path, reader, nothing, nothing)

    assert reader.readings == 1


@pytest.mark.parametrize("kind", ["new", "changed", "renamed", "removed"])
def test_folder_when_a_file_is_other_is_read_again(tmp_path: Path, kind: str) -> None:
    reader, known = Reader(), tmp_path / "a.txt"
    known.write_text("one", "utf-8")
    changes: dict[str, Callable[[], object]] = {
        "new": lambda: (tmp_path / "b.txt").write_text("two", "utf-8"),
        "changed": lambda: known.write_text("another", "utf-8"),
        "renamed": lambda: known.rename(tmp_path / "c.txt"),
        "removed": known.unlink,
    }

    looks(tmp_path, reader, changes[kind], nothing)

    assert reader.readings == 2


@pytest.mark.parametrize(
    ("came", "asked"),
    [
        ({"a.txt": 10, "b.txt": watcher.LARGE + 1, "c.txt": 10}, [["a.txt", "c.txt"], []]),
        ({"a.txt": 10, "c.txt": 10}, [[]]),
        ({"b.txt": watcher.LARGE + 1}, [[]]),
    ],
)
def test_small_files_when_they_come_with_a_large_one_are_read_first(
    tmp_path: Path, came: dict[str, int], asked: list[list[str]]
) -> None:
    reader = Reader()
    (tmp_path / "known.txt").write_text("one", "utf-8")

    def come() -> None:
        for name, size in came.items():
            (tmp_path / name).write_bytes(b"x" * size)

    looks(tmp_path, reader, come, nothing)

    assert reader.asked == [[], *asked]


def test_folder_when_it_is_missing_is_read_once_and_again_when_it_is_back(tmp_path: Path) -> None:
    reader, root = Reader(), tmp_path / "late"

    looks(root, reader, nothing, root.mkdir)

    assert reader.readings == 2


def test_folder_when_an_owner_has_decided_is_read_again(tmp_path: Path) -> None:
    reader, decisions = Reader(), iter([True, False])

    looks(tmp_path, reader, nothing, nothing, due=lambda: next(decisions))

    assert reader.readings == 2


@pytest.mark.parametrize("error", [LeaseHeld("busy"), DatelineError("broke")])
def test_reading_when_it_fails_is_tried_again(tmp_path: Path, error: DatelineError) -> None:
    reader = Reader()
    reader.fails = [error]

    assert looks(tmp_path, reader, nothing) == [False, True]
    assert reader.readings == 2


def test_folder_when_it_never_stands_still_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = iter(range(1_000))
    monkeypatch.setattr(watcher, "_look", lambda root: frozenset({next(sizes)}))
    reader = Reader()

    looks(tmp_path, reader)

    assert reader.readings == 1
