"""The README says what the program does: its tables are made from the code."""

from __future__ import annotations

import re
from pathlib import Path

from bot.config import Settings
from handlers.registry import table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    found = re.search(rf"<!-- {name}:.*?-->\n(.*?)\n<!-- /{name} -->", README, re.DOTALL)
    assert found is not None, name
    return found.group(1).strip()


def test_command_table_is_that_of_the_code() -> None:
    assert section("commands") == table().strip()


def test_every_setting_is_documented() -> None:
    documented = section("settings") + (ROOT / ".env.example").read_text(encoding="utf-8")
    for field in Settings.model_fields.values():
        name = str(field.validation_alias)
        assert documented.count(name) >= 2, name


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for target in re.findall(r"`?make (\w+)`?", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
