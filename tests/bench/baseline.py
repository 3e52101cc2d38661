"""Plain spaCy over a folder's articles, in a process of its own: `python -m tests.bench.baseline FOLDER`.

The pinned pipeline as it comes, all components, one process, default batch size, loaded and warm before
the clock starts. Prints JSON. With `--split` it also reads a sample twice by the product's own reader,
with and without the parse given, which tells parsing and extraction apart.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from store.extract.parse import model_folder
from store.extract.read import Task, read_all
from store.readers import read_file, scan
from store.types import RawArticle

WARM = 5  # texts parsed before the clock starts
SAMPLE = 60  # articles that tell parsing and extraction apart


@dataclass(frozen=True, slots=True)
class Plain:
    """Seconds of plain `nlp.pipe` over all texts, and the share of extraction in reading (0 unless asked)."""

    seconds: float
    tokens: int
    extraction: float = 0.0


def measure(folder: Path, split: bool = False) -> Plain:
    """Run the baseline in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.baseline", str(folder), *(["--split"] if split else [])]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Plain(**json.loads(output))


def _pipe(texts: list[str]) -> tuple[float, int]:
    import spacy

    nlp = spacy.load(model_folder())
    list(nlp.pipe(texts[:WARM]))
    started = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return time.perf_counter() - started, tokens


def _extraction(raws: list[RawArticle]) -> float:
    """Share of a reading's time that is not the parse."""
    read_all([Task(raw) for raw in raws[:WARM]])
    started = time.perf_counter()
    products = read_all([Task(raw) for raw in raws])
    whole = time.perf_counter() - started
    started = time.perf_counter()
    read_all([Task(raw, p.parse, p.parse_key) for raw, p in zip(raws, products, strict=True)])
    return (time.perf_counter() - started) / whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", action="store_true")
    asked = parser.parse_args()
    raws = [read_file(asked.folder, stat.path) for stat in scan(asked.folder)]
    seconds, tokens = _pipe([raw.text for raw in raws])
    extraction = _extraction(raws[:SAMPLE]) if asked.split else 0.0
    print(json.dumps({"seconds": seconds, "tokens": tokens, "extraction": extraction}))


if __name__ == "__main__":
    main()
