"""What a topic finds: stories about it, stories that only mention it, or the nearest word."""

import pytest

from handlers.analysis.repetition import says_again
from handlers.registry import Ask
from handlers.render.plain import plain
from handlers.render.present import present


@pytest.mark.parametrize(
    ("line", "sentence", "said"),
    [
        ("/summary ferry", "is only mentioned in these articles", False),
        ("/casualties ferry", "is only mentioned in these articles", False),
        ("/summary insurer", "“insurer” is only mentioned in these articles.", True),
        ("/casualties Vellian", "Did you mean /casualties Velian?", True),
        ("/quotes Marrek", "“Marrek”: taken as", False),
        ("/search ferry roof", "Only some of the words are in", True),
        ("/casualties since 2022-13-45", "The date “2022-13-45” is not clear.", True),
        ("/summary 1", "story 1", True),
        ("/timeline #2", "story 2", True),
        ("/casualties 99", "There is no story with the number 99.", True),
        ("/summary 1996", "There is no story", False),
        ("/summary Albatross one line", "Full: ", False),
        ("/summary front line", "“front line” is only mentioned", True),
        ("/summary since 2030-01-01", "None of the articles lies within these limits.", True),
        ("/summary since 2030-01-01", "more stor", False),
        ("/quotes Marek story abc", "“abc” is not the number of a story.", True),
        ("/quotes Marek about", "After “about” stands a topic.", True),
        ("/quotes Minister Ana Marek", "Ana Marek · ", True),
    ],
)
def test_answer_when_a_topic_is_typed(ask: Ask, line: str, sentence: str, said: bool) -> None:
    assert (sentence in plain(present(ask, line).checked)) is said


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("Premier Jonas Vell of Doran on Monday urged Velia to call talks on the strait with Karst.", True),
        ("Premier Jonas Vell of Doran opened a school near the harbour, to applause from teachers.", False),
    ],
)
def test_says_again_when_names_are_shared(other: str, same: bool) -> None:
    one = "Doran Premier Jonas Vell called for talks on the strait with Velia in Karst after shelling."
    assert says_again(one, other) is same
