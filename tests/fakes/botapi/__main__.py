"""The stand-in by hand: `python -m tests.fakes.botapi`, then point a bot at the address it prints.

Each line is said by Anna in the chat chosen last: `:private` (the first), `:group`, `:forum`, `:channel`.
`:press LABEL` presses the newest button with that label, `:log` shows the last calls, an empty line ends it.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

from tests.fakes.botapi import BotApi, Channel, Group, PrivateChat
from tests.fakes.botapi.talk import Talk


class Desk:
    """Anna's chats with one bot."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.anna = api.user("Anna", "anna")
        self.chats: dict[str, Talk] = {
            "private": api.private(self.anna),
            "group": api.group("Desk", admins=[self.anna]),
            "forum": api.group("Forum", admins=[self.anna], topics=["Politics"]),
            "channel": api.channel("News", admins=[self.anna]),
        }
        self.here = "private"

    def obey(self, line: str) -> None:
        """One line of the person at the keyboard."""
        word, _, rest = line[1:].partition(" ")
        if not line.startswith(":"):
            self.say(line)
        elif word in self.chats:
            self.here = word
        elif word == "press":
            self.press(rest)
        elif word == "log":
            print(*self.api.calls[-12:], sep="\n")

    def say(self, line: str) -> None:
        chat = self.chats[self.here]
        if isinstance(chat, PrivateChat):
            chat.say(line)
        elif isinstance(chat, Channel):
            chat.post(line)
        elif isinstance(chat, Group):
            chat.say(self.anna, line, topic="Politics" if self.here == "forum" else None)

    def press(self, label: str) -> None:
        shown = [m for m in self.api.sent if any(button.text == label for button in m.buttons)]
        if not shown:
            print("no such button")
            return
        chat = next(chat for chat in self.chats.values() if chat.chat is shown[-1].chat)
        if isinstance(chat, PrivateChat):
            chat.press(shown[-1], label)
        elif isinstance(chat, Group | Channel):
            chat.press(shown[-1], label, by=self.anna)


def watch(api: BotApi, show: Callable[[str], None]) -> None:
    """Print what the bot sends and edits, for ever."""
    seen: dict[tuple[int, int], int] = {}
    while True:
        for message in api.sent:
            key = (message.chat.id, message.id)
            if seen.get(key) != message.edits:
                seen[key] = message.edits
                labels = " ".join(f"[{button.text}]" for button in message.buttons)
                show(
                    f"--- {message.chat.title} #{message.id} edits={message.edits}\n{message.html}\n{labels}"
                )
        time.sleep(0.2)


def main() -> None:
    api = BotApi()
    desk = Desk(api)
    with api.running() as address:
        print(f"DATELINE_TELEGRAM_API={address} TELEGRAM_BOT_TOKEN={api.token}", flush=True)
        threading.Thread(target=watch, args=(api, print), daemon=True).start()
        for line in sys.stdin:
            if not line.strip():
                break
            desk.obey(line.rstrip("\n"))


if __name__ == "__main__":
    main()
