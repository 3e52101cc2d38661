"""The Bot API's JSON objects of users, chats, members and messages."""

from __future__ import annotations

from typing import Any

from tests.fakes.botapi.model import Chat, File, Member, Message, User

Json = dict[str, Any]

ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories",
)  # fmt: skip
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
_GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages",
    "can_manage_topics",
)  # fmt: skip
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def user_json(user: User) -> Json:
    body: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.name}
    if user.username:
        body["username"] = user.username
    if user.language and not user.is_bot:
        body["language_code"] = user.language
    return body


def chat_json(chat: Chat) -> Json:
    body: Json = {"id": chat.id, "type": chat.kind}
    body["first_name" if chat.kind == "private" else "title"] = chat.title
    if chat.username:
        body["username"] = chat.username
    if chat.forum:
        body["is_forum"] = True
    return body


def full_chat_json(chat: Chat) -> Json:
    """The answer to getChat."""
    body = chat_json(chat) | {"accent_color_id": 0, "max_reaction_count": 11}
    body["accepted_gift_types"] = dict.fromkeys(_GIFTS, False)
    if chat.kind in {"group", "supergroup"}:
        body["permissions"] = dict.fromkeys(_PERMISSIONS, not chat.muted)
    if chat.linked:
        body["linked_chat_id"] = chat.linked.id
    return body


def member_json(chat: Chat, member: Member) -> Json:
    body: Json = {"user": user_json(member.user), "status": member.status}
    if member.admin:
        body["is_anonymous"] = member.anonymous
    if member.status == "administrator":
        named = ADMIN_RIGHTS + (_CHANNEL_RIGHTS if chat.kind == "channel" else _GROUP_RIGHTS)
        body |= {name: name in member.rights for name in named} | {"can_be_edited": False}
        body["can_manage_chat"] = True
    if member.status == "kicked":
        body["until_date"] = 0
    return body


def file_json(file: File) -> Json:
    return {"file_id": file.id, "file_unique_id": f"u{file.id}", "file_size": len(file.content)}


def message_json(message: Message, with_reply: bool = True) -> Json:
    """A message object; a message replied to is shown without its own reply, as Telegram does."""
    body: Json = {"message_id": message.id, "chat": chat_json(message.chat), "date": message.date}
    body |= _sender_json(message) | _body_json(message) | message.extra
    if message.thread is not None:
        body["message_thread_id"] = message.thread
        body["is_topic_message"] = message.chat.forum
    if message.edited_at is not None:
        body["edit_date"] = message.edited_at
    if message.markup and "inline_keyboard" in message.markup:
        body["reply_markup"] = message.markup
    if message.preview:
        body["link_preview_options"] = message.preview
    if message.protected:
        body["has_protected_content"] = True
    if with_reply and message.reply_to:
        body["reply_to_message"] = message_json(message.reply_to, with_reply=False)
    return body


def _sender_json(message: Message) -> Json:
    body: Json = {}
    if message.sender:
        body["from"] = user_json(message.sender)
    if message.sender_chat:
        body["sender_chat"] = chat_json(message.sender_chat)
    return body


def _body_json(message: Message) -> Json:
    words, styles = ("text", "entities") if message.kind == "text" else ("caption", "caption_entities")
    body: Json = {}
    if message.text:
        body[words] = message.text
    if found := message.body.wire():
        body[styles] = found
    if message.file and message.kind == "document":
        named = {"file_name": message.file.name, "mime_type": message.file.mime}
        body["document"] = file_json(message.file) | named
    if message.file and message.kind == "photo":
        size = {"width": message.file.width, "height": message.file.height}
        body["photo"] = [file_json(message.file) | size]
    return body
