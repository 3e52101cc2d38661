"""From a typed line to an answer that passed the gate: the one way to every surface."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers import house
from handlers.doc import Evidence, Item, Note, Passage
from handlers.mistakes import Refused
from handlers.registry import Answer, Ask, answer
from handlers.render.gate import Checked, GateError, articles_of, check, check_parts
from handlers.slots import Count

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Presented:
    """An answer and its Doc, ready to be rendered; `held_back` blocks of it did not pass the gate."""

    answer: Answer
    checked: Checked
    held_back: int = 0

    @property
    def ok(self) -> bool:
        return self.answer.ok


def present(ask: Ask, line: str) -> Presented:
    """Answer a line; an answer that fails the gate is replaced by what of it passes, or by a refusal."""
    return passed(ask, answer(ask, line), line)


def passed(ask: Ask, found: Answer, asked: str) -> Presented:
    """An answer through the gate, also one that nobody typed; `asked` is what the log calls it."""
    doc, hidden = found.value.doc(), tuple(_evidence(found.value))
    numbers = (*articles_of(doc), *(words.article for words in hidden))
    articles = ask.library.texts(numbers)
    try:
        return Presented(found, check(doc, articles, hidden))
    except GateError as error:
        log.error("The answer to %r was held back: %s", asked, error)
    kept, lost = check_parts(doc, articles)
    if any(isinstance(block, Item | Passage) for block in kept.doc.blocks):
        note = Note((house.PARTS_HELD_BACK(parts=Count(lost, "part")),))
        return Presented(found, check(replace(kept.doc, blocks=(*kept.doc.blocks, note)), articles), lost)
    refused = Answer(found.command, Refused(), ok=False)
    return Presented(refused, check(refused.value.doc(), {}), len(doc.blocks))


def _evidence(value: object) -> Iterator[Evidence]:
    """All evidence in an answer's fields: `ask --json` shows more of it than the Doc."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _evidence(part)
    else:
        for name in getattr(value, "__dataclass_fields__", ()):
            yield from _evidence(getattr(value, name))
