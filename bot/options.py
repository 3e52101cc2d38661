"""Settings as people see them: each with its value, where that came from, and what it means."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.config import DATABASE, ENV_FILE, MASK, SECRETS, TOKEN, WEBHOOK_SECRET, Settings


@dataclass(frozen=True, slots=True)
class Option:
    """A setting as `dateline doctor` prints it; secrets are masked."""

    name: str
    value: str
    source: str
    help: str


def sources(settings: Settings) -> tuple[Option, ...]:
    """Each setting with where its value came from: environment, a named file, .env, or default."""
    written = _dotenv_names()
    options = []
    for field_name, field in Settings.model_fields.items():
        name = str(field.validation_alias)
        value = _shown(name, getattr(settings, field_name))
        if settings.token and name != TOKEN:
            value = value.replace(settings.token, MASK)  # some put it into the address of the web hook
        options.append(Option(name, value, _source(name, written), field.description or ""))
    return tuple(options)


def unknown_names() -> tuple[tuple[str, str], ...]:
    """Names that look like settings and are none, each with the nearest setting or ""."""
    known = [str(field.validation_alias) for field in Settings.model_fields.values()]
    taken = {*known, *(f"{name}_FILE" for name in SECRETS)}
    written = {name for name in (*os.environ, *_dotenv_names()) if name.startswith("DATELINE_")}
    near = ((name, difflib.get_close_matches(name, known, n=1)) for name in sorted(written - taken))
    return tuple((name, found[0] if found else "") for name, found in near)


def _source(name: str, dotenv: frozenset[str]) -> str:
    if os.environ.get(name):
        return "environment"
    if name in SECRETS and os.environ.get(f"{name}_FILE"):
        return f"{name}_FILE"
    return ".env" if name in dotenv else "default"


def _shown(name: str, value: object) -> str:
    if value is None or value in ("", ()):
        return "none"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g} seconds"
    if name in (TOKEN, WEBHOOK_SECRET):
        return MASK
    return _shown_database(str(value)) if name == DATABASE else str(value)


def _shown_database(url: str) -> str:
    from store.db import shown_url

    return shown_url(url)


def _dotenv_names() -> frozenset[str]:
    from dotenv import dotenv_values

    found = dotenv_values(ENV_FILE) if Path(ENV_FILE).is_file() else {}
    return frozenset(name for name, value in found.items() if value)
