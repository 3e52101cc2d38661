"""The bot as a process: its start and end, its errors, and what it never says."""

import io
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.redaction import redact
from store.library import Library
from tests.bot.conftest import Telegram
from tests.fakes.botapi import BotApi, Fault
from tests.handlers.conftest import DESK


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that is logged, traces too, by a handler as `dateline run` sets one up."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    logging.root.addHandler(handler)
    yield out
    logging.root.removeHandler(handler)


class Broken:
    """A library that fails in ways that nobody thought of."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __getattr__(self, name: str) -> object:
        raise RuntimeError(f"no {name} at https://example.org/bot{self.token}/x")


def test_error_when_it_was_not_foreseen_is_told_by_a_code(telegram: Telegram, logged: io.StringIO) -> None:
    library: Library = Broken(telegram.api.token)  # type: ignore[assignment]
    telegram.start(replace(telegram.office, open_to_all=True, library=library))
    chat = telegram.api.private(telegram.api.user("Anna"))

    chat.say("/people")
    telegram.api.wait(lambda: chat.messages)

    words, _, code = chat.last.text.removesuffix(".").rpartition(" ")
    assert words == "That went wrong here. The log has it under"
    assert f"error {code} in update" in logged.getvalue()
    assert "Traceback" in logged.getvalue()
    assert telegram.api.token not in logged.getvalue()


def test_token_when_anything_is_logged_is_masked(logged: io.StringIO) -> None:
    token = "1234567:AAsecret_secret-secret"
    redact([token])
    log = logging.getLogger("some.library")

    log.warning("https://host/bot%s/getMe and %s", token, {"token": token})
    log.error("quoted 1234567%%3AAAsecret_secret-secret")
    try:
        raise ValueError(f"https://host/bot{token}/getMe")
    except ValueError:
        log.exception("failed")

    assert logged.getvalue().count("********") == 4
    assert "AAsecret" not in logged.getvalue()


def test_library_of_http_when_it_works_logs_no_addresses(telegram: Telegram, logged: io.StringIO) -> None:
    logging.root.setLevel(logging.DEBUG)
    try:
        telegram.open()
        telegram.api.quiet()
    finally:
        logging.root.setLevel(logging.WARNING)

    assert "/getUpdates" not in logged.getvalue()
    assert telegram.api.token not in logged.getvalue()


def test_token_when_telegram_refuses_it_ends_the_bot_with_a_sentence(telegram: Telegram) -> None:
    bot = telegram.start(replace(telegram.office, token="4200042:another-token-AAAAAAAAAA"))

    bot.thread.join(5)
    assert bot.code == 1
    assert bot.printed == ["Telegram refuses the token in TELEGRAM_BOT_TOKEN."]


def test_second_poller_when_it_comes_ends_one_of_them(telegram: Telegram) -> None:
    first = telegram.open()
    telegram.api.quiet()
    second = telegram.open()
    telegram.api.wait(lambda: first.code is not None or second.code is not None)

    assert sorted(str(bot.code) for bot in (first, second)) == ["1", "None"]
    assert "Another program polls Telegram with this token. This one stops." in first.printed


def test_start_when_telegram_is_down_waits_for_it(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram_app.RETRY", 0.1)
    telegram.api.fail("getMe", Fault.RESET_BEFORE, times=3)

    bot = telegram.open()

    assert "Telegram cannot be reached; trying until it can." in bot.printed
    assert bot.code is None


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.GARBAGE, Fault.ERROR_502])
def test_reply_when_the_answer_of_telegram_is_lost_is_not_sent_again(
    telegram: Telegram, fault: Fault
) -> None:
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))
    telegram.api.fail("sendMessage", fault)

    chat.say("/people")
    telegram.api.wait(lambda: telegram.api.calls_of("sendMessage"))
    telegram.api.quiet()

    assert len(telegram.api.calls_of("sendMessage")) == 1


def test_polling_when_it_fails_goes_on(telegram: Telegram) -> None:
    telegram.open()
    chat = telegram.api.private(telegram.api.user("Anna"))
    telegram.api.fail("getUpdates", Fault.ERROR_502, times=2)

    chat.say("/people")

    telegram.api.wait(lambda: chat.messages, 10)


def test_service_when_it_breaks_ends_the_bot(telegram: Telegram) -> None:
    async def breaks(running: object) -> None:
        raise RuntimeError("no more")

    bot = telegram.start(telegram.office)
    bot.stop()
    assert bot.code == 0

    from tests.bot.served import served

    with served(telegram.office, breaks) as broken:
        broken.thread.join(5)
        assert broken.code == 1


@pytest.mark.slow
def test_bot_when_it_is_imported_loads_no_language_model() -> None:
    heavy = "{'spacy', 'torch', 'sentence_transformers', 'scipy'}"
    check = f"import bot.app, bot.services, bot.telegram_app, sys; print({heavy} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


@pytest.mark.slow
def test_program_when_it_runs_serves_and_ends_within_five_seconds(tmp_path: Path) -> None:
    api = BotApi()
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for article in DESK.iterdir():
        (seeds / article.name).write_bytes(article.read_bytes())
    with api.running() as address:
        program = _program(api, address, tmp_path)
        assert program.stderr is not None
        link = next(line for line in program.stderr if "start=own-" in line)
        chat = api.private(api.user("Olga"))
        chat.say(f"/start {link.strip().partition('start=')[2]}")
        api.wait(lambda: len(chat.messages) == 2, 20)
        (seeds / "late.txt").write_text("At least 12 people died on Monday, the navy said.\n", "utf-8")
        api.wait(lambda: len(chat.messages) == 3, 30)

        program.send_signal(signal.SIGTERM)
        began = time.monotonic()
        rest = program.communicate(timeout=20)[1]

    assert (program.returncode, time.monotonic() - began < _patience()) == (0, True)
    assert chat.texts[1].startswith("Dateline reads 4 articles")
    assert chat.texts[2].startswith("1 file read\nlate.txt\n")
    assert api.token not in rest


@pytest.mark.slow
def test_program_when_it_is_ended_while_it_reads_ends_within_five_seconds(tmp_path: Path) -> None:
    api = BotApi()
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "first.txt").write_text("At least 12 people died on Monday, the navy said.\n", "utf-8")
    with api.running() as address:
        program = _program(api, address, tmp_path, DATELINE_ACCESS="open")
        assert program.stderr is not None
        next(line for line in program.stderr if "Serving" in line)
        for number in range(120):
            lines = (f"The navy said that {n} boats left on day {number}.\n" for n in range(300))
            (seeds / f"{number}.txt").write_text("".join(lines), "utf-8")
        chat = api.private(api.user("Anna"))
        while not any("files read." in text for text in chat.texts[-1:]):
            asked = len(chat.messages)
            chat.say("/people")
            api.wait(lambda: len(chat.messages) > asked, 20)  # noqa: B023
            time.sleep(1)

        program.send_signal(signal.SIGTERM)
        began = time.monotonic()
        program.communicate(timeout=30)

    assert (program.returncode, time.monotonic() - began < _patience()) == (0, True)
    library = Library.open(f"sqlite:///{tmp_path / 'desk.db'}")
    assert library.counts().articles < 60  # most of the reading was broken off
    library.close()


def _patience() -> float:
    """Five seconds, times the processes that share a core: the machine may have other work."""
    return 5 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _program(api: BotApi, address: str, folder: Path, **settings: str) -> "subprocess.Popen[str]":
    environment = {
        "TELEGRAM_BOT_TOKEN": api.token,
        "DATELINE_TELEGRAM_API": address,
        "DATELINE_SEEDS": str(folder / "seeds"),
        "DATELINE_DATABASE": f"sqlite:///{folder / 'desk.db'}",
        **settings,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], env=environment, stderr=subprocess.PIPE, text=True
    )
