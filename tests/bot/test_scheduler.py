"""From a file in the folder to messages in the outbox: daily, on news, drafts, and what is late."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.scheduler import SPREAD, run_every
from handlers.render.gate import Checked
from handlers.render.plain import plain
from store.desk_types import (
    Cadence,
    Chat,
    ChatType,
    NewSubscription,
    Page,
    Seen,
    Target,
    Topic,
)
from tests.fakes.pushing import COUNT, DAILY, FERRY, NEWS, SCHOOL, THIRD, Bench


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "articles"
    folder.mkdir()
    made = Bench(database_url, folder)
    yield made
    made.desk.close()
    made.library.close()


def test_daily_digest_names_what_is_new_and_no_more(bench: Bench) -> None:
    bench.desk.subscribe(DAILY)
    bench.put("count.txt", COUNT)
    bench.pass_to(8)

    (text,) = bench.tick()

    assert "New in the folder since" in text
    assert 'First words of Lev Oran here: "The strait is open to nobody,"' in text
    assert "Missing: Four [1], was Nine [2]" in text
    assert "Killed, sailors: 19 [1], was 12 [2] · says the navy" in text
    assert "Ana Marek" not in text
    assert bench.tick() == []


def test_digest_when_articles_word_it_differently_cites_each_with_its_own_words(bench: Bench) -> None:
    bench.desk.subscribe(DAILY)
    bench.put("count.txt", COUNT)
    bench.put("third.txt", THIRD)
    bench.pass_to(8)

    (text,) = bench.tick()

    assert re.search(r"Missing: four \[\d\], was Nine \[\d\] · says the port", text)
    assert re.search(r"other wording in \[\d\]: “Four people are missing”", text)


def test_daily_digest_when_nothing_is_new_is_silent_until_the_third_day(bench: Bench) -> None:
    bench.desk.subscribe(DAILY)

    said = []
    for _ in range(5):
        bench.pass_to(8)
        said.append(bench.tick())

    assert [len(texts) for texts in said] == [0, 0, 1, 0, 0]
    assert said[2][0].startswith("Nothing new in the folder since")


@pytest.mark.parametrize(("hour", "minute", "said"), [(8, 5, "on time"), (9, 0, "late"), (14, 1, "nothing")])
def test_daily_digest_when_the_desk_was_down(bench: Bench, hour: int, minute: int, said: str) -> None:
    made = bench.desk.subscribe(DAILY)
    bench.put("count.txt", COUNT)
    bench.pass_to(hour, minute, days=2)

    texts = bench.tick()

    found = {
        True: "nothing",
        False: "late" if "late: this was due today 08:00" in "".join(texts) else "on time",
    }
    assert found[not texts] == said
    following = bench.desk.subscription(made.id).next_run
    assert following is not None
    assert (following.hour, following > bench.clock.now) == (8, True)


def test_missed_digest_is_made_up_for_by_the_next(bench: Bench) -> None:
    bench.desk.subscribe(DAILY)
    bench.put("count.txt", COUNT)
    bench.pass_to(20)
    assert bench.tick() == []

    bench.pass_to(8)

    assert "Lev Oran" in bench.tick()[0]


def test_news_when_the_folder_is_quiet_is_one_message(bench: Bench) -> None:
    bench.desk.subscribe(NEWS)
    bench.put("count.txt", COUNT)
    bench.put("school.txt", SCHOOL)
    bench.clock.now = datetime.now(UTC) + timedelta(seconds=30)
    assert bench.tick() == []

    bench.clock.move(seconds=31)
    (text,) = bench.tick()

    assert "Doran Daily" in text
    assert "Island Notes" in text
    assert bench.tick() == []


@pytest.mark.parametrize("wanted", [DAILY, NEWS])
def test_subscription_when_paused_is_silent_and_then_names_what_came_meanwhile(
    bench: Bench, wanted: NewSubscription
) -> None:
    made = bench.desk.subscribe(wanted)
    bench.desk.suspend(made.chat, made.id)
    bench.put("count.txt", COUNT)
    bench.pass_to(8)
    assert bench.tick() == []

    bench.desk.suspend(made.chat, made.id, on=False)
    bench.pass_to(8)

    (digest,) = bench.tick()
    assert "Missing" in digest
    assert f"Pause: /subscriptions pause {made.id}" in digest


def test_news_when_a_copy_of_known_words_comes_is_silent_about_them(bench: Bench) -> None:
    bench.desk.subscribe(NEWS)
    bench.put("copy.txt", FERRY.replace("Harbour Post", "Doran Daily"))
    bench.clock.move(hours=1)

    (text,) = bench.tick()

    assert "1 more article on “Patrol boats stopped the ferry" in text
    assert "Killed" not in text
    assert "Marek" not in text
    assert "sailors" not in text


@pytest.mark.parametrize(
    ("topic", "said", "unsaid"),
    [
        (Topic("ferry"), "Lev Oran", "Lena Or"),
        (Topic("the school roof"), "Lena Or", "Lev Oran"),
        (Topic("Lev Oran"), "Missing", "Lena Or"),
    ],
)
def test_news_on_a_topic(bench: Bench, topic: Topic, said: str, unsaid: str) -> None:
    bench.desk.subscribe(NewSubscription(7, Cadence.NEW, topic=topic))
    bench.put("count.txt", COUNT)
    bench.put("school.txt", SCHOOL)
    bench.clock.move(hours=1)

    (text,) = bench.tick()

    assert said in text
    assert unsaid not in text


def test_news_on_a_person_is_what_they_say(bench: Bench) -> None:
    (marek,) = bench.library.find_person("Marek").found
    topic = Topic("Marek", Target.PERSON, marek.id, marek.name)
    bench.desk.subscribe(NewSubscription(7, Cadence.NEW, topic=topic))
    bench.put("count.txt", COUNT)
    bench.clock.move(hours=1)
    assert bench.tick() == []

    bench.put(
        "later.txt", 'The ferry sails again.\n\n"The guns are gone," Foreign Minister Ana Marek said.\n'
    )
    bench.clock.move(hours=1)
    (text,) = bench.tick()

    assert "Ana Marek: " in text
    assert "First words" not in text


def test_fact_whose_message_was_lost_comes_again(bench: Bench) -> None:
    bench.desk.subscribe(DAILY)
    bench.put("count.txt", COUNT)
    bench.pass_to(8)
    bench.tick()
    (part,) = bench.waiting()
    bench.desk.take(part.id)
    bench.desk.unclear(part.id, "timed out")

    bench.pass_to(8)
    assert "Lev Oran" in bench.tick()[0]

    bench.arrive()
    bench.pass_to(8)
    assert bench.tick() == []


def test_two_subscriptions_of_one_chat_do_not_say_a_thing_twice(bench: Bench) -> None:
    bench.desk.subscribe(DAILY)
    bench.desk.subscribe(NEWS)
    bench.put("count.txt", COUNT)
    bench.pass_to(8)

    texts = bench.tick()

    assert sum("Lev Oran" in text for text in texts) == 1


def test_subscription_that_fails_holds_up_no_other(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bench.desk.meet(Seen(-30, ChatType.GROUP, "Harbour watch"))
    bench.desk.subscribe(DAILY)
    bench.desk.subscribe(NewSubscription(-30, Cadence.DAILY, at="08:00", zone="UTC"))
    bench.put("count.txt", COUNT)
    bench.pass_to(8)
    seen = bench.desk.seen
    monkeypatch.setattr(bench.desk, "seen", lambda chat: seen(chat) if chat == -30 else 1 / 0)

    assert len(bench.tick()) == 1
    assert "subscription 1 could not be served" in caplog.text


def test_long_digest_is_cut_between_items(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def small(checked: Checked, chat: Chat) -> Sequence[Page]:
        text = plain(checked)
        return (Page(text),) * (2 if text.count("•") > 1 else 1)

    monkeypatch.setattr(bench, "render", small)
    monkeypatch.setattr(bench.ticker._composer, "_render", small)
    bench.desk.subscribe(DAILY)
    bench.put("count.txt", COUNT)
    bench.pass_to(8)

    texts = bench.tick()

    assert len(texts) > 2
    assert all(text.count("•") == 1 for text in texts)
    facts = [fact for part in bench.waiting() for fact in part.facts]
    assert len(facts) == len(set(facts)) > 2
    assert [text.startswith("New in the folder, continued") for text in texts[:2]] == [False, True]


# --- the tick itself --------------------------------------------------------------------------


def test_tick_runs_at_once_and_again() -> None:
    times: list[float] = []
    enough = asyncio.Event()

    async def work() -> None:
        times.append(asyncio.get_running_loop().time())
        if len(times) == 3:
            enough.set()

    async def run() -> None:
        running = asyncio.create_task(run_every(0.05, work))
        await asyncio.wait_for(enough.wait(), 10)
        running.cancel()

    asyncio.run(run())

    assert len(times) == 3


def test_tick_when_the_one_before_is_at_work_is_passed_over_quietly(
    caplog: pytest.LogCaptureFixture,
) -> None:
    at_work: list[int] = []
    enough = asyncio.Event()

    async def work() -> None:
        at_work.append(sum(at_work) + 1)
        await asyncio.sleep(0.3)
        at_work.append(-1)
        if len(at_work) == 6:
            enough.set()

    async def run() -> None:
        running = asyncio.create_task(run_every(0.05, work))
        await asyncio.wait_for(enough.wait(), 10)
        running.cancel()

    asyncio.run(run())

    assert at_work[:6] == [1, -1] * 3  # a fourth run may have begun
    assert not [line for line in caplog.messages if "maximum number of running instances" in line]


def test_daily_runs_of_one_minute_are_spread_over_it(bench: Bench) -> None:
    made = [bench.desk.subscribe(replace(DAILY, chat=chat)) for chat in range(100, 200)]
    assert made[0].next_run is not None
    bench.clock.now = made[0].next_run

    served = []
    for _ in range(SPREAD):
        served.append(len(bench.ticker.jobs()))
        bench.clock.move(seconds=1)

    assert [after - before for before, after in pairwise(served)] == [2] * (SPREAD - 1)
    assert (served[0], served[-1]) == (2, 100)


def test_channel_without_an_editor_keeps_its_news_and_asks_no_more(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.desk.meet(Seen(-50, ChatType.CHANNEL, "Strait Watch"))
    made = bench.desk.subscribe(NewSubscription(-50, Cadence.NEW))
    bench.put("count.txt", COUNT)
    bench.clock.move(hours=1)

    assert [bench.tick() for _ in range(3)] == [[], [], []]
    assert bench.desk.subscription(made.id) == made
    assert caplog.text.count("nobody to show a draft to") == 1

    bench.desk.appoint([7])
    assert bench.tick()[0].startswith("Draft for Strait Watch")
