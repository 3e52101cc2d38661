"""Settings: one class; each option has a name, a default and a help text.

Read from the environment, from `.env` in the working folder, and secrets also from the file that `NAME_FILE`
names (the way containers hand them over).
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

ENV_FILE = ".env"
MASK = "********"
TOKEN = "TELEGRAM_BOT_TOKEN"
DATABASE = "DATELINE_DATABASE"
WEBHOOK_SECRET = "DATELINE_WEBHOOK_SECRET"
# May be handed over in the file that NAME_FILE names; never printed whole.
SECRETS = frozenset({TOKEN, DATABASE, WEBHOOK_SECRET})

_HOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)\s*([smhd]?)", re.IGNORECASE)
_UNITS = {"": "seconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class SettingsError(Exception):
    """A setting cannot be used; the text names it and says why."""


class _FromNamedFiles(PydanticBaseSettingsSource):
    """Secrets from the files that NAME_FILE names."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        name = str(field.validation_alias or field_name)
        path = os.environ.get(f"{name}_FILE") if name in SECRETS else None
        if not path:
            return None, name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip() or None, name, False
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{name}_FILE cannot be read: {error}") from error

    def __call__(self) -> dict[str, Any]:
        fields = self.settings_cls.model_fields.items()
        found = (self.get_field_value(field, name) for name, field in fields)
        return {name: value for value, name, _ in found if value is not None}


class Settings(BaseSettings):
    """What the desk can be told from outside. `Settings.load()` reads it."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    token: str | None = Field(
        default=None,
        validation_alias=TOKEN,
        description="with it `dateline run` serves Telegram; without it, the terminal",
    )
    telegram_api: str = Field(
        default="",
        validation_alias="DATELINE_TELEGRAM_API",
        description="base address of another Bot API server; empty: Telegram's own",
    )
    admins: Annotated[tuple[int, ...], NoDecode] = Field(
        default=(),
        validation_alias="DATELINE_ADMINS",
        description="Telegram ids of owners; without any, the start prints a one-time link for the first one",
    )
    access: Literal["closed", "open"] = Field(
        default="closed",
        validation_alias="DATELINE_ACCESS",
        description="closed: owners and the chats they admit; open: everyone",
    )
    seeds: Path = Field(
        default=Path("seeds"), validation_alias="DATELINE_SEEDS", description="the folder of articles"
    )
    database: str = Field(
        default="sqlite:///.dateline/dateline.db",
        validation_alias="DATELINE_DATABASE",
        description="SQLAlchemy URL of the database",
    )
    timezone: str = Field(
        default="UTC", validation_alias="DATELINE_TIMEZONE", description="time zone until a chat sets its own"
    )
    settle: timedelta = Field(
        default=timedelta(seconds=60),
        validation_alias="DATELINE_SETTLE",
        description="quiet in the folder before what is new is pushed",
    )
    catch_up: timedelta = Field(
        default=timedelta(hours=6),
        validation_alias="DATELINE_CATCH_UP",
        description="how late a missed digest is still sent",
    )
    model: str = Field(
        default="",
        validation_alias="DATELINE_MODEL",
        description="sentence-transformers model, name or folder; empty: the packaged all-MiniLM-L6-v2",
    )

    webhook_url: str = Field(
        default="",
        validation_alias="DATELINE_WEBHOOK_URL",
        description="https address that Telegram posts updates to; empty: the desk asks for them (polling)",
    )
    webhook_port: int = Field(
        default=8443,
        ge=1,
        le=65535,
        validation_alias="DATELINE_WEBHOOK_PORT",
        description="port on this machine that a proxy hands those posts to",
    )
    webhook_listen: str = Field(
        default="127.0.0.1",
        validation_alias="DATELINE_WEBHOOK_LISTEN",
        description="network address of that port; 0.0.0.0 in a container",
    )
    webhook_secret: str = Field(
        default="",
        validation_alias=WEBHOOK_SECRET,
        description="what each post has to bring; empty: a new one at each start",
    )

    @field_validator("webhook_url")
    @classmethod
    def _is_hook(cls, address: str) -> str:
        if address and not address.startswith("https://"):
            raise ValueError("Telegram posts to https:// only")
        return address

    @field_validator("webhook_secret")
    @classmethod
    def _is_hook_secret(cls, secret: str) -> str:
        if not _HOOK_SECRET.fullmatch(secret):
            raise ValueError("at most 256 letters, digits, _ and -")
        return secret

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"there is no time zone called {name}") from None
        return name

    @field_validator("admins", mode="before")
    @classmethod
    def _numbers(cls, written: object) -> object:
        if not isinstance(written, str):
            return written
        numbers = written.replace(",", " ").split()
        if not all(number.isdecimal() for number in numbers):
            raise ValueError("write Telegram's numeric ids of users, with commas between them")
        return tuple(map(int, numbers))

    @field_validator("settle", "catch_up", mode="before")
    @classmethod
    def _duration(cls, written: object) -> object:
        if not isinstance(written, str):
            return written
        match = _DURATION.fullmatch(written.strip())
        if match is None:
            raise ValueError(f"{written!r} is no length of time; write 90, 90s, 15m, 6h or 2d")
        return timedelta(**{_UNITS[match[2].lower()]: float(match[1])})

    @field_validator("access", mode="before")
    @classmethod
    def _lower(cls, written: object) -> object:
        return written.strip().lower() if isinstance(written, str) else written

    @field_validator("telegram_api")
    @classmethod
    def _is_address(cls, address: str) -> str:
        if address and not address.startswith(("http://", "https://")):
            raise ValueError("it begins with http:// or https://")
        return address

    @field_validator("token", mode="before")
    @classmethod
    def _empty_is_none(cls, token: object) -> object:
        return token or None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _FromNamedFiles(settings_cls), dotenv_settings

    @classmethod
    def load(cls) -> Settings:
        """Read the settings; empty ones count as not set.

        Raises SettingsError with one sentence for each that is wrong.
        """
        try:
            return cls()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{ENV_FILE} cannot be read: {_reason(error)}.") from error
        except ValidationError as error:
            wrong = (
                f"{item['loc'][0]}: {item['msg'].removeprefix('Value error, ')}" for item in error.errors()
            )
            raise SettingsError("; ".join(wrong)) from error


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
