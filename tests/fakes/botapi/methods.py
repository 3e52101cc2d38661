"""What each method does once no rule refuses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakes.botapi import files, messages, profile, queries
from tests.fakes.botapi.call import Call
from tests.fakes.botapi.model import Member
from tests.fakes.botapi.wire import full_chat_json, member_json

Method = Callable[[Call], Any]

# Kept and given back: setMyX stores what getMyX answers.
_STORED = ("Description", "ShortDescription", "Name")
# Accepted with True: the desk does not depend on what they do.
_ACCEPTED = (
    "close", "setMyDefaultAdministratorRights", "setMessageReaction", "pinChatMessage", "unpinChatMessage",
)  # fmt: skip


def get_me(call: Call) -> dict[str, Any]:
    return profile.me(call.world)


def get_chat(call: Call) -> dict[str, Any]:
    return full_chat_json(call.here)


def get_chat_member(call: Call) -> dict[str, Any]:
    user = call.world.users[call.number("user_id")]
    if call.here.kind == "private":
        return member_json(call.here, Member(user))
    return member_json(call.here, call.here.member(user))


def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    """Other bots are left out, as at Telegram."""
    admins = (member for member in call.here.administrators() if not member.user.is_bot or member == call.me)
    return [member_json(call.here, member) for member in admins]


def get_chat_member_count(call: Call) -> int:
    return 2 if call.here.kind == "private" else sum(m.present for m in call.here.members.values())


def leave_chat(call: Call) -> bool:
    call.world.set_member(call.here, Member(call.world.bot, "left"), call.world.bot)
    return True


def send_chat_action(call: Call) -> bool:
    call.world.actions.append((call.here, call.text("action")))
    return True


def create_forum_topic(call: Call) -> dict[str, Any]:
    topic = messages.new_topic(call.world, call.here, call.text("name"))
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": 7322096}


def log_out(call: Call) -> bool:
    call.world.logged_out = True
    return True


def _accept(call: Call) -> bool:
    return True


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatmembercount": get_chat_member_count,
    "getchatadministrators": get_chat_administrators,
    "leavechat": leave_chat,
    "sendchataction": send_chat_action,
    "createforumtopic": create_forum_topic,
    "logout": log_out,
    "sendmessage": messages.send_message,
    "sendphoto": messages.send_photo,
    "senddocument": messages.send_document,
    "copymessage": messages.copy_message,
    "editmessagetext": messages.edit_text,
    "editmessagecaption": messages.edit_caption,
    "editmessagereplymarkup": messages.edit_markup,
    "deletemessage": messages.delete_message,
    "answercallbackquery": queries.answer_callback,
    "answerinlinequery": queries.answer_inline,
    "getfile": files.get_file,
    "setmycommands": profile.set_commands,
    "getmycommands": profile.get_commands,
    "deletemycommands": profile.delete_commands,
    "setchatmenubutton": profile.set_menu_button,
    "getchatmenubutton": profile.get_menu_button,
    "setwebhook": profile.set_webhook,
    "deletewebhook": profile.delete_webhook,
    "getwebhookinfo": profile.webhook_info,
    **{f"setmy{name.lower()}": profile.setter(name) for name in _STORED},
    **{f"getmy{name.lower()}": profile.getter(name) for name in _STORED},
    **{name.lower(): _accept for name in _ACCEPTED},
}
