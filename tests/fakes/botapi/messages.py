"""Sending, editing, copying and deleting messages of the bot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.fakes.botapi import files
from tests.fakes.botapi.call import Call
from tests.fakes.botapi.model import Chat, Message, Topic
from tests.fakes.botapi.wire import message_json
from tests.fakes.botapi.world import World


def send_message(call: Call) -> dict[str, Any]:
    return message_json(_send(call, preview=call.json("link_preview_options")))


def send_photo(call: Call) -> dict[str, Any]:
    return message_json(_send(call, kind="photo", file=files.keep_upload(call, "photo")))


def send_document(call: Call) -> dict[str, Any]:
    return message_json(_send(call, kind="document", file=files.keep_upload(call, "document")))


def copy_message(call: Call) -> dict[str, int]:
    """A copy has no link to the original; a caption given replaces the old one."""
    origin = call.world.find_chat(call.text("from_chat_id"))
    assert origin is not None
    old = origin.history[call.number("message_id")]
    words: dict[str, Any] = {"body": old.body, "source": old.source}
    if "caption" in call.params and old.kind != "text":
        words = {"body": call.body, "source": call.source}
    return {"message_id": _send(call, kind=old.kind, file=old.file, **words).id}


def edit_text(call: Call) -> dict[str, Any]:
    preview = call.json("link_preview_options")
    return _edit(call, body=call.body, source=call.source, preview=preview)


def edit_caption(call: Call) -> dict[str, Any]:
    return _edit(call, body=call.body, source=call.source)


def edit_markup(call: Call) -> dict[str, Any]:
    return _edit(call)


def delete_message(call: Call) -> bool:
    del call.here.history[call.number("message_id")]
    return True


def _send(call: Call, **details: Any) -> Message:
    chat, world = call.here, call.world
    world.pacing.count(chat.id)
    details = {"body": call.body, "source": call.source} | details
    in_channel = chat.kind == "channel"
    message = world.post(
        chat,
        None if in_channel else world.bot,
        author=world.bot,
        sender_chat=chat if in_channel else None,
        thread=_thread(call),
        reply_to=call.replied,
        markup=call.markup,
        silent=call.flag("disable_notification"),
        protected=call.flag("protect_content"),
        **details,
    )
    world.sent.append((chat, message.id))
    return message


def _thread(call: Call) -> int | None:
    """A reply goes to the thread of what it answers; threads exist in forums and private chats."""
    if not call.here.topics:
        return None
    replied = call.replied.thread if call.replied else None
    return call.number("message_thread_id") or replied


def _edit(call: Call, **changes: Any) -> dict[str, Any]:
    return message_json(call.world.rewrite(call.old, markup=call.markup, **changes))


def new_topic(world: World, chat: Chat, name: str) -> Topic:
    """A topic and its service message, whose id is the topic's."""
    created = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    message = world.post(chat, None, kind="service", extra=created)
    world.keep(replace(message, thread=message.id))
    chat.topics[message.id] = Topic(message.id, name)
    return chat.topics[message.id]
