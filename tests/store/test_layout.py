"""Headline, paragraphs and wrapped lines."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extract.layout import find_layout

LEDE = "The ferry between Velia and Dora stopped on Sunday night after its insurer withdrew, the owner said."
MORE = "Some 300 passengers waited at the quay."


def headline(*lines: str, joint: str = "\n\n") -> str | None:
    text = joint.join(lines)
    found = find_layout(text).headline
    return found.of(text) if found else None


def paragraphs(text: str) -> list[str]:
    return [span.of(text) for span in find_layout(text).paragraphs]


@pytest.mark.parametrize(
    "title",
    [
        "Ferry between Velia and Dora stops",
        "Who Stopped The Dora Ferry?",
        "FERRY STOPS: OWNER BLAMES INSURER",
        "Prime Minister Ana Marek “Deeply Worried” About Ferry Line.",
        "Ferry between Velia and Dora stops after insurer withdraws.",
        "‘No one can close the sea’: Marek on the ferry",
        "Velia-Dora ferry talks collapse",
        "PM-designate Marek quits after ferry vote",
        "During the strike in Velia, Prime Minister Ana Marek offers to mediate between dockers and port",
    ],
)
@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_find_layout_has_headline_when_first_line_is_a_title(title: str, joint: str) -> None:
    assert headline(title, LEDE, MORE, joint=joint) == title


@pytest.mark.parametrize(
    "first",
    [
        LEDE,
        "A bomb exploded in Velia on Monday.",
        "Prime Minister Ana Marek of Doran met Foreign Minister Tomas Brek in Velia, he said.",
        '"Nobody closes a sea," Prime Minister Ana Marek said.',
        "VELIA, March 3 (Agency) - The ferry stopped",
        "# " + "(" * 400 + "Ferry stops",
        "Three things are known:",
        "The ferry stopped. Nobody knows why",
    ],
)
def test_find_layout_has_no_headline_when_first_line_is_text(first: str) -> None:
    assert headline(first, LEDE, MORE) is None


@pytest.mark.parametrize("text", ["Ferry stops", LEDE, "", " \n ", "---"])
def test_find_layout_has_no_headline_when_nothing_follows(text: str) -> None:
    layout = find_layout(text)

    assert layout.headline is None
    assert len(layout.paragraphs) == any(map(str.isalpha, text))


@pytest.mark.parametrize(
    "line", ["# Ferry stops", "## Ferry stops ##", "**Ferry stops**", "Ferry stops\n==========="]
)
def test_find_layout_leaves_the_marks_out_when_headline_is_markdown(line: str) -> None:
    assert headline(line, LEDE) == "Ferry stops"


@pytest.mark.parametrize(
    "before",
    [
        *("Harbour Post", "harbourpost.com", "2023-04-S-011", "Advertisement", "World news"),
        *("AM-Ferry Stops,0345", "VELIA-FERRY/STRIKE-DOCKS"),
    ],
)
def test_find_layout_passes_over_the_masthead_when_a_title_follows(before: str) -> None:
    text = f"{before}\n\nFerry between Velia and Dora stops\n\n{LEDE}"
    layout = find_layout(text)

    assert headline(text) == "Ferry between Velia and Dora stops"
    assert [span.of(text) for span in layout.boilerplate] == [before]


def test_find_layout_keeps_the_standfirst_when_a_title_stands_above() -> None:
    assert paragraphs(f"Ferry stops\nVelia depends on it.\n\n\n{LEDE}") == ["Velia depends on it.", LEDE]


def test_find_layout_has_one_paragraph_a_line_when_lines_are_sentences() -> None:
    assert paragraphs(f"{LEDE}\n{MORE}\n{LEDE}") == [LEDE, MORE, LEDE]


def test_find_layout_joins_lines_when_they_are_wrapped() -> None:
    wrapped = (
        "The ferry between Velia and Dora stopped on Sunday\n"
        "night after its insurer withdrew, and nobody knows\n"
        "when it will run again, the owner said.\n"
        "   Some 300 passengers waited at the quay until the\n"
        "harbour police sent them home.\n\n"
        "Velia has no other ferry."
    )
    found = paragraphs(wrapped)

    assert [words.count("\n") for words in found] == [2, 1, 0]
    assert "".join(found).replace("\n", "") == "".join(line.strip() for line in wrapped.split("\n"))


def test_find_layout_leaves_boilerplate_out_of_paragraphs_when_a_line_holds_both() -> None:
    assert paragraphs(f"{LEDE} (Photo: Ana Lund)\n{MORE}") == [LEDE, MORE]


def test_find_layout_splits_lines_when_ends_are_unusual() -> None:
    assert paragraphs(f"{LEDE}\u2028{MORE}\x0c{LEDE}") == [LEDE, MORE, LEDE]


@given(st.text(max_size=300) | st.text(alphabet='Ab .\n#*“"-:©', max_size=300))
def test_find_layout_gives_disjoint_spans_when_given_any_text(text: str) -> None:
    layout = find_layout(text)
    spans = sorted([*layout.paragraphs, *layout.boilerplate, *([layout.headline] if layout.headline else [])])

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert list(layout.paragraphs) == sorted(layout.paragraphs)
    assert all(span.of(text) == span.of(text).strip() for span in spans)
