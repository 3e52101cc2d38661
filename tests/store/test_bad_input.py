"""Every kind of bad input, through a whole ingest: its own line in the report, and the good file unharmed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from store.library import Library
from store.types import FileReport, Outcome

GOOD = "Two people were killed in Skarn on Monday, police said.\n"


def archive() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("a.txt", "words")
    return data.getvalue()


def ingest(library: Library, folder: Path, name: str, content: bytes) -> FileReport:
    """Report on one file beside a good one, which must be read."""
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / name).write_bytes(content)
    report = library.ingest(folder)
    found = {file.path: file for file in report.files}
    assert found["good.txt"].outcome is Outcome.ADDED
    return found[name]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"  \n\n \t\n", "no words|empty|only boilerplate"),
        (b"\x00\x01\x02\x03 words \x00", "binary"),
        (archive(), "ZIP|zip|archive"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG|image"),
        (b"word " * 1_100_000, "5 MB|5,000,000|large"),
        ("😀😀😀🎉🎉".encode(), "no words"),
        (b"Leave a Comment\n\nSubscribe to our newsletter\n", "only boilerplate"),
        (b"---\ntitle: [unclosed\n---\nWords of an article stand here.\n", "line 2|front matter"),
        (b"---\n" + b"title: x\n" + b"note: y\n" * 20_000 + b"---\nWords.\n", "front matter"),
        (
            b"Caf\xc3\xa9 words, then a broken byte \xff\xfe in UTF-8 \xc3\xa9 text\n" * 3,
            "UTF-8|decod|encoding",
        ),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_bad_file_is_rejected_with_its_reason(
    sqlite_library: Library, tmp_path: Path, content: bytes, why: str
) -> None:
    report = ingest(sqlite_library, tmp_path / "a", "bad.txt", content)

    assert report.outcome is Outcome.REJECTED
    assert any(part in report.why for part in why.split("|")), report.why


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("﻿Marek said no.\n".encode(), "Marek said no."),
        ("Marek said no.\n".encode("utf-16"), "Marek said no."),
        ("Marek “said” no to the café.\n".encode("cp1252"), "“said”"),
        ("Марек сказал нет. Это был долгий день в порту.\n".encode("cp1251"), "Марек"),
        (b"word " * 40_000, "word word"),
        (("“" * 4_000 + " words said Marek.\n").encode(), "words said"),
        (("12 " * 6_000 + "people\n").encode(), "12 12"),
        (b"Two\x07 men\x1b[31m said\xe2\x80\x8b \xe2\x80\xaeno to police.\n", "police"),
        (b"<b>Two</b> men **said** [no](http://x.example) &amp; left.\n", "<b>Two</b>"),
        (b"---\npublished: 9999-12-31\ntitle: Far\n---\nMarek said no to the ministry.\n", "Marek"),
        (b"---\ntitle: ../../etc/passwd\noutlet: a/b\\c\n---\nMarek said no to the ministry.\n", "Marek"),
        (b"---\ntitle:\n  - a\n  - list\npublished: [1]\n---\nMarek said no to the ministry.\n", "Marek"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_odd_file_is_read(sqlite_library: Library, tmp_path: Path, content: bytes, words: str) -> None:
    report = ingest(sqlite_library, tmp_path / "a", "odd.txt", content)

    assert report.outcome is Outcome.ADDED, report.why
    assert words in sqlite_library.article(report.article or 0).text


def test_date_out_of_range_is_left_out_and_noted(sqlite_library: Library, tmp_path: Path) -> None:
    content = b"---\npublished: 9999-12-31\n---\nMarek said no to the ministry.\n"

    report = ingest(sqlite_library, tmp_path / "a", "odd.txt", content)

    assert sqlite_library.article(report.article or 0).published.day is None
    assert any("9999" in note for note in report.notes)


def link_out(folder: Path) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_text("Secret words of another folder.\n", encoding="utf-8")
    (folder / "odd.txt").symlink_to(outside)


def vanish(folder: Path) -> None:
    (folder / "odd.txt").symlink_to(folder / "nowhere.txt")


@pytest.mark.parametrize(("make", "why"), [(link_out, "leads out of the folder"), (vanish, "leads nowhere")])
def test_link_is_refused(
    sqlite_library: Library, tmp_path: Path, make: Callable[[Path], None], why: str
) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    make(folder)

    (report,) = sqlite_library.ingest(folder).files

    assert (report.outcome, why in report.why) == (Outcome.REJECTED, True)
    assert sqlite_library.counts().articles == 0


@pytest.mark.parametrize(
    "name",
    [
        "spaces and ümläut.txt",
        "new\nline.txt",
        b"raw\xff\xfebytes.txt",
        "quote'\".txt",
        "-rf.txt",
        "a" * 240 + ".txt",
    ],
)
def test_odd_file_name_is_read_and_found_again(
    sqlite_library: Library, tmp_path: Path, name: str | bytes
) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    path = Path(str(folder)) / (name if isinstance(name, str) else name.decode("utf-8", "surrogateescape"))
    path.write_text(GOOD, encoding="utf-8")

    first = sqlite_library.ingest(folder)
    second = sqlite_library.ingest(folder)

    assert [file.outcome for file in first.files] == [Outcome.ADDED]
    assert second.unchanged == 1
    first.files[0].path.encode("utf-8")


def test_file_that_vanishes_while_read_is_rejected(
    sqlite_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "odd.txt").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr("store.folder.wait_until_settled", lambda _: (folder / "odd.txt").unlink())

    (report,) = sqlite_library.ingest(folder).files

    assert report.outcome is Outcome.REJECTED
    assert "no longer" in report.why or "gone" in report.why or "vanish" in report.why, report.why
