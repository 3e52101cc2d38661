"""Facts to bytes and back: JSON by pydantic, compressed."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

T = TypeVar("T")


_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    """Building one costs milliseconds: each kind once. Two threads may build the same; one is kept."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def pack(fact: object) -> bytes:
    """A frozen dataclass as compressed JSON."""
    return zlib.compress(_adapter(type(fact)).dump_json(fact, exclude_defaults=True), 3)


def unpack(kind: type[T], data: bytes) -> T:
    """The inverse of `pack`."""
    return cast(T, _adapter(kind).validate_json(zlib.decompress(data)))


def to_json(fact: object) -> dict[str, Any]:
    """A frozen dataclass as plain JSON values, defaults left out."""
    return cast(dict[str, Any], _adapter(type(fact)).dump_python(fact, mode="json", exclude_defaults=True))


def from_json(kind: type[T], data: object) -> T:
    """The inverse of `to_json`."""
    return cast(T, _adapter(kind).validate_python(data))


def digest(*parts: str) -> str:
    """SHA-256 over parts, in hexadecimal; parts cannot run into each other."""
    joined = json.dumps(parts, ensure_ascii=False)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
