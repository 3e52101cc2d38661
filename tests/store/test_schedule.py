"""Daily runs: one a local date, over every kind of change of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.schedule import (
    Daily,
    due,
    next_run,
    preview,
    read_time,
    read_zone,
    run_on,
    runs_after,
    zones_called,
)

HOURS_6 = timedelta(hours=6)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "local"),
    [
        ("Europe/Berlin", "2026-03-29", "02:30", "03:00+02:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "02:30+02:00"),
        ("Europe/Berlin", "2026-10-25", "08:00", "08:00+01:00"),
        ("Europe/Kyiv", "2026-03-29", "03:30", "04:00+03:00"),
        ("Europe/Kyiv", "2026-10-25", "03:30", "03:30+03:00"),
        ("America/New_York", "2026-03-08", "02:30", "03:00-04:00"),
        ("America/New_York", "2026-11-01", "01:30", "01:30-04:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "02:30+11:00"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "01:45+11:00"),
        ("America/Havana", "2026-03-08", "00:00", "01:00-04:00"),
    ],
)
def test_run_on_a_night_when_the_clocks_change(zone: str, day: str, at: str, local: str) -> None:
    moment = run_on(Daily(at, zone), date.fromisoformat(day))

    assert moment is not None
    assert moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes") == f"{day}T{local}"


def test_run_on_a_date_that_the_zone_skipped_is_none() -> None:
    assert run_on(Daily("08:00", "Pacific/Apia"), date(2011, 12, 30)) is None


@given(
    zone=st.sampled_from(["Europe/Berlin", "Europe/Kyiv", "America/New_York", "Australia/Lord_Howe"]),
    at=st.times().map(lambda time: f"{time.hour:02d}:{time.minute:02d}"),
    start=st.integers(0, 150_000).map(lambda hours: utc("2020-01-01") + timedelta(hours=hours)),
)
def test_runs_come_once_a_local_date(zone: str, at: str, start: datetime) -> None:
    moments = list(islice(runs_after(Daily(at, zone), start), 200))

    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in moments]
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert moments[0] > start
    assert all(earlier < later for earlier, later in pairwise(moments))


def test_next_run_when_the_date_was_served_already_is_tomorrow() -> None:
    berlin = Daily("08:00", "Europe/Berlin")
    now = utc("2026-06-01T05:00")

    assert next_run(berlin, now) == utc("2026-06-01T06:00")
    assert next_run(berlin, now, date(2026, 6, 1)) == utc("2026-06-02T06:00")


def test_preview_shows_the_chats_own_time_over_a_change_of_the_clocks() -> None:
    shown = preview(Daily("08:00", "Europe/Berlin"), utc("2026-03-27T12:00"))

    assert [moment.strftime("%d %H:%M %z") for moment in shown] == [
        "28 08:00 +0100",
        "29 08:00 +0200",
        "30 08:00 +0200",
    ]


@pytest.mark.parametrize(
    ("now", "slot", "late", "following"),
    [
        ("2026-06-01T06:00", "2026-06-01", False, "2026-06-02T06:00"),
        ("2026-06-01T06:30", "2026-06-01", True, "2026-06-02T06:00"),
        ("2026-06-01T12:00", "2026-06-01", True, "2026-06-02T06:00"),
        ("2026-06-01T12:01", None, False, "2026-06-02T06:00"),
        ("2026-06-04T07:00", "2026-06-04", True, "2026-06-05T06:00"),
        ("2026-06-05T05:00", None, False, "2026-06-05T06:00"),
    ],
)
def test_due_when_the_desk_comes_late(now: str, slot: str | None, late: bool, following: str) -> None:
    found = due(Daily("08:00", "Europe/Berlin"), utc("2026-06-01T06:00"), utc(now), HOURS_6)

    assert (found.slot and found.slot.isoformat(), found.late) == (slot, late)
    assert found.next_run == utc(following)


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("08:00", "08:00"),
        ("8", "08:00"),
        ("8.30", "08:30"),
        ("23h", "23:00"),
        ("8am", "08:00"),
        ("12 am", "00:00"),
        ("7:15pm", "19:15"),
        ("24:00", None),
        ("8:60", None),
        ("13pm", None),
        ("soon", None),
    ],
)
def test_read_time(words: str, time: str | None) -> None:
    assert read_time(words) == time


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("utc", "UTC"),
        ("Jordan", None),
        ("Berlin", None),
        ("../etc", None),
    ],
)
def test_read_zone_takes_only_names_that_are_no_topic(words: str, zone: str | None) -> None:
    assert read_zone(words) == zone


def test_zones_are_found_by_their_city() -> None:
    assert zones_called("kyiv") == ("Europe/Kyiv",)
    assert zones_called("New York") == ("America/New_York",)
