"""The gate refuses every answer whose words are not where it says; no command's answer is such a one."""

import string
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import house
from handlers.cite import title
from handlers.doc import Cite, Doc, Evidence, House, Item, Mark, MarkKind, Note, Run, evidence, source_of
from handlers.mistakes import Refused
from handlers.registry import Answer, Ask, commands
from handlers.render.gate import GateError, check
from handlers.render.plain import plain
from handlers.render.present import passed, present
from handlers.slots import ClaimNumber, Count, Day, Name, OutletName, Path, Slot, Title
from store.types import Article, Origin, Published, Sourced, Span

EXAMPLES = sorted({example for command in commands().values() for example in command.examples})


@pytest.fixture(scope="module")
def dated(ask: Ask) -> Article:
    (found, *_), _ = ask.library.articles()
    return found


@pytest.fixture(scope="module")
def with_boilerplate(ask: Ask) -> Article:
    found, _ = ask.library.articles()
    return next(article for article in found if article.boilerplate)


def held(run: Run, article: Article, *, cited: bool = True) -> None:
    sources = (source_of(article),) if cited else ()
    check(Doc((Note((run,)),), sources), {article.id: article})


def span_of(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_passes_the_gate(ask: Ask, example: str) -> None:
    presented = present(ask, example)

    assert not isinstance(presented.answer.value, Refused)


@given(line=st.text(string.printable, max_size=40))
def test_any_line_gets_an_answer_that_passes(ask: Ask, line: str) -> None:
    presented = present(ask, f"/quotes {line}")

    assert not isinstance(presented.answer.value, Refused)
    assert plain(presented.checked)


@given(data=st.data())
def test_tampered_evidence_is_refused(ask: Ask, dated: Article, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(dated.text) - 12))
    true = evidence(dated, (Span(start, start + 12),))
    at = data.draw(st.integers(0, len(true.text) - 1))
    letter = data.draw(st.characters(exclude_characters=true.text[at]))
    false = replace(true, text=true.text[:at] + letter + true.text[at + 1 :])

    held(true, dated)
    with pytest.raises(GateError):
        held(false, dated)


@given(shift=st.integers(-40, 40).filter(bool))
def test_evidence_of_another_place_is_refused(ask: Ask, dated: Article, shift: int) -> None:
    true = evidence(dated, (span_of(dated, "insurer withdrew cover"),))
    moved = Span(true.spans[0].start + shift, true.spans[0].end + shift)

    with pytest.raises(GateError):
        held(replace(true, spans=(moved,)), dated)


def at_least(article: Article) -> Evidence:
    return evidence(article, (span_of(article, "At least"),))


BROKEN: dict[str, Callable[[Article], Run]] = {
    "empty": lambda article: Evidence(article.id, (), ""),
    "beyond the end": lambda article: replace(at_least(article), spans=(Span(0, 99_999),)),
    "out of order": lambda article: Evidence(article.id, (Span(9, 12), Span(0, 3)), "x"),
    "mark outside": lambda article: replace(at_least(article), marks=(Mark(Span(0, 99), MarkKind.MATCH),)),
    "article unknown": lambda article: replace(at_least(article), article=99),
    "free house text": lambda _: House("More than 300 died."),
    "house text with a digit": lambda _: House("{count} 7", (("count", Count(1)),)),
    "slot missing": lambda _: House("{count}"),
    "source unknown": lambda _: Cite((99,)),
    "no source": lambda _: Cite(()),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_runs_are_refused(dated: Article, what: str) -> None:
    with pytest.raises(GateError):
        held(BROKEN[what](dated), dated)


def test_boilerplate_is_refused(with_boilerplate: Article) -> None:
    aside = with_boilerplate.boilerplate[0]

    with pytest.raises(GateError, match="Boilerplate"):
        held(evidence(with_boilerplate, (aside,)), with_boilerplate)


def number_slot(article: Article) -> ClaimNumber:
    return ClaimNumber("At least 31", article.id, span_of(article, "At least 31"), 31, 31, None)


SLOTS: dict[str, tuple[Callable[[Article], Slot], dict[str, object]]] = {
    "name": (lambda a: Name("Ana Marek", a.id, span_of(a, "Ana Marek")), {"text": "Anna Marek"}),
    "name without a place": (lambda a: Name("Ana Marek", a.id, span_of(a, "Ana Marek")), {"span": None}),
    "outlet": (lambda a: OutletName("Harbour Post", a.id), {"text": "Doran Daily"}),
    "title": (lambda a: Title("Doran boats fire on ferry", a.id), {"text": "Boats fire"}),
    "path": (lambda a: Path(a.path, a.id), {"text": "other.txt"}),
    "day": (lambda a: Day(a.published, a.id), {"published": Published()}),
    "claim's words": (number_slot, {"text": "at least 32"}),
    "claim's value": (number_slot, {"value": 32}),
    "claim's lower bound": (number_slot, {"low": 30}),
    "claim's upper bound": (number_slot, {"high": 40}),
}


@pytest.mark.parametrize("what", SLOTS)
def test_slots_hold_or_are_refused(dated: Article, what: str) -> None:
    make, change = SLOTS[what]
    true = make(dated)

    held(House("{line}", (("line", true),)), dated)
    with pytest.raises(GateError):
        held(House("{line}", (("line", replace(true, **change)),)), dated)  # type: ignore[arg-type]


def test_a_source_that_is_not_the_stored_article_is_refused(dated: Article) -> None:
    source = replace(source_of(dated), outlet="Someone Else")

    with pytest.raises(GateError, match="Source"):
        check(Doc((), (source,)), {dated.id: dated})


@dataclass(frozen=True)
class Invented:
    """An answer that quotes what no article says."""

    words: Evidence

    def doc(self) -> Doc:
        return Doc((Note((self.words,)),))


def test_a_refused_answer_says_so_and_the_next_one_comes(
    ask: Ask, dated: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    invented = Answer("quotes", Invented(replace(at_least(dated), text="At most")))
    monkeypatch.setattr("handlers.render.present.answer", lambda *_: invented)
    refused = present(ask, "/quotes Marek")
    monkeypatch.undo()

    assert isinstance(refused.answer.value, Refused)
    assert "held back" in plain(refused.checked)
    assert present(ask, "/quotes Marek").ok


@dataclass(frozen=True)
class Listing:
    """Two items of which the second names a title that no article has."""

    article: Article

    def doc(self) -> Doc:
        true = Item((house.TITLE(title=Title(self.article.title or "", self.article.id)),))
        return Doc((true, Item((house.TITLE(title=Title("Another title", self.article.id)),))))


def test_one_part_that_does_not_hold_leaves_the_others(ask: Ask) -> None:
    found, _ = ask.library.articles()
    titled = next(article for article in found if article.title)

    presented = passed(ask, Answer("articles", Listing(titled)), "a test")

    assert (titled.title or "") in plain(presented.checked)
    assert "Another title" not in plain(presented.checked)
    assert "1 part held back" in plain(presented.checked)


def test_a_title_with_control_characters_is_shown_without_them(ask: Ask, dated: Article) -> None:
    named = replace(dated, metadata=replace(dated.metadata, title=Sourced("A \x1b[31m title", Origin.GIVEN)))
    (shown,) = title(source_of(named))

    held(shown, named)
    assert isinstance(shown, House)
    assert shown.text == "A [31m title"
