"""What commands need of the desk that keeps subscriptions; store.desk.Desk is one."""

from __future__ import annotations

from typing import Protocol

from store.desk_types import Chat, NewSubscription, Subscription


class Desk(Protocol):
    """Subscriptions of chats."""

    def chat(self, number: int) -> Chat | None: ...

    def owners(self) -> tuple[Chat, ...]: ...

    def subscribe(self, wanted: NewSubscription) -> Subscription: ...

    def subscriptions(self, chat: int) -> tuple[Subscription, ...]: ...

    def unsubscribe(self, chat: int, number: int) -> Subscription: ...
