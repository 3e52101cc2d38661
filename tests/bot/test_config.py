from pathlib import Path

import pytest

from bot.config import Settings, SettingsError
from bot.options import sources, unknown_names


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder without settings in the environment."""
    for option in sources(Settings.load()):
        monkeypatch.delenv(option.name, raising=False)
        monkeypatch.delenv(f"{option.name}_FILE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_load_when_nothing_is_set_takes_the_defaults() -> None:
    settings = Settings.load()

    assert (settings.seeds, settings.timezone, settings.token) == (Path("seeds"), "UTC", None)
    assert {option.source for option in sources(settings)} == {"default"}


def test_load_when_env_file_and_environment_differ_takes_the_environment(
    monkeypatch: pytest.MonkeyPatch, nothing_set: Path
) -> None:
    (nothing_set / ".env").write_text("DATELINE_SEEDS=news\nDATELINE_TIMEZONE=Asia/Tokyo\n")
    monkeypatch.setenv("DATELINE_TIMEZONE", "Europe/Berlin")

    settings = Settings.load()

    assert (settings.seeds, settings.timezone) == (Path("news"), "Europe/Berlin")
    told = {option.name: option.source for option in sources(settings)}
    assert told["DATELINE_SEEDS"] == ".env"
    assert told["DATELINE_TIMEZONE"] == "environment"


def test_load_when_a_secret_is_in_a_file_reads_and_masks_it(
    monkeypatch: pytest.MonkeyPatch, nothing_set: Path
) -> None:
    (nothing_set / "token").write_text("12:abc\n")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", str(nothing_set / "token"))

    settings = Settings.load()

    token = next(option for option in sources(settings) if option.name == "TELEGRAM_BOT_TOKEN")
    assert settings.token == "12:abc"
    assert (token.value, token.source) == ("********", "TELEGRAM_BOT_TOKEN_FILE")


def test_sources_when_the_database_has_a_password_mask_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATABASE", "postgresql://ana:secret@host/news")

    values = {option.name: option.value for option in sources(Settings.load())}

    assert values["DATELINE_DATABASE"] == "postgresql://ana:********@host/news"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATELINE_TIMEZONE", "Mars/Base", "DATELINE_TIMEZONE: there is no time zone called Mars/Base"),
        ("TELEGRAM_BOT_TOKEN_FILE", "/no/such/file", "TELEGRAM_BOT_TOKEN_FILE cannot be read"),
        ("DATELINE_SETTLE", "soon", "DATELINE_SETTLE: 'soon' is no length of time"),
        ("DATELINE_ADMINS", "@ana", "DATELINE_ADMINS: write Telegram's numeric ids"),
        ("DATELINE_ACCESS", "half", "DATELINE_ACCESS: Input should be 'closed' or 'open'"),
        ("DATELINE_TELEGRAM_API", "localhost:8081", "DATELINE_TELEGRAM_API: it begins with http"),
    ],
)
def test_load_when_a_setting_is_wrong_says_which(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=sentence):
        Settings.load()


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("90", 90), ("0", 0), ("1.5s", 1.5), ("15m", 900), ("6h", 21_600), ("2 d", 172_800)],
)
def test_load_when_a_length_of_time_is_written(
    monkeypatch: pytest.MonkeyPatch, written: str, seconds: float
) -> None:
    monkeypatch.setenv("DATELINE_CATCH_UP", written)

    assert Settings.load().catch_up.total_seconds() == seconds


@pytest.mark.parametrize(("written", "ids"), [("", ()), ("7", (7,)), ("7, 8 9", (7, 8, 9))])
def test_load_when_owners_are_named(
    monkeypatch: pytest.MonkeyPatch, written: str, ids: tuple[int, ...]
) -> None:
    monkeypatch.setenv("DATELINE_ADMINS", written)

    assert Settings.load().admins == ids


def test_every_option_has_a_help_text() -> None:
    assert all(option.help for option in sources(Settings.load()))


def test_load_when_settings_are_empty_takes_the_defaults(
    monkeypatch: pytest.MonkeyPatch, nothing_set: Path
) -> None:
    monkeypatch.setenv("DATELINE_SEEDS", "")
    (nothing_set / ".env").write_text("DATELINE_TIMEZONE=\n")

    settings = Settings.load()

    assert (settings.seeds, settings.timezone) == (Path("seeds"), "UTC")
    assert {option.source for option in sources(settings)} == {"default"}


def test_load_when_the_env_file_is_no_text_says_so(nothing_set: Path) -> None:
    (nothing_set / ".env").write_bytes(b"DATELINE_SEEDS=\xff\n")

    with pytest.raises(SettingsError, match=r"\.env cannot be read: it is not UTF-8 text"):
        Settings.load()


def test_sources_when_the_password_stands_in_the_query_mask_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATABASE", "postgresql://host/news?password=hunter&sslmode=require")

    values = {option.name: option.value for option in sources(Settings.load())}

    assert values["DATELINE_DATABASE"] == "postgresql://host/news?password=********&sslmode=require"


def test_unknown_names_when_a_setting_is_misspelt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_SEDS", "news")

    assert ("DATELINE_SEDS", "DATELINE_SEEDS") in unknown_names()


def test_webhook_when_its_address_holds_the_token_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12:abc")
    monkeypatch.setenv("DATELINE_WEBHOOK_URL", "https://desk.example/12:abc")
    monkeypatch.setenv("DATELINE_WEBHOOK_SECRET", "hush")

    values = {option.name: option.value for option in sources(Settings.load())}

    assert values["DATELINE_WEBHOOK_URL"] == "https://desk.example/********"
    assert values["DATELINE_WEBHOOK_SECRET"] == "********"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("DATELINE_WEBHOOK_URL", "http://desk.example/hook", "Telegram posts to https:// only"),
        ("DATELINE_WEBHOOK_PORT", "70000", "less than or equal to 65535"),
        ("DATELINE_WEBHOOK_SECRET", "two words", "letters, digits, _ and -"),
    ],
)
def test_webhook_when_it_cannot_be_says_why(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, why: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=f"{name}.*{why}"):
        Settings.load()
