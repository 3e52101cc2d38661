"""Writes the golden answers anew: python -m tests.handlers.golden. Read what changed before a commit."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from handlers.registry import Ask, commands
from handlers.render.console import console
from handlers.render.json import to_object
from handlers.render.plain import plain
from handlers.render.present import Presented, present
from tests.handlers.conftest import ask_desk, read_desk

FOLDER = Path(__file__).with_name("golden")
WIDTH = 60


def on_console(presented: Presented) -> str:
    from rich.console import Console

    out = io.StringIO()
    screen = Console(file=out, width=WIDTH, color_system=None, legacy_windows=False, highlight=False)
    for part in console(presented.checked, folded=True):
        screen.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def as_json(presented: Presented) -> str:
    return json.dumps(to_object(presented), ensure_ascii=False, indent=1) + "\n"


SURFACES: dict[str, Callable[[Presented], str]] = {
    "txt": lambda presented: plain(presented.checked),
    "console": on_console,
    "json": as_json,
}
MISTAKES = ("/quots Marek", "/search", "/article x", "/quotes Marek since soon", "/article 99", "boats")


def lines() -> tuple[str, ...]:
    """All examples of all commands, and what a user can get wrong."""
    examples = (example for command in commands().values() for example in command.examples)
    return (*examples, *MISTAKES)


def file_of(line: str, surface: str) -> Path:
    slug = re.sub(r"\W+", "-", line.lower()).strip("-")
    kind = "" if line.startswith("/") else "no-slash-"
    return FOLDER / f"{kind}{slug}.{surface}"


def write(ask: Ask) -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for line in lines():
        presented = present(ask, line)
        for surface, render in SURFACES.items():
            file_of(line, surface).write_text(render(presented), encoding="utf-8")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        library = read_desk(Path(folder))
        write(ask_desk(library))
        library.close()
