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
        "says the Velian navy",
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


def test_side_leaves_only_its_victims(ask: Ask) -> None:
    text = plain(present(ask, "/casualties ferry side Doran").checked)

    assert "Killed, Doran sailors" in text
    assert "Velian sailors" not in text
    assert "side “Doran”" in text


def test_side_without_figures_says_so(ask: Ask) -> None:
    text = plain(present(ask, "/casualties ferry side Atlantis").checked)

    assert "No casualty figures for the side “Atlantis” in these 3 articles." in text


@pytest.mark.parametrize("words", ["asof 2024-03-05", "as of 2024-03-05", "asof: 2024-03-05"])
def test_as_of_is_the_answer_as_it_stood(ask: Ask, words: str) -> None:
    text = plain(present(ask, f"/casualties ferry {words}").checked)

    assert "1 article · 1 outlet · as it stood on 5 March 2024" in text
    assert "At least 31" in text
    assert "About 40" not in text
    assert "2 articles without a date left out." in text


def test_as_of_a_day_before_all_articles_has_no_figures(ask: Ask) -> None:
    text = plain(present(ask, "/casualties ferry asof 2024-03-01").checked)

    assert text.startswith("No casualty figures found for “ferry” in these 3 articles.")


def test_figure_held_for_the_latest_is_marked_where_several_stand(ask: Ask) -> None:
    lines = plain(present(ask, "/casualties ferry").checked).splitlines()

    held = [line for line in lines if "held for the latest" in line]
    assert len(held) == 1
    assert held[0].startswith("  At least 31 · ")


def test_chart_is_asked_for_with_the_same_limits(ask: Ask) -> None:
    text = plain(present(ask, "/casualties ferry side Doran asof 2024-03-06").checked)

    assert "No casualty figures" in text  # Doran's losses stand in undated articles only
    assert "/casualties ferry chart side Doran" in plain(present(ask, "/casualties ferry side Doran").checked)


def test_chart_is_offered_at_the_end(answer: list[str]) -> None:
    offer = answer.index("Chart: /casualties chart")

    assert answer[offer - 1] == "Figures as claimed, never added up."


def test_as_of_takes_the_headline_from_an_article_of_that_time(ask: Ask) -> None:
    lines = plain(present(ask, "/casualties ferry asof 2024-03-03").checked).splitlines()
    whole = plain(present(ask, "/casualties ferry").checked).splitlines()

    assert lines[0] != whole[0]
