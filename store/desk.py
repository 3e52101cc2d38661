"""Desk: the one door to chats, subscriptions and the outbox. Takes and returns store.desk_types only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from store.desk_answers import Answers
from store.desk_buttons import Buttons
from store.desk_chats import Chats
from store.desk_door import utc_now
from store.desk_drafts import Drafts
from store.desk_outbox import Outbox
from store.desk_questions import Questions
from store.desk_resends import Resends
from store.desk_retention import Retention
from store.desk_subscriptions import Subscriptions
from store.migrate import open_migrated


class Desk(Chats, Subscriptions, Drafts, Outbox, Resends, Buttons, Answers, Questions, Retention):
    """An open desk; each method is one transaction. Safe to use from several threads.

    Chats are named by Telegram's numeric id; a group's old id goes on working after its upgrade.
    """

    @classmethod
    def open(cls, url: str, clock: Callable[[], datetime] = utc_now) -> Desk:
        """Open a database, migrating it first; `clock` gives the moment in UTC. Raises DatabaseError."""
        return cls(open_migrated(url), clock)

    def prune(self) -> None:
        """Forget what is kept for a while only: expired buttons, old answers."""
        self.forget_buttons()
        self.forget_answers()

    def close(self) -> None:
        self._database.close()
