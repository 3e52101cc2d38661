"""Predictions for briefs: formats of the evaluation data, sentences of the product."""

from __future__ import annotations

import pytest

from tests.eval import summaries
from tests.eval.summaries import kind_of, predict_summaries
from tests.fakes.readers import InlineReaders

FERRY = "Patrol boats fired on the ferry Albatross in the strait, and its bridge burned."
TRUCE = "Mediators in Karst announced a truce of ten days between both coastal capitals."


@pytest.fixture(autouse=True)
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(summaries, "Readers", InlineReaders)


def test_predict_summaries_when_sentences_are_numbered_names_the_place() -> None:
    docs: list[dict[str, object]] = [{"id": "a", "date": None, "sentences": ["Ferry burns", FERRY, TRUCE]}]

    (row,) = predict_summaries([{"id": "1", "docs": docs, "weights": {}}])

    assert row["id"] == "1"
    assert [(s["doc"], s["index"], s["text"]) for s in row["sentences"]] == [("a", 1, FERRY), ("a", 2, TRUCE)]


def test_predict_summaries_when_docs_are_dated_reads_their_lines() -> None:
    docs = [
        {"id": "a", "date": "2024-03-03", "text": FERRY},
        {"id": "b", "date": "2024-03-06", "text": f"{TRUCE}\\nCranes in Karst stopped as dockers left them."},
    ]

    (row,) = predict_summaries([{"id": "1", "docs": docs, "update": "Truce holds.", "references": []}])

    assert {s["doc"] for s in row["sentences"]} == {"a", "b"}
    assert all("\\n" not in s["text"] for s in row["sentences"])


@pytest.mark.parametrize(
    ("row", "kind"),
    [({"update": ""}, "background"), ({"weights": {}}, "ecb_events"), ({"references": []}, "opinosis")],
)
def test_kind_of_goes_by_keys(row: dict[str, object], kind: str) -> None:
    assert kind_of(row) == kind
