"""Files that are still being written."""

from __future__ import annotations

import time

import pytest

from store.folder import wait_until_settled
from store.readers import FileStat


@pytest.mark.parametrize(("age", "waits"), [(0.1, 0.4), (0.6, 0), (-60.0, 0)])
def test_file_when_it_has_just_been_written_is_waited_for(
    monkeypatch: pytest.MonkeyPatch, age: float, waits: float
) -> None:
    slept = [0.0]
    monkeypatch.setattr("store.folder.SETTLED", 0.5)
    monkeypatch.setattr("store.folder.time.sleep", slept.append)

    wait_until_settled([FileStat("new.txt", 6, time.time_ns() - round(age * 1e9)), FileStat("old.txt", 6, 7)])

    assert slept[-1] == pytest.approx(waits, abs=0.1)
