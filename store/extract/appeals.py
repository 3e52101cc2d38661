"""Appeals to readers: blocks in which an outlet speaks of itself and asks for support.

A block is judged as a whole, from its opening over its pleas to its last line. What it quotes or counts
("our founder said", "two of our reporters were hurt") belongs to it; a statement of others ends it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.extract.blocks import ends_sentence
from store.extract.datelines import dateline_at
from store.extract.furniture import LIKELY, SURE, Piece
from store.types import Span

GAP = 2  # pieces inside an appeal that show no sign of it
SHORT = 6  # words
LOOK = 6  # pieces in which an opening must be followed by pleas
LONGEST = 60  # pieces
LINK = 18  # words of a line under an appeal that is no sentence

_COLLEAGUES = re.compile(r"\b(?:of (?:them|us)|colleagues|reporters|journalists|editors)\b")


def find_appeals(pieces: Sequence[Piece]) -> set[int]:
    """Indexes of the pieces that belong to appeals, at the tail or between paragraphs of news."""
    marked: set[int] = set()
    for index in range(len(pieces)):
        if index not in marked and _may_open(pieces, index):
            end = _end(pieces, index)
            if _is_appeal(pieces, index, end):
                marked.update(range(index, end))
    return marked


def _may_open(pieces: Sequence[Piece], index: int) -> bool:
    piece = pieces[index]
    near = pieces[index : index + LOOK]
    pleas = sum(map(_plea, near))
    if "letter" in piece.kinds:
        return _is_letter(near)
    if piece.reports and "own" not in piece.kinds:
        return False
    return _plea(piece) > 0 and pleas >= SURE and not (piece.counts and _plea(piece) < SURE)


def _is_appeal(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether the block asks enough: fewer signs do at the tail, or after an opening that announces it."""
    first, pleas = pieces[start], sum(_plea(piece) for piece in pieces[start:end])
    if "letter" in first.kinds:
        return _is_letter(pieces[start:end])
    if _plea(first) >= SURE and not first.counts:
        return True
    voiced = sum(piece.addresses or "own" in piece.kinds for piece in pieces[start:end])
    return pleas >= SURE and 2 * voiced >= end - start and all(map(_may_follow, pieces[end:]))


def _is_letter(block: Sequence[Piece]) -> bool:
    """Whether what an opening announces is a plea; lines that do not address the reader help to tell."""
    asked = sum(piece.kinds.get("appeal", 0) for piece in block if piece.addresses or not piece.reports)
    return asked >= LIKELY and any(map(_plea, block))


def _plea(piece: Piece) -> int:
    """How much a piece asks for support."""
    return piece.kinds.get("appeal", 0) if piece.addresses else 0


def _end(pieces: Sequence[Piece], start: int) -> int:
    """Index after the last piece of the block that starts here."""
    end = start + 1
    for index in range(start + 1, min(len(pieces), start + LONGEST)):
        piece = pieces[index]
        if _is_others(piece) or index - end > GAP:
            break
        near = piece.addresses or piece.weight >= LIKELY or (piece.length <= SHORT and not piece.says)
        if not {"appeal", "own"}.isdisjoint(piece.kinds) or (index == end and near):
            end = index + 1
    return end


def _is_others(piece: Piece) -> bool:
    """News again: a statement or a casualty figure that has nothing to do with the outlet, or a dateline."""
    own = "own" in piece.kinds or _plea(piece) > 0
    reports = piece.reports and not own and "appeal" not in piece.kinds
    counts = piece.counts and not (own or piece.addresses or _COLLEAGUES.search(piece.words))
    return reports or counts or dateline_at(piece.words, Span(0, len(piece.words))).is_there


def _may_follow(piece: Piece) -> bool:
    """Furniture, or a line that is no sentence."""
    return piece.weight >= LIKELY or (piece.length <= LINK and not ends_sentence(piece.words))
