"""What Telegram refuses about chats, threads, members and messages. Each check tells what is wrong."""

from __future__ import annotations

from tests.fakes.botapi.call import Call
from tests.fakes.botapi.model import GENERAL, Message

_TWO_DAYS = 48 * 3600
_ACTIONS = frozenset(
    {
        "cancel", "typing", "record_video", "upload_video", "record_audio", "upload_audio", "record_voice",
        "upload_voice", "upload_photo", "upload_document", "choose_sticker", "find_location",
        "record_video_note", "upload_video_note",
    }
)  # fmt: skip
_SPOKEN = {"group": "group", "supergroup": "supergroup", "channel": "channel"}


def no_chat_id(call: Call) -> bool:
    return not call.text("chat_id")


def unknown_chat(call: Call) -> bool:
    return call.chat is None


def upgraded(call: Call) -> dict[str, int] | None:
    moved = call.here.migrated_to
    return {"migrate_to_chat_id": moved.id} if moved else None


def kicked(call: Call) -> str | None:
    return _SPOKEN.get(call.here.kind) if call.me.status == "kicked" else None


def left(call: Call) -> str | None:
    return _SPOKEN.get(call.here.kind) if call.me.status == "left" else None


def deactivated(call: Call) -> bool:
    return bool(call.here.user and call.here.user.deactivated)


def unknown_thread(call: Call) -> bool:
    """General's own id is refused too. A group without topics ignores threads, a private chat does not."""
    thread = call.number("message_thread_id")
    if not thread or (call.here.kind != "private" and not call.here.forum):
        return False
    return thread == GENERAL or call.topic is None or call.topic.deleted


def bad_reply_parameters(call: Call) -> bool:
    try:
        wanted = call.reply_parameters
    except ValueError:
        return True
    return wanted is not None and not (isinstance(wanted, dict) and "message_id" in wanted)


def unknown_reply(call: Call) -> bool:
    wanted = call.reply_parameters
    return bool(wanted) and call.replied is None and not wanted.get("allow_sending_without_reply")


def no_post_right(call: Call) -> bool:
    return call.here.kind == "channel" and not _may(call, "can_post_messages")


def muted(call: Call) -> bool:
    return call.here.muted and not call.me.admin


def never_started(call: Call) -> bool:
    user = call.here.user
    return user is not None and not user.is_bot and not user.started


def blocked(call: Call) -> bool:
    return bool(call.here.user and call.here.user.blocked)


def to_bot(call: Call) -> bool:
    return bool(call.here.user and call.here.user.is_bot)


def closed_topic(call: Call) -> bool:
    if not call.here.forum or _may(call, "can_manage_topics"):
        return False
    thread = call.number("message_thread_id") or (call.replied.thread if call.replied else None) or GENERAL
    topic = call.here.topics.get(thread)
    return bool(topic and topic.closed)


def no_target(call: Call) -> bool:
    return call.target is None


def not_mine(call: Call) -> bool:
    """Bots edit their own messages; in a channel also posts of others, with the right to."""
    return not _mine(call, call.old) and not (call.here.kind == "channel" and _may(call, "can_edit_messages"))


def textless(call: Call) -> bool:
    return call.old.kind != "text"


def captionless(call: Call) -> bool:
    return call.old.kind == "text"


def unmodified(call: Call) -> bool:
    """Edits without a keyboard remove it, so the keyboard counts."""
    same_words = call.method == "editmessagereplymarkup" or (
        (call.body.text, call.body.entities) == (call.old.body.text, call.old.body.entities)
    )
    return same_words and call.markup == call.old.markup


def undeletable(call: Call) -> bool:
    """Others' messages take the right to delete, outside private chats."""
    free = call.here.kind == "private" or _mine(call, call.old)
    return not free and not _may(call, "can_delete_messages")


def too_old_to_delete(call: Call) -> bool:
    return call.world.now - call.old.date > _TWO_DAYS and not _may(call, "can_delete_messages")


def no_copied_message(call: Call) -> bool:
    chat = call.world.find_chat(call.text("from_chat_id"))
    return chat is None or call.number("message_id") not in chat.history


def private_chat(call: Call) -> bool:
    return call.here.kind == "private"


def hidden_members(call: Call) -> bool:
    return call.here.kind == "channel" and not call.me.admin


def unknown_member(call: Call) -> bool:
    user_id = call.number("user_id")
    if call.here.kind == "private":
        return user_id not in {call.here.id, call.world.bot.id}
    return user_id not in call.world.users


def unknown_action(call: Call) -> bool:
    return call.text("action") not in _ACTIONS


def _may(call: Call, right: str) -> bool:
    return call.me.admin and right in call.me.rights


def _mine(call: Call, message: Message) -> bool:
    return message.author is call.world.bot
