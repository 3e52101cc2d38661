"""`python -m tests.eval TASK IN OUT`: predictions of the product's own code on a file of evaluation data.

One file is one library; for totals of one event, one record is. `report DATA` runs all tasks over a folder
and prints what its scorers say; `misses quotes IN` prints the worst misses by class. The data are not
part of this project; formats stand beside their scorers.
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
from tests.eval.misses import lines, misses_of_quotes
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
    tasks = parser.add_subparsers(dest="task", required=True)
    for name in (*TASKS, *BY_PATH):
        task = tasks.add_parser(name, help=f"predict {name}")
        task.add_argument("data", type=Path, help="a file of the evaluation data (retrieval: a folder)")
        task.add_argument("out", type=Path, help="where the predictions go")
    whole = tasks.add_parser("report", help="all tasks, scored")
    whole.add_argument("data", type=Path, help="the data's folder")
    worst = tasks.add_parser("misses", help="the worst misses by class")
    worst.add_argument("what", choices=["quotes"])
    worst.add_argument("data", type=Path, help="a file of the evaluation data")
    worst.add_argument("predictions", type=Path, nargs="?", help="made before; else they are made now")
    worst.add_argument("--most", type=int, default=10, help="examples a class")
    asked = parser.parse_args()
    if asked.task == "report":
        report(asked.data)
    elif asked.task == "misses":
        _misses(asked)
    elif asked.task in BY_PATH:
        _write(asked.out, BY_PATH[asked.task](asked.data))
    else:
        _write(asked.out, TASKS[asked.task](_rows(asked.data)))


def _write(path: Path, predictions: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for number, prediction in enumerate(predictions, 1):
            out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
            print(f"\r{number}", end="", file=sys.stderr)
    print(file=sys.stderr)


def _misses(asked: argparse.Namespace) -> None:
    rows = _rows(asked.data)
    made = _rows(asked.predictions) if asked.predictions else predict_quotes(rows)
    for line in lines(misses_of_quotes(rows, {row["id"]: row["quotes"] for row in made}), asked.most):
        print(line)


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


if __name__ == "__main__":
    main()
