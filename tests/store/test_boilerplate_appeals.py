"""Appeals for money: taken whole, and never the news around them."""

import pytest

from store.extract.boilerplate import find_boilerplate
from tests.fakes.furniture import APPEALS, NEWS, PLEAS, furniture


@pytest.mark.parametrize("appeal", PLEAS, ids=lambda appeal: appeal[0][:30])
def test_find_boilerplate_takes_statements_and_figures_when_an_appeal_holds_them(
    appeal: tuple[str, ...],
) -> None:
    assert furniture(*NEWS, *appeal) == " ".join(appeal)


@pytest.mark.parametrize("appeal", PLEAS, ids=lambda appeal: appeal[0][:30])
@pytest.mark.parametrize(
    "news",
    [
        "The harbour police said 14 people were injured when a crane fell on Friday.",
        "VELIA, March 4 (Havenpress) — The crane fell again on Saturday.",
        "“We want an inquiry,” Brek told our reporter, and the mayor said that 3 dockers had died.",
    ],
)
def test_find_boilerplate_stops_when_news_follows_a_plea(appeal: tuple[str, ...], news: str) -> None:
    found = furniture(*NEWS, *appeal, news, NEWS[3])

    assert news not in found
    assert NEWS[3] not in found


OPINION = (
    "We have lost more than wages in this strike, and you know it.",
    "Our readers wrote to us about the crane; two of them were injured by it.",
    "“We were never asked,” one docker told our reporter.",
    "Support for the union is what we owe them. If we keep silent, 14 people will have died for nothing.",
)


@pytest.mark.parametrize("count", range(1, len(OPINION) + 1))
def test_find_boilerplate_leaves_an_opinion_when_it_speaks_of_us(count: int) -> None:
    assert furniture(NEWS[0], *OPINION[:count]) == ""
    assert furniture(NEWS[0], *OPINION, *PLEAS[1]) == " ".join(PLEAS[1])


@pytest.mark.parametrize("appeal", APPEALS, ids=lambda appeal: appeal[0])
def test_find_boilerplate_takes_the_whole_appeal_when_it_ends_the_article(appeal: tuple[str, ...]) -> None:
    assert furniture(*NEWS, *appeal) == " ".join(appeal)


@pytest.mark.parametrize("appeal", APPEALS, ids=lambda appeal: appeal[0])
def test_find_boilerplate_stops_when_news_follows_the_appeal(appeal: tuple[str, ...]) -> None:
    more = ("Police said 14 people were injured when a crane fell on Friday.", NEWS[3])

    assert furniture(*NEWS, *appeal, *more) == " ".join(appeal)


def test_find_boilerplate_finds_the_appeal_when_the_text_has_no_lines() -> None:
    appeal = " ".join(APPEALS[0])
    text = " ".join((*NEWS[1:], *NEWS[1:], *NEWS[1:], appeal))

    assert [span.of(text) for span in find_boilerplate(text)] == [appeal]


@pytest.mark.parametrize("appeal", PLEAS, ids=lambda appeal: appeal[0][:30])
def test_find_boilerplate_leaves_the_news_when_the_text_is_one_line(appeal: tuple[str, ...]) -> None:
    found = furniture(" ".join((*NEWS[1:], *appeal)))

    assert not any(news in found for news in NEWS)
