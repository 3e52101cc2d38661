"""The README's tables, made from the code: `python -m tests.readme` writes them anew."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.config import Settings
from handlers.registry import table

README = Path(__file__).parents[1] / "README.md"


def settings_table() -> str:
    """Every setting with its default and meaning."""
    rows = ["| name | default | meaning |", "| --- | --- | --- |"]
    for field in Settings.model_fields.values():
        default = f"`{_written(field.default)}`" if field.default not in (None, "", ()) else "none"
        rows.append(f"| `{field.validation_alias}` | {default} | {field.description} |")
    return "\n".join(rows)


def _written(value: object) -> object:
    """A default as it can be set: a length of time in minutes or hours."""
    if not isinstance(value, timedelta):
        return value
    minutes = int(value.total_seconds() // 60)
    return f"{minutes}m" if minutes % 60 else f"{minutes // 60}h"


def section(name: str, text: str) -> str:
    """What stands between the marks of a section."""
    found = re.search(rf"<!-- {name}:.*?-->\n(.*?)\n<!-- /{name} -->", text, re.DOTALL)
    assert found is not None, name
    return found.group(1)


def main() -> None:
    text = README.read_text(encoding="utf-8")
    for name, made in (("commands", table().strip()), ("settings", settings_table())):
        text = text.replace(section(name, text), made)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
