"""Rules of casualty claims that need more than one sentence or field."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from store.extract.casualties import MOST_CLAIMS, find_claims
from store.types import CasualtyKind, Layout, LocalClaim, Resolution, Span

Read = Callable[[str], tuple[LocalClaim, ...]]


@pytest.fixture(scope="session")
def read(parse_text: Callable[[str], Doc]) -> Read:
    """The claims of a text that is all paragraph."""
    return lambda text: find_claims(parse_text(text), Layout(None, (Span(0, len(text)),)))


def test_part_points_at_its_whole(read: Read) -> None:
    whole, part = read("The fire killed 20 hikers, nine of them teachers.")

    assert (whole.part_of, part.part_of) == (None, 0)


def test_denied_figure_is_kept_and_marked(read: Read) -> None:
    (claim,) = read("The army denied that 20 soldiers had been killed.")

    assert claim.denied


def test_figure_is_not_denied_when_the_denial_is_in_the_clause_before(read: Read) -> None:
    (claim,) = read("Doran denied that it had fired, whereas Velia's army said two men had died.")

    assert not claim.denied


def test_single_victim_is_implied_and_shown_as_words(read: Read) -> None:
    text = "A man and a woman were shot dead near the port."
    (claim,) = read(text)

    assert (claim.value, claim.implied) == (2, True)
    assert claim.words.of(text) == "A man and a woman were shot dead"


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("The death toll has risen to 20.", True),
        ("Forty people have died since Monday.", True),
        ("Two more people died.", False),
        ("Rescuers found three more bodies.", False),
        ("Forty people died.", None),
    ],
)
def test_cumulative_is_told_by_the_words(read: Read, text: str, cumulative: bool | None) -> None:
    assert read(text)[0].cumulative is cumulative


def test_bare_figure_takes_the_victims_of_the_one_before(read: Read) -> None:
    text = "Nearly 60 villagers were killed and 90 wounded."
    _, wounded = read(text)

    assert wounded.victims is not None
    assert wounded.victims.of(text) == "villagers"
    assert wounded.civilian is True


def test_pronoun_claimant_is_looked_up(read: Read) -> None:
    text = "Maria Lopez visited the port. She said seven people had died."
    claimant = read(text)[0].claimant

    assert claimant is not None
    assert (claimant.name, claimant.resolution) == ("Maria Lopez", Resolution.PRONOUN)


def test_short_form_takes_the_name_it_stands_for(read: Read) -> None:
    text = "The Strait Rescue Service (SRS) sent boats. Nine people died, the SRS said."
    claimant = read(text)[0].claimant

    assert claimant is not None
    assert claimant.name == "Strait Rescue Service"


def test_place_and_time_come_from_the_clause(read: Read) -> None:
    text = "Twelve people were killed in Paris on Sunday."
    (claim,) = read(text)

    assert claim.place is not None
    assert claim.place.of(text) == "Paris"
    assert claim.as_of is not None
    assert claim.as_of.of(text) == "on Sunday"


def test_year_of_the_dateline_is_the_present(read: Read) -> None:
    text = "KARST, March 3, 2024 - At least 40 people were killed in the 2024 clashes."

    assert read(text)[0].recalled is None


def test_boilerplate_holds_no_claims(parse_text: Callable[[str], Doc]) -> None:
    text = "The talks went on.\nHelp us: 40 reporters were killed last year."
    layout = Layout(None, (Span(0, 18),), (Span(19, len(text)),))

    assert find_claims(parse_text(text), layout) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "💀" * 50 + " killed 3",
        '"killed 5" ' * 800,
        "the number of " * 500,
        "killed " + "two, " * 900,
    ],
)
def test_odd_texts_do_not_fail(read: Read, text: str) -> None:
    assert isinstance(read(text), tuple)


@pytest.mark.slow
def test_claims_stop_at_the_limit_when_an_article_is_all_figures(read: Read) -> None:
    text = " ".join(f"At least {count} people were killed." for count in range(1, 1001))

    assert sum(claim.kind is CasualtyKind.KILLED for claim in read(text)) == MOST_CLAIMS
