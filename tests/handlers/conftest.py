from datetime import date

import pytest

from handlers.registry import Ask
from tests.handlers.fake_library import FakeLibrary


def make_ask() -> Ask:
    """A question to the desk of desk/, three days after its newest article."""
    return Ask(FakeLibrary(), date(2024, 3, 8))


@pytest.fixture(scope="session")
def ask() -> Ask:
    return make_ask()
