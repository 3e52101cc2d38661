"""What Telegram refuses in texts, captions and keyboards. Each check tells whether a call is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.fakes.botapi.call import Call, known_mode
from tests.fakes.botapi.formatted import ParseError
from tests.fakes.botapi.links import link_fault

_ACTIONS = (
    "url", "callback_data", "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat", "login_url", "web_app", "copy_text",
)  # fmt: skip
_SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat")


def no_text(call: Call) -> bool:
    return not call.source


def over_32_kib(call: Call) -> bool:
    return len(call.source) > 8192 and len(call.source.encode()) > 1 << 15


def unknown_mode(call: Call) -> bool:
    return not known_mode(call.text("parse_mode"))


def unparsable(call: Call) -> str | None:
    try:
        call.body  # noqa: B018 - reading it parses it
    except ParseError as error:
        return str(error) if call.text("parse_mode") else None
    return None


def bad_entity(call: Call) -> str | None:
    try:
        call.body  # noqa: B018 - reading it parses it
    except ParseError as error:
        return str(error)
    return None


def blank(call: Call) -> bool:
    return not call.body.text


def over_4096(call: Call) -> bool:
    return call.body.length > 4096


def over_1024(call: Call) -> bool:
    return call.body.length > 1024


def over_100_entities(call: Call) -> bool:
    return len(call.body.entities) > 100


def unreadable_markup(call: Call) -> bool:
    try:
        call.json("reply_markup")
    except ValueError:
        return True
    return False


def markup_no_object(call: Call) -> bool:
    return not isinstance(call.json("reply_markup") or {}, dict)


def rows_no_arrays(call: Call) -> bool:
    rows = (call.json("reply_markup") or {}).get("inline_keyboard", [])
    return not isinstance(rows, list) or not all(isinstance(row, list) for row in rows)


def button_fault(call: Call) -> str | None:
    rows = (call.json("reply_markup") or {}).get("inline_keyboard", [])
    faults = (_button_fault(button) for row in rows for button in row)
    return next((fault for fault in faults if fault), None)


def _button_fault(button: Any) -> str | None:
    if not isinstance(button, dict):
        return "InlineKeyboardButton must be an Object"
    if not isinstance(button.get("text"), str):
        return 'Can\'t find field "text"'
    if button.get("style", "") not in {"", "default", "primary", "danger", "success"}:
        return "invalid button style specified"
    used = any(button.get(name) not in {None, ""} for name in ("url", "callback_data"))
    if not used and not any(name in button for name in _ACTIONS[2:]):
        return "Text buttons are unallowed in the inline keyboard"
    return None


def inline_buttons(call: Call) -> Iterator[dict[str, Any]]:
    """All inline buttons of a call whose keyboard is well formed."""
    for row in (call.markup or {}).get("inline_keyboard", []):
        yield from row


def bad_button_url(call: Call) -> str | None:
    for button in inline_buttons(call):
        if (url := button.get("url")) and (fault := link_fault(url)):
            return f"'{url}' is invalid: {fault}"
    return None


def switch_in_channel(call: Call) -> str | None:
    if call.here.kind != "channel":
        return None
    used = (name for button in inline_buttons(call) for name in _SWITCHES if name in button)
    return next(used, None)


def no_inline_keyboard(call: Call) -> bool:
    """Channels, and edits everywhere, take inline keyboards only."""
    only_inline = call.method.startswith("edit") or call.here.kind == "channel"
    return only_inline and call.markup is not None and "inline_keyboard" not in call.markup


def data_over_64_bytes(call: Call) -> bool:
    return any(len(button.get("callback_data", "").encode()) > 64 for button in inline_buttons(call))


def copy_text_length(call: Call) -> bool:
    copied = (button["copy_text"].get("text", "") for button in inline_buttons(call) if "copy_text" in button)
    return any(not 1 <= len(text) <= 256 for text in copied)


def over_100_buttons(call: Call) -> bool:
    return sum(1 for _ in inline_buttons(call)) > 100
