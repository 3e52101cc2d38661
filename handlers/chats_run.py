"""The channels and groups that an owner runs, as the owner's private chat sees them."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.registry import Ask, ChatKind, Rights
from store.desk_types import Chat, ChatType, Subscription


def subscriptions_run(ask: Ask) -> Iterator[tuple[Chat, Subscription]]:
    """Subscriptions of chats that the asking owner set up, or that the owner made; by chat, then number.

    None outside the owner's own private chat.
    """
    room, desk = ask.room, ask.desk
    own = ask.chat is ChatKind.PRIVATE and ask.rights is Rights.OWNER and room.user == room.chat
    if desk is None or not own:
        return
    made = ((desk.chat(subscription.chat), subscription) for subscription in desk.every_subscription())
    public = [(chat, s) for chat, s in made if chat is not None and chat.kind is not ChatType.PRIVATE]
    run = (pair for pair in public if room.user in (pair[0].set_up_by, pair[1].by))
    yield from sorted(run, key=lambda pair: (pair[0].title, pair[0].id, pair[1].id))


def home_of(ask: Ask, number: int) -> tuple[int, str]:
    """(the chat that hears a subscription, its title if that is another chat than where it is asked)."""
    for chat, subscription in subscriptions_run(ask):
        if subscription.id == number:
            return chat.id, chat.title or str(chat.id)
    return ask.room.chat, ""
