"""Outlines: the part of a reading that answers over many articles need."""

from pathlib import Path

from sqlalchemy import update

from store.library import Library
from store.models import ReadingRow
from store.outlines import pack_outline, unpack_outline
from store.types import NamedTime, Outline, Sentence, Span, outline_of
from tests.handlers.conftest import read_desk


def test_outline_is_the_same_when_packed_and_unpacked() -> None:
    outline = Outline(
        sentences=(Sentence(Span(0, 9), -1), Sentence(Span(10, 40), 0, True, Span(12, 21))),
        figures=((Span(10, 14), 31), (Span(20, 26), None)),
        recalled=(Span(30, 34),),
        times=(NamedTime(Span(30, 34), 1996, True),),
        said=((Span(10, 40), "Ana Marek \udcff"),),
    )

    assert unpack_outline(pack_outline(outline)) == outline


def test_outlines_are_those_of_the_readings(tmp_path: Path) -> None:
    library = read_desk(tmp_path)

    assert library.outlines([1, 2, 99]) == {n: outline_of(library.reading(n)) for n in (1, 2)}
    library.close()


def test_outline_is_made_from_the_reading_when_none_was_kept(tmp_path: Path) -> None:
    library: Library = read_desk(tmp_path)
    with library._database.writing() as session:
        session.execute(update(ReadingRow).values(outline=b""))

    assert library.outlines([1]) == {1: outline_of(library.reading(1))}
    library.close()
