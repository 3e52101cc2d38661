"""One utterance in other words is one group; two sentences on one topic are two."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.library import Library
from store.link.wording import Wording, same_utterance

CASES = Path(__file__).with_name("cases")
ONE = 'Ana Marek said on Monday in Karst: "We will not surrender one metre of our shore."\n'
OTHER = "“We are not going to give up a single metre of our coast,” President Ana Marek said on Monday.\n"
CUT = 'Marek met the press in Karst. "We will not surrender one metre of our shore," Ana Marek said.\n'
TOPIC = "“We will defend every village on our coast,” President Ana Marek said on Monday in Karst.\n"
LATER = "“We are not going to give up a single metre of our coast,” President Ana Marek said on Friday.\n"


def pairs(name: str) -> list[tuple[bool, str, str]]:
    lines = CASES.joinpath(name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(kind != "other", one, other) for kind, one, other in rows]


def groups(library: Library, folder: Path, *texts: str) -> list[list[str]]:
    """Ingest texts one after the other; paths of the grouped statements."""
    folder.mkdir(exist_ok=True)
    for text in texts:
        (folder / f"{sorted((ONE, OTHER, CUT, TOPIC, LATER)).index(text)}.txt").write_text(
            text, encoding="utf-8"
        )
        library.ingest(folder)
    quotes = [quote for quote in library.quotes() if quote.group is not None]
    texts_of = library.texts({quote.article for quote in quotes})
    found: dict[int | None, list[str]] = {}
    for quote in quotes:
        found.setdefault(quote.group, []).append(texts_of[quote.article].text)
    return [sorted(group) for group in found.values()]


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("variants.tsv", 0.97, 0.85),
        ("variants_later.tsv", 0.97, 0.75),
        ("variants_third.tsv", 0.97, 0.68),
        ("variants_long.tsv", 1, 0.9),
        ("variants_long_later.tsv", 1, 0.73),
        ("variants_long_third.tsv", 1, 0.6),
    ],
)
def test_pairs_when_labelled_are_told_apart(name: str, precision: float, recall: float) -> None:
    cases = pairs(name)
    found = [same for same, one, other in cases if same_utterance(Wording(one), Wording(other))]

    assert sum(found) / len(found) >= precision
    assert sum(found) / sum(same for same, _, _ in cases) >= recall


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He is ready to meet the Doran president", "He is not ready to meet the Doran president"),
        ("At least 12 sailors died on the ferry", "At least 31 sailors died on the ferry"),
        ("The council will vote on the treaty next week", "The council voted down the treaty last week"),
        ("Doran attacked Ostrelia without any warning", "Ostrelia attacked Doran without any warning"),
        (
            "We are ready to sign the agreement on the exchange of all prisoners with Doran on Thursday",
            "We are ready to sign the agreement on the exchange of all prisoners with Doran on Saturday",
        ),
        (
            "We demand that the rebels lay down their arms and leave the city by Friday evening",
            "We reject the demand that the rebels lay down their arms and leave the city by Friday evening",
        ),
        (
            "We will open the border crossing for trucks with food and medicine this week",
            "We will close the border crossing for trucks with food and medicine this week",
        ),
    ],
)
def test_wordings_when_negation_figures_names_or_time_differ_are_two(one: str, other: str) -> None:
    assert not same_utterance(Wording(one), Wording(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "We appeal to our neighbours to refrain from sending planes over the islands",
            "We ask our neighbours not to send any aircraft over the islands",
        ),
        (
            "I want to stress once more that the harbour will stay open to every nation",
            "The port will remain open to all nations",
        ),
        (
            "The Turkish leadership promised to deliver grain to the besieged towns before winter",
            "The leadership of Turkey pledged to supply the towns under siege with wheat before the winter",
        ),
    ],
)
def test_wordings_when_a_verb_denies_or_a_formula_opens_are_one(one: str, other: str) -> None:
    assert same_utterance(Wording(one), Wording(other))
    assert same_utterance(Wording(other), Wording(one))


@pytest.mark.parametrize("texts", [(ONE, OTHER, CUT), (CUT, OTHER, ONE), (OTHER, CUT, ONE)])
def test_group_when_articles_come_in_any_order_is_the_same(
    sqlite_library: Library, tmp_path: Path, texts: tuple[str, ...]
) -> None:
    assert groups(sqlite_library, tmp_path / "a", *texts) == [sorted((ONE, OTHER, CUT))]


@pytest.mark.parametrize("other", [TOPIC, LATER])
def test_statements_when_only_topic_or_occasion_is_shared_stay_apart(
    sqlite_library: Library, tmp_path: Path, other: str
) -> None:
    assert groups(sqlite_library, tmp_path / "a", ONE, other) == []


def test_group_when_a_rendering_comes_later_keeps_its_number(library: Library, tmp_path: Path) -> None:
    groups(library, tmp_path / "a", ONE, OTHER)
    (before,) = {quote.group for quote in library.quotes()}

    groups(library, tmp_path / "a", ONE, OTHER, CUT)

    assert {quote.group for quote in library.quotes()} == {before}


def test_group_when_its_rendering_is_withdrawn_ends(sqlite_library: Library, tmp_path: Path) -> None:
    groups(sqlite_library, tmp_path / "a", ONE, OTHER)
    next(path for path in (tmp_path / "a").iterdir() if path.read_text("utf-8") == OTHER).unlink()

    sqlite_library.ingest(tmp_path / "a", allow_removals=True)

    assert [quote.group for quote in sqlite_library.quotes()] == [None]


def test_seeds_when_read_hold_two_pairs_of_renderings(seeds_library: Library) -> None:
    found: dict[int, set[int]] = {}
    for quote in seeds_library.quotes():
        if quote.group is not None:
            found.setdefault(quote.group, set()).add(quote.article)

    assert [len(articles) for articles in found.values()] == [2, 2]


def test_counts_when_renderings_are_folded_equal_what_is_listed(seeds_library: Library) -> None:
    for person in seeds_library.people():
        own = {quote.utterance for quote in seeds_library.quotes(person.id) if quote.person == person.id}
        assert person.statements == len(own)
