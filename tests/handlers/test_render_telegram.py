"""Any answer becomes messages that Telegram takes."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import house
from handlers.doc import (
    Actions,
    Block,
    Cite,
    Doc,
    Evidence,
    Heading,
    House,
    Item,
    Line,
    Mark,
    MarkKind,
    Note,
    Passage,
    Source,
    fold,
    runs_of,
)
from handlers.registry import Ask, commands
from handlers.render.buttons import Ask as AskLine
from handlers.render.buttons import Button, Copy, NextPage, OpenSource, quotation
from handlers.render.gate import Checked
from handlers.render.present import present
from handlers.render.telegram import Page, telegram
from handlers.slots import Typed, UserWords
from store.types import Published, Span
from tests.fakes.botapi.html_text import parse_html
from tests.handlers.test_doc import article

EXAMPLES = sorted({example for command in commands().values() for example in command.examples})
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
LONG = WORDS.map(lambda words: words * 25)
SOURCES = tuple(Source(n, f"a{n}<&>.txt", "Post & <Co>", Published()) for n in range(1, 40))


def evidence_of(words: str, marks: Sequence[tuple[int, int, MarkKind]]) -> Evidence:
    words = fold(words)
    ends = ((min(a, b, len(words)), min(max(a, b), len(words)), kind) for a, b, kind in marks)
    kept = tuple(Mark(Span(start, end), kind) for start, end, kind in ends if start < end)
    return Evidence(1, (Span(0, 1),), words, kept)


PLACES = st.integers(0, 400)
MARKS = st.lists(st.tuples(PLACES, PLACES, st.sampled_from(MarkKind)), max_size=60)
EVIDENCE = st.builds(evidence_of, WORDS | LONG, MARKS)
HOUSE = st.builds(lambda words: House("{line}", (("line", Typed(words)),)), WORDS)
CITE = st.lists(st.integers(1, 39), min_size=1, max_size=30).map(lambda ns: Cite(tuple(dict.fromkeys(ns))))
LINE: st.SearchStrategy[Line] = st.lists(EVIDENCE | HOUSE | CITE, max_size=4).map(tuple)
LINES = st.lists(LINE, max_size=3).map(tuple)
BLOCK: st.SearchStrategy[Block] = (
    st.builds(Heading, LINE, st.integers(1, 2))
    | st.builds(Note, LINE)
    | st.builds(Item, LINE, LINES, LINES, st.booleans())
    | st.builds(Passage, EVIDENCE, LINES)
    | st.builds(Actions, st.lists(HOUSE, max_size=4).map(tuple))
)


def checked(*blocks: Block) -> Checked:
    """As if the gate had been passed: what is drawn here quotes nothing."""
    stored = {n: replace(article("x"), id=n) for n in range(1, 40)}
    return Checked(Doc(blocks, SOURCES), stored)


def assert_taken(page: Page) -> None:
    """Telegram's limits on a message and its keyboard."""
    read = parse_html(page.html)
    assert 1 <= read.length <= 4096
    assert len(read.entities) <= 100
    buttons = [button for row in page.buttons for button in row]
    assert len(buttons) <= 100
    assert all(len(row) <= 8 for row in page.buttons)
    for button in buttons:
        assert button.text.strip()
        assert not isinstance(button.action, Copy) or 1 <= len(button.action.text) <= 256


@pytest.mark.slow
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(blocks=st.lists(BLOCK, max_size=8), paged=st.booleans())
def test_any_answer_becomes_pages_that_telegram_takes(blocks: list[Block], paged: bool) -> None:
    for page in telegram(checked(*blocks), paged=paged):
        assert_taken(page)


def marked(count: int) -> Evidence:
    """Every second character is marked."""
    return evidence_of("ab" * count, [(2 * n, 2 * n + 1, MarkKind.MATCH) for n in range(count)])


FULL: dict[str, tuple[Block, ...]] = {
    "one word": (Note((evidence_of("x" * 9_000, ()),)),),
    "two units a character": (Note((evidence_of("😀" * 5_000, ()),)),),
    "many lines": tuple(Note((evidence_of("word " * n, ()),)) for n in range(1, 120)),
    "many marks": (Item((marked(400),), folded=((marked(400),),)),),
    "marks in many blocks": tuple(Item((marked(7),)) for _ in range(60)),
    "many sources": tuple(Item((evidence_of("x" * 90, ()), Cite((n,)))) for n in range(1, 40)),
    "all sources at once": (Note((evidence_of("x" * 4_000, ()), Cite(tuple(range(1, 40))))),),
}


@pytest.mark.parametrize("paged", [True, False])
@pytest.mark.parametrize("what", FULL)
def test_pages_when_there_is_much_are_full_and_within_the_limits(what: str, paged: bool) -> None:
    pages = telegram(checked(*FULL[what]), paged=paged)

    assert len(pages) > 1
    for page in pages:
        assert_taken(page)


@pytest.mark.parametrize("what", sorted({*FULL} - {"many marks"}))  # its second half is folded
def test_pages_when_there_is_much_lose_no_words(what: str) -> None:
    pages = telegram(checked(*FULL[what]), paged=False)

    shown = "".join(parse_html(page.html.partition("<blockquote")[0]).text for page in pages)
    wanted = "".join(run.text for run in runs_of(FULL[what]) if isinstance(run, Evidence))
    assert re.sub(r"\[\d+]|\s", "", shown) == re.sub(r"\s", "", wanted)


@given(words=WORDS)
def test_no_words_of_an_article_become_markup(words: str) -> None:
    shown = evidence_of(f"a{words}z", ())

    (page,) = telegram(checked(Note((shown,))))

    assert parse_html(page.html).text == shown.text
    assert parse_html(page.html).entities == ()


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_becomes_pages(ask: Ask, line: str) -> None:
    pages = telegram(present(ask, line).checked)

    assert pages
    for page in pages:
        assert_taken(page)


def test_a_page_when_the_answer_is_long_ends_with_more(ask: Ask) -> None:
    first, *others = telegram(present(ask, "/article 1").checked)

    assert others
    assert first.buttons[-1] == (Button("More", NextPage(1)),)
    assert not any(isinstance(b.action, NextPage) for row in others[-1].buttons for b in row)


def test_pages_when_an_answer_is_posted_are_as_long_as_may_be(ask: Ask) -> None:
    (page,) = telegram(present(ask, "/article 1").checked, paged=False)

    assert not page.buttons


def test_an_answer_names_its_sources_and_folds_them(ask: Ask) -> None:
    page = telegram(present(ask, "/quotes Ana Marek").checked)[0]

    sources = [b for row in page.buttons for b in row if isinstance(b.action, OpenSource)]
    assert sources[0].text.startswith("[1] ")
    assert "<blockquote expandable>[1] " in page.html
    assert page.html.startswith("<b>Ana Marek</b> · ")


def test_a_source_opens_what_its_page_shows_of_it(ask: Ask) -> None:
    presented = present(ask, "/quotes Ana Marek")
    page = telegram(presented.checked)[0]
    action = next(b.action for row in page.buttons for b in row if isinstance(b.action, OpenSource))

    text = presented.checked.articles[action.article].text
    shown = parse_html(page.html).text
    assert all(" ".join(span.of(text).split()) in shown for span in action.spans)


def test_a_heading_is_not_parted_from_what_follows() -> None:
    long = evidence_of("word " * 150, ())

    first, second = telegram(checked(Item((long,)), Heading((house.INDIRECT(),)), Item((long,))))

    assert "Indirect" not in first.html
    assert second.html.startswith("<b>Indirect</b>\n")


def test_a_block_too_long_for_a_message_is_cut_at_a_sentence() -> None:
    words = "A sentence of some length ends here. " * 200

    first, *_ = telegram(checked(Note((evidence_of(words.strip(), ()),))), paged=False)

    assert parse_html(first.html).text.endswith("ends here.")


def test_offers_become_buttons_unless_they_are_patterns() -> None:
    offers = Actions((house.SEE_ALL(line=Typed("/people")), house.LINE(line=Typed("/summary TOPIC"))))

    (page,) = telegram(checked(Note((house.INDIRECT(),)), offers))

    assert page.buttons == ((Button("See /people", AskLine("/people")),),)
    assert page.html.endswith("/summary TOPIC")


def test_an_offer_in_running_text_is_a_button_too(ask: Ask) -> None:
    (page,) = telegram(present(ask, "/nothing at all").checked)

    assert not page.buttons  # "/help" alone is a link in every client
    (usage,) = telegram(present(ask, "/search").checked)
    assert usage.buttons == ((Button("/search insurer", AskLine("/search insurer")),),)


def test_an_entry_of_a_list_opens_its_article(ask: Ask) -> None:
    page = telegram(present(ask, "/articles").checked)[0]

    lines = [b.action.line for row in page.buttons for b in row if isinstance(b.action, AskLine)]
    assert lines[0].startswith("/article ")


@pytest.mark.parametrize("length", [10, 256, 5000])
def test_a_quotation_fits_a_copy_button(length: int) -> None:
    source = Source(1, "a.txt", "The Harbour Post of the Old Town " * 9, Published())

    copied = quotation(evidence_of("x" * length, ()), source)

    assert len(copied) <= 256
    assert copied.startswith("“x")


def test_words_of_a_user_are_escaped() -> None:
    said = house.WANTS_IN(who=UserWords("<b>Eve</b> & co"))

    (page,) = telegram(checked(Note((said,))))

    assert parse_html(page.html).text == "<b>Eve</b> & co asks to use this desk."
    assert parse_html(page.html).entities == ()
