from dataclasses import replace

import pytest

from handlers.analysis.brief import Brief, BriefDoc, Budget, brief
from handlers.analysis.repetition import says_again
from store.types import Sentence, Span

FERRY = "Patrol boats fired on the ferry Albatross in the strait, and its bridge burned."
FERRY_AGAIN = "The ferry Albatross burned in the strait after patrol boats fired on its bridge."
TRUCE = "Mediators in Karst announced a truce of ten days between both coastal capitals."
INSURER = "An insurer withdrew cover, so the company suspended its evening line to the islands."
FERRY_LATER = "The ferry Albatross lay in the strait on Monday, its bridge burned by the patrol boats."
SCHOOL = "Fishing families paid for the new roof of the school on the island of Oss."
HARBOUR = "Cranes at Karst harbour stopped after dockers there refused to unload grain."
SEVEN = Budget(7)
HE = "He said that nobody on the northern bank had ordered any of this shooting."
HEADLINE = "Boats fire on ferry in strait as talks in Karst go on for days"


def doc(number: int, *lines: str, dangling: str = "", headline: str = "", aside: str = "") -> BriefDoc:
    text, sentences, hidden = "", list[Sentence](), list[Span]()
    for line in lines:
        span = Span(len(text), len(text) + len(line))
        sentences.append(Sentence(span, -1 if line == headline else len(sentences), line == dangling))
        hidden += [span] if line == aside else []
        text += f"{line}\n"
    return BriefDoc(number, text, tuple(sentences), f"outlet {number}", aside=tuple(hidden))


def told(*docs: BriefDoc, budget: Budget = SEVEN) -> list[str]:
    texts = {doc.article: doc.text for doc in docs}
    return [chosen.span.of(texts[chosen.article]) for chosen in brief(docs, budget).sentences]


def test_brief_when_two_articles_say_the_same_takes_one() -> None:
    found = told(doc(1, FERRY, TRUCE), doc(2, FERRY_AGAIN, INSURER))

    assert len({FERRY, FERRY_AGAIN} & set(found)) == 1
    assert {TRUCE, INSURER} <= set(found)


def test_brief_when_words_are_equal_names_the_other_article() -> None:
    (chosen,) = brief((doc(1, FERRY), doc(2, FERRY))).news

    assert (chosen.article, chosen.same) == (1, (2,))


@pytest.mark.parametrize(
    "docs",
    [
        (doc(1, FERRY, HE, dangling=HE),),
        (doc(1, HEADLINE, FERRY, headline=HEADLINE),),
        (doc(1, HEADLINE, FERRY),),
        (doc(1, FERRY, TRUCE, aside=TRUCE),),
        (doc(1, FERRY, "Ten days of truce."),),
        (doc(1, FERRY, "The report said that guns on the northern bank had fired first at dawn."),),
        (doc(1, FERRY, "“Nobody closes a sea by speaking as loudly as they do."),),
    ],
    ids=["dangling", "headline", "no full stop", "set aside", "short", "the report", "half a quotation"],
)
def test_brief_when_a_sentence_does_not_stand_alone(docs: tuple[BriefDoc, ...]) -> None:
    assert told(*docs) == [FERRY]


@pytest.mark.parametrize(("budget", "length"), [(Budget(2), 2), (Budget(None, 20), 1), (Budget(None), 3)])
def test_brief_when_the_budget_is_small(budget: Budget, length: int) -> None:
    assert len(told(doc(1, FERRY, TRUCE, INSURER), budget=budget)) == length


def test_brief_when_the_best_sentence_is_a_quotation_opens_with_another() -> None:
    quotation = "“Patrol boats fired on the ferry in the strait, and its bridge burned,” she said."

    assert told(doc(1, quotation, TRUCE, INSURER))[0] == TRUCE


def test_brief_when_a_story_is_long_prefers_the_newer() -> None:
    days = [doc(1, FERRY), doc(2, TRUCE), doc(3, INSURER), doc(4, SCHOOL), doc(5, HARBOUR)]
    dated = [replace(one, age=age) for one, age in zip(days, (40.0, 30.0, 20.0, 10.0, 0.0), strict=True)]

    assert told(*dated, budget=Budget(1)) == [HARBOUR]
    assert told(*dated)[1:] == [SCHOOL, INSURER, TRUCE, FERRY]


def test_brief_when_an_outlet_is_loud_goes_by_outlets() -> None:
    loud = [replace(doc(n, INSURER, f"Word {n} of it."), outlet="Doran Daily", origin="1") for n in (1, 2, 3)]
    others = [replace(doc(n, text), outlet=f"outlet {n}") for n, text in ((4, FERRY), (5, FERRY_LATER))]

    assert told(*loud, *others, budget=Budget(1))[0] in (FERRY, FERRY_LATER)


def test_brief_when_a_sentence_recalls_puts_it_under_before() -> None:
    recalled = "The strait was last closed to ferries of both capitals in 1996."
    year = Span(len(FERRY) + 1 + recalled.index("1996"), len(FERRY) + 1 + recalled.index("1996") + 4)
    told_of = brief([replace(doc(1, FERRY, recalled), earlier=(year,))])

    assert [chosen.index for chosen in told_of.news] == [0]
    assert [chosen.index for chosen in told_of.before] == [1]


def test_brief_when_voices_are_wanted_adds_speakers_not_heard() -> None:
    spoken = "Captain Jonas Vell said that nobody had warned him before the first shot."
    said = Span(len(FERRY) + 1, len(FERRY) + 1 + len(spoken))
    article = replace(doc(1, FERRY, spoken), said=((said, "Jonas Vell"),))

    found = brief([article], Budget(1, voices=1))

    assert [chosen.index for chosen in (*found.news, *found.voices)] == [0, 1]


def test_brief_when_figures_were_told_takes_no_second_sentence_with_them() -> None:
    first = "At least 31 people were killed in the strait when patrol boats fired on the ferry."
    again = "Rescuers in the strait counted 31 people killed when boats fired."
    figures = Span(9, 18), Span(len(first) + 1 + 31, len(first) + 1 + 40)
    article = replace(doc(1, first, again, TRUCE), facts=figures, figures=(31, 31))

    assert told(article) == [first, TRUCE]


def test_brief_when_there_is_nothing() -> None:
    assert brief(()) == Brief()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(FERRY, FERRY_AGAIN, True), (FERRY, TRUCE, False), (FERRY, FERRY, True), (TRUCE, "A truce.", False)],
)
def test_says_again_when_words_are_shared(one: str, other: str, same: bool) -> None:
    assert says_again(one, other) is same
