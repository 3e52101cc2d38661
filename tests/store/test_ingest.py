"""What an ingest makes of a folder that changes, breaks, vanishes or is read twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store import lease
from store.db import Database
from store.errors import LeaseHeld
from store.extract import parse, read
from store.library import Library
from store.types import IngestReport, Outcome, Why
from tests.fakes.readers import InlineReaders

STORM = "The ministry said on Tuesday that 14 miners were killed by the flood in Tarn.\n"
CALM = "“The water is falling,” said Tarn's mayor, Ilse Brandt, to reporters at the mine on Friday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    (root / "storm.txt").write_text(STORM, encoding="utf-8")
    return root


def outcomes(report: IngestReport) -> dict[str, Outcome]:
    return {file.path: file.outcome for file in report.files}


def test_changed_file_is_the_next_revision_of_its_article(library: Library, folder: Path) -> None:
    library.ingest(folder)
    (folder / "storm.txt").write_text(STORM.replace("14", "19"), encoding="utf-8")

    report = library.ingest(folder)

    article = library.article(1)
    assert outcomes(report) == {"storm.txt": Outcome.CHANGED}
    assert (article.revision, "19 miners" in article.text) == (2, True)
    assert [claim.local.value for claim in library.claims()] == [19]


def test_change_log_tells_what_was_added_and_revised(library: Library, folder: Path) -> None:
    library.ingest(folder)
    seen = library.changes()[-1].seq
    (folder / "storm.txt").write_text(STORM.replace("14", "19"), encoding="utf-8")

    library.ingest(folder)

    claims = [(c.why) for c in library.changes(after=seen) if c.kind == "claim"]
    assert claims == [Why.REVISED, Why.WITHDRAWN]
    assert {change.why for change in library.changes()[:seen]} == {Why.ADDED}


def test_renamed_file_keeps_its_article(library: Library, folder: Path) -> None:
    library.ingest(folder)
    (folder / "storm.txt").rename(folder / "flood.txt")

    report = library.ingest(folder)

    assert outcomes(report) == {"flood.txt": Outcome.RENAMED}
    assert library.article(1).path == "flood.txt"


def test_copy_is_a_duplicate_with_both_paths(library: Library, folder: Path) -> None:
    (folder / "copy.txt").write_text(STORM, encoding="utf-8")

    report = library.ingest(folder)

    assert outcomes(report) == {"copy.txt": Outcome.ADDED, "storm.txt": Outcome.DUPLICATE}
    assert library.article(1).paths == ("copy.txt", "storm.txt")


def test_same_text_of_another_outlet_is_another_article_of_one_origin(library: Library, folder: Path) -> None:
    body = STORM + CALM * 3
    (folder / "storm.txt").write_text(f"---\noutlet: Tarn Post\n---\n{body}", encoding="utf-8")
    (folder / "wire.txt").write_text(f"---\noutlet: Daily Ore\n---\n{body}", encoding="utf-8")

    library.ingest(folder)

    found = library.texts([1, 2])
    assert {article.outlet for article in found.values()} == {"Tarn Post", "Daily Ore"}
    assert found[1].origin == found[2].origin


def test_removed_file_stays_served_until_removals_are_allowed(library: Library, folder: Path) -> None:
    library.ingest(folder)
    (folder / "storm.txt").unlink()

    missing = library.ingest(folder)
    still_there = library.counts().articles
    withdrawn = library.ingest(folder, allow_removals=True)

    assert outcomes(missing) == {"storm.txt": Outcome.MISSING}
    assert still_there == 1
    assert outcomes(withdrawn) == {"storm.txt": Outcome.WITHDRAWN}
    assert (library.counts().articles, library.search("miners").hits) == (0, ())


def test_missing_folder_is_not_believed(library: Library, folder: Path) -> None:
    library.ingest(folder)
    (folder / "storm.txt").unlink()
    folder.rmdir()

    report = library.ingest(folder)

    assert (report.files, library.counts().articles) == ((), 1)
    assert "is missing" in report.notes[0]


def test_many_files_gone_at_once_are_not_believed(library: Library, folder: Path) -> None:
    for number in range(12):
        (folder / f"{number}.txt").write_text(
            f"Miners number {number} came home to Tarn.\n", encoding="utf-8"
        )
    library.ingest(folder)
    for number in range(12):
        (folder / f"{number}.txt").unlink()

    report = library.ingest(folder)

    assert (outcomes(report), library.counts().articles) == ({}, 13)
    assert "not believed" in report.notes[0]


def test_bad_file_is_rejected_and_the_others_go_on(library: Library, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"%PDF-1.7\n\x00\x01")
    (folder / "calm.txt").write_text(CALM, encoding="utf-8")

    report = library.ingest(folder)

    assert outcomes(report)["bad.txt"] is Outcome.REJECTED
    assert "PDF" in report.of(Outcome.REJECTED)[0].why
    assert library.counts().articles == 2


def test_article_keeps_its_words_when_its_file_turns_bad(library: Library, folder: Path) -> None:
    library.ingest(folder)
    (folder / "storm.txt").write_bytes(b"\x00\x01\x02")

    report = library.ingest(folder)

    assert outcomes(report) == {"storm.txt": Outcome.REJECTED}
    assert library.article(1).text == STORM


def test_text_over_the_parse_budget_is_searchable_to_its_end(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parse, "BUDGET", 1_000)
    long = STORM * 20 + "The last word of all was zephyr.\n"
    (folder / "storm.txt").write_text(long, encoding="utf-8")

    report = library.ingest(folder)

    assert "1,000 of" in report.files[0].notes[0]
    assert len(library.search("zephyr").hits) == 1


def test_second_reader_is_refused_while_the_first_holds_the_lease(database_url: str, folder: Path) -> None:
    library = Library.open(database_url)

    database = Database(database_url)

    with lease.hold(database), pytest.raises(LeaseHeld, match="only answers"):
        library.ingest(folder)

    database.close()
    library.close()


def test_articles_are_read_again_when_the_rules_are_newer(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.ingest(folder)
    monkeypatch.setattr(read, "VERSION", "next")
    monkeypatch.setattr("store.stored.VERSION", "next")

    report = library.ingest(folder)

    assert report.notes == ("1 articles read again by newer rules",)
    assert library.reading(1).version == "next"
    assert {change.why for change in library.changes()} == {Why.ADDED}


@pytest.mark.slow
def test_ingest_goes_on_where_a_killed_one_stopped(tmp_path: Path) -> None:
    root = tmp_path / "articles"
    root.mkdir()
    for number in range(40):
        (root / f"{number:02}.txt").write_text(f"Day {number}. {STORM}{CALM}", encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    program = (
        "from pathlib import Path\nfrom store.library import Library\n"
        "from tests.fakes.readers import InlineReaders\n"
        f"Library.open({url!r}, InlineReaders).ingest(Path({str(root)!r}))"
    )
    process = subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[2])
    library = Library.open(url)
    deadline = time.monotonic() + 60
    while library.counts().articles < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.wait()
    before = library.counts().articles
    library.close()

    library = Library.open(url, InlineReaders)
    report = library.ingest(root)

    assert 3 <= before < 40
    assert len(report.of(Outcome.ADDED)) == 40 - before
    assert library.counts().articles == 40
    library.close()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("scan.pdf", "files of the kind .pdf are not read"),
        ("README", "files without a suffix are not read"),
    ],
)
def test_file_of_another_kind_is_named_once_with_the_reason(
    library: Library, folder: Path, name: str, why: str
) -> None:
    library.ingest(folder)
    (folder / name).write_bytes(b"%PDF-1.7")

    (told,) = library.ingest(folder).files

    assert (told.path, told.outcome, told.why) == (name, Outcome.REJECTED, why)
    assert library.ingest(folder).files == ()
    (folder / name).unlink()
    assert library.ingest(folder).files == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_rejected(library: Library, folder: Path) -> None:
    (folder / "storm.txt").chmod(0)

    assert outcomes(library.ingest(folder)) == {"storm.txt": Outcome.REJECTED}
