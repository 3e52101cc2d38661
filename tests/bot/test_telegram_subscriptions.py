"""Subscriptions, receipts and files of owners, through the real bot."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.receipts import queue_receipts
from bot.scheduler import Rules
from bot.services import Services
from bot.telegram_codes import AskFor, encode
from bot.telegram_files import put, safe_name
from store.desk_types import Cadence, ChatType, NewSubscription, PartState, Seen
from store.library import Library
from store.types import FileReport, IngestReport, Outcome
from tests.bot.conftest import Telegram
from tests.fakes.botapi import Channel, Group, PrivateChat
from tests.fakes.readers import Inline, InlineReaders


def test_subscribe_when_asked_in_a_private_chat_is_made_for_it(telegram: Telegram) -> None:
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))

    chat.say("/subscribe daily 08:00 Europe/Berlin ferry")

    telegram.api.wait(lambda: chat.messages)
    (made,) = telegram.office.desk.subscriptions(chat.id)
    assert (made.at, made.zone, made.topic.words, made.by) == (
        "08:00",
        "Europe/Berlin",
        "ferry",
        chat.user.id,
    )


@pytest.mark.parametrize("who", ["member", "administrator", "anonymous"])
def test_subscribe_when_asked_in_a_group_takes_an_administrator(telegram: Telegram, who: str) -> None:
    telegram.open()
    anna = telegram.api.user("Anna")
    admins = [] if who == "member" else [anna]
    group: Group = telegram.api.group("Newsroom", [anna], admins, topics=["Straits"])

    group.say(anna, "/subscribe new", topic="Straits", anonymous=who == "anonymous")

    telegram.api.wait(lambda: group.messages)
    made = telegram.office.desk.subscriptions(group.id)
    assert [s.thread for s in made] == ([] if who == "member" else [group.topic("Straits").id])


NOTE = "date left out: “31.31.2022” not understood"


def report_of(*files: FileReport) -> IngestReport:
    return IngestReport(files)


def test_receipt_when_files_were_read_is_queued_for_owners_who_want_it(telegram: Telegram) -> None:
    bot = telegram.start(telegram.office)
    owner, other = telegram.owner(), telegram.owner()
    telegram.office.desk.set_receipts(other.id, on=False)
    bot.begun.wait(5)
    assert bot.running is not None
    (article,), _ = telegram.office.library.articles(limit=1)
    batch = report_of(
        FileReport(article.path, Outcome.ADDED, article.id, notes=(NOTE,), quotes=6, claims=4),
        FileReport("scan.txt", Outcome.REJECTED, why="not text but a PDF"),
        FileReport("same.txt", Outcome.UNCHANGED, article.id),
    )

    queued = queue_receipts(bot.running.clerk, batch)

    (part,) = telegram.office.desk.parts(PartState.PENDING)
    assert (queued, part.chat) == (1, owner.id)
    lines = part.page.html.splitlines()
    assert lines[:3] == ["<b>1 file read, 1 rejected</b>", "scan.txt", " rejected: not text but a PDF"]
    assert lines[3] == article.path
    assert "Harbour Post (given) · 5 March 2024 (given) · 6 statements, 4 figures" in lines[4]
    assert lines[5].strip() == NOTE


def test_receipt_when_nothing_happened_is_none(telegram: Telegram) -> None:
    bot = telegram.start(telegram.office)
    telegram.owner()
    bot.begun.wait(5)
    assert bot.running is not None

    assert queue_receipts(bot.running.clerk, report_of(FileReport("a.txt", Outcome.UNCHANGED, 1))) == 0


def test_file_when_an_owner_sends_it_goes_into_the_folder(telegram: Telegram, tmp_path: Path) -> None:
    telegram.start(replace(telegram.office, folder=tmp_path))
    owner = telegram.owner()

    owner.send_document("../harbour.txt", b"Words.")
    telegram.api.wait(lambda: owner.messages)
    owner.send_document("page.exe", b"MZ")
    telegram.api.wait(lambda: len(owner.messages) == 2)

    assert (tmp_path / "harbour.txt").read_bytes() == b"Words."
    refused = "page.exe was not kept: only .txt and .md files are read"
    assert owner.texts == ["harbour.txt is in the folder.", refused]


def test_file_when_somebody_else_sends_it_is_not_kept(telegram: Telegram, tmp_path: Path) -> None:
    telegram.start(replace(telegram.office, folder=tmp_path / "seeds", open_to_all=True))
    (tmp_path / "seeds").mkdir()
    chat = telegram.api.private(telegram.api.user("Eve"))

    chat.send_document("harbour.txt", b"Words.")

    telegram.api.quiet()
    assert not [*(tmp_path / "seeds").iterdir()]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a.txt", "a.txt"),
        ("../../etc/passwd.txt", "etc_passwd.txt"),
        ("c:\\new\\b.html", "c_new_b.html"),
        ("<i>report</i>.txt", "i_report_i.txt"),
        ("5/2024: losses?.md", "5_2024_ losses.md"),
        (".hidden.txt", "hidden.txt"),
        ("..", ""),
        ("", ""),
        ("line\nbreak.txt", "linebreak.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
    ],
)
def test_name_of_a_file_when_it_comes_from_outside_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_file_when_its_name_is_taken_gets_a_number(tmp_path: Path) -> None:
    names = [put(tmp_path, "a.txt", content).name for content in (b"one", b"two", b"one", b"two")]

    assert names == ["a.txt", "a (2).txt", "a.txt", "a (2).txt"]


def test_channel_when_admitted_is_set_up_from_the_private_chat(telegram: Telegram) -> None:
    telegram.start(telegram.office)
    owner, channel = telegram.owner(), telegram.api.channel("Strait Watch", bot_rights=None)
    owner.say("/help")
    telegram.api.wait(lambda: owner.messages)
    channel.promote_bot(owner.user)
    telegram.api.wait(lambda: len(owner.messages) == 2)
    owner.press(owner.last, "Admit")
    telegram.api.wait(lambda: owner.last.text == "Admitted: Strait Watch")

    owner.press(owner.last, "Digest for it")
    telegram.api.wait(lambda: len(owner.messages) == 3)
    owner.press(owner.last, "When new files bring something")

    telegram.api.wait(lambda: len(owner.messages) == 4)
    (made,) = telegram.office.desk.subscriptions(channel.id)
    assert made.by == owner.id
    assert not channel.messages


def test_other_chat_when_a_stranger_wants_to_set_it_up_stays_as_it_is(telegram: Telegram) -> None:
    telegram.open()
    group = telegram.api.group("Newsroom", [telegram.owner().user])
    telegram.office.desk.meet(Seen(group.id, ChatType.GROUP, "Newsroom"))
    eve = telegram.api.private(telegram.api.user("Eve"))
    eve.say("/search")
    telegram.api.wait(lambda: eve.messages)
    eve.last.buttons[0].raw["callback_data"] = encode(AskFor("/subscribe new", group.id))

    eve.press(eve.last, "/search insurer")

    telegram.api.wait(lambda: len(eve.messages) == 2)
    assert eve.last.text == "Only an owner of the desk can do that."
    assert not telegram.office.desk.subscriptions(group.id)


@dataclass
class Draft:
    """A draft in its editor's private chat."""

    editor: PrivateChat
    channel: Channel

    def press(self, telegram: Telegram, label: str) -> str:
        """Press under the newest message that has such a button; the notice shown."""
        message = next(m for m in reversed(self.editor.messages) if label in [b.text for b in m.buttons])
        press = self.editor.press(message, label)
        telegram.api.wait(lambda: press.answered)
        return press.text


@pytest.fixture
def draft(telegram: Telegram, tmp_path: Path) -> Draft:
    """A channel that hears of new files, after two came: its owner has a draft."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    library = Library.open(f"sqlite:///{tmp_path / 'chats.db'}", InlineReaders)
    rules = Rules(settle=timedelta(seconds=1))
    services = Services(seeds, Inline(library, seeds), rules, lambda: None)  # type: ignore[arg-type]
    office = replace(telegram.office, library=library)
    owner, channel = telegram.owner(), telegram.api.channel("Strait Watch")
    office.desk.meet(Seen(channel.id, ChatType.CHANNEL, "Strait Watch"), owner.id)
    office.desk.admit(channel.id, owner.id)
    office.desk.set_receipts(owner.id, on=False)
    telegram.start(office, services.run)
    owner.say("/help")
    telegram.api.wait(lambda: owner.messages)
    office.desk.subscribe(NewSubscription(channel.id, Cadence.NEW, by=owner.id))
    (seeds / "a.txt").write_text(
        "At least 12 people died on Monday, the navy said.\n\n“We will talk,” said Minister Ana Marek.\n",
        "utf-8",
    )
    telegram.api.wait(lambda: "Post" in [b.text for m in owner.messages for b in m.buttons], 15)
    return Draft(owner, channel)


@pytest.mark.slow
@pytest.mark.parametrize("label", ["Post", "Post silently", "Skip"])
def test_draft_when_decided_says_so_in_its_place(telegram: Telegram, draft: Draft, label: str) -> None:
    telegram.office.desk.set_timezone(draft.editor.id, "Europe/Berlin")
    before = draft.editor.last.text
    assert before.startswith("Draft for Strait Watch, as its readers will see it:\n\nNew in the folder")

    done = draft.press(telegram, label).removesuffix(".")

    telegram.api.wait(lambda: draft.editor.last.text != before)
    assert draft.editor.last.text.startswith(f"{before}\n\n{done} ")
    assert re.search(r" \d?\d:\d\d CES?T\.$", draft.editor.last.text)
    assert all(button.url for button in draft.editor.last.buttons)


@pytest.mark.slow
def test_draft_when_posted_goes_to_the_channel_once(telegram: Telegram, draft: Draft) -> None:
    assert draft.press(telegram, "Post") == "Posted."

    telegram.api.wait(lambda: draft.channel.messages)
    telegram.api.quiet(1.2)
    assert len(draft.channel.messages) == 1
    assert "New in the folder" in draft.channel.last.text
    assert all(button.url for button in draft.channel.last.buttons)


@pytest.mark.slow
def test_draft_when_skipped_stays_unsent(telegram: Telegram, draft: Draft) -> None:
    assert draft.press(telegram, "Skip") == "Skipped."

    telegram.api.quiet(1.2)
    assert not draft.channel.messages


@pytest.mark.slow
def test_draft_when_changed_leaves_out_what_was_chosen(telegram: Telegram, draft: Draft) -> None:
    assert draft.press(telegram, "Change") == "What should be left out?"
    telegram.api.wait(lambda: draft.editor.last.text == "What should be left out?")
    items = [button.text for button in draft.editor.last.buttons]

    assert draft.press(telegram, items[0]) == "A new draft follows."

    telegram.api.wait(lambda: "Post" in [button.text for button in draft.editor.last.buttons], 10)
    assert draft.press(telegram, "Post") == "Posted."
    telegram.api.wait(lambda: draft.channel.messages)
    assert items[0].rstrip("…") not in draft.channel.last.text
    assert any(re.search(r"Replaced .* UTC: not posted\.$", m.text) for m in draft.editor.messages)
