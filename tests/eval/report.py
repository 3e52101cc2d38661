"""All tasks over a folder of evaluation data, scored by its own scorers, in one table."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

FILES = {
    "quotes": ("quotes/polnear.dev.jsonl", "quotes/lee.dev.jsonl"),
    "casualties": (
        "casualties/lee.dev.jsonl",
        "casualties/muc4.dev.jsonl",
        "casualties/isaf.dev.jsonl",
        "casualties/gva.dev.jsonl",
    ),
    "clustering": ("clustering/ecbplus.jsonl",),
    "summaries": (
        "summaries/background.jsonl",
        "summaries/ecb_events.jsonl",
        "summaries/opinosis.jsonl",
    ),
    "timeline": ("summaries/timeline_gold.jsonl",),
    "retrieval": (
        "retrieval/multihop_facts",
        "retrieval/squad2_sample",
        "retrieval/time",
        "retrieval/cranfield",
    ),
}


# What the scorers of some files are told, before and after the two files.
SCORERS = {
    "background.jsonl": (("rouge",), ("--max-words", "150")),
    "ecb_events.jsonl": (("events",), ("--max-words", "120")),
    "opinosis.jsonl": (("rouge",), ("--max-words", "30")),
    "timeline_gold.jsonl": (("timeline",), ()),
}


def report(data: Path) -> None:
    """Predict and score every file that the folder has; files that it lacks are named."""
    with tempfile.TemporaryDirectory() as scratch:
        for task, files in FILES.items():
            for file in files:
                _score(task, data / file, Path(scratch) / "predicted.jsonl")


def _score(task: str, gold: Path, predicted: Path) -> None:
    print(f"## {task}: {gold.name}", flush=True)
    if not gold.exists():
        print("not in this folder")
        return
    before, after = SCORERS.get(gold.name, ((), ()))
    if {"rouge", "timeline"} & set(before) and find_spec("rouge_score") is None:
        print("its scorer needs the package rouge-score")
        return
    command = [sys.executable, "-m", "tests.eval", task, str(gold), str(predicted)]
    subprocess.run(command, check=True)
    scorer = gold.parent / "score.py"
    if task == "clustering":
        print("settled", flush=True)
    answers = gold / "queries.jsonl" if gold.is_dir() else gold
    subprocess.run([sys.executable, str(scorer), *before, str(answers), str(predicted), *after], check=True)
    if task == "clustering":
        _score_arrivals(scorer, gold, predicted)


def _score_arrivals(scorer: Path, gold: Path, predicted: Path) -> None:
    """The labels at arrival, by the same scorer."""
    rows = [json.loads(line) for line in predicted.read_text(encoding="utf-8").splitlines()]
    first = "".join(json.dumps({"id": row["id"], "story": row["first"]}) + "\n" for row in rows)
    predicted.write_text(first, encoding="utf-8")
    print("at arrival", flush=True)
    subprocess.run([sys.executable, str(scorer), str(gold), str(predicted)], check=True)
