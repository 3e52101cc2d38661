"""What Telegram refuses in answers to queries, files and the bot's profile: each check tells it."""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.botapi.call import Call, Upload, read_body
from tests.fakes.botapi.formatted import ParseError

ANSWER_WITHIN = 30.0  # seconds
_MEGABYTE = 1 << 20
_COMMAND = re.compile(r"[a-z0-9_]+")
_PNG = b"\x89PNG\r\n\x1a\n"


def stale_callback(call: Call) -> bool:
    return _stale(call, "callback", call.text("callback_query_id"))


def stale_inline(call: Call) -> bool:
    return _stale(call, "inline", call.text("inline_query_id"))


def _stale(call: Call, kind: str, query_id: str) -> bool:
    query = call.world.queries.get(query_id)
    if query is None or query.kind != kind or query.answer is not None:
        return True
    return call.world.clock() - query.at > ANSWER_WITHIN


def answer_over_200(call: Call) -> bool:
    return len(call.text("text")) > 200


def no_result_array(call: Call) -> bool:
    return not isinstance(call.json("results") or [], list)


def over_50_results(call: Call) -> bool:
    return len(_results(call)) > 50


def bad_result_id(call: Call) -> bool:
    return any(not 1 <= len(str(result.get("id", "")).encode()) <= 64 for result in _results(call))


def double_result_id(call: Call) -> bool:
    ids = [str(result.get("id")) for result in _results(call)]
    return len(ids) != len(set(ids))


def bad_result(call: Call) -> str | None:
    for result in _results(call):
        if fault := _result_fault(result):
            return fault
    return None


def long_result(call: Call) -> bool:
    contents = (result.get("input_message_content") or {} for result in _results(call))
    return any(
        read_body(content.get("message_text", ""), content.get("parse_mode", ""), None).length > 4096
        for content in contents
    )


def _results(call: Call) -> list[dict[str, Any]]:
    return call.json("results") or []


def _result_fault(result: dict[str, Any]) -> str | None:
    content = result.get("input_message_content")
    if result.get("type") == "article" and not content:
        return 'Can\'t find field "message_text"'
    if content and not content.get("message_text"):
        return "Message text is empty"
    try:
        read_body((content or {}).get("message_text", ""), (content or {}).get("parse_mode", ""), None)
    except ParseError as error:
        return f"Can't parse entities: {error}"
    return None


def no_document(call: Call) -> bool:
    return _file(call, "document") is None


def no_photo(call: Call) -> bool:
    return _file(call, "photo") is None


def empty_file(call: Call) -> bool:
    sent = call.upload("document") or call.upload("photo")
    return sent is not None and not sent.content


def no_picture(call: Call) -> bool:
    sent = call.upload("photo")
    return sent is not None and not sent.content.startswith((_PNG, b"\xff\xd8"))


def bad_dimensions(call: Call) -> bool:
    width, height = picture_size(call.upload("photo"))
    return width + height > 10_000 or max(width, height) > 20 * min(width, height)


def picture_size(photo: Upload | None) -> tuple[int, int]:
    """Pixels of a PNG; other pictures count as 640 x 480."""
    if photo is None or not photo.content.startswith(_PNG):
        return (640, 480)
    return (int.from_bytes(photo.content[16:20], "big"), int.from_bytes(photo.content[20:24], "big"))


def _file(call: Call, name: str) -> object:
    return call.upload(name) or call.world.files.get(call.text(name))


def unknown_file(call: Call) -> bool:
    return call.text("file_id") not in call.world.files


def over_20_megabytes(call: Call) -> bool:
    return len(call.world.files[call.text("file_id")].content) > 20 * _MEGABYTE


def command_fault(call: Call) -> str | None:
    faults = (_command_fault(command) for command in call.json("commands") or [])
    return next((fault for fault in faults if fault), None)


def _command_fault(command: dict[str, str]) -> str | None:
    name, words = command["command"].strip().removeprefix("/"), command["description"].strip()
    if not name:
        return "command must be non-empty"
    if len(name) > 32:
        return "command length must not exceed 32"
    if not words:
        return "command description must be non-empty"
    return "command description length must not exceed 256" if len(words) > 256 else None


def bad_command(call: Call) -> bool:
    names = (command["command"].strip().removeprefix("/") for command in call.json("commands") or [])
    return not all(_COMMAND.fullmatch(name) for name in names)


def over_100_commands(call: Call) -> bool:
    return len(call.json("commands") or []) > 100


def webhook_not_https(call: Call) -> bool:
    url = call.text("url")
    return bool(url) and not url.startswith("https://")


def bad_secret(call: Call) -> bool:
    return not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", call.text("secret_token"))


def webhook_active(call: Call) -> bool:
    return bool(call.world.updates.webhook)


def too_fast(call: Call) -> dict[str, int] | None:
    seconds = call.world.pacing.retry_after(call.here.id)
    return {"retry_after": seconds} if seconds else None
