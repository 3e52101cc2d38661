"""Every example of every command, on every surface, as golden.py wrote it."""

import pytest

from handlers.registry import Ask
from handlers.render.present import present
from tests.handlers.golden import FOLDER, SURFACES, file_of, lines


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("line", lines())
def test_answer_is_the_golden_one(ask: Ask, line: str, surface: str) -> None:
    assert SURFACES[surface](present(ask, line)) == file_of(line, surface).read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    wanted = {file_of(line, surface) for line in lines() for surface in SURFACES}

    assert set(FOLDER.iterdir()) == wanted
