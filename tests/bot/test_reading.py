import asyncio
import os
import signal
from pathlib import Path

import pytest

from bot.reading import Reading, has_new_text
from bot.reading_process import Folder
from store.errors import DatelineError, LeaseHeld
from store.library import Library
from store.types import FileReport, IngestReport, Outcome

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """One article, not read yet."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("At least 12 people died, the navy said.\n", "utf-8")
    return Folder(tmp_path / "seeds", f"sqlite:///{tmp_path / 'desk.db'}")


class Told:
    """Remembers what it is told, and how far the reading said it was."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.files = reading, list[tuple[str, object]]()

    def begin(self, total: int) -> None: ...

    def file(self, report: FileReport) -> None:
        self.files.append((report.path, self.reading.progress))


def test_reading_fills_the_library_from_another_process(folder: Folder) -> None:
    reading = Reading(folder)
    told = Told(reading)

    report = asyncio.run(reading.read(told))
    again = asyncio.run(reading.read())
    reading.stop()

    assert told.files == [("a.txt", (1, 1))]
    assert has_new_text(report)
    assert (again.unchanged, has_new_text(again), reading.progress) == (1, False, None)


def test_reading_of_some_files_leaves_the_others_for_the_next(folder: Folder) -> None:
    reading = Reading(folder)
    (folder.root / "b.txt").write_text("Boats left the harbour on Monday.\n", "utf-8")

    first = asyncio.run(reading.read(only=[folder.root / "b.txt"]))
    then = asyncio.run(reading.read())
    reading.stop()

    assert [[file.path for file in report.files] for report in (first, then)] == [["b.txt"], ["a.txt"]]


def test_reading_when_its_process_is_killed_says_so_and_works_the_next_time(folder: Folder) -> None:
    reading = Reading(folder)

    async def broken_off() -> IngestReport:
        reading.prepare()
        process = reading._process
        assert process is not None
        os.kill(process.pid or 0, signal.SIGSTOP)
        task = asyncio.create_task(reading.read())
        await asyncio.sleep(0.2)
        process.kill()
        return await task

    with pytest.raises(DatelineError, match="broke off"):
        asyncio.run(broken_off())
    report = asyncio.run(reading.read())
    reading.stop()

    assert [file.outcome for file in report.files] == [Outcome.ADDED]


def test_reading_when_another_process_reads_says_so(folder: Folder, tmp_path: Path) -> None:
    from store.db import Database
    from store.lease import hold

    Library.open(folder.database).close()
    database, reading = Database(folder.database), Reading(folder)
    with hold(database), pytest.raises(LeaseHeld):
        asyncio.run(reading.read())
    reading.stop()
    database.close()
