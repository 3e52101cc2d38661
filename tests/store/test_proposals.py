"""What readers call wrong, and owners confirm or reject."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.extract import read
from store.library import Library
from store.types import (
    CasualtyKind,
    Field,
    NewCorrection,
    Proposed,
    Qualifier,
    Resolution,
)
from tests.fakes.flood import FLOOD, MAYOR


def propose(library: Library, field: Field, value: str | None, by: int = 9) -> Proposed:
    """A reader proposes a correction of the first statement or figure."""
    fact = library.quotes(person=library.people()[0].id)[0] if field is Field.SPEAKER else library.claims()[0]
    return library.propose(NewCorrection(fact.key, fact.article, field, value, by))


def confirm(library: Library, *, yes: bool = True) -> None:
    (open_,) = library.proposals()
    assert library.decide(open_.id, 7, confirm=yes)
    assert library.relink()


def test_speaker_when_confirmed_is_another_person(read_once: Library) -> None:
    before = {quote.key: quote.person for quote in read_once.quotes()}
    (mayor,) = [quote for quote in read_once.quotes() if quote.local.spans[0].start > len(FLOOD) - 1]
    read_once.propose(NewCorrection(mayor.key, 1, Field.SPEAKER, "the ministry", by=9))

    confirm(read_once)

    after = {quote.key: quote for quote in read_once.quotes()}
    assert after.keys() == before.keys()
    speaker = after[mayor.key].local.speaker
    assert speaker
    assert (speaker.name.lower(), speaker.resolution) == ("the ministry", Resolution.CORRECTED)
    assert "Ilse Brandt" not in [person.name for person in read_once.people()]


@pytest.mark.parametrize(("value", "left"), [(None, []), ("wounded", [("wounded", 14)])])
def test_figure_when_confirmed_is_of_another_kind_or_none(
    read_once: Library, value: str | None, left: list[tuple[str, int]]
) -> None:
    propose(read_once, Field.FIGURE, value)

    confirm(read_once)

    assert [(claim.local.kind.value, claim.local.value) for claim in read_once.claims()] == left


def test_figure_when_confirmed_has_other_number_words_of_its_sentence(library: Library, folder: Path) -> None:
    (folder / "flood.txt").write_text("At least 14 miners were killed, of about 300 in the mine.\n", "utf-8")
    library.ingest(folder)
    propose(library, Field.FIGURE, "about 300")

    confirm(library)

    (claim,) = library.claims()
    assert claim.local.number.of(library.article(1).text) == "about 300"
    assert (claim.local.value, claim.local.qualifier) == (300, Qualifier.ABOUT)


def test_figure_when_corrected_survives_newer_rules_and_moves_with_its_words(
    read_once: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(read_once, Field.FIGURE, "wounded")
    confirm(read_once)
    monkeypatch.setattr(read, "VERSION", "next")
    monkeypatch.setattr("store.stored.VERSION", "next")
    read_once.ingest(folder)
    (folder / "flood.txt").write_text(f"The rain went on.\n\n{FLOOD}{MAYOR}", encoding="utf-8")

    read_once.ingest(folder)

    (claim,) = read_once.claims()
    assert claim.local.kind is CasualtyKind.WOUNDED
    assert "14" in claim.local.words.of(read_once.article(1).text)


def test_figure_when_its_correction_is_taken_back_is_served_again(read_once: Library) -> None:
    (claim,) = read_once.claims()
    propose(read_once, Field.FIGURE, None)
    confirm(read_once)
    assert read_once.claims() == ()

    read_once.undo(claim.key, Field.FIGURE)
    read_once.relink()

    assert read_once.claims() == (claim,)


def test_proposal_when_rejected_changes_nothing_and_is_not_asked_again(read_once: Library) -> None:
    claims = read_once.claims()
    assert propose(read_once, Field.FIGURE, None) is Proposed.STORED

    confirm(read_once, yes=False)

    assert read_once.claims() == claims
    assert propose(read_once, Field.FIGURE, None, by=10) is Proposed.REJECTED
    assert read_once.proposals() == ()


def test_proposals_when_one_person_repeats_them_are_one(read_once: Library) -> None:
    assert propose(read_once, Field.FIGURE, None) is Proposed.STORED
    assert propose(read_once, Field.FIGURE, "wounded") is Proposed.REPLACED
    assert propose(read_once, Field.FIGURE, "wounded", by=10) is Proposed.STORED

    first, second = read_once.proposals()
    assert (first.value, second.value, first.by, second.by) == ("wounded", "wounded", 9, 10)
    assert read_once.decide(first.id, 7, confirm=True)
    assert read_once.decide(first.id, 8, confirm=False) is None


def test_proposals_when_one_person_floods_are_refused(read_once: Library) -> None:
    said = [
        read_once.propose(NewCorrection(f"{number:032}", 1, Field.FIGURE, None, by=9)) for number in range(21)
    ]

    assert said[-2:] == [Proposed.STORED, Proposed.TOO_MANY]
