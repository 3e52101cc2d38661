"""`dateline doctor`: settings with their source, versions, checksums, database, counts; and what is wrong."""

from __future__ import annotations

import errno
import importlib.metadata
import os
import platform
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings
from bot.desk import Desk
from bot.options import sources, unknown_names
from store.errors import DatelineError, ModelError

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
    for name, near in unknown_names():
        meant = f"; did you mean {near}?" if near else "."
        yield Finding("setting", f"{name} is no setting and does nothing{meant}")
    yield Finding("version", f"Python {platform.python_version()}")
    yield from map(_package, _PACKAGES)
    yield _checked("language model", _language_model)
    yield _checked("embedding model", lambda: _embedding_model(settings))
    yield _folder(settings)
    yield _updates(settings)
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
        if not _is_here(settings.model):
            raise ModelError(
                f"{settings.model} is no model's folder, and no model of that name has been downloaded; "
                "search goes by words alone."
            )
        return f"{settings.model}: chosen by you, its files are not compared with any others"
    packaged_folder()
    return f"{PACKAGED}: the weights are the original's"


def _is_here(model: str) -> bool:
    """Whether the files of a model, named or in a folder, are on this machine."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    if Path(model).is_dir():
        return (Path(model) / "config.json").is_file()
    repository = model if "/" in model else f"sentence-transformers/{model}"
    try:
        return isinstance(try_to_load_from_cache(repository, "config.json"), str)
    except HFValidationError:
        return False


def _folder(settings: Settings) -> Finding:
    if not settings.seeds.is_dir():
        return Finding("folder", f"There is no folder {settings.seeds}; make it or set it.", wrong=True)
    closed: list[OSError] = []
    files = sum(len(names) for _, _, names in os.walk(settings.seeds, onerror=closed.append))
    if closed:
        return Finding("folder", f"{closed[0].filename} cannot be read: {closed[0].strerror}.", wrong=True)
    return Finding("folder", f"{settings.seeds}: {files} files")


def _updates(settings: Settings) -> Finding:
    """How Telegram's updates come, and whether they can."""
    if not settings.token:
        return Finding("updates", "no token: the desk opens in the terminal")
    if not settings.webhook_url:
        return Finding("updates", "the desk asks Telegram for them (polling)")
    here = f"{settings.webhook_listen} port {settings.webhook_port}"
    secret = "yours" if settings.webhook_secret else "a new one at each start"
    told = f"Telegram posts them; the desk listens on {here}; the secret is {secret}"
    try:
        with socket.create_server((settings.webhook_listen, settings.webhook_port)):
            return Finding("updates", told)
    except OSError as error:
        runs = error.errno == errno.EADDRINUSE
        why = "something does already: this desk, if it runs" if runs else error.strerror
        return Finding("updates", f"{told}; {why}", wrong=not runs)


def _database(settings: Settings, open_desk: Callable[[Settings], Desk]) -> str:
    from store.db import is_there

    if not is_there(settings.database):
        return "no database yet; the first ingest makes it"
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
