import importlib
import pkgutil
import re
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers import house
from handlers.slots import Count, Moment, Path, These, UserWords


@pytest.mark.parametrize("template", sorted(house.known()))
def test_messages_when_read_aloud(template: str) -> None:
    assert not re.search(r"\d|!", template)


def test_messages_when_they_stand_in_several_files_have_names_of_their_own() -> None:
    files = [
        importlib.import_module(found.name)
        for found in pkgutil.iter_modules(house.__path__, "handlers.house.")
    ]
    names = Counter(name for file in files for name in vars(file) if name.isupper())

    assert [name for name, times in names.items() if times > 1] == []
    assert [name for name in names if not hasattr(house, name)] == []


def test_message_when_a_slot_is_missing() -> None:
    with pytest.raises(ValueError, match="does not take"):
        house.NO_SPEAKER(who=UserWords("Marek"))


def test_message_when_a_file_name_holds_control_characters() -> None:
    assert house.PATH(path=Path("a\x1b[2J\u202e\n.txt", 1)).text == "a[2J .txt"


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        (Count(1, "article"), "1 article"),
        (Count(1200, "story", "stories"), "1,200 stories"),
        (Count(0, "article"), "0 articles"),
        (These(1), "this article"),
        (These(5), "these 5 articles"),
        (UserWords("a\u202eb\n c" + "x" * 100), "a b c" + "x" * 74 + "…"),
    ],
)
def test_slots_when_printed(slot: Count | These | UserWords, text: str) -> None:
    assert slot.text == text


@pytest.mark.parametrize(
    ("hour", "zone", "text"),
    [
        (8, "Europe/Berlin", "yesterday 08:00 CET"),
        (8, "Asia/Dubai", "yesterday 08:00 UTC+04"),
        (0, "Europe/Berlin", "yesterday"),
    ],
)
def test_moment_when_it_has_a_clock_names_its_zone(hour: int, zone: str, text: str) -> None:
    when = datetime(2024, 3, 4, hour, tzinfo=ZoneInfo(zone))

    assert Moment(when, date(2024, 3, 5)).text == text
    assert Moment(when).text == text.replace("yesterday", "4 March")
    assert Moment(when, weekday=True).text == f"Mon 4 March {hour:02}:00"
