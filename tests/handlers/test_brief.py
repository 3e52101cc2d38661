import pytest

from handlers.analysis.brief import BriefDoc, Budget, Weights, brief, says_again
from store.types import Sentence, Span

FERRY = "Patrol boats fired on the ferry Albatross in the strait, and its bridge burned."
FERRY_AGAIN = "The ferry Albatross burned in the strait after patrol boats fired on its bridge."
TRUCE = "Mediators in Karst announced a truce of ten days between both coastal capitals."
INSURER = "An insurer withdrew cover, so the company suspended its evening line to the islands."
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
    return [chosen.span.of(texts[chosen.article]) for chosen in brief(docs, budget)]


def test_brief_when_two_articles_say_the_same_takes_one() -> None:
    found = told(doc(1, FERRY, TRUCE), doc(2, FERRY_AGAIN, INSURER))

    assert len({FERRY, FERRY_AGAIN} & set(found)) == 1
    assert {TRUCE, INSURER} <= set(found)


def test_brief_when_words_are_equal_names_the_other_article() -> None:
    (chosen,) = brief((doc(1, FERRY), doc(2, FERRY)))

    assert (chosen.article, chosen.same) == (1, (2,))


@pytest.mark.parametrize(
    "docs",
    [
        (doc(1, FERRY, HE, dangling=HE),),
        (doc(1, HEADLINE, FERRY, headline=HEADLINE),),
        (doc(1, HEADLINE, FERRY),),
        (doc(1, FERRY, TRUCE, aside=TRUCE),),
        (doc(1, FERRY, "Ten days of truce."),),
        (doc(1, FERRY, "“Nobody closes a sea by speaking as loudly as they do."),),
    ],
    ids=["dangling", "headline", "no full stop", "set aside", "short", "half a quotation"],
)
def test_brief_when_a_sentence_does_not_stand_alone(docs: tuple[BriefDoc, ...]) -> None:
    assert told(*docs) == [FERRY]


@pytest.mark.parametrize(("budget", "length"), [(Budget(2), 2), (Budget(None, 20), 1), (Budget(None), 3)])
def test_brief_when_the_budget_is_small(budget: Budget, length: int) -> None:
    assert len(told(doc(1, FERRY, TRUCE, INSURER), budget=budget)) == length


def test_brief_when_the_best_sentence_is_a_quotation_opens_with_another() -> None:
    quotation = "“Patrol boats fired on the ferry in the strait, and its bridge burned,” she said."

    assert told(doc(1, quotation, TRUCE, INSURER))[0] == TRUCE


def test_brief_when_articles_have_ages_prefers_the_newer() -> None:
    old, new = doc(1, FERRY), doc(2, INSURER)
    dated = (BriefDoc(1, old.text, old.sentences, age=30), BriefDoc(2, new.text, new.sentences, age=0))

    (chosen,) = brief(dated, Budget(1), Weights(fade=5))

    assert chosen.article == 2


def test_brief_when_there_is_nothing() -> None:
    assert brief(()) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(FERRY, FERRY_AGAIN, True), (FERRY, TRUCE, False), (FERRY, FERRY, True), (TRUCE, "A truce.", False)],
)
def test_says_again_when_words_are_shared(one: str, other: str, same: bool) -> None:
    assert says_again(one, other) is same
