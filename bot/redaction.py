"""Keeps the bot's token out of every log line, messages and tracebacks alike."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from urllib.parse import quote

from bot.config import MASK

# They log whole addresses, and Telegram's hold the token.
_TALKATIVE = ("httpx", "httpcore", "telegram.request", "telegram.ext.ExtBot", "telegram.Bot")
_traces = logging.Formatter()


class Redaction(logging.Filter):
    """Replaces secrets in a record before any handler writes it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        forms = (form for secret in secrets for form in _forms(secret))
        self._forms = sorted(set(filter(None, forms)), key=len, reverse=True)

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record pass, without the secrets."""
        record.msg, record.args = self.clean(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _traces.formatException(record.exc_info)
        record.exc_text = self.clean(record.exc_text) if record.exc_text else None
        record.stack_info = self.clean(record.stack_info) if record.stack_info else None
        return True

    def clean(self, text: str) -> str:
        """The text with a mask in place of each secret."""
        for form in self._forms:
            text = text.replace(form, MASK)
        return text


def redact(secrets: Iterable[str]) -> Redaction:
    """Put the filter on all handlers that there are, and silence those who log addresses."""
    redaction = Redaction(secrets)
    loggers = (logging.getLogger(name) for name in logging.root.manager.loggerDict)
    for logger in (logging.root, *loggers):
        for handler in logger.handlers:
            handler.addFilter(redaction)
    for handler in filter(None, (logging.lastResort,)):
        handler.addFilter(redaction)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return redaction


def _forms(secret: str) -> tuple[str, ...]:
    """A token as it may be written: whole, in an address, and its secret half alone."""
    half = secret.partition(":")[2]
    return secret, quote(secret, safe=""), half if len(half) > 8 else ""
