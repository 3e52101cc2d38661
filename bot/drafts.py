"""What the buttons under a draft do: Post, Post silently, Change, Skip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.composing import Composer, Occasion
from handlers.analysis.digest_news import NewDifference, NewFigure, News, NewStatement, NewStory
from handlers.commands.digest import DigestAnswer
from handlers.slots import Moment
from store.desk import Desk
from store.desk_types import Chat, Draft, DraftState
from store.errors import NotFound


@dataclass(frozen=True, slots=True)
class Choice:
    """An item of a draft that can be left out: its first words."""

    words: str
    keys: tuple[str, ...]


class Editor:
    """Decides drafts for the users who press their buttons; False means decided before."""

    def __init__(self, desk: Desk, composer: Composer, clock: Callable[[], datetime]) -> None:
        self._desk, self._composer, self._clock = desk, composer, clock

    def now(self, zone: str) -> Moment:
        """The moment of a decision, in a zone's time."""
        return Moment(self._clock().astimezone(ZoneInfo(zone)))

    def renew(self, key: str, by: int) -> bool:
        """Put a draft anew whose articles do not say so any more; False when they do. Raises NotFound.

        With nothing left of it, it is skipped.
        """
        draft = self._desk.draft(key)
        if draft.state is not DraftState.WAITING:
            return False
        run, chat, answer = self._again(draft)
        if {fact for part in draft.parts for fact in part.facts} <= set(answer.facts):
            return False
        return self._put_anew(draft, by, (run, chat, answer))

    def post(self, key: str, by: int, silent: bool = False) -> bool:
        """Raises NotFound."""
        return self._desk.post(key, by, silent)

    def skip(self, key: str, by: int) -> bool:
        """Raises NotFound."""
        return self._desk.skip(key, by)

    def choices(self, key: str) -> tuple[Choice, ...]:
        """What Change offers to leave out; none when the draft is decided. Raises NotFound."""
        draft = self._desk.draft(key)
        if draft.state is not DraftState.WAITING:
            return ()
        _, _, answer = self._again(draft)
        return tuple(Choice(_words(item), tuple(fact.key for fact in item.facts)) for item in answer.items)

    def leave_out(self, key: str, by: int, choice: Choice) -> bool:
        """Put a draft without this item in its place; without a last item it is skipped. Raises NotFound."""
        draft = self._desk.draft(key)
        if draft.state is not DraftState.WAITING:
            return False
        return self._put_anew(draft, by, self._again(draft, choice.keys))

    def _put_anew(self, draft: Draft, by: int, made: tuple[Occasion, Chat, DigestAnswer]) -> bool:
        """What was made again takes the draft's place; nothing at all skips it. False: decided before."""
        run, chat, answer = made
        parts = self._composer.parts(run, chat, answer) if answer.items else ()
        again = self._composer.draft(run, chat, parts) if parts else None
        if again is None:
            return self._desk.skip(draft.key, by)
        return self._desk.redraw(draft.key, by, again, parts)

    def _again(self, draft: Draft, without: Sequence[str] = ()) -> tuple[Occasion, Chat, DigestAnswer]:
        """The digest of a draft once more, of the facts that it shows."""
        wanted, chat = self._desk.subscription(draft.subscription), self._desk.chat(draft.channel)
        if chat is None:
            raise NotFound("chat", draft.channel)
        then = replace(
            wanted,
            cursor=int(draft.request["after"]),
            since=datetime.fromisoformat(draft.request["since"]),
        )
        shown = frozenset(fact.key for part in draft.parts for fact in part.facts) - set(without)
        run = Occasion(then, self._clock(), int(draft.request["until"]), only=shown)
        return run, chat, self._composer.digest(run, chat)


def _words(item: News) -> str:
    match item:
        case NewStory():
            return item.title.text
        case NewStatement():
            return item.statement.shown.words.text
        case NewFigure():
            return item.figure.words.text
        case NewDifference():
            return " | ".join(figure.words.text for figure in item.figures)
