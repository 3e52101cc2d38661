"""Who is shown a channel's posts before they go out."""

from __future__ import annotations

from handlers.port import Desk
from store.desk_types import Chat, Subscription


def editor_of(desk: Desk, wanted: Subscription, channel: Chat) -> Chat | None:
    """Who made the subscription, else who set the channel up, else an owner; None: nobody can be reached."""
    asked = (desk.chat(user) for user in (wanted.by, channel.set_up_by) if user)
    known = (editor for editor in (*asked, *desk.owners()) if editor is not None and not editor.paused)
    return next(known, None)
