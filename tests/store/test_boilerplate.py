"""Page furniture by rules: what is taken, and above all what is not."""

import pytest

from store.extract.boilerplate import candidate_lines, find_boilerplate
from store.extract.layout import find_layout, has_content
from tests.fakes.furniture import APPEALS, NEWS, TAILS, furniture


@pytest.mark.parametrize("tail", TAILS, ids=lambda tail: tail[0][:30])
def test_find_boilerplate_takes_lines_when_they_follow_the_news(tail: tuple[str, ...]) -> None:
    found = furniture(*NEWS, *tail)

    assert found == " ".join(tail)


def test_find_boilerplate_leaves_news_under_a_count_of_comments() -> None:
    assert furniture(NEWS[0], NEWS[1], "12 Comments", *NEWS[2:]) == "12 Comments"


@pytest.mark.parametrize(
    "line",
    [
        "The Red Shell charity received 3,000 donations for the dockers' families.",
        "Donations can be made at any branch of the Velia Savings Bank, the union said.",
        "The foreign minister appealed to donors for help in rebuilding the harbour.",
        "Subscriptions to the daily fell by a fifth after the newsletter was closed.",
        '"Support us, stand with us, donate what you can," the mayor told the crowd.',
        "“We need your help. Every contribution makes a difference,” Brek wrote to his members.",
        "The opposition asked readers of its newsletter to support independent journalism.",
        "The editor of the Lantern was arrested on Friday, his lawyer said.",
        "A message from the prime minister was read out to the dockers.",
        "Follow the money, the prosecutor told the court on Tuesday.",
        "More from the same region arrived on Sunday, and 12 people died, officials said.",
        "By Friday the talks had failed.",
        "Photos of the crane, taken by a passer-by, showed 14 people injured.",
        "The minister did not comment.",
        "Copyright law was the second point of the talks.",
        "The report was published in a weekly paper, which cited the port's own figures.",
        "Share prices fell in Velia after the announcement.",
        "Related charges against two former directors were dropped in May.",
        "We will continue our work, Brek said.",
        "Readers will remember the strike of 1996.",
        "Anyone with information is asked to call the harbour police.",
        "Watch officers on the bridge saw the crane fall.",
        "Read the letter as a warning, one diplomat said.",
    ],
)
def test_find_boilerplate_leaves_lines_when_they_are_news(line: str) -> None:
    assert furniture(*NEWS, line, NEWS[3]) == ""
    assert furniture(*NEWS, line) == ""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Advertisement", "Advertisement"),
        ("Article continues below", "Article continues below"),
        ("READ ALSO: Port director resigns", "READ ALSO: Port director resigns"),
        ("The crane fell at noon. (Photo: Ana Lund)", "(Photo: Ana Lund)"),
        (
            "The talks go on. (Writing by Piet Moor; Editing by Ana Lund)",
            "(Writing by Piet Moor; Editing by Ana Lund)",
        ),
    ],
)
def test_find_boilerplate_takes_parts_when_they_stand_in_the_middle(line: str, found: str) -> None:
    assert furniture(*NEWS, line, NEWS[3]) == found


def test_find_boilerplate_takes_head_lines_when_they_surround_the_headline() -> None:
    text = "\n".join(("Skip to content", NEWS[0], "By Ana Lund", "Published: 3 March 2023", *NEWS[1:]))

    assert [span.of(text) for span in find_boilerplate(text)] == [
        "Skip to content",
        "By Ana Lund\nPublished: 3 March 2023",
    ]


@pytest.mark.parametrize("headline", ["More on the harbour strike", "Watch: Crane falls in Velia"])
def test_find_boilerplate_leaves_the_headline_when_it_reads_like_a_link(headline: str) -> None:
    assert furniture(headline, *NEWS[1:]) == ""


def test_has_content_is_false_when_all_is_furniture() -> None:
    text = "\n".join((*APPEALS[2], "© 2023 Harbour Post. All rights reserved."))

    assert not has_content(text, find_layout(text))
    assert has_content("\n".join(NEWS), find_layout("\n".join(NEWS)))


def test_candidate_lines_leave_out_statements_and_figures_when_they_repeat() -> None:
    text = "\n\n".join((*NEWS, "Velia lies at  the mouth of the Orn.", "The 1996 strike ended badly."))

    keys = [key for key, _ in candidate_lines(text, find_layout(text))]

    assert keys == [NEWS[1].lower(), "velia lies at the mouth of the orn."]
