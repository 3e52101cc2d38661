"""The bot's own data: who it is, its commands, descriptions and webhook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakes.botapi.call import Call
from tests.fakes.botapi.updates import WEBHOOK_SET
from tests.fakes.botapi.wire import user_json
from tests.fakes.botapi.world import World

_FIELDS = {"Description": "description", "ShortDescription": "short_description", "Name": "name"}


def me(world: World) -> dict[str, Any]:
    """The answer to getMe."""
    return user_json(world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _commands_key(call: Call) -> str:
    return f"commands {call.json('scope') or {'type': 'default'}} {call.text('language_code')}"


def set_commands(call: Call) -> bool:
    call.world.profile[_commands_key(call)] = call.json("commands") or []
    return True


def get_commands(call: Call) -> Any:
    return call.world.profile.get(_commands_key(call), [])


def delete_commands(call: Call) -> bool:
    call.world.profile.pop(_commands_key(call), None)
    return True


def set_menu_button(call: Call) -> bool:
    call.world.profile[f"menu {call.text('chat_id')}"] = call.json("menu_button") or {"type": "default"}
    return True


def get_menu_button(call: Call) -> Any:
    return call.world.profile.get(f"menu {call.text('chat_id')}", {"type": "default"})


def setter(name: str) -> Callable[[Call], bool]:
    """setMyX for one text of the profile."""

    def set_text(call: Call) -> bool:
        call.world.profile[f"{name} {call.text('language_code')}"] = call.text(_FIELDS[name])
        return True

    return set_text


def getter(name: str) -> Callable[[Call], dict[str, Any]]:
    """getMyX for one text of the profile."""

    def get_text(call: Call) -> dict[str, Any]:
        return {_FIELDS[name]: call.world.profile.get(f"{name} {call.text('language_code')}", "")}

    return get_text


def set_webhook(call: Call) -> bool:
    updates = call.world.updates
    updates.webhook = call.text("url")
    if updates.webhook:
        updates.end_wait(WEBHOOK_SET)
    _drop_pending(call)
    return True


def delete_webhook(call: Call) -> bool:
    call.world.updates.webhook = ""
    _drop_pending(call)
    return True


def _drop_pending(call: Call) -> None:
    if call.flag("drop_pending_updates"):
        call.world.updates.queue.clear()


def webhook_info(call: Call) -> dict[str, Any]:
    updates = call.world.updates
    return {
        "url": updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.queue),
    }
