import re

import pytest

from handlers import house
from handlers.slots import Count, Path, These, UserWords


@pytest.mark.parametrize("template", sorted(house.known()))
def test_messages_when_read_aloud(template: str) -> None:
    assert not re.search(r"\d|!", template)


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
