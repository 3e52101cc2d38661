"""Front matter -> given metadata, notes or a reason with a line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import SeedError
from store.readers import read_file
from store.readers.fields import given_metadata, parse_published
from store.readers.front_matter import split_front_matter
from store.types import DatePrecision, Origin, RawArticle, Sourced

TODAY = date(2024, 5, 1)
BODY = "The ferry stopped on Sunday.\n"


def read(folder: Path, front: str, body: str = BODY) -> RawArticle:
    (folder / "a.md").write_text(f"---\n{front}\n---\n{body}", encoding="utf-8")
    return read_file(folder, "a.md", today=TODAY)


def test_front_matter_gives_metadata_when_fields_are_known(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "Title: 'Ferry: stopped'\nOUTLET: Harbour Post\nurl: https://example.org/a\n"
        "published: 2024-03-03\nlanguage: en-GB",
    )
    known = article.metadata

    assert article.text == BODY
    assert known.title == Sourced("Ferry: stopped", Origin.GIVEN)
    assert known.outlet == Sourced("Harbour Post", Origin.GIVEN)
    assert (known.url, known.language, known.published.day) == (
        "https://example.org/a",
        "en",
        date(2024, 3, 3),
    )


def test_front_matter_is_measured_when_line_ends_are_windows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf---\r\ntitle: Ferry\r\n---\r\nIt stopped.\r\n")

    article = read_file(tmp_path, "a.txt")

    assert (article.front_length, article.text) == (len("---\ntitle: Ferry\n---\n"), "It stopped.\n")


@pytest.mark.parametrize(("key", "value"), [("source", "Ferry News"), ("publisher", "Ferry News")])
def test_front_matter_takes_the_outlet_when_it_has_another_name(tmp_path: Path, key: str, value: str) -> None:
    outlet = read(tmp_path, f"{key}: {value}").metadata.outlet

    assert outlet == Sourced(value, Origin.GIVEN)


@pytest.mark.parametrize(
    ("value", "day", "precision"),
    [
        ("2022-09-16", date(2022, 9, 16), DatePrecision.DAY),
        ("2022-09-16T23:30:00+04:00", date(2022, 9, 16), DatePrecision.DAY),
        ("2022-09-16 23:30:00 Z", date(2022, 9, 16), DatePrecision.DAY),
        ("2022-09", date(2022, 9, 1), DatePrecision.MONTH),
        ("2022", date(2022, 1, 1), DatePrecision.YEAR),
        ("2024-05-02", date(2024, 5, 2), DatePrecision.DAY),
    ],
)
def test_parse_published_keeps_precision_when_iso(value: str, day: date, precision: DatePrecision) -> None:
    published = parse_published(value, TODAY)

    assert (published.day, published.precision, published.origin) == (day, precision, Origin.GIVEN)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("9999-01-01", "lies in the future"),
        ("2024-05-03", "lies in the future"),
        ("0000-01-01", "not understood"),
        ("0", "not understood"),
        ("0999", "before any newspaper"),
        ("2022-13", "not understood"),
        ("2022-02-30", "not understood"),
        ("16 September", "not understood"),
        ("20220916", "not understood"),
        ("31.31.2022", "date left out: “31.31.2022” not understood"),
        ("yesterday", "not understood"),
    ],
)
def test_front_matter_leaves_the_date_out_when_unbelievable(tmp_path: Path, value: str, why: str) -> None:
    article = read(tmp_path, f'title: Ferry\ndate: "{value}"')

    assert article.metadata.published.day is None
    assert any(why in note for note in article.notes)


@pytest.mark.parametrize(
    ("front", "note"),
    [
        ("title: [a, b]", "title left out: not plain text but a list"),
        ("title: {a: b}", "title left out: not plain text"),
        ("outlet: !!python/object:os.system x", "outlet left out: not plain text"),
        ("other: &bomb x\ntitle: *bomb", "title left out: not plain text"),
        ("title: '---'", "title left out: “---” holds no word"),
        ("title: " + "long " * 200, "title left out: 999 characters are too long"),
        ("url: javascript:alert(1)", "url left out: “javascript:alert(1)” is no web address"),
        ("language: English", "language left out: “English” is no language code"),
        ("title: Ferry\ntags: [a]\nauthor: Ann", "front matter: not used: tags, author"),
    ],
)
def test_front_matter_notes_values_when_they_cannot_be_used(tmp_path: Path, front: str, note: str) -> None:
    article = read(tmp_path, front)

    assert article.text == BODY
    assert any(found.startswith(note) for found in article.notes)


def test_front_matter_keeps_strings_when_yaml_has_types(tmp_path: Path) -> None:
    known = read(tmp_path, "title: 2022-09-16\noutlet: No\nurl: ~").metadata

    assert known.title == Sourced("2022-09-16", Origin.GIVEN)
    assert known.outlet == Sourced("No", Origin.GIVEN)
    assert known.url is None


def test_front_matter_keeps_slashes_when_in_metadata(tmp_path: Path) -> None:
    outlet = read(tmp_path, "outlet: ../../etc/passwd\\x").metadata.outlet

    assert outlet == Sourced("../../etc/passwd\\x", Origin.GIVEN)


@pytest.mark.parametrize(
    ("content", "why", "line"),
    [
        ("---\ntitle: Ferry: stopped\n---\nText", "mapping values are not allowed here", 2),
        ("---\ntitle: Ferry\n\toutlet: x\n---\nText", "front matter is not valid YAML", 3),
        ("---\ntitle: [Ferry\n---\nText", "front matter is not valid YAML", 2),
        ("---\ntitle: Fer\x07ry\n---\nText", "special characters are not allowed", 2),
        ("---\ntitle: " + "[" * 40_000 + "\n---\nText", "nested too deep", 2),
        ("---\ntitle: Ferry\nThe ferry stopped.\n", "never closed", 1),
        ("---\ntitle: Ferry\n" + "#" * 70_000 + "\n---\nText", "larger than 64 KB", 1),
        ("---\ntitle: Ferry\n---\n\n", "no text after its front matter", None),
    ],
)
def test_front_matter_is_refused_when_broken(
    tmp_path: Path, content: str, why: str, line: int | None
) -> None:
    (tmp_path / "a.txt").write_text(content, encoding="utf-8")

    with pytest.raises(SeedError) as caught:
        read_file(tmp_path, "a.txt")

    assert why in caught.value.why
    assert caught.value.line == line


@pytest.mark.parametrize(
    "content",
    [
        "---\n\nA rule in Markdown.\n\n---\n\nMore text.",
        "---\nOnly prose stands here: no field.\nMore of it\n---\nText.",
        "---\n- one\n- two\n---\nText.",
        "---\nThe ferry stopped.\n",
        "Title: Ferry\nOutlet: Harbour Post\n\nThe ferry stopped.",
        "A line.\n---\ntitle: Ferry\n---\n",
    ],
)
def test_front_matter_stays_text_when_it_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.txt").write_text(content)

    article = read_file(tmp_path, "a.txt")

    assert (article.text, article.metadata.title) == (content, None)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_front_matter_reads_or_refuses_when_given_any_text(block: str) -> None:
    text = f"---\n{block}\n---\nText."
    try:
        front = split_front_matter(text, "a.txt")
    except SeedError:
        return
    assert 0 <= front.length <= len(text)
    given_metadata(front.fields, TODAY)
