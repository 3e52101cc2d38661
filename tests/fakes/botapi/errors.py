"""What a refused call is answered with."""

from __future__ import annotations

from collections.abc import Mapping

_PREFIX = {400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict", 429: "Too Many Requests"}


class Refused(Exception):
    """Telegram's answer to a wrong call: error code, description and parameters."""

    def __init__(self, code: int, words: str, parameters: Mapping[str, int] | None = None) -> None:
        prefix = _PREFIX.get(code)
        self.code = code
        self.description = f"{prefix}: {words}" if prefix and words else words or str(prefix)
        self.parameters = dict(parameters or {})
        super().__init__(self.description)
