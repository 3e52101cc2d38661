from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from handlers.registry import Ask
from store.library import Library
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders

DESK = Path(__file__).with_name("desk")


def read_desk(folder: Path) -> Library:
    """The four articles of desk/ in a library whose database lies in `folder`."""
    library = Library.open(sqlite_at(folder / "desk.db"), InlineReaders)
    library.ingest(DESK)
    return library


def ask_desk(library: Library) -> Ask:
    """A question three days after the newest article."""
    return Ask(library, date(2024, 3, 8))


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    library = read_desk(tmp_path_factory.mktemp("desk"))
    yield ask_desk(library)
    library.close()
