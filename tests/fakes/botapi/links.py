"""Which addresses Telegram takes in links and buttons."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_SPECIAL = re.compile(r"(tg|ton|tonsite):(//)?[\w.-]+", re.IGNORECASE)
_HOST = re.compile(r"[^\s/@]+\.[^\s/@]+|\[[0-9a-fA-F:.]+\]")
_FORMAT = re.compile(r"[rR]|[tTdDwW]*")


def checked_link(address: str) -> str:
    """The address as Telegram keeps it, or an empty string when it would drop the link."""
    return "" if link_fault(address) else normal_link(address)


def link_fault(address: str) -> str:
    """Telegram's words for what is wrong with an address; empty when nothing is."""
    if _SPECIAL.match(address):
        return ""
    with_scheme = address if "://" in address else f"http://{address}"
    try:
        parts = urlsplit(with_scheme)
        host = parts.netloc.rpartition("@")[2]
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme.lower() not in {"http", "https"}:
        return "Unsupported URL protocol"
    return "" if _HOST.match(host) and " " not in address else "Wrong HTTP URL"


def normal_link(address: str) -> str:
    """With a scheme and a path, as getUpdates and sent messages show it."""
    if _SPECIAL.match(address):
        return address
    parts = urlsplit(address if "://" in address else f"http://{address}")
    return parts._replace(path=parts.path or "/", netloc=parts.netloc.lower()).geturl()


def date_format_fault(form: str) -> str:
    """Telegram's words for a bad tg-time format; empty when it is one."""
    return "" if _FORMAT.fullmatch(form) else "Invalid date format used"
