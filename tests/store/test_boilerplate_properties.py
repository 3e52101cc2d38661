"""Page furniture in any text: spans apart, no news taken, no time lost."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.extract.boilerplate import find_boilerplate
from store.extract.furniture import Cue, cues
from tests.fakes.furniture import APPEALS, NEWS, PLEAS, TAILS


@given(st.text(max_size=400))
def test_find_boilerplate_gives_disjoint_spans_when_given_any_text(text: str) -> None:
    spans = find_boilerplate(text)

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


HARD = (HealthCheck.filter_too_much, HealthCheck.too_slow)  # cues that look ahead are hard to make up
LINES = st.sampled_from(
    [*NEWS, *(line for part in (*TAILS, *APPEALS, *PLEAS) for line in part), "", "İ ' \" “"]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\n\n", " ", "\u2028"]))
def test_find_boilerplate_keeps_statements_when_lines_are_shuffled(lines: list[str], joint: str) -> None:
    text = joint.join(lines)

    spans = find_boilerplate(text)

    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert joint == " " or not any(NEWS[2] in span.of(text) for span in spans)


@pytest.mark.parametrize(
    "cue", [cue for cue in cues() if cue.words], ids=lambda cue: f"{cue.kind} {cue.words[0]}"
)
def test_cues_hold_one_of_their_words_when_they_match(cue: Cue) -> None:
    @settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=HARD)
    @given(st.from_regex(cue.pattern, fullmatch=True))
    def check(match: str) -> None:
        assert any(word in match.lower() for word in cue.words)

    check()


@pytest.mark.parametrize(
    "unit", ["Support us, ", '"', "((( ", "by a", "Share ", "© ", "Photo: ", "12 ", "\n"]
)
def test_find_boilerplate_is_quick_when_the_text_is_huge(unit: str) -> None:
    start = time.process_time()
    find_boilerplate(unit * (100_000 // len(unit)))

    assert time.process_time() - start < 2
