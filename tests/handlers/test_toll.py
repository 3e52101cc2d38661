"""Which casualty figures can be true together, and which one is held for the final one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from handlers.analysis.tally import Shelf, figure_of
from handlers.analysis.toll import EVERYONE, Status, Toll, final_totals, tolls
from store.extract.numbers import parse_number
from store.types import (
    Article,
    CasualtyClaim,
    CasualtyKind,
    DatePrecision,
    LocalClaim,
    Metadata,
    Origin,
    Published,
    Resolution,
    Sourced,
    Span,
    Speaker,
    SpeakerKind,
)


def article(number: int, text: str = "", day: date | None = None, origin: int = 0) -> Article:
    published = Published(day, DatePrecision.DAY) if day else Published()
    outlet = Sourced(f"Outlet {origin or number}", Origin.GIVEN)
    metadata, added = Metadata(outlet=outlet, published=published), datetime(2024, 4, 1, tzinfo=UTC)
    path = f"{number}.txt"
    return Article(number, path, (path,), "", text, metadata, "en", added, 1, origin=origin or number)


def local(text: str, number: str, victims: str = "", **fields: Any) -> LocalClaim:
    """A claim of `text` for the figure `number` and the words `victims`."""
    start = text.index(number)
    parsed = parse_number(number)
    assert parsed is not None
    found = text.index(victims) if victims else 0
    whole = Span(0, len(text))
    base = LocalClaim(
        kind=CasualtyKind.KILLED,
        words=whole,
        number=Span(start, start + len(number)),
        value=parsed.value,
        low=parsed.low,
        high=parsed.high,
        qualifier=parsed.qualifier,
        sentence=whole,
        victims=Span(found, found + len(victims)) if victims else None,
    )
    return replace(base, **fields)


def claim(number: int, fact: LocalClaim, order: int = 0) -> CasualtyClaim:
    return CasualtyClaim(f"{number}-{order}", number, fact, episode=1, number=order)


def toll_of(*figures: str, days: tuple[int, ...] = ()) -> Toll:
    """The toll of one figure an article, all of people killed in one episode."""
    texts = [f"{figure} people died" for figure in figures]
    dated: list[date | None] = [date(2024, 3, day) for day in days] or [None] * len(figures)
    articles = [article(n, text, day) for n, (text, day) in enumerate(zip(texts, dated, strict=True), 1)]
    claims = [claim(n, local(text, figures[n - 1], "people")) for n, text in enumerate(texts, 1)]
    (toll,) = tolls(claims, articles)
    return toll


def speaker(name: str) -> Speaker:
    return Speaker(name, SpeakerKind.ORGANISATION, Resolution.NAMED, None, None)


@pytest.mark.parametrize(
    "figures",
    [
        ("more than 200", "about 300"),
        ("17", "at least 16"),
        ("6,500", "more than 6,500"),
        ("about 300", "280"),
        ("dozens", "35"),
        ("up to 50", "40"),
        ("between 50 and 60", "55"),
    ],
)
def test_figures_can_all_be_true_when_one_number_fits_both(figures: tuple[str, str]) -> None:
    assert toll_of(*figures).status is Status.CAN_ALL_BE_TRUE


@pytest.mark.parametrize("figures", [("16", "40"), ("about 80", "200"), ("up to 50", "at least 60")])
def test_figures_cannot_all_be_true_when_no_number_fits_both(figures: tuple[str, str]) -> None:
    toll = toll_of(*figures)

    assert toll.status is Status.CANNOT_ALL_BE_TRUE
    assert toll.conflicts == ((0, 1),)


def test_conflicts_name_the_pairs_from_lowest_to_highest() -> None:
    toll = toll_of("40", "at least 16", "12")

    assert [figure.shown.local.value for figure in toll.figures] == [12, 16, 40]
    assert toll.conflicts == ((0, 1), (0, 2))


def test_later_days_toll_may_be_higher() -> None:
    assert toll_of("16", "40", days=(1, 3)).status is Status.CAN_ALL_BE_TRUE
    assert toll_of("16", "40", days=(3, 1)).status is Status.CANNOT_ALL_BE_TRUE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The minister said, raising the toll to 40", Status.CAN_ALL_BE_TRUE),
        ("The toll has risen to 40", Status.CAN_ALL_BE_TRUE),
        ("The toll stands at 40", Status.CANNOT_ALL_BE_TRUE),
        ("The toll rose to 12", Status.CANNOT_ALL_BE_TRUE),
    ],
)
def test_toll_that_rose_does_not_contradict_a_lower_one(text: str, status: Status) -> None:
    texts = ("16 died", text)
    claims = [claim(n, local(words, words.split()[-1 if n == 2 else 0])) for n, words in enumerate(texts, 1)]

    (toll,) = tolls(claims, [article(n, words) for n, words in enumerate(texts, 1)])

    assert toll.status is status


@pytest.mark.parametrize("former", ["raising an earlier toll of 31", "the toll was up from 31"])
def test_figure_that_another_one_replaced_is_not_held(former: str) -> None:
    texts = ("31 died", f"{former}", "At least 41 died")
    days = (date(2021, 4, 30), date(2021, 5, 1), date(2021, 5, 1))
    articles = [article(n, text, day) for n, (text, day) in enumerate(zip(texts, days, strict=True), 1)]
    figures = ("31", "31", "At least 41")
    claims = [claim(n, local(text, figures[n - 1])) for n, text in enumerate(texts, 1)]

    (toll,) = tolls(claims, articles)

    assert toll.held is not None
    assert toll.figures[toll.held].shown.local.value == 41


def test_one_outlet_when_all_copies_have_one_origin() -> None:
    text = "40 people died"
    articles = [article(1, text, origin=1), article(2, text, origin=1)]
    (toll,) = tolls([claim(n, local(text, "40", "people")) for n in (1, 2)], articles)

    assert toll.status is Status.ONE_OUTLET
    assert [(len(figure.claims), figure.origins) for figure in toll.figures] == [(2, 1)]


def test_sides_stand_beside_everyone_and_are_not_compared() -> None:
    text = "more than 200 dead; 200 Armenian soldiers and 80 Azerbaijani soldiers"
    facts = [
        local(text, "more than 200"),
        local(text, "200", "Armenian soldiers", side="Armenia", civilian=False),
        local(text, "80", "Azerbaijani soldiers", side="Azerbaijan", civilian=False),
    ]
    found = tolls([claim(1, fact, n) for n, fact in enumerate(facts)], [article(1, text)])

    assert [toll.victims.side for toll in found] == [None, "Armenia", "Azerbaijan"]
    assert found[0].victims == EVERYONE
    assert all(not toll.conflicts for toll in found)


def test_additions_parts_and_denials_contradict_nothing() -> None:
    text = "40 people died, two of them boys, two more people died, 90 people"
    facts = [
        local(text, "40", "people"),
        local(text, "two", "people", part_of=0),
        local(text, "two more", "people", cumulative=False),
        local(text, "90", "people", denied=True),
    ]
    articles = [article(n, text) for n in range(1, 5)]
    found = tolls([claim(n, fact) for n, fact in enumerate(facts, 1)], articles)

    assert all(not toll.conflicts for toll in found)


def test_one_article_contradicts_itself_only_through_two_claimants() -> None:
    text = "49 soldiers or 71 soldiers"
    own = [local(text, "49", "soldiers"), local(text, "71", "soldiers")]
    two = [replace(own[0], claimant=speaker("Velia")), replace(own[1], claimant=speaker("Doran"))]

    assert not tolls([claim(1, fact, n) for n, fact in enumerate(own)], [article(1, text)])[0].conflicts
    assert tolls([claim(1, fact, n) for n, fact in enumerate(two)], [article(1, text)])[0].conflicts


def test_order_of_claims_changes_nothing() -> None:
    text = "12 or 16 or 40 people"
    claims = [claim(n, local(text, number, "people")) for n, number in enumerate(("12", "16", "40"), 1)]
    articles = [article(n, text) for n in (1, 2, 3)]

    assert tolls(claims, articles) == tolls(claims[::-1], articles[::-1])


def test_final_total_is_the_highest_figure_that_two_origins_share() -> None:
    text = "3 or 4 or 9 people"
    figures = {1: "3", 2: "4", 3: "4", 4: "9"}
    claims = [claim(n, local(text, number, "people")) for n, number in figures.items()]

    totals = final_totals(claims, [article(n, text) for n in figures])

    assert totals[CasualtyKind.KILLED].local.value == 4


def test_final_total_leaves_out_parts_denials_and_additions() -> None:
    text = "5 people died, 9 more, 8 of them"
    facts = [
        local(text, "5", "people"),
        local(text, "9", cumulative=False),
        local(text, "8", part_of=0),
        local(text, "8", denied=True),
    ]
    totals = final_totals([claim(1, fact, n) for n, fact in enumerate(facts)], [article(1, text)])

    assert totals[CasualtyKind.KILLED].local.value == 5


def test_final_total_is_the_latest_of_equal_figures() -> None:
    text = "40 people died"
    articles = [article(1, text, date(2024, 3, 4)), article(2, text, date(2024, 3, 9))]
    totals = final_totals([claim(n, local(text, "40", "people")) for n in (1, 2)], articles)

    assert totals[CasualtyKind.KILLED].article == 2


def test_a_wire_copy_in_two_outlets_is_one_voice() -> None:
    text = "A blast killed 12 people."
    first, copy = article(1, text), replace(article(2, text), origin=1)
    copy = replace(copy, metadata=replace(copy.metadata, outlet=Sourced("Velian Mail", Origin.GIVEN)))

    (toll,) = tolls([claim(n, local(text, "12", "people")) for n in (1, 2)], [first, copy])

    assert toll.figures[0].origins == 1
    assert toll.status is Status.ONE_OUTLET


def test_a_figure_that_a_person_set_is_marked() -> None:
    text = "A blast killed 12 people."
    (toll,) = tolls([claim(1, local(text, "12", "people", corrected=True))], [article(1, text)])

    assert figure_of(toll.figures[0], Shelf({1: article(1, text)}, {})).corrected


def test_possessive_victims_are_their_claimants_and_unknown_ones_are_never_compared() -> None:
    """Two armies' "its soldiers" are two groups; two unknown owners' as well."""
    texts = ("Velia said 15 of its soldiers died", "Doran said 60 of its soldiers died")
    sides = [("Velia", "Doran"), (None, None)]
    for pair in sides:
        claims = [
            claim(number, local(text, text.split()[2], "its soldiers", side=side))
            for number, (text, side) in enumerate(zip(texts, pair, strict=True), 1)
        ]
        found = tolls(claims, [article(number, text) for number, text in enumerate(texts, 1)])

        assert [toll.status for toll in found] == [Status.ONE_OUTLET, Status.ONE_OUTLET]
