from datetime import date

import pytest

from handlers import house
from handlers.analysis.mentions import TimelineDoc
from handlers.analysis.timeline import LONG, Entry, chosen, timeline
from handlers.doc import Doc, Note
from handlers.registry import Ask
from handlers.render.gate import GateError, check
from handlers.slots import EventDay
from store.types import DatePrecision, Origin, Published, Sentence, Span

HIT = "Patrol boats fired on the ferry Albatross in the strait on Sunday, and its bridge burned."
HIT_AGAIN = "On Sunday the ferry Albatross burned in the strait after patrol boats fired on its bridge."
TRUCE = "Mediators in Karst announced a truce of ten days between both coastal capitals."
ROOF = "Fishing families on the island of Oss paid for the new roof of their school."
TALKS = "Envoys of both coastal capitals met in Karst last week to speak of the northern bank."
MONDAY = "Divers searched the sunken tugboat near the lighthouse on Monday and found nobody."
FRIDAY = "Customs officers in Lomar seized eleven crates of rifles on Friday before dawn."
CLOSED = "The strait was last closed in a war in 1996 that killed 5,200 people."
WORST = "It was the worst night there last week since a war in 1996 that left thousands dead."


def doc(number: int, *lines: str, day: date | None = None, war: str = "") -> TimelineDoc:
    text, sentences = "", list[Sentence]()
    for line in lines:
        span = Span(len(text), len(text) + len(line))
        sentences.append(Sentence(span, len(sentences)))
        text += f"{line}\n"
    published = Published(day, DatePrecision.DAY, Origin.GIVEN) if day else Published()
    wars = (Span(text.index(war), text.index(war) + len(war)),) if war else ()
    return TimelineDoc(number, text, tuple(sentences), published, f"origin {number}", wars=wars)


def words(entry: Entry) -> str:
    return " ".join(span.of(entry.main.doc.text) for span in entry.main.spans)


def test_timeline_when_two_articles_tell_one_event_has_one_entry_with_both() -> None:
    told = timeline([doc(1, HIT, day=date(2024, 3, 5)), doc(2, HIT_AGAIN, day=date(2024, 3, 4))])

    (entry,) = told.dated
    assert entry.when.day == date(2024, 3, 3)
    assert sorted(entry.articles) == [1, 2]


def test_timeline_when_an_undated_copy_tells_a_dated_event_has_one_entry_with_both() -> None:
    told = timeline([doc(1, HIT, ROOF, day=date(2024, 3, 5)), doc(2, HIT, TALKS)])

    assert [(words(entry), entry.articles) for entry in told.dated] == [(HIT, (1, 2))]
    assert [words(entry) for entry in told.undated] == [TALKS]


def test_timeline_when_one_day_has_two_events_keeps_both() -> None:
    day = date(2024, 3, 6)

    told = timeline([doc(1, TRUCE, day=day), doc(2, ROOF, day=day)])

    assert [(words(entry), entry.articles) for entry in told.dated] == [(TRUCE, (1,)), (ROOF, (2,))]


def test_timeline_when_an_earlier_day_was_named_puts_nothing_after_it_on_the_article_s_day() -> None:
    told = timeline([doc(1, HIT, ROOF, day=date(2024, 3, 5))])

    assert [words(entry) for entry in told.dated] == [HIT]


def test_timeline_when_articles_are_undated_keeps_their_order_whatever_weekday_they_name() -> None:
    told = timeline([doc(1, FRIDAY, MONDAY), doc(2, TALKS, ROOF)])

    assert told.dated == ()
    assert [words(entry) for entry in told.undated] == [FRIDAY, MONDAY, TALKS]


def test_timeline_when_articles_recall_a_war_tells_it_apart_from_its_name_on() -> None:
    told = timeline([doc(1, CLOSED), doc(2, WORST, war="a war in 1996")])

    (entry,) = told.recalled
    assert words(entry) == "a war in 1996 that left thousands dead."
    assert sorted(entry.articles) == [1, 2]
    assert [words(entry) for entry in told.undated] == [WORST]


def test_timeline_when_a_sentence_opens_with_a_war_tells_it_whole() -> None:
    line = "Not since the war of 1996, in which 5,200 people died, have both navies fought."

    (entry,) = timeline([doc(1, line, war="the war of 1996")]).recalled

    assert words(entry) == line


def test_timeline_when_limited_goes_by_the_day_of_the_event() -> None:
    docs = [doc(1, HIT, day=date(2024, 3, 5)), doc(2, TRUCE, day=date(2024, 3, 6)), doc(3, TALKS)]

    told = timeline(docs, since=date(2024, 3, 4))

    assert [words(entry) for entry in told.dated] == [TRUCE]
    assert told.undated == ()


def test_timeline_when_long_leaves_out_days_mentioned_in_passing() -> None:
    number = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
    days = [
        doc(
            n,
            f"Gate {number[n] * 5} of lock {number[n] * 7} opened for ships.",
            day=date.fromordinal(730_000 + 90 * n),
        )
        for n in range(1, LONG + 2)
    ]
    passing = doc(99, TRUCE, "The lighthouse of Oss had been painted on 1 May 2019.", day=date(2021, 9, 1))

    told = timeline([*days, passing])

    assert date(2019, 5, 1) not in {entry.when.day for entry in told.dated}
    assert len(told.dated) == LONG + 2


def test_chosen_when_there_is_room_for_few_takes_what_most_tell_in_order() -> None:
    day = date(2024, 3, 6)
    told = timeline([doc(1, HIT, day=date(2024, 3, 5)), doc(2, HIT_AGAIN, day=day), doc(3, TRUCE, day=day)])

    assert [sorted(entry.articles) for entry in chosen(told.dated, 1)] == [[1, 2]]


@pytest.mark.parametrize("day", [3, 4])
def test_gate_when_a_day_is_not_the_one_that_the_words_count_refuses(ask: Ask, day: int) -> None:
    article = next(a for a in ask.library.articles()[0] if "Albatross on Sunday" in a.text)
    sentence = Span(0, article.text.index("\n"))
    slot = EventDay(date(2024, 3, day), DatePrecision.DAY, article.id, sentence, counted=True)
    told = Doc((Note((house.EVENT_DAY(day=slot),)),))

    if day == 3:
        assert check(told, {article.id: article}).doc is told
    else:
        with pytest.raises(GateError):
            check(told, {article.id: article})
