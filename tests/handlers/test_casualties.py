"""What /casualties says of figures; which figures agree is tests/handlers/test_toll.py's matter."""

import pytest

from handlers.registry import Ask
from handlers.render.plain import plain
from handlers.render.present import present


@pytest.fixture(scope="module")
def answer(ask: Ask) -> list[str]:
    return plain(present(ask, "/casualties").checked).splitlines()


def after(answer: list[str], heading: str) -> list[str]:
    """The indented lines under a heading."""
    start = answer.index(heading) + 1
    end = next(n for n in range(start, len(answer)) if not answer[n].startswith("  "))
    return answer[start:end]


def test_figures_stand_from_lowest_to_highest_with_their_words(answer: list[str]) -> None:
    lines = after(answer, "Killed, everyone")

    assert lines[0].startswith("  At least 31 · “At least 31 people were killed” [")
    assert lines[1].startswith("  About 40 · “About 40 people died” [")
    assert lines[2].strip() == "these can all be true"


def test_claimants_are_named_where_the_article_names_them(answer: list[str]) -> None:
    lines = after(answer, "Killed, Doran sailors")

    assert [line.split(" · ")[-1] for line in lines] == [
        "says Doran's defence ministry",
        "says Velian navy",
        "   cannot both be true",
    ]


def test_earlier_wars_stand_apart_and_last(answer: list[str]) -> None:
    start = answer.index("Earlier wars, as the articles recall")

    assert "5,200" in "".join(answer[start:])
    assert "5,200" not in "".join(answer[:start])


def test_nothing_is_added_up(answer: list[str]) -> None:
    assert "Figures as claimed, never added up." in answer
    assert not any(word in "".join(answer) for word in ("total", "71", "Total"))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/casualties volcano", "Nothing in these 4 articles fits “volcano”."),
        ("/casualties school", "No casualty figures found for “school” in this article."),
        ("/casualties ferry since 2024-04-01", "2 articles without a date left out."),
    ],
)
def test_a_miss_says_what_was_searched(ask: Ask, line: str, sentence: str) -> None:
    assert sentence in plain(present(ask, line).checked)
