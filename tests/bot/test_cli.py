import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.desk import Progress
from store.desk import Desk
from store.errors import DatabaseError, LeaseHeld
from store.library import Library
from store.types import FileReport, IngestReport, Outcome


class FakeDesk:
    """A desk over the seeds whose ingest reports one file, or that another process reads."""

    def __init__(self, library: Library, chats: Desk, *, busy: bool = False) -> None:
        self.library, self.chats, self.busy = library, chats, busy
        self.closed = False

    def ingest(
        self, progress: Progress | None = None, only: Sequence[Path] = (), allow_removals: bool = False
    ) -> IngestReport:
        if self.busy:
            raise LeaseHeld("Another process reads here.")
        report = FileReport("a.txt", Outcome.ADDED, 1)
        if progress:
            progress.begin(1)
            progress.file(report)
        return IngestReport((report,), 0.1)

    def start_background(self) -> None: ...

    def embed(self) -> int:
        return 0

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def desk(seeds_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDesk]:
    chats = Desk.open(f"sqlite:///{tmp_path / 'chats.db'}")
    opened = FakeDesk(seeds_library, chats)
    monkeypatch.setattr("bot.app.open_desk", lambda _: opened)
    yield opened
    chats.close()


def test_ask_when_the_command_is_known(desk: FakeDesk) -> None:
    result = CliRunner().invoke(cli, ["ask", "/people"])

    assert result.exit_code == 0
    assert "Vladimir Putin" in result.stdout
    assert desk.closed


def test_ask_for_the_status_needs_no_telegram(desk: FakeDesk) -> None:
    result = CliRunner().invoke(cli, ["ask", "/status"])

    assert result.exit_code == 0
    assert "Nobody has subscribed.\nAll messages were delivered." in result.stdout


def test_ask_when_the_command_is_unknown(desk: FakeDesk) -> None:
    result = CliRunner().invoke(cli, ["ask", "/peeple"])

    assert result.exit_code == 1
    assert "Did you mean /people?" in result.stdout


def test_ask_as_json_cites_every_word(desk: FakeDesk) -> None:
    result = CliRunner().invoke(cli, ["ask", "--json", "/casualties"])

    answer = json.loads(result.stdout)
    assert (answer["version"], answer["command"], answer["ok"]) == (1, "casualties", True)
    for row in answer["evidence"]:
        text = desk.library.article(row["article"]).text
        assert row["text"] == text[row["start"] : row["end"]]


def test_run_when_input_is_a_pipe_reads_the_folder_and_answers(desk: FakeDesk) -> None:
    result = CliRunner().invoke(cli, ["run"], input="/help\n")

    assert result.exit_code == 0
    assert result.stdout.startswith("What can be asked")
    assert "1/1 added a.txt" in result.stderr


def test_run_when_another_process_reads_answers_all_the_same(desk: FakeDesk) -> None:
    desk.busy = True

    result = CliRunner().invoke(cli, ["run"], input="/help\n")

    assert result.exit_code == 0
    assert "Another process reads here." in result.stderr
    assert "What can be asked" in result.stdout


def test_ingest_when_done_reports(desk: FakeDesk) -> None:
    assert "1 added in 0.1 s" in CliRunner().invoke(cli, ["ingest"]).stdout
    assert json.loads(CliRunner().invoke(cli, ["ingest", "--json"]).stdout)["files"][0]["path"] == "a.txt"


def test_every_command_when_the_database_cannot_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> FakeDesk:
        raise DatabaseError("The database is newer than this program.")

    monkeypatch.setattr("bot.app.open_desk", broken)

    for line in (["ask", "/help"], ["chat"], ["ingest"]):
        result = CliRunner().invoke(cli, line)
        assert result.exit_code == 1
        assert result.stderr == "The database is newer than this program.\n"


def test_doctor_when_all_is_well(desk: FakeDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "desk.db").touch()
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path / 'desk.db'}")

    result = CliRunner().invoke(cli, ["doctor"])

    assert result.exit_code == 0
    assert "database: 5 articles" in result.stdout


def test_doctor_when_the_folder_is_missing(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_SEEDS", str(tmp_path / "nowhere"))

    result = CliRunner().invoke(cli, ["doctor"])

    assert result.exit_code == 1
    assert "WRONG folder: There is no folder" in result.stdout


def test_settings_when_one_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_TIMEZONE", "Mars/Base")

    result = CliRunner().invoke(cli, ["ask", "/help"])

    assert result.exit_code == 1
    assert "no time zone called Mars/Base" in result.stderr


def test_doctor_when_there_is_no_database_makes_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path / 'desk.db'}")

    assert "database: no database yet" in CliRunner().invoke(cli, ["doctor"]).stdout
    assert not (tmp_path / "desk.db").exists()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "updates: no token: the desk opens in the terminal"),
        ({"TELEGRAM_BOT_TOKEN": "1:a"}, "updates: the desk asks Telegram for them (polling)"),
        (
            {"TELEGRAM_BOT_TOKEN": "1:a", "DATELINE_WEBHOOK_URL": "https://desk.example/a"},
            "updates: Telegram posts them; the desk listens on 127.0.0.1 port 8443; the secret is a new one",
        ),
    ],
)
def test_doctor_tells_how_updates_come(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/none.db")
    for name, value in settings.items():
        monkeypatch.setenv(name, value)

    assert told in CliRunner().invoke(cli, ["doctor"]).stdout.replace("\n", " ")
