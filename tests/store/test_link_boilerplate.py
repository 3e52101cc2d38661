"""Lines that recur across articles are set aside, within limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.library import Library

NEWS = [
    "Dockers in Port Alba walked out on Monday. “We have waited two years,” said union leader Rosa Delgado.",
    "The parliament in Lindau passed the forest law on Tuesday after a night of debate among deputies.",
    "A cable car in Skarn stopped in mid-air on Sunday; 30 tourists were brought down by helicopter.",
]
TAIL = (
    "Harbour Post has been printed on the quay since the year of the great flood and belongs to its readers."
)


def read(library: Library, folder: Path, tail: str, bodies: list[str]) -> list[str]:
    """The text that stays in force, article by article."""
    folder.mkdir()
    for number, body in enumerate(bodies):
        (folder / f"{number}.txt").write_text(f"{body}\n\n{tail}\n", encoding="utf-8")
    library.ingest(folder)
    articles, _ = library.articles()
    texts = []
    for article in articles:
        text = article.text
        for span in article.boilerplate:
            text = text.replace(span.of(article.text), "")
        texts.append(text.strip())
    return sorted(texts)


def test_tail_line_of_unlike_articles_is_set_aside(library: Library, tmp_path: Path) -> None:
    assert read(library, tmp_path / "a", TAIL, NEWS) == sorted(NEWS)


def test_lone_article_keeps_the_same_line(library: Library, tmp_path: Path) -> None:
    (text,) = read(library, tmp_path / "a", TAIL, NEWS[:1])

    assert TAIL in text


@pytest.mark.parametrize(
    "tail",
    [
        "At least 12 people were killed in the flood of the lower town.",
        "The mayor, Ilse Brandt, said the bridge would stay closed until spring.",
    ],
)
def test_repeated_figure_or_statement_is_kept(library: Library, tmp_path: Path, tail: str) -> None:
    assert all(tail in text for text in read(library, tmp_path / "a", tail, NEWS))


def test_two_copies_of_one_wire_lose_nothing(library: Library, tmp_path: Path) -> None:
    wire = "\n\n".join(NEWS)
    folder = tmp_path / "a"
    folder.mkdir()
    for outlet in ("Harbour Post", "Daily Quay"):
        (folder / f"{outlet}.txt").write_text(f"---\noutlet: {outlet}\n---\n{wire}\n", encoding="utf-8")
    library.ingest(folder)

    assert [article.boilerplate for article in library.articles()[0]] == [(), ()]
