"""Decoding of request bodies: forms, JSON and multipart."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, unquote

from tests.fakes.botapi.call import Upload

Decoded = tuple[dict[str, Any], dict[str, Upload]]

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
_NAME = re.compile(rb'[;\s]name="([^"]*)"')
_FILENAME = re.compile(rb'filename="([^"]*)"')
_TYPE = re.compile(rb"content-type:\s*(\S+)", re.IGNORECASE)


def decode(content_type: str, body: bytes) -> Decoded:
    """Parameters and files of a request body; ValueError when it is none of the three kinds."""
    if not body:
        return {}, {}
    if content_type.startswith("application/json"):
        return json.loads(body), {}
    if content_type.startswith("multipart/form-data"):
        return _multipart(content_type, body)
    return form(body.decode()), {}


def form(encoded: str) -> dict[str, Any]:
    """The fields of a query string or a form."""
    return dict(parse_qsl(encoded, keep_blank_values=True))


def _multipart(content_type: str, body: bytes) -> Decoded:
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise ValueError("no boundary")
    params: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    for part in body.split(b"--" + boundary[1].encode())[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        name, filename = _NAME.search(b" " + head), _FILENAME.search(head)
        if name and filename:
            files[name[1].decode()] = _upload(head, filename[1], content.removesuffix(b"\r\n"))
        elif name:
            params[name[1].decode()] = content.removesuffix(b"\r\n").decode()
    return params, files


def _upload(head: bytes, filename: bytes, content: bytes) -> Upload:
    mime = _TYPE.search(head)
    return Upload(
        unquote(filename.decode()), mime[1].decode() if mime else "application/octet-stream", content
    )
