import pytest

from handlers.analysis.contrast import Aspect, contrasts
from handlers.analysis.contrast_views import Passage
from store.types import Span

BOATS = "On Sunday Doran patrol boats fired on the ferry Albatross in the strait."
GUNNERS = "The ferry Albatross was fired on by Velian gunners, and Doran said so, too."
INSURER = "The company suspended the evening line because its insurer withdrew cover."
CHECK = "The company suspended the line because of a routine inspection, it said."
FIRST_BOATS = "The patrol boats crossed the line before the navy fired warning shots."
FIRST_NAVY = "The navy fired warning shots before the patrol boats crossed the line."


def told(article: int, text: str) -> Passage:
    """A sentence whose article goes on: names are known from elsewhere in it."""
    return Passage(article, f"{text} The men of Doran and of Velian towns met.", Span(0, len(text)))


def differ(one: str, other: str) -> list[tuple[Aspect, str, str]]:
    found = contrasts([told(1, one)], [told(2, other)])
    return [(two.aspect, two.one.part.of(one), two.other.part.of(other)) for two in found]


@pytest.mark.parametrize(
    ("one", "other", "aspect", "parts"),
    [
        (BOATS, GUNNERS, Aspect.ACTOR, ("Doran patrol boats", "Velian gunners")),
        (
            "The minister blamed Doran for the fire on the ferry.",
            "In Karst the captain accused Velia of the fire on the ferry.",
            Aspect.ACTOR,
            ("Doran", "Velia"),
        ),
        (INSURER, CHECK, Aspect.CAUSE, ("its insurer withdrew cover", "a routine inspection")),
        (FIRST_BOATS, FIRST_NAVY, Aspect.ORDER, (FIRST_BOATS[:-1], FIRST_NAVY[:-1])),
        (
            FIRST_BOATS,
            FIRST_BOATS.replace("before", "after"),
            Aspect.ORDER,
            (FIRST_BOATS[:-1], FIRST_BOATS.replace("before", "after")[:-1]),
        ),
    ],
    ids=["actor", "blame", "cause", "order", "before and after"],
)
def test_contrast_when_two_tell_one_event(
    one: str, other: str, aspect: Aspect, parts: tuple[str, str]
) -> None:
    assert differ(one, other) == [(aspect, *parts)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BOATS, BOATS),
        (
            "A gunman opened fire at the party in the harbour hall.",
            "A docker opened fire at the party there.",
        ),
        (BOATS, "The lighthouse was fired on by Velian gunners, Doran said."),
        (BOATS, "Velian gunners could have fired on the ferry Albatross."),
        (INSURER, "The company never suspended the line because of a routine inspection."),
        (INSURER, "The company suspended the line because an insurer withdrew its cover."),
        (INSURER, "The mayor resigned because of a routine inspection."),
        (FIRST_BOATS, FIRST_BOATS),
        (FIRST_BOATS, "The navy fired warning shots after the patrol boats crossed the line."),
    ],
    ids=[
        "equal",
        "no names",
        "other thing",
        "could",
        "never",
        "one cause",
        "other effect",
        "again",
        "turned",
    ],
)
def test_contrast_when_nothing_differs_for_sure(one: str, other: str) -> None:
    assert not differ(one, other)


def test_contrast_when_one_article_says_both() -> None:
    assert not contrasts([told(1, BOATS), told(1, GUNNERS)])
