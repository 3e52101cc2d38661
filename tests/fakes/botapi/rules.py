"""Telegram's rules, one row each: whom it concerns, how a call is wrong, and Telegram's words for it.

The rows stand in the order in which Telegram checks. Where Telegram's Bot API server makes the check,
the wording is that of its public source; elsewhere it is what bots report. Three rows are stricter than
Telegram, so that a test sees what a reader would miss: over 100 entities (Telegram drops the rest), over
100 buttons, legacy Markdown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes.botapi import checks_chat as chat
from tests.fakes.botapi import checks_query as query
from tests.fakes.botapi import checks_text as text
from tests.fakes.botapi.call import Call
from tests.fakes.botapi.errors import Refused

Verdict = bool | str | dict[str, int] | None

SENDS = frozenset({"sendmessage", "sendphoto", "senddocument", "copymessage"})
EDITS = frozenset({"editmessagetext", "editmessagecaption", "editmessagereplymarkup"})
TEXTS = frozenset({"sendmessage", "editmessagetext"})
CAPTIONS = frozenset({"sendphoto", "senddocument", "copymessage", "editmessagecaption"})
WORDED = TEXTS | CAPTIONS
MARKED = SENDS | EDITS
DELETES = frozenset({"deletemessage"})
READS = frozenset({"getchat", "getchatmember", "getchatadministrators", "leavechat", "getchatmembercount"})
WRITES = SENDS | EDITS | DELETES | {"sendchataction"}
IN_CHAT = WRITES | READS


def only(*methods: str) -> frozenset[str]:
    return frozenset(methods)


@dataclass(frozen=True, slots=True)
class Rule:
    """`words` with {} takes what the check found; a dict found becomes the answer's parameters."""

    name: str
    methods: frozenset[str]
    broken: Callable[[Call], Verdict]
    words: str
    code: int = 400

    def check(self, call: Call) -> None:
        """Raises Refused when the call breaks the rule."""
        found = self.broken(call)
        if not found:
            return
        parameters = found if isinstance(found, dict) else {}
        detail = next(iter(parameters.values())) if parameters else found
        raise Refused(self.code, self.words.format(detail), parameters)


_STALE = "query is too old and response timeout expired or query ID is invalid"
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
_SWITCH = (
    "can't use {} button in a channel chat, because users will not be able to use the button without knowing "
    "bot's username"
)
_POLL = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_ROWS = 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'

RULES = (
    Rule("webhook set", only("getupdates"), query.webhook_active, _POLL, 409),
    Rule("no text", TEXTS, text.no_text, "message text is empty"),
    Rule("text over 32 KiB", WORDED, text.over_32_kib, "text is too long"),
    Rule("unknown parse mode", WORDED, text.unknown_mode, "unsupported parse_mode"),
    Rule("unparsable", WORDED, text.unparsable, "can't parse entities: {}"),
    Rule("bad entity", WORDED, text.bad_entity, "can't parse MessageEntity: {}"),
    Rule("no document", only("senddocument"), query.no_document, "there is no document in the request"),
    Rule("no photo", only("sendphoto"), query.no_photo, "there is no photo in the request"),
    Rule("reply no JSON", SENDS, chat.bad_reply_parameters, "can't parse reply parameters JSON object"),
    Rule("markup no JSON", MARKED, text.unreadable_markup, "can't parse reply keyboard markup JSON object"),
    Rule("markup no object", MARKED, text.markup_no_object, "object expected as reply markup"),
    Rule("markup no rows", MARKED, text.rows_no_arrays, _ROWS),
    Rule("button without action", MARKED, text.button_fault, "can't parse inline keyboard button: {}"),
    Rule("no chat id", IN_CHAT, chat.no_chat_id, "chat_id is empty"),
    Rule("unknown action", only("sendchataction"), chat.unknown_action, "wrong parameter action in request"),
    Rule("unknown chat", IN_CHAT, chat.unknown_chat, "chat not found"),
    Rule("upgraded group", WRITES, chat.upgraded, "group chat was upgraded to a supergroup chat"),
    Rule("kicked", IN_CHAT, chat.kicked, "bot was kicked from the {} chat", 403),
    Rule("left", IN_CHAT, chat.left, "bot is not a member of the {} chat", 403),
    Rule("deactivated user", WRITES, chat.deactivated, "user is deactivated", 403),
    Rule("unknown thread", SENDS, chat.unknown_thread, "message thread not found"),
    Rule("unknown reply target", SENDS, chat.unknown_reply, "message to be replied not found"),
    Rule("no message to copy", only("copymessage"), chat.no_copied_message, "message to copy not found"),
    Rule("no message to edit", EDITS, chat.no_target, "message to edit not found"),
    Rule("no message to delete", DELETES, chat.no_target, "message to delete not found"),
    Rule("no post right", SENDS, chat.no_post_right, "need administrator rights in the channel chat"),
    Rule("muted group", SENDS, chat.muted, "not enough rights to send text messages to the chat"),
    Rule("blank text", TEXTS, text.blank, "text must be non-empty"),
    Rule("caption too long", CAPTIONS, text.over_1024, "message caption is too long"),
    Rule("empty file", only("senddocument", "sendphoto"), query.empty_file, "file must be non-empty"),
    Rule("no picture", only("sendphoto"), query.no_picture, "IMAGE_PROCESS_FAILED"),
    Rule("picture too large", only("sendphoto"), query.bad_dimensions, "PHOTO_INVALID_DIMENSIONS"),
    Rule("not an inline keyboard", MARKED, text.no_inline_keyboard, "inline keyboard expected"),
    Rule("button address", MARKED, text.bad_button_url, "inline keyboard button URL {}"),
    Rule("switch in channel", MARKED, text.switch_in_channel, _SWITCH),
    Rule("edit of another's", EDITS, chat.not_mine, "message can't be edited"),
    Rule("edit text of a file", only("editmessagetext"), chat.textless,
         "there is no text in the message to edit"),
    Rule("edit caption of a text", only("editmessagecaption"), chat.captionless,
         "there is no caption in the message to edit"),
    Rule("delete another's", DELETES, chat.undeletable, "message can't be deleted"),
    Rule("delete an old one", DELETES, chat.too_old_to_delete, "message can't be deleted for everyone"),
    Rule("message to a bot", SENDS, chat.to_bot, "bot can't send messages to bots", 403),
    Rule("never started", SENDS, chat.never_started, "bot can't initiate conversation with a user", 403),
    Rule("blocked", WRITES, chat.blocked, "bot was blocked by the user", 403),
    Rule("text too long", TEXTS, text.over_4096, "message is too long"),
    Rule("too many entities", WORDED, text.over_100_entities, "ENTITIES_TOO_LONG"),
    Rule("callback data", MARKED, text.data_over_64_bytes, "BUTTON_DATA_INVALID"),
    Rule("copied text", MARKED, text.copy_text_length, "BUTTON_COPY_TEXT_INVALID"),
    Rule("too many buttons", MARKED, text.over_100_buttons, "reply markup is too long"),
    Rule("closed topic", SENDS, chat.closed_topic, "TOPIC_CLOSED"),
    Rule("not modified", EDITS, chat.unmodified, _SAME),
    Rule("callback answered or old", only("answercallbackquery"), query.stale_callback, _STALE),
    Rule("callback answer too long", only("answercallbackquery"), query.answer_over_200, "MESSAGE_TOO_LONG"),
    Rule("results no array", only("answerinlinequery"), query.no_result_array,
         "expected an Array of inline query results"),
    Rule("too many results", only("answerinlinequery"), query.over_50_results,
         "too many inline query results specified"),
    Rule("bad result", only("answerinlinequery"), query.bad_result, "can't parse inline query result: {}"),
    Rule("inline answered or old", only("answerinlinequery"), query.stale_inline, _STALE),
    Rule("result id", only("answerinlinequery"), query.bad_result_id, "RESULT_ID_INVALID"),
    Rule("result id twice", only("answerinlinequery"), query.double_result_id, "RESULT_ID_DUPLICATE"),
    Rule("result too long", only("answerinlinequery"), query.long_result, "MESSAGE_TOO_LONG"),
    Rule("administrators of a private chat", only("getchatadministrators"), chat.private_chat,
         "there are no administrators in the private chat"),
    Rule("unknown member", only("getchatmember"), chat.unknown_member, "member not found"),
    Rule("members of a channel", only("getchatmember", "getchatadministrators"), chat.hidden_members,
         "member list is inaccessible"),
    Rule("leave a private chat", only("leavechat"), chat.private_chat,
         "chat member status can't be changed in private chats"),
    Rule("unknown file", only("getfile"), query.unknown_file, "invalid file_id"),
    Rule("file over 20 MB", only("getfile"), query.over_20_megabytes, "file is too big"),
    Rule("command fault", only("setmycommands"), query.command_fault, "{}"),
    Rule("bad command", only("setmycommands"), query.bad_command, "BOT_COMMAND_INVALID"),
    Rule("too many commands", only("setmycommands"), query.over_100_commands, "BOT_COMMANDS_TOO_MUCH"),
    Rule("webhook without TLS", only("setwebhook"), query.webhook_not_https,
         "bad webhook: An HTTPS URL must be provided for webhook"),
    Rule("bad webhook secret", only("setwebhook"), query.bad_secret,
         "secret token contains unallowed characters"),
    Rule("too fast", SENDS, query.too_fast, "retry after {}", 429),
)  # fmt: skip


def rules_for(method: str) -> tuple[Rule, ...]:
    """The rows that concern a method, in order."""
    return tuple(rule for rule in RULES if method in rule.methods)
