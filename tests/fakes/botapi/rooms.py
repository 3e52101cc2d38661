"""Groups, forums and channels as a test uses them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.fakes.botapi.asked import Asked
from tests.fakes.botapi.messages import new_topic
from tests.fakes.botapi.model import CHANNEL_RIGHTS, GENERAL, Chat, Member, Message, Topic, User
from tests.fakes.botapi.talk import Talk, forward_origin, locked
from tests.fakes.botapi.wire import ADMIN_RIGHTS, user_json
from tests.fakes.botapi.world import ANONYMOUS, CHANNEL_BOT, TELEGRAM

GROUP_RIGHTS = frozenset(ADMIN_RIGHTS) - {"can_promote_members"}


class Room(Talk):
    """What groups and channels share: who is in them, and with which rights."""

    __slots__ = ()

    @locked
    def add_bot(self, by: User) -> None:
        """The bot becomes a member; it hears of it twice, as at Telegram."""
        self.world.set_member(self.chat, Member(self.world.bot), by)
        if self.chat.kind != "channel":
            joined = {"new_chat_members": [user_json(self.world.bot)]}
            self._write(by, "", kind="service", extra=joined)

    @locked
    def promote_bot(self, by: User, rights: Iterable[str] | None = None) -> None:
        """Make the bot an administrator, or change its rights."""
        usual = CHANNEL_RIGHTS if self.chat.kind == "channel" else GROUP_RIGHTS
        held = frozenset(usual if rights is None else rights)
        self.world.set_member(self.chat, Member(self.world.bot, "administrator", held), by)

    @locked
    def demote_bot(self, by: User) -> None:
        self.world.set_member(self.chat, Member(self.world.bot), by)

    @locked
    def kick_bot(self, by: User) -> None:
        """Remove and ban the bot."""
        self.world.set_member(self.chat, Member(self.world.bot, "kicked"), by)

    @locked
    def join(self, user: User) -> None:
        """A person joins."""
        self.world.set_member(self.chat, Member(user), user)

    @locked
    def promote(self, user: User, anonymous: bool = False) -> None:
        """A person becomes an administrator."""
        rights = frozenset(ADMIN_RIGHTS) | CHANNEL_RIGHTS
        self.world.set_member(self.chat, Member(user, "administrator", rights, anonymous), user)

    @locked
    def demote(self, user: User) -> None:
        self.world.set_member(self.chat, Member(user), user)

    def press(self, message: Message, label: str, by: User) -> Asked:
        """A person presses a button by its label."""
        return self._press(message, label, by)


class Group(Room):
    """A group, a supergroup or a forum."""

    __slots__ = ()

    @locked
    def say(
        self,
        user: User,
        text: str,
        topic: str | None = None,
        reply_to: Message | None = None,
        anonymous: bool = False,
    ) -> Message:
        """Write to the group; anonymous administrators write as the group itself. Bots may write too."""
        details = self._place(topic, reply_to)
        if anonymous:
            return self._write(ANONYMOUS, text, sender_chat=self.chat, author=user, **details)
        return self._write(user, text, **details)

    @locked
    def say_as(self, channel: Channel, text: str, topic: str | None = None) -> Message:
        """Somebody writes in the name of a channel."""
        return self._write(
            CHANNEL_BOT, text, sender_chat=channel.chat, author=None, **self._place(topic, None)
        )

    @locked
    def send_document(self, user: User, name: str, content: bytes, caption: str = "") -> Message:
        return self._write(user, caption, **self._attach(name, content, {}))

    @locked
    def forward_linked(self, post: Message) -> Message:
        """Telegram forwards a post of the linked channel by itself."""
        extra = {"is_automatic_forward": True, "forward_origin": forward_origin(post)}
        return self._write(TELEGRAM, post.text, sender_chat=post.chat, extra=extra)

    @locked
    def open_topic(self, name: str) -> Topic:
        return new_topic(self.world, self.chat, name)

    def topic(self, name: str) -> Topic:
        """A topic by its name."""
        return next(topic for topic in self.chat.topics.values() if topic.name == name)

    @locked
    def close_topic(self, name: str) -> None:
        """Close a topic; "General" is one too."""
        self.topic(name).closed = True

    @locked
    def delete_topic(self, name: str) -> None:
        self.topic(name).deleted = True

    @locked
    def mute(self, muted: bool = True) -> None:
        """Take the right to send messages from all who are not administrators."""
        self.chat.muted = muted

    @locked
    def upgrade(self) -> Group:
        """Telegram turns a group into a supergroup with another id; both get their service message."""
        old = self.chat
        new = Chat(old.id - 1_000_000_000_000, "supergroup", old.title, members=dict(old.members))
        self.world.chats[new.id] = new
        old.migrated_to = new
        successor = Group(self.world, new)
        self._write(ANONYMOUS, "", kind="service", extra={"migrate_to_chat_id": new.id})
        successor._write(ANONYMOUS, "", kind="service", extra={"migrate_from_chat_id": old.id})
        return successor

    def _place(self, topic: str | None, reply_to: Message | None) -> dict[str, Any]:
        thread = reply_to.thread if reply_to else None
        if topic and self.topic(topic).id != GENERAL:
            thread = self.topic(topic).id
        return {"thread": thread, "reply_to": reply_to}


class Channel(Room):
    """A broadcast channel; posts are signed by the channel."""

    __slots__ = ()

    @locked
    def post(self, text: str) -> Message:
        """An administrator posts."""
        return self._write(None, text, sender_chat=self.chat)

    @locked
    def send_document(self, name: str, content: bytes, caption: str = "") -> Message:
        return self._write(None, caption, sender_chat=self.chat, **self._attach(name, content, {}))

    @locked
    def link(self, group: Group) -> None:
        """Make a group the channel's discussion group."""
        self.chat.linked, group.chat.linked = group.chat, self.chat
