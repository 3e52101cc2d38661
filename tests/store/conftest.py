from pathlib import Path

import pytest

from store.library import Library
from tests.fakes.flood import FLOOD, MAYOR


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One file: a figure and a statement."""
    root = tmp_path / "articles"
    root.mkdir()
    (root / "flood.txt").write_text(FLOOD + MAYOR, encoding="utf-8")
    return root


@pytest.fixture
def read_once(library: Library, folder: Path) -> Library:
    """The library of that file, on each database."""
    library.ingest(folder)
    return library
