"""Files: uploads are kept whole and can be downloaded by the path that getFile names."""

from __future__ import annotations

from typing import Any

from tests.fakes.botapi.call import Call, Upload
from tests.fakes.botapi.checks_query import picture_size
from tests.fakes.botapi.model import File
from tests.fakes.botapi.wire import file_json
from tests.fakes.botapi.world import World


def keep_upload(call: Call, name: str) -> File:
    """The file of a call: a new upload, or one known by its id."""
    sent = call.upload(name)
    return keep_file(call.world, sent, f"{name}s") if sent else call.world.files[call.text(name)]


def keep_file(world: World, sent: Upload, folder: str) -> File:
    """Store bytes under a new file id."""
    number = next(world.numbers)
    suffix = sent.name.rpartition(".")[2] if "." in sent.name else "bin"
    width, height = picture_size(sent) if folder == "photos" else (0, 0)
    path = f"{folder}/file_{number}.{suffix}"
    file = File(f"FILE{number}", sent.name, sent.mime, sent.content, path, width, height)
    world.files[file.id] = file
    return file


def get_file(call: Call) -> dict[str, Any]:
    file = call.world.files[call.text("file_id")]
    return file_json(file) | {"file_path": file.path}


def download(world: World, path: str) -> bytes | None:
    """The bytes behind a file path, None when there are none."""
    return next((file.content for file in world.files.values() if file.path == path), None)
