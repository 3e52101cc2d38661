"""A pressed button or an inline query, as the person who asked sees its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.fakes.botapi.call import read_body
from tests.fakes.botapi.model import Chat, Message
from tests.fakes.botapi.wire import user_json
from tests.fakes.botapi.world import Query, World


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a query."""

    world: World
    query: Query

    @property
    def answer(self) -> dict[str, Any] | None:
        """The parameters of the bot's answer, None while there is none."""
        with self.world.changed:
            return self.query.answer

    @property
    def answered(self) -> bool:
        return self.answer is not None

    @property
    def text(self) -> str:
        """The notice shown after a press; empty when there is none."""
        return str((self.answer or {}).get("text", ""))

    @property
    def alert(self) -> bool:
        return bool((self.answer or {}).get("show_alert"))

    @property
    def results(self) -> list[dict[str, Any]]:
        """The results of an inline query."""
        return list((self.answer or {}).get("results", []))

    def choose(self, result_id: str, chat: Chat) -> Message:
        """Send one inline result to a chat; the bot hears of it by chosen_inline_result."""
        with self.world.changed:
            result = next(result for result in self.results if str(result["id"]) == result_id)
            content = result["input_message_content"]
            body = read_body(content["message_text"], content.get("parse_mode", ""), content.get("entities"))
            message = self.world.post(
                chat,
                self.query.user,
                body=body,
                source=content["message_text"],
                markup=result.get("reply_markup"),
                extra={"via_bot": user_json(self.world.bot)},
            )
            chosen = {"result_id": result_id, "from": user_json(self.query.user), "query": ""}
            self.world.updates.push("chosen_inline_result", chosen)
            return message
