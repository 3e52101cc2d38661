from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from handlers import house
from handlers.analysis.brief_docs import BriefDoc
from handlers.analysis.compare import Comparison, compare
from handlers.commands.compare import OutletsCompared
from handlers.commands.story import StoryAnswer
from handlers.doc import Note
from handlers.grammar import Arguments
from handlers.pairs import Pair, pair_of
from handlers.registry import Ask, answer
from handlers.slots import Number
from store.library import Library
from store.types import Sentence, Span
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders

FERRY = "Patrol boats fired on the ferry Albatross in the strait, and its bridge burned."
FERRY_AGAIN = "The ferry Albatross burned in the strait after patrol boats fired on its bridge."
TRUCE = "Mediators in Karst announced a truce of ten days between both coastal capitals."
INSURER = "An insurer withdrew cover, so the company suspended its evening line to the islands."
DEAD = "The rescue service counted 31 dead on the lower deck of the ship by Monday."
MORE_DEAD = "The rescue service counted 40 dead on the lower deck of the ship by Monday."
WORDS = "“Nobody closes this sea by shouting over it,” said the minister in Karst."
OTHER_WORDS = "The minister held that loud talk has yet to block any water, reporters heard."
APPEAL = "Readers keep this paper alive with a small gift each month, so please give."
OUTLETS = ("Harbour Post", "Doran Daily", "Nation and State")


def doc(number: int, *lines: str, aside: str = "") -> BriefDoc:
    text = "\n".join(lines)
    spans = [Span(text.index(line), text.index(line) + len(line)) for line in lines]
    sentences = tuple(Sentence(span, place) for place, span in enumerate(spans))
    hidden = tuple(span for span in spans if span.of(text) == aside)
    return BriefDoc(number, text, sentences, aside=hidden)


def sides(one: BriefDoc, other: BriefDoc, same: bool = False) -> Comparison:
    """Compared; with `same` their last sentences render one statement."""
    said = {d.article: [(d.sentences[-1].span, "group 1")] for d in (one, other)} if same else {}
    return compare([one], [other], said, 5)


def both(found: Comparison) -> int:
    return len(found.both)


def only(found: Comparison, *docs: BriefDoc) -> list[list[str]]:
    return [
        [told.span.of(doc.text) for told in brief.sentences]
        for brief, doc in zip(found.only, docs, strict=True)
    ]


def test_compare_when_both_tell_one_thing_in_other_words() -> None:
    one, other = doc(1, FERRY, TRUCE), doc(2, FERRY_AGAIN, INSURER)
    found = sides(one, other)

    assert both(found) == 1
    assert only(found, one, other) == [[TRUCE], [INSURER]]


def test_compare_when_their_numbers_differ_shows_no_agreement() -> None:
    one, other = doc(1, DEAD), doc(2, MORE_DEAD)
    found = sides(one, other)

    assert (both(found), only(found, one, other)) == (0, [[], []])


def test_compare_when_a_statement_is_rendered_otherwise_neither_has_it_alone() -> None:
    one, other = doc(1, TRUCE, WORDS), doc(2, INSURER, OTHER_WORDS)

    assert only(sides(one, other), one, other) == [[TRUCE, WORDS], [INSURER, OTHER_WORDS]]
    assert only(sides(one, other, same=True), one, other) == [[TRUCE], [INSURER]]


def test_compare_when_an_appeal_is_set_aside() -> None:
    one, other = doc(1, TRUCE, APPEAL, aside=APPEAL), doc(2, INSURER)

    assert only(sides(one, other), one, other) == [[TRUCE], [INSURER]]


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        ("Harbour Post / Doran Daily", Pair(("Harbour Post", "Doran Daily"), None, "")),
        ("harbour/doran ferry", Pair(("Harbour Post", "Doran Daily"), None, "ferry")),
        ("Doran Daily vs the Harbour Post story 3", Pair(("Doran Daily", "Harbour Post"), 3, "")),
        ("Nation and State and Doran", Pair(("Nation and State", "Doran Daily"), None, "")),
    ],
)
def test_pair_when_two_outlets_are_named(words: str, pair: Pair) -> None:
    assert pair_of(Arguments(words), OUTLETS) == pair


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("/compare", "pair"),
        ("/compare Marek", "pair"),
        ("/compare Harbour Post / Harbour Post", "pair"),
        ("/compare Harbour Post / Nowhere", "outlet"),
        ("/compare 1", "pair"),  # it has no related story
    ],
)
def test_compare_when_the_line_is_at_fault(ask: Ask, line: str, kind: str) -> None:
    found = answer(ask, line)

    assert (found.ok, getattr(found.value, "kind", None)) == (False, kind)


@pytest.mark.parametrize(
    "line", ["/compare 1 2", "/compare story 1 story 2", "/compare #1 and #2", "/compare 1/2"]
)
def test_compare_when_stories_are_written_in_any_way(ask: Ask, line: str) -> None:
    assert getattr(answer(ask, line).value, "stories", None) == (1, 2)


def test_compare_when_outlets_share_another_story(ask: Ask) -> None:
    missed = answer(ask, "/compare Harbour Post / Doran Daily story 1").value

    assert getattr(missed, "also", None) == (2,)


def test_story_page_when_its_number_was_forwarded_says_so(ask: Ask) -> None:
    page = answer(ask, "/story 2").value
    assert isinstance(page, StoryAnswer)
    first = replace(page, asked=7).doc().blocks[0]

    assert first == Note((house.FORWARDED(number=Number(7), other=Number(2)),))


def test_compare_when_a_third_outlet_names_the_earlier_war_cites_only_the_two(tmp_path: Path) -> None:
    """The best name of the war stands in an article that is not compared."""
    event = "Patrol boats fired on the ferry Albatross off Karst on Sunday, killing at least 31 people."
    wars = {
        "Andes Post": "It was the worst night since the war of 1996, in which 5,200 people died.",
        "Basin Wire": "The two navies last fought in a war in 1996 that killed 5,200 people.",
        "Coast News": "A full war in 1996 left 5,200 people dead on both coasts.",
    }
    for outlet, war in wars.items():
        text = f"---\noutlet: {outlet}\n---\nBoats fire on ferry off Karst\n\n{event}\n{war}\n"
        (tmp_path / f"{outlet}.txt").write_text(text, encoding="utf-8")
    library = Library.open(sqlite_at(tmp_path / "desk.db"), InlineReaders)
    library.ingest(tmp_path)

    for pair in combinations(wars, 2):
        answered = answer(Ask(library, date(2024, 3, 8)), f"/compare {' / '.join(pair)}").value
        assert isinstance(answered, OutletsCompared)
        assert answered.recalled
        named = {naming.words.article for event in answered.recalled for naming in event.namings}
        assert named <= {source.article for source in answered.doc().sources}
    library.close()
