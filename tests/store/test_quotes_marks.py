"""Quotation marks paired into quotations."""

from __future__ import annotations

import pytest

from store.extract.quotes.marks import find_quotations
from tests.store.test_quotes import paragraphs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Yes," she said. "No."', ['"Yes,"', '"No."']),
        ("“It ‘sank’ today,” he said", ["“It ‘sank’ today,”"]),
        ("''It's over,'' he said.", ["''It's over,''"]),
        ("«Да», he said", ["«Да»"]),
        ("„Gut“, he said", ["„Gut“"]),
        ("He said ‘it’s the soldiers’ call’ today.", ["‘it’s the soldiers’ call’"]),
        ("the boys' boats of the '90s weren't theirs", []),
        ('a 10" gun and a 6" gun', []),
        ('He said "nothing more. Then "silence" came', ['"nothing more.', '"silence"']),
        ('"Nobody closed this. It went on.', ['"Nobody closed this.']),
        ("“One.\n“Two.”\nThree.", ["“One.|“Two.”"]),
        ("“One.\nTwo.”", ["“One."]),
    ],
)
def test_marks_are_paired_within_a_paragraph(text: str, found: list[str]) -> None:
    quotations = find_quotations(text, paragraphs(text).paragraphs)

    assert ["|".join(span.of(text) for span in quotation.spans) for quotation in quotations] == found
