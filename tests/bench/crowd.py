"""Telegram with people in it, in a process of its own: `python -m tests.bench.crowd`.

It prints the stand-in's address and token as JSON, then answers each line of JSON, a Load, with what it
measured. So the stand-in and those who ask share no interpreter with the bot that is measured.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.fakes.botapi import BotApi, PrivateChat

PATIENCE = 60.0  # seconds without any answer


@dataclass(frozen=True, slots=True)
class Load:
    """`lines` are asked in turn, `questions` times in all, by `people` who each wait for their answer.

    `while_words`: stop at the first answer without these words, once one had them.
    """

    lines: Sequence[str]
    questions: int
    people: int = 1
    while_words: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """Milliseconds from an update's arrival at the stand-in to its answer's, and seconds of the whole."""

    times: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds


@dataclass(frozen=True, slots=True)
class Crowd:
    """The other end: a stand-in's address and token, and a way to let people ask."""

    address: str
    token: str
    process: subprocess.Popen[str]

    def ask(self, load: Load) -> Answered:
        """Let people ask, and wait for all answers. Raises ValueError when the bot falls silent."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{json.dumps(asdict(load))}\n")
        self.process.stdin.flush()
        return Answered(**json.loads(self.process.stdout.readline()))


@contextmanager
def crowd() -> Iterator[Crowd]:
    """A stand-in for the length of the block."""
    command = [sys.executable, "-m", "tests.bench.crowd"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        yield Crowd(**json.loads(process.stdout.readline()), process=process)
        process.stdin.close()


@dataclass(slots=True)
class _Asking:
    """One load as it runs: who waits since when."""

    api: BotApi
    load: Load
    waiting: dict[int, float] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    asked: int = 0
    over: bool = False
    begun: bool = False

    def run(self, chats: Sequence[PrivateChat]) -> Answered:
        lines = itertools.cycle(self.load.lines)
        people = {chat.id: chat for chat in chats[: self.load.people]}
        started, read = time.time(), len(self.api.world.calls)
        last = started
        for chat in people.values():
            self._ask(chat, next(lines))
        while self.waiting:
            for call in self._calls(read, last + PATIENCE):
                read, last = read + 1, call.at
                if call.method == "sendmessage" and self._take(call):
                    self._ask(people[int(call.params["chat_id"])], next(lines))
        return Answered(self.times, last - started)

    def _ask(self, chat: PrivateChat, line: str) -> None:
        if self.asked < self.load.questions and not self.over:
            self.asked += 1
            self.waiting[chat.id] = time.time()
            chat.say(line)

    def _take(self, call: Any) -> bool:
        since = self.waiting.pop(int(call.params["chat_id"]), None)
        wanted = self.load.while_words in call.params["text"]
        self.over = self.over or (self.begun and not wanted)
        self.begun = self.begun or wanted
        if since is not None and wanted:
            self.times.append(1000 * (call.at - since))
        return since is not None

    def _calls(self, since: int, until: float) -> list[Any]:
        """Calls that came since the one of that number, at least one."""
        world = self.api.world
        with world.changed:
            while len(world.calls) <= since:
                if time.time() > until:
                    raise ValueError("the bot answers no more")
                world.changed.wait(1)
            return world.calls[since:]


def main() -> None:
    api = BotApi(paced=False)
    chats = [api.private(api.user(f"Reader {number}")) for number in range(64)]
    with api.running() as address:
        print(json.dumps({"address": address, "token": api.token}), flush=True)
        for line in sys.stdin:
            print(json.dumps(asdict(_Asking(api, Load(**json.loads(line))).run(chats))), flush=True)


if __name__ == "__main__":
    main()
