"""Channels get a draft first: what its buttons do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.desk_types import Cadence, ChatType, NewSubscription, Seen
from tests.fakes.pushing import COUNT, Bench


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "articles"
    folder.mkdir()
    made = Bench(database_url, folder)
    yield made
    made.desk.close()
    made.library.close()


@pytest.fixture
def channel(bench: Bench) -> int:
    bench.desk.meet(Seen(-50, ChatType.CHANNEL, "Strait Watch"), by=7)
    bench.desk.subscribe(NewSubscription(-50, Cadence.DAILY, at="08:00", zone="UTC", by=7))
    bench.put("count.txt", COUNT)
    bench.pass_to(8)
    return -50


def press(bench: Bench) -> dict[str, str]:
    """The meanings of the buttons under the draft, by their labels."""
    last = bench.waiting()[-1]
    buttons = (button for row in last.page.buttons for button in row)
    return {button.text: (bench.desk.pressed(button.data) or {})["draft"] for button in buttons}


def test_channel_gets_a_draft_first(bench: Bench, channel: int) -> None:
    (shown,) = bench.tick()

    heading, _, preview = shown.partition("\n\n")
    assert heading.startswith("Draft for Strait Watch")
    assert "today" not in preview  # it may be posted tomorrow
    assert {part.chat for part in bench.waiting()} == {7}
    buttons = press(bench)
    assert list(buttons) == ["Post", "Post silently", "Change", "Skip"]

    assert bench.editor.post(buttons["Post"], by=7)
    posted = [part for part in bench.waiting() if part.chat == channel]
    assert [part.page.html for part in posted] == [preview]
    assert posted[0].facts


def test_channel_that_is_automatic_gets_its_post(bench: Bench, channel: int) -> None:
    bench.desk.set_automatic(channel, on=True)

    bench.tick()

    assert {part.chat for part in bench.waiting()} == {channel}


def test_draft_when_an_item_is_left_out_is_shown_again(bench: Bench, channel: int) -> None:
    bench.tick()
    key = press(bench)["Change"]
    choice = next(choice for choice in bench.editor.choices(key) if "open to nobody" in choice.words)

    assert bench.editor.leave_out(key, 7, choice)

    assert bench.editor.choices(key) == ()
    again = press(bench)["Post"]
    assert again != key
    bench.editor.post(again, by=7)
    (posted,) = (part for part in bench.waiting() if part.chat == channel)
    assert "open to nobody" not in posted.page.html
    assert "Missing" in posted.page.html


def test_draft_when_its_articles_stand_is_as_it_was(bench: Bench, channel: int) -> None:
    bench.tick()

    assert not bench.editor.renew(press(bench)["Post"], by=7)


def test_draft_when_a_figure_was_revised_is_shown_again_without_it(bench: Bench, channel: int) -> None:
    bench.tick()
    key = press(bench)["Post"]

    bench.put("count.txt", COUNT.replace("Exactly 19", "Exactly 21"))

    assert bench.editor.renew(key, by=7)
    (left,) = bench.desk.drafts()
    assert "Killed, sailors: 19" in bench.desk.draft(key).parts[0].page.html
    assert "Killed" not in left.parts[0].page.html
    assert "Missing" in left.parts[0].page.html


def test_draft_when_its_article_was_withdrawn_is_skipped(bench: Bench, channel: int) -> None:
    bench.tick()
    key = press(bench)["Post"]
    (bench.folder / "count.txt").unlink()
    bench.library.ingest(bench.folder, allow_removals=True)

    assert bench.editor.renew(key, by=7)

    assert bench.desk.drafts() == ()
    assert not bench.editor.post(key, by=7)


def test_draft_when_its_last_item_is_left_out_is_skipped(bench: Bench, channel: int) -> None:
    bench.tick()
    key: str | None = press(bench)["Change"]

    while key and (choices := bench.editor.choices(key)):
        bench.editor.leave_out(key, 7, choices[0])
        drafts = bench.desk.drafts()
        key = drafts[0].key if drafts else None

    assert bench.desk.drafts() == ()
    assert not any(part.chat == channel for part in bench.waiting())
