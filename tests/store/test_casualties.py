"""Casualty claims of single texts, from the tables in tests/store/cases."""

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc

from store.extract.casualties import find_claims
from store.extract.numbers import parse_number
from store.types import Layout, LocalClaim, Span

Read = Callable[[str], tuple[LocalClaim, ...]]
YES_NO = {True: "yes", False: "no", None: "-"}


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (
        (Path(__file__).parent / "cases" / f"casualties_{name}.tsv").read_text(encoding="utf-8").splitlines()
    )
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="session")
def read(parse_text: Callable[[str], Doc]) -> Read:
    """The claims of a text that is all paragraph."""
    return lambda text: find_claims(parse_text(text), Layout(None, (Span(0, len(text)),)))


@pytest.mark.parametrize(("text", "figures"), rows("found"))
def test_claims_have_kind_number_and_qualifier(read: Read, text: str, figures: str) -> None:
    found = [f"{c.kind} {c.value} {c.qualifier}" for c in read(text) if not c.implied]

    assert "; ".join(found) == figures


@pytest.mark.parametrize("text", [row[0] for row in rows("none")])
def test_numbers_without_casualties_are_no_claims(read: Read, text: str) -> None:
    assert [claim.words.of(text) for claim in read(text) if not claim.implied] == []


@pytest.mark.parametrize(("text", "phrases"), rows("words"))
def test_words_can_be_shown_alone(read: Read, text: str, phrases: str) -> None:
    assert "|".join(claim.words.of(text) for claim in read(text)) == phrases


@pytest.mark.parametrize(("text", "name"), rows("claimants"))
def test_claimant_is_who_the_figures_own_clause_gives(read: Read, text: str, name: str) -> None:
    claimant = read(text)[0].claimant

    assert (claimant.name if claimant else "-") == name


@pytest.mark.parametrize(("text", "side", "civilian", "victims"), rows("sides"))
def test_victims_have_side_and_words(read: Read, text: str, side: str, civilian: str, victims: str) -> None:
    claim = read(text)[0]

    assert (claim.side or "-", YES_NO[claim.civilian]) == (side, civilian)
    assert (claim.victims.of(text) if claim.victims else "-") == victims


@pytest.mark.parametrize(("text", "episode"), rows("recalled"))
def test_figure_is_recalled_when_its_own_clause_names_an_earlier_war(
    read: Read, text: str, episode: str
) -> None:
    recalled = read(text)[-1].recalled

    assert (recalled.span.of(text) if recalled else "-") == episode


@pytest.mark.parametrize("text", [row[0] for row in rows("found")])
def test_number_words_parse_to_the_stored_number(read: Read, text: str) -> None:
    for claim in (claim for claim in read(text) if not claim.implied):
        number = parse_number(claim.number.of(text))

        assert number is not None
        assert (number.value, number.low, number.high) == (claim.value, claim.low, claim.high)
        assert claim.sentence.contains(claim.words)


@pytest.mark.parametrize(("text", "words"), rows("events"))
def test_clause_names_its_event(read: Read, text: str, words: str) -> None:
    event = read(text)[-1].event

    assert (event.of(text) if event else "-") == words


def test_what_the_denier_says_next_is_not_denied(read: Read) -> None:
    claims = read("Velia denied that its boats had fired and said five of its sailors were killed.")

    assert [claim.denied for claim in claims] == [False]


@pytest.mark.parametrize(("text", "named"), rows("before"))
def test_what_set_the_present_events_off_is_told_apart(read: Read, text: str, named: str) -> None:
    recalled = read(text)[-1].recalled

    assert (f"{recalled.relation}: {recalled.span.of(text)}" if recalled else "-") == named
