"""Quotation marks paired into quotations, paragraph by paragraph, in one pass over the text.

Straight and curly, double and single marks and guillemets. An apostrophe is never a mark. A quotation that
does not close before its paragraph ends goes on when the next paragraph opens with a mark; otherwise it
ends with its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from store.types import Span

_MARK = re.compile("''|``|[\"'“”„«»‘’]")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s+[A-Z\"“]|\s*$)")
_OPENS = {"“": '” " “', "„": "“ ”", "«": "»", "``": "''"}
_SAME = {'"': '" ”', "”": "”", "»": "«", "''": "''"}
_LONGEST_SINGLE = 600  # characters within which a single mark must close
_BEFORE_OPENING = frozenset("([{—–-―/:;,\"“„«‘'")
_ELIDED = re.compile(r"['’](?:\d0s|\d\d\b|em\b|tis\b|twas\b|til\b|cause\b|n\b|bout\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks; several spans when it runs over paragraphs."""

    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    closers: str  # separated by spaces


def find_quotations(text: str, blocks: Iterable[Span]) -> tuple[Quotation, ...]:
    """The outermost quotations of `text`, in order; nested ones belong to the one around them."""
    found: list[Quotation] = []
    running: list[Span] = []
    for block in blocks:
        if running and not _continues(text, running[-1], block):
            found.append(_give_up(text, running))
            running = []
        for span, closed in _in_block(text, block):
            running.append(span)
            if closed:
                found.append(Quotation(tuple(running)))
                running = []
    if running:
        found.append(_give_up(text, running))
    return tuple(found)


def _in_block(text: str, block: Span) -> Iterator[tuple[Span, bool]]:
    """Quotations of one paragraph; the last one may be open (False)."""
    current: _Open | None = None
    for match in _MARK.finditer(text, block.start, block.end):
        if current is None:
            closer = _closer_if_opening(text, match.span(), block)
            current = _Open(match.start(), match.group(), closer) if closer else None
        elif _closes(text, match, current, block):
            yield Span(current.start, match.end()), True
            current = None
        elif match.group() == current.mark and _looks_opening(text, match.span(), block):
            yield _first_sentence(text, Span(current.start, match.start())), True
            current = _Open(match.start(), current.mark, current.closers)
    if current is not None:
        yield Span(current.start, block.end), False


def _closer_if_opening(text: str, mark: tuple[int, int], block: Span) -> str:
    """The marks that would close a quotation opened here; empty when nothing opens."""
    sign = text[slice(*mark)]
    if sign in ("'", "’", "‘"):
        return _single_closer(text, mark, block)
    if sign in _OPENS:
        return _OPENS[sign]
    return _SAME.get(sign, "") if _looks_opening(text, mark, block) else ""


def _looks_opening(text: str, mark: tuple[int, int], block: Span) -> bool:
    before = text[mark[0] - 1] if mark[0] > block.start else " "
    after = text[mark[1]] if mark[1] < block.end else " "
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()


def _closes(text: str, match: re.Match[str], current: _Open, block: Span) -> bool:
    if match.group() not in current.closers.split():
        return False
    if match.group() in ("'", "’"):
        return _closes_single(text, match.start(), block)
    after = text[match.end()] if match.end() < block.end else " "
    return match.group() in "”»" or not after.isalnum() or not _looks_opening(text, match.span(), block)


def _single_closer(text: str, mark: tuple[int, int], block: Span) -> str:
    """A single mark opens only where its partner follows in the same paragraph."""
    at = mark[0]
    if text[at] == "’" or not _looks_opening(text, mark, block) or _ELIDED.match(text, at):
        return ""
    closer = "’" if text[at] == "‘" else "'"
    for match in re.finditer(closer, text[at + 1 : min(block.end, at + _LONGEST_SINGLE)]):
        if _closes_single(text, at + 1 + match.start(), block):
            return closer
    return ""


def _closes_single(text: str, at: int, block: Span) -> bool:
    after = text[at + 1] if at + 1 < block.end else " "
    if after.isalnum() or text[at - 1].isspace():
        return False
    possessive = text[at - 1] == "s" and after == " " and text[at + 2 : at + 3].islower()
    return not possessive


def _continues(text: str, last: Span, block: Span) -> bool:
    """The next paragraph opens with the mark that opened the last one."""
    mark = "''" if text.startswith("''", last.start) else text[last.start]
    return text.startswith(mark, block.end - len(text[block.start : block.end].lstrip()))


def _give_up(text: str, spans: list[Span]) -> Quotation:
    """A quotation that nothing closes: its last part ends with its first sentence."""
    return Quotation((*spans[:-1], _first_sentence(text, spans[-1])))


def _first_sentence(text: str, span: Span) -> Span:
    match = _SENTENCE_END.search(text, span.start, span.end)
    end = match.end() if match else span.end
    return Span(span.start, span.start + len(text[span.start : end].rstrip()))
