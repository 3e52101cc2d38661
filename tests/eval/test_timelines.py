"""Predictions for timelines: the stream beside the queries, one entry a day."""

from __future__ import annotations

import json
from pathlib import Path

from tests.eval.timelines import STREAM, predict_timelines
from tests.fakes.readers import InlineReaders

UPDATES = {
    "2024-03-03": ("Boats fired on a ferry off Lima.", "Off Lima a ferry was fired on by boats."),
    "2024-03-06": ("Peruvian envoys agreed to a truce.", "A truce was agreed to by the Peruvian envoys."),
    "2024-04-01": ("Crowds filled a square in Cairo.", "In Cairo a square was filled by crowds."),
    "2024-04-02": ("Egyptian judges met the crowds.", "The crowds were met by Egyptian judges."),
}


def test_predict_timelines_when_stories_are_mixed_keeps_those_of_the_query(tmp_path: Path) -> None:
    rows = [
        {"id": f"{day}-{number}", "date": day, "text": text}
        for day, texts in UPDATES.items()
        for number, text in enumerate(texts)
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "peru", "query": "peruvian ferry", "timeline": []}))
    (tmp_path / STREAM).write_text("\n".join(map(json.dumps, rows)))

    (made,) = predict_timelines(gold, InlineReaders)

    assert made["id"] == "peru"
    assert [entry["date"] for entry in made["timeline"]] == ["2024-03-03", "2024-03-06"]
