"""`dateline doctor`: settings with their source, versions, checksums, database, counts; and what is wrong."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.config import Settings, sources
from bot.desk import Desk
from store.errors import DatelineError

_PACKAGES = ("dateline-bot", "spacy", "sentence-transformers", "torch", "SQLAlchemy", "pydantic", "rich")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `wrong` findings make the exit code 1."""

    topic: str
    text: str
    wrong: bool = False


def examine(settings: Settings, open_desk: Callable[[Settings], Desk]) -> Iterator[Finding]:
    """All findings, in the order to print them."""
    for option in sources(settings):
        yield Finding("setting", f"{option.name} = {option.value} ({option.source}): {option.help}")
    yield Finding("version", f"Python {platform.python_version()}")
    yield from map(_package, _PACKAGES)
    yield _checked("language model", _language_model)
    yield _checked("embedding model", lambda: _embedding_model(settings))
    yield _folder(settings)
    yield _checked("database", lambda: _database(settings, open_desk))


def _package(name: str) -> Finding:
    try:
        return Finding("version", f"{name} {importlib.metadata.version(name)}")
    except importlib.metadata.PackageNotFoundError:
        return Finding("version", f"{name} is not installed; run make run.", wrong=True)


def _checked(topic: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(topic, look())
    except DatelineError as error:
        return Finding(topic, str(error), wrong=True)


def _language_model() -> str:
    from store.extract.parse import PACKAGE, PACKAGE_VERSION, check_model, model_folder

    check_model(model_folder())
    return f"{PACKAGE} {PACKAGE_VERSION}: the files are the pinned ones"


def _embedding_model(settings: Settings) -> str:
    from store.embeddings import PACKAGED, packaged_folder

    if settings.model:
        return f"{settings.model}: chosen by you, not checked"
    packaged_folder()
    return f"{PACKAGED}: the weights are the original's"


def _folder(settings: Settings) -> Finding:
    if not settings.seeds.is_dir():
        return Finding("folder", f"There is no folder {settings.seeds}; make it or set it.", wrong=True)
    files = sum(1 for path in settings.seeds.rglob("*") if path.is_file())
    return Finding("folder", f"{settings.seeds}: {files} files")


def _database(settings: Settings, open_desk: Callable[[Settings], Desk]) -> str:
    desk = open_desk(settings)
    try:
        counts = desk.library.counts()
    finally:
        desk.close()
    return (
        f"{counts.articles} articles ({counts.undated} undated), {counts.outlets} outlets, "
        f"{counts.quotes} statements, {counts.people} people, {counts.claims} figures, "
        f"{counts.stories} stories, {counts.embedded} of {counts.passages} passages with vectors, "
        f"{counts.rejected} files rejected"
    )
