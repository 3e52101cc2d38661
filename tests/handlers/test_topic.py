from datetime import date

import pytest

from handlers.analysis.topic import TopicStory, query_terms, terms, topic_stories

DAY = date(2024, 3, 3)
EGYPT = ("Crowds in Cairo filled the square.", "Egyptian judges met the crowds at the square.")
PERU = ("Miners in Lima blocked the railway.", "Peruvian ministers offered the miners a railway fund.")
UNNAMED = "Crowds filled the square again and the judges left."


def test_topic_stories_when_one_never_names_the_topic_still_finds_it() -> None:
    texts = (*EGYPT, UNNAMED, *PERU, "The miners unblocked the railway.")
    stories = [TopicStory(number, (text,), (DAY,)) for number, text in enumerate(texts)]

    assert topic_stories("egyptian crisis", stories) == (0, 1, 2)


@pytest.mark.parametrize("query", ["volcano", "the", ""])
def test_topic_stories_when_no_word_is_known_finds_none(query: str) -> None:
    stories = [TopicStory(number, (text,)) for number, text in enumerate((*EGYPT, *PERU))]

    assert topic_stories(query, stories) == ()


def test_terms_when_a_country_has_many_names_is_one() -> None:
    assert terms("Judges in Cairo") & terms("Egyptian crowds") == query_terms("egypt") == {"@egypt"}
    assert "am" in terms("Ana Marek spoke.")
