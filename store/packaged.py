"""Folders of models that come as PyPI packages, found through their metadata without running their code."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

from store.errors import ModelError


def package_folder(package: str, file: str) -> Path:
    """The folder in which an installed package keeps a file of this name. Raises ModelError."""
    try:
        distribution = importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        raise ModelError(f"The package {package} is not installed; run make run.") from None
    for found in distribution.files or ():
        if found.name == file:
            return Path(str(distribution.locate_file(found))).parent
    raise ModelError(f"The package {package} holds no {file}; install it again.")
