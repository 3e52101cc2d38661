"""Bytes of one file -> text, encoding and notes, or a plain reason."""

import os
from datetime import date
from pathlib import Path

import pytest

from store.errors import SeedError
from store.readers import locate, read_file, to_name
from store.readers.disk import LIMIT, reason
from store.readers.formats import is_article
from store.types import RawArticle

TODAY = date(2024, 5, 1)


def read(folder: Path, content: bytes | str, name: str = "a.txt") -> RawArticle:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(folder, folder / name, today=TODAY)


def refusal(folder: Path, content: bytes | str) -> SeedError:
    with pytest.raises(SeedError) as caught:
        read(folder, content)
    assert caught.value.path == "a.txt"
    return caught.value


def test_read_file_keeps_text_when_it_is_plain(tmp_path: Path) -> None:
    article = read(tmp_path, "Ferry stopped\n\nThe ferry stopped on Sunday.\n")

    assert article.text == "Ferry stopped\n\nThe ferry stopped on Sunday.\n"
    assert (article.path, article.encoding, article.front_length, article.notes) == ("a.txt", "utf-8", 0, ())
    assert len(article.sha256) == 64


def test_read_file_makes_line_ends_lf_when_they_differ(tmp_path: Path) -> None:
    assert read(tmp_path, b"One.\r\nTwo.\rThree.\n").text == "One.\nTwo.\nThree.\n"


WORDS = "The mayor’s café “reopened” on Monday, Señora Ruiz said.\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_read_file_decodes_when_encoded(tmp_path: Path, encoding: str, mark: bytes, named: str) -> None:
    article = read(tmp_path, mark + WORDS.encode(encoding))

    assert (article.text, article.encoding) == (WORDS, named)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Паром остановили в воскресенье вечером, сообщил владелец линии в порту."),
        ("utf-16-le", "Паром остановили в воскресенье вечером, сообщил владелец линии в порту."),
        ("cp1250", "Prom zatrzymano w niedzielę wieczorem, powiedział właściciel linii żeglugowej."),
        ("cp1253", "Το πλοίο σταμάτησε την Κυριακή το βράδυ, είπε ο ιδιοκτήτης της γραμμής."),
    ],
)
def test_read_file_notes_encoding_when_it_is_not_utf8(tmp_path: Path, encoding: str, words: str) -> None:
    article = read(tmp_path, words.encode(encoding))

    assert article.text == words
    assert article.notes == (f"decoded as {encoding}",)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"%PDF-1.7\nsome words", "not text but a PDF"),
        (b"PK\x03\x04\x14\x00 entry", "not text but a zip archive"),
        (b"PK\x03\x04\x14\x00 word/document.xml", "not text but a Word document"),
        (b"\x1f\x8b\x08\x00 data", "not text but a gzip archive"),
        (b"\x89PNG\r\n\x1a\n data", "not text but a PNG image"),
        (b"\xff\xd8\xff\xe0 data", "not text but a JPEG image"),
        (b"{\\rtf1 Hello}", "not text but a rich text (RTF) document"),
        (b"<!DOCTYPE html><p>Ferry stopped", "not text but an HTML page"),
        (b"<?xml version='1.0'?><rss/>", "not text but an XML file"),
        (b"a tar header" + bytes(245) + b"ustar", "not text but a tar archive"),
        ("😀 🚢 ❗".encode(), "no words"),
        ("\u200b\u200b\u2066".encode(), "no words"),
        (b"12:30 - 14", "no words"),
        (b"\x81\x8d\x8f\x90\x9d\xff\x81\xfe\x8d" * 40, "not text in an encoding that can be recognised"),
        (b"\x01\x02\x03\x04\x05ab" * 40, "binary data, not text"),
    ],
)
def test_read_file_refuses_when_not_an_article(tmp_path: Path, content: bytes, why: str) -> None:
    assert refusal(tmp_path, content).why == why


@pytest.mark.parametrize(
    ("content", "why", "line"),
    [
        (b"First line.\nSecond\x00 line of it.", "binary data, not text", 2),
        ("Käse, Brot\nMäuse ".encode() + b"\xfc Brot", "damaged utf-8: byte 0xfc cannot be decoded", 2),
        (b"\xef\xbb\xbfOne.\n\xc3\x28", "damaged utf-8: byte 0xc3 cannot be decoded", 2),
        (b"\xff\xfeO\x00.\x00\n\x00x", "damaged utf-16-le: byte 0x78 cannot be decoded", 2),
    ],
)
def test_read_file_names_the_line_when_bytes_are_damaged(
    tmp_path: Path, content: bytes, why: str, line: int
) -> None:
    error = refusal(tmp_path, content)

    assert (error.why, error.line) == (why, line)
    assert str(error) == f"a.txt, line {line}: {why}"


def test_read_file_refuses_when_over_the_limit(tmp_path: Path) -> None:
    assert read(tmp_path, b"word " * (LIMIT // 5)).text.startswith("word")
    assert refusal(tmp_path, b"word " * (LIMIT // 5) + b"!" * 60_000).why == (
        "too large: 5.1 MB, the limit is 5 MB"
    )


@pytest.mark.parametrize(
    "words",
    [
        "word " * 40_000,
        'He said "no" and "yes". ' * 3_000,
        "From 12 to 13, of 14.5 and 1,600; " * 3_000,
        "Soft\u00adhyphen, zero\u200bwidth, \u202ereversed\u202c and \x07 bell, \x0b and \x0c.",
        "<script>alert(1)</script> <b>bold</b> **bold** [link](javascript:x) \x1b[31mred\x1b[0m",
        "\u200bFerry\ufeff stopped",
    ],
)
def test_read_file_keeps_every_character_when_odd_but_harmless(tmp_path: Path, words: str) -> None:
    assert read(tmp_path, words).text == words


def test_read_file_refuses_when_link_leads_out(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    (tmp_path / "outside.txt").write_text("Words.")
    (folder / "link.txt").symlink_to("../outside.txt")

    with pytest.raises(SeedError, match="a link that leads out of the folder"):
        read_file(folder, "link.txt")
    with pytest.raises(SeedError, match="leads out"):
        read_file(folder, folder / ".." / "outside.txt")


def test_read_file_reads_when_link_stays_inside(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("Words.")
    (tmp_path / "link.txt").symlink_to("real.txt")

    assert read_file(tmp_path, tmp_path / "link.txt").text == "Words."


def test_read_file_refuses_when_file_vanished(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="vanished before it was read"):
        read_file(tmp_path, tmp_path / "gone.txt")


def test_read_file_does_not_wait_when_file_is_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(SeedError, match="is not a regular file"):
        read_file(tmp_path, "pipe.txt")


def test_read_file_refuses_when_it_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()

    with pytest.raises(SeedError, match=r"a\.txt: is a folder"):
        read_file(tmp_path, "a.txt")


def test_read_file_refuses_when_suffix_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"files of the kind \.docx are not read"):
        read_file(tmp_path, "a.docx")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_read_file_refuses_when_not_permitted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "a.txt").chmod(0)

    with pytest.raises(SeedError, match="no permission"):
        read_file(tmp_path, "a.txt")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "may not be read (no permission)"),
        (FileNotFoundError(2, "No such file"), "vanished before it was read"),
        (OSError(5, "Input/output error"), "cannot be read (input/output error)"),
    ],
)
def test_reason_is_plain_when_the_system_refuses(error: OSError, words: str) -> None:
    assert reason(error) == words


@pytest.mark.parametrize(
    ("name", "read"),
    [("a.txt", True), ("A.TXT", True), ("b.Md", True), ("c.pdf", False), ("txt", False), ("d.txt.gz", False)],
)
def test_is_article_asks_the_suffix_when_given_a_name(name: str, read: bool) -> None:
    assert is_article(name) is read


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("sub/plain name.txt", "sub/plain name.txt"),
        ("zürich-キー.txt", "zürich-キー.txt"),
        ("two\nlines.txt", "two\\u000alines.txt"),
        ("bad\udcff.txt", "bad\\xff.txt"),
        ("back\\x41slash.txt", "back\\\\x41slash.txt"),
        ("\u202egpj.txt", "\\u202egpj.txt"),
    ],
)
def test_to_name_is_printable_and_reversible_when_odd(tmp_path: Path, raw: str, name: str) -> None:
    assert to_name(raw) == name
    assert locate(tmp_path, name) == tmp_path / raw


def test_read_file_finds_the_file_when_its_name_holds_odd_bytes(tmp_path: Path) -> None:
    (tmp_path / "two\nlines \udcff.txt").write_text("Words.")

    article = read_file(tmp_path, "two\\u000alines \\xff.txt")

    assert (article.text, article.path) == ("Words.", "two\\u000alines \\xff.txt")
