"""`python -m tests.eval TASK IN OUT`: predictions of the product's own code on a file of evaluation data.

One file is one library; for totals of one event, one record is. `report DATA` runs all tasks over a folder
and prints what its scorers say. The data are not part of this project; formats stand beside their scorers.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.eval.casualties import predict_casualties
from tests.eval.clustering import predict_clusters
from tests.eval.quotes import predict_quotes
from tests.eval.report import report
from tests.eval.retrieval import predict_retrieval
from tests.eval.summaries import predict_summaries
from tests.eval.timelines import predict_timelines

TASKS: dict[str, Callable[[list[dict[str, Any]]], Iterator[dict[str, Any]]]] = {
    "quotes": predict_quotes,
    "casualties": predict_casualties,
    "clustering": predict_clusters,
    "summaries": predict_summaries,
}

# Tasks whose data is more than one file: they are given the path.
BY_PATH: dict[str, Callable[[Path], Iterator[dict[str, Any]]]] = {
    "retrieval": predict_retrieval,
    "timeline": predict_timelines,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=__doc__)
    parser.add_argument("task", choices=[*TASKS, *BY_PATH, "report"])
    parser.add_argument(
        "data",
        type=Path,
        help="a file of the evaluation data (retrieval: a folder; report: the folder of all)",
    )
    parser.add_argument("out", type=Path, nargs="?", help="where the predictions go")
    asked = parser.parse_args()
    if asked.task == "report":
        report(asked.data)
        return
    if asked.out is None:
        parser.error("say where the predictions go")
    if asked.task in BY_PATH:
        _write(asked.out, BY_PATH[asked.task](asked.data))
        return
    rows = [json.loads(line) for line in asked.data.read_text(encoding="utf-8").split("\n") if line]
    _write(asked.out, TASKS[asked.task](rows))


def _write(path: Path, predictions: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for number, prediction in enumerate(predictions, 1):
            out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
            print(f"\r{number}", end="", file=sys.stderr)
    print(file=sys.stderr)


if __name__ == "__main__":
    main()
