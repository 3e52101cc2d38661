"""The README says what the program does: its tables are made from the code."""

from __future__ import annotations

import re
from pathlib import Path

from bot.config import Settings
from handlers.registry import table
from tests.readme import README, section, settings_table

ROOT = Path(__file__).parents[1]
TEXT = README.read_text(encoding="utf-8")


def test_tables_are_those_of_the_code() -> None:
    """If this fails: python -m tests.readme."""
    assert section("commands", TEXT) == table().strip()
    assert section("settings", TEXT) == settings_table()


def test_every_setting_has_a_line_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    missing = [
        f.validation_alias for f in Settings.model_fields.values() if str(f.validation_alias) not in example
    ]
    assert missing == []


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for target in re.findall(r"`?make (\w+)`?", TEXT):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
