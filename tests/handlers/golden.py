"""Writes the golden answers anew: python -m tests.handlers.golden. Read what changed before a commit."""

from __future__ import annotations

import io
import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from handlers.registry import Ask, commands
from handlers.render.console import console
from handlers.render.json import to_object
from handlers.render.markup import plain_of
from handlers.render.plain import plain
from handlers.render.present import Presented, present
from handlers.render.telegram import Page, telegram
from tests.handlers.conftest import ask_desk, read_desk

FOLDER = Path(__file__).with_name("golden")
WIDTH = 60
PHONE = 40  # characters of a line


def on_console(presented: Presented) -> str:
    from rich.console import Console

    out = io.StringIO()
    screen = Console(file=out, width=WIDTH, color_system=None, legacy_windows=False, highlight=False)
    for part in console(presented.checked, folded=True):
        screen.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def as_json(presented: Presented) -> str:
    return json.dumps(to_object(presented), ensure_ascii=False, indent=1) + "\n"


def on_telegram(presented: Presented) -> str:
    """Messages as a phone shows them, one below the other: what is folded after "> ", buttons in brackets."""
    pages = telegram(presented.checked)
    return "\n--- more\n\n".join(f"{_readable(page.html)}\n{_buttons(page)}" for page in pages)


def _readable(html: str) -> str:
    """Bold as *words*, wrapped; folded lines begin with ">"."""
    bold = re.sub(r"</?b>", "*", html)
    parts = re.split(r"<blockquote expandable>(.*?)</blockquote>\n?", bold, flags=re.DOTALL)
    lines = (line for n, part in enumerate(parts) for line in _wrapped(plain_of(part), "> " * (n % 2)))
    return "\n".join(lines)


def _wrapped(text: str, before: str) -> list[str]:
    if not text.strip("\n"):
        return []
    wrapped = (
        textwrap.wrap(line, PHONE, drop_whitespace=True) or [""] for line in text.rstrip("\n").split("\n")
    )
    return [f"{before}{line}".rstrip() for lines in wrapped for line in lines]


def _buttons(page: Page) -> str:
    return "".join("".join(f"[{button.text}]" for button in row) + "\n" for row in page.buttons)


SURFACES: dict[str, Callable[[Presented], str]] = {
    "txt": lambda presented: plain(presented.checked),
    "console": on_console,
    "telegram": on_telegram,
    "json": as_json,
}
MISTAKES = (
    "/quots Marek",
    "/search",
    "/article x",
    "/quotes Marek since soon",
    "/article 99",
    "boats",
    "/compare Harbour Post",
)


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
