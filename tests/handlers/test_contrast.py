import pytest

from handlers.analysis.contrast import Aspect, contrasts
from handlers.analysis.contrast_clauses import Passage
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
        (
            "The lighthouse was destroyed by Doran boats, the mayor said.",
            "The mayor of Karst said on Monday that Velian gunners had destroyed the lighthouse.",
            Aspect.ACTOR,
            ("Doran boats", "Velian gunners had"),
        ),
        (
            "The minister blamed the Doran navy for the bombing of the pier.",
            "In Karst the captain blamed a gang of smugglers for the bombing of the pier.",
            Aspect.ACTOR,
            ("the Doran navy", "a gang of smugglers"),
        ),
        (
            "The Doran navy was behind the bombing of the pier, the minister said.",
            "In Karst the captain blamed Velian smugglers for the bombing of the pier.",
            Aspect.ACTOR,
            ("The Doran navy", "Velian smugglers"),
        ),
        (
            "Doran accused Velian sailors of starting the shelling.",
            "On Monday Velian officers blamed Doran for the fighting in the strait.",
            Aspect.ACTOR,
            ("Velian sailors", "Doran"),
        ),
        (
            "The minister said Doran boats fired first.",
            "The captain said that Velian gunners started the shooting.",
            Aspect.ACTOR,
            ("Doran boats", "Velian gunners"),
        ),
        (
            "The minister said Doran boats opened fire on a Velian post.",
            "The captain said Velian gunners opened fire on his patrol.",
            Aspect.ACTOR,
            ("Doran boats", "Velian gunners"),
        ),
        (
            "The fire at the pier was caused by a broken lamp, the mayor said.",
            "Sparks from a passing train set off the fire at the pier.",
            Aspect.CAUSE,
            ("a broken lamp", "Sparks from a passing train"),
        ),
        (
            "The shelling began before the talks.",
            "The shelling began only hours after the talks.",
            Aspect.ORDER,
            ("The shelling began before the talks", "The shelling began only hours after the talks"),
        ),
        (
            "Shortly after the boats crossed the line, the navy fired warning shots.",
            "The boats crossed the line hours after the navy fired warning shots.",
            Aspect.ORDER,
            (
                "Shortly after the boats crossed the line, the navy fired warning shots",
                "The boats crossed the line hours after the navy fired warning shots",
            ),
        ),
    ],
    ids=[
        "actor",
        "blame",
        "cause",
        "order",
        "before and after",
        "one known thing",
        "a gang",
        "behind it",
        "each accuses the other",
        "who was first",
        "each opened fire",
        "set off",
        "one word each",
        "fronted",
    ],
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
        (
            "The captain gave up before six guards came.",
            "Six guards came around 6 p.m., after 5 p.m. at last.",
        ),
        (
            "Doran boats opened fire on a Velian post.",
            "Velian gunners opened fire on the Doran boats in response.",
        ),
        (
            "Doran blamed Velian sailors for the fire on the pier.",
            "Its crew blamed Velia for the fire on the pier.",
        ),
        (
            "The bridge over the Tarn was destroyed by Doran boats.",
            "The bridge over the Ulm was destroyed by Velian gunners.",
        ),
        ("Several hours after Doran agreed to the truce, boats sank.", "Hours before the truce, Velia paid."),
        ("Doran boats killed three sailors on Sunday.", "Velian gunners killed three fishermen there."),
        (
            "Doran accused Velian sailors of breaking the truce.",
            "Velian towns blamed Doran for the price of bread.",
        ),
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
        "time of day",
        "answered fire",
        "one name in two forms",
        "other bridge",
        "only hours",
        "other three",
        "no attack",
    ],
)
def test_contrast_when_nothing_differs_for_sure(one: str, other: str) -> None:
    assert not differ(one, other)


def test_contrast_when_one_article_gives_both_accounts_of_who_did_it() -> None:
    both = [told(1, BOATS), told(1, GUNNERS)]

    assert [two.aspect for two in contrasts(both)] == [Aspect.ACTOR]
    assert not contrasts([told(1, INSURER), told(1, CHECK)])


def test_contrast_when_another_article_differs_too_prefers_it() -> None:
    (two,) = contrasts([told(1, BOATS), told(1, GUNNERS), told(2, GUNNERS)])

    assert (two.one.passage.article, two.other.passage.article) == (1, 2)
