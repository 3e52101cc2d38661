"""All tasks over a folder of evaluation data, scored by its own scorers, in one table."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.eval.episodes import ARTICLES, pair_scores, place_all

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


Scores = dict[str, Any]
BARS = Path(__file__).with_name("bars.tsv")


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that was set before it was measured; `most`: not to be exceeded."""

    file: str
    place: str
    measure: str
    bar: float
    most: bool

    def row(self, scores: Mapping[str, Scores]) -> str:
        """A line of the table."""
        wanted = f"{'at most ' if self.most else ''}{self.bar:g}"
        found = figure(scores.get(self.file), self.place)
        if found is None:
            return f"| {self.file} | {self.measure} | not measured | {wanted} | |"
        kept = found <= self.bar if self.most else found >= self.bar
        return f"| {self.file} | {self.measure} | {found:.3f} | {wanted} | {'' if kept else 'missed'} |"


def report(data: Path) -> None:
    """Predict and score every file that the folder has, then print the table of bars."""
    scores: dict[str, Scores] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for task, files in FILES.items():
            for file in files:
                found = _score(task, data / file, Path(scratch) / "predicted.jsonl")
                if found is not None:
                    scores[file] = found
    scores["tests/episodes"] = _episodes()
    print("\n".join(table(scores)))


def table(scores: Mapping[str, Scores]) -> Iterator[str]:
    """Each bar with what was measured, in Markdown."""
    yield "| data | measure | measured | bar | |"
    yield "| --- | --- | --- | --- | --- |"
    yield from (bar.row(scores) for bar in bars())


def bars() -> Iterator[Bar]:
    for line in BARS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            file, place, measure, bar = line.split("\t")
            yield Bar(file, place, measure, float(bar.removeprefix("<")), bar.startswith("<"))


def figure(scores: Any, place: str) -> float | None:
    """What stands at "groups/all/match/2" of a scorer's answer."""
    for step in place.split("/"):
        if not scores:
            return None
        scores = scores[int(step)] if isinstance(scores, list | tuple) else scores.get(step)
    return scores if isinstance(scores, int | float) else None


def _episodes() -> Scores:
    """Same episode, over the project's own labelled articles."""
    print("## episodes: tests/episodes", flush=True)
    placed = place_all({path.stem: path.read_text(encoding="utf-8") for path in ARTICLES.glob("*.txt")})
    return {"prf": pair_scores(placed)}


def _score(task: str, gold: Path, predicted: Path) -> Scores | None:
    print(f"## {task}: {gold.name}", flush=True)
    if not gold.exists():
        print("not in this folder")
        return None
    before, after = SCORERS.get(gold.name, ((), ("--json",) if task in ("quotes", "casualties") else ()))
    if {"rouge", "timeline"} & set(before) and find_spec("rouge_score") is None:
        print("its scorer needs the package rouge-score")
        return None
    subprocess.run([sys.executable, "-m", "tests.eval", task, str(gold), str(predicted)], check=True)
    answers = gold / "queries.jsonl" if gold.is_dir() else gold
    command = [sys.executable, str(gold.parent / "score.py"), *before, str(answers), str(predicted), *after]
    found = _stories(command, predicted) if task == "clustering" else _scored(command)
    print(json.dumps(found), flush=True)
    return found


def _scored(command: list[str]) -> Scores:
    scores: Scores = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return scores


def _stories(command: list[str], predicted: Path) -> Scores:
    """The numbers in the end, those at arrival, and where those lead in the end, by the same scorer."""
    rows = [json.loads(line) for line in predicted.read_text(encoding="utf-8").splitlines()]
    found = {"settled": _scored(command)}
    for name in ("arrival", "forwarded"):
        told = "".join(json.dumps({"id": row["id"], "story": row[name]}) + "\n" for row in rows)
        predicted.write_text(told, encoding="utf-8")
        found[name] = _scored(command)
    return found
