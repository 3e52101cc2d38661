"""What /digest tells, and what it leaves out."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from handlers.analysis.digest import chosen
from handlers.analysis.digest_news import NewDifference, NewFigure, News, NewStatement, NewStory
from handlers.commands.digest import DigestAnswer, digest_of
from handlers.news import Window
from handlers.registry import Ask
from handlers.render.plain import plain
from handlers.render.present import present
from store.desk_types import EVERYTHING, Target, Topic


def window(ask: Ask, seen: Mapping[str, str] | None = None, topic: Topic = EVERYTHING) -> Window:
    return Window(0, ask.library.news_state().linked, topic, seen=seen or {})


def everything(ask: Ask, topic: Topic = EVERYTHING) -> DigestAnswer:
    return digest_of(ask, window(ask, topic=topic), most=100)


def said(ask: Ask, line: str) -> str:
    return plain(present(ask, line).checked)


def test_digest_has_each_kind_of_news_in_turn(ask: Ask) -> None:
    answer = digest_of(ask, window(ask), most=4)

    assert [type(item) for item in answer.items] == [NewStory, NewFigure, NewStatement, NewDifference]
    assert (answer.total > 4, answer.more.startswith("/digest 0-")) == (True, True)


def test_digest_when_more_is_asked_for_holds_what_was_left_out(ask: Ask) -> None:
    short = digest_of(ask, window(ask), most=3)

    text = said(ask, short.more)

    assert text.count("•") == short.total
    assert "shown" not in text


def test_digest_cites_every_item(ask: Ask) -> None:
    lines = [line for line in said(ask, "/digest").split("Sources")[0].splitlines() if line.startswith("•")]
    text = said(ask, "/digest")

    assert lines
    assert text.count("[") >= len(lines) * 2 - 1


def test_digest_of_a_chat_leaves_out_what_it_has_seen(ask: Ask) -> None:
    first = digest_of(ask, window(ask), most=3)
    seen = {fact.key: fact.words for fact in first.facts}

    rest = digest_of(ask, window(ask, seen), most=100)

    assert not set(rest.facts) & set(first.facts)
    assert rest.total == everything(ask).total - 3


def test_digest_when_the_words_of_a_fact_changed_tells_it_again(ask: Ask) -> None:
    everything_seen = {fact.key: fact.words for fact in everything(ask).facts}
    figure = next(item for item in everything(ask).items if isinstance(item, NewFigure))
    seen = {**everything_seen, **{fact.key: "other words" for fact in figure.facts}}

    assert digest_of(ask, window(ask, seen)).items == (figure,)


def test_digest_when_everything_was_seen_is_empty(ask: Ask) -> None:
    seen = {fact.key: fact.words for fact in everything(ask).facts}

    answer = digest_of(ask, window(ask, seen))

    assert (answer.items, answer.total, answer.more) == ((), 0, "")


def test_digest_when_an_editor_chose_holds_only_that(ask: Ask) -> None:
    statement = next(item for item in everything(ask).items if isinstance(item, NewStatement))
    only = frozenset(fact.key for fact in statement.facts)

    assert digest_of(ask, replace(window(ask), only=only)).items == (statement,)


@pytest.mark.parametrize(
    ("line", "holds", "lacks"),
    [
        ("/digest roof", "The children counted", "sailors"),
        ("/digest Marek", "those guns", "Missing"),
        ("/digest 1996", "on “a war in 1996”", "Missing"),
        ("/digest volcano", "Nothing new in the folder since yesterday · “volcano”", "•"),
        ("/digest since 2024-02-01", "New in the folder since 1 February", "late"),
    ],
)
def test_digest_on_a_topic(ask: Ask, line: str, holds: str, lacks: str) -> None:
    text = said(ask, line)

    assert holds in text
    assert lacks not in text


def test_digest_of_a_story_keeps_to_it(ask: Ask) -> None:
    (school,), _ = ask.library.stories("school roof", limit=1)

    answer = everything(ask, Topic("roof", Target.STORY, school.id, school.title.text))

    assert {source.path for source in answer.doc().sources} == {"island-notes.txt"}


def test_digest_part_carries_its_own_facts(ask: Ask) -> None:
    whole = digest_of(ask, window(ask), most=4)

    first, last = whole.part(0, 2), whole.part(2, 4)

    assert (*first.facts, *last.facts) == whole.facts
    assert (first.more, last.more) == ("", whole.more)
    assert (first.goes_on, last.goes_on) == (False, True)


def test_chosen_when_one_kind_has_most_takes_from_the_others_too(ask: Ask) -> None:
    found = everything(ask).items
    statements: tuple[News, ...] = tuple(item for item in found if isinstance(item, NewStatement))

    assert len(statements) > 3
    assert any(not isinstance(item, NewStatement) for item in chosen(found, 3))
    assert chosen(found, 100) == found
    assert chosen((), 3) == ()
