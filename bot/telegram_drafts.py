"""The buttons under a draft for a channel: Post, Post silently, Change, Skip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.drafts import Editor
from bot.telegram_clerk import Clerk
from bot.telegram_hearing import Place
from bot.telegram_sending import Sender
from bot.threads import Threads
from handlers import house
from handlers.doc import House
from handlers.house import Message
from handlers.render.buttons import WIDE, shorten
from store.desk import Desk
from store.desk_types import Button, Page
from store.errors import NotFound


class Drafts:
    """Acts on the editor's word; `queued` is told that something waits to be sent."""

    def __init__(
        self, editor: Editor, clerk: Clerk, parts: tuple[Sender, Threads], queued: Callable[[], None]
    ) -> None:
        self._editor, self._clerk, self._queued = editor, clerk, queued
        self._sender, self._threads = parts

    async def press(self, place: Place, message: int, meaning: dict[str, Any]) -> House:
        """Act on a stored meaning; the notice that the presser sees."""
        key, verb = str(meaning["draft"]), str(meaning["verb"])
        try:
            if not await self._threads.run(_may_decide, self._clerk.desk, key, place):
                return house.OWNERS_ONLY()
            if verb == "change":
                return await self._offer(place, key)
            notice, trace = await self._decide(place, key, (verb, int(meaning.get("choice", 0))))
        except NotFound:
            return house.BUTTON_OLD()
        await self._sender.take_button(place.chat.id, message, None)
        if trace is not None:
            await self._leave_trace(place, key, trace)
        self._queued()
        return notice

    async def _decide(self, place: Place, key: str, wanted: tuple[str, int]) -> tuple[House, Message | None]:
        """What the presser is told, and what the draft says from now on: None when it was decided before."""
        (verb, number), run, by = wanted, self._threads.run, place.user or 0
        before = (house.DECIDED(), None)
        if verb == "leave":
            choices = await run(self._editor.choices, key)
            known = number < len(choices)
            done = known and await run(self._editor.leave_out, key, by, choices[number])
            return (house.REDRAWN(), house.REPLACED_AT) if done else before
        if verb == "skip":
            done = await run(self._editor.skip, key, by)
            return (house.SKIPPED(), house.SKIPPED_AT) if done else before
        if await run(self._editor.renew, key, by):
            return house.DRAFT_STALE(), house.REPLACED_AT
        silent = verb == "silent"
        if not await run(self._editor.post, key, by, silent):
            return before
        if silent:
            return house.POSTED_SILENTLY(), house.POSTED_SILENTLY_AT
        return house.POSTED(), house.POSTED_AT

    async def _leave_trace(self, place: Place, key: str, trace: Message) -> None:
        """The draft's last message says what became of it; of its buttons only links stay."""
        run, desk = self._threads.run, self._clerk.desk
        draft = await run(desk.draft, key)
        parts = await run(desk.slot, draft.subscription, f"draft {key}")
        if not parts or parts[-1].message is None:
            return  # it may have arrived, but nobody knows as which message
        said = trace(moment=self._editor.now(await run(self._clerk.zone, parts[-1].chat)))
        (line,) = await run(self._clerk.say, place, said)
        links = (tuple(button for button in row if button.url) for row in parts[-1].page.buttons)
        page = Page(f"{parts[-1].page.html}\n\n{line.html}", tuple(filter(None, links)))
        await self._sender.edit(parts[-1].chat, parts[-1].message, page)

    async def _offer(self, place: Place, key: str) -> House:
        """A message with a button for each item that can be left out."""
        choices = await self._threads.run(self._editor.choices, key)
        if not choices:
            return house.DECIDED()
        asked = house.LEAVE_OUT()
        meanings = [
            {"do": "draft", "verb": "leave", "draft": key, "choice": number} for number in range(len(choices))
        ]
        codes = await self._threads.run(self._clerk.desk.buttons, meanings)
        rows = tuple(
            (Button(shorten(choice.words, WIDE), data=code),)
            for choice, code in zip(choices, codes, strict=True)
        )
        for page in await self._threads.run(self._clerk.say, place, asked):
            await self._sender.send(place, Page(page.html, rows))
        return asked


def _may_decide(desk: Desk, key: str, place: Place) -> bool:
    """The editor that it was sent to, and owners. Raises NotFound."""
    draft, chat = desk.draft(key), desk.chat(place.user or 0)
    return draft.to == place.user or (chat is not None and chat.owner)
