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
    """Plain `nlp.pipe` over all texts, in seconds by the clock and of the processor.

    `extraction` is its share in reading, 0 unless asked for.
    """

    seconds: float
    worked: float
    tokens: int
    extraction: float


def measure(folder: Path, split: bool = False) -> Plain:
    """Run the baseline in a fresh process."""
    command = [sys.executable, "-m", "tests.bench.baseline", str(folder), *(["--split"] if split else [])]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Plain(**json.loads(output))


def _pipe(texts: list[str]) -> dict[str, float]:
    import spacy

    nlp = spacy.load(model_folder())
    list(nlp.pipe(texts[:WARM]))
    started, worked = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "worked": time.process_time() - worked, "tokens": tokens}


def _extraction(raws: list[RawArticle]) -> float:
    """Share of a reading's processor time that is not the parse."""
    read_all([Task(raw) for raw in raws[:WARM]])
    started = time.process_time()
    products = read_all([Task(raw) for raw in raws])
    whole = time.process_time() - started
    started = time.process_time()
    read_all([Task(raw, p.parse, p.parse_key) for raw, p in zip(raws, products, strict=True)])
    return (time.process_time() - started) / whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", action="store_true")
    asked = parser.parse_args()
    raws = [read_file(asked.folder, stat.path) for stat in scan(asked.folder)]
    piped = _pipe([raw.text for raw in raws])
    extraction = _extraction(raws[:SAMPLE]) if asked.split else 0.0
    print(json.dumps({**piped, "extraction": extraction}))


if __name__ == "__main__":
    main()
