"""Chats and subscriptions for tests of the desk."""

from __future__ import annotations

from store.desk_types import (
    Button,
    Cadence,
    ChatType,
    NewPart,
    NewSubscription,
    Page,
    Seen,
    Shown,
    Slot,
    Subscription,
)

ANA = Seen(7, ChatType.PRIVATE, "Ana")
GROUP = Seen(-30, ChatType.GROUP, "Harbour watch")
DAILY = NewSubscription(7, Cadence.DAILY, at="08:00", zone="Europe/Berlin", by=7)
PAGE = Page("<b>New</b>", ((Button("More", data="1:x"), Button("Post", url="https://t.me/x")),))


def slot_of(subscription: Subscription, *keys: str, name: str = "2026-06-01") -> Slot:
    """A run with one message for each fact."""
    parts = tuple(NewPart(PAGE, (Shown(key, f"words of {key}"),)) for key in keys)
    return Slot(subscription.id, name, subscription.cursor, subscription.cursor + 1, None, parts)
