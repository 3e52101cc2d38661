"""Page furniture around one article: appeals, sign-offs, link lists, notes, legal lines. By rules alone.

Precision comes first in the middle of an article; at its head and tail weaker signs are enough. What an
article says of donations, readers or subscriptions is news unless it speaks to its own readers.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.extract.appeals import find_appeals
from store.extract.blocks import ends_sentence, find_pieces, trim
from store.extract.furniture import ADDRESSING, LIKELY, SURE, Finder, Piece, plain, states_something
from store.types import Layout, Span

HEAD = 6  # pieces at the top that may be furniture around a headline
FRAGMENT = 8  # words of a line without a full stop that goes with the furniture beside it
LINK = 18  # words of a title in a list of links
HEADING = 6  # words of the line above readers' comments
COMMENT = 80  # words of one comment
ARTICLE = 3  # pieces at least that stand above readers' comments
HEAD_LINES, TAIL_LINES = 4, 12  # compared between articles

_NOT_A_HEADLINE = frozenset({"ad", "button", "share", "byline", "legal", "subscribe", "credit", "wire"})


def find_boilerplate(text: str) -> tuple[Span, ...]:
    """Spans of furniture, sorted and disjoint: lines, paragraphs, sentences or bracketed notes."""
    finder = Finder(text)
    pieces = [finder.piece(span) for span in find_pieces(text)]
    marked = _sure(pieces) | find_appeals(pieces) | _comments(pieces)
    marked |= _tail(pieces, marked) | _head(pieces, marked)
    if (
        pieces
        and pieces[0].weight >= SURE
        and not _is_protected(pieces[0])
        and len(marked | {0}) == len(pieces)
    ):
        marked.add(0)  # no headline: nothing is left that it could head
    spans = [pieces[index].span for index in marked]
    return merge(text, [*spans, *(trim(text, span) for span in finder.inside())])


def candidate_lines(text: str, layout: Layout) -> tuple[tuple[str, Span], ...]:
    """Paragraphs at the head and tail that may repeat in other articles: comparison key and span.

    Those with an attributed statement or a figure are left out: repetition alone never decides on them.
    """
    spans = layout.paragraphs
    if len(spans) > HEAD_LINES + TAIL_LINES:
        spans = spans[:HEAD_LINES] + spans[-TAIL_LINES:]
    lines = ((" ".join(plain(span.of(text)).split()), span) for span in spans)
    return tuple((key, span) for key, span in lines if not states_something(key))


def merge(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Sorted and disjoint; spans that touch or have only white space between them become one."""
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        last = merged[-1] if merged else None
        if last and not text[last.end : span.start].strip():
            merged[-1] = Span(last.start, max(last.end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _sure(pieces: Sequence[Piece]) -> set[int]:
    """Pieces that are furniture wherever they stand."""
    return {
        index
        for index, piece in enumerate(pieces)
        if piece.weight >= SURE
        and not _is_protected(piece)
        and not (index == 0 and len(pieces) > 1 and not _NOT_A_HEADLINE & piece.kinds.keys())
    }


def _is_protected(piece: Piece) -> bool:
    """News that merely holds a cue. Legal lines and notes may report ("contributed to this report")."""
    if piece.counts:
        return "legal" not in piece.kinds
    speaks = set(piece.kinds) <= set(ADDRESSING)
    return speaks and (piece.reports or ("appeal" in piece.kinds and not piece.addresses))


def _comments(pieces: Sequence[Piece]) -> set[int]:
    """What readers wrote under the article: all below the heading "12 comments", if no news is among it."""
    for index, piece in enumerate(pieces):
        heading = piece.kinds.get("comment", 0) >= SURE and piece.length <= HEADING
        below = pieces[index + 1 :]
        told = heading and index >= ARTICLE and any(other.is_news for other in pieces[1:index])
        if told and all(map(_may_be_comment, below)):
            return set(range(index + 1, len(pieces)))
    return set()


def _may_be_comment(piece: Piece) -> bool:
    return piece.length <= COMMENT and ("comment" in piece.kinds or not piece.is_news)


def _tail(pieces: Sequence[Piece], marked: set[int]) -> set[int]:
    """Furniture after the last piece of news, with the short lines between its parts."""
    found: set[int] = set()
    pending: list[int] = []
    for index in range(len(pieces) - 1, 0, -1):
        piece = pieces[index]
        if index in marked or _is_likely(piece):
            lists = "list" in piece.kinds
            found.update([index, *(other for other in pending if lists or _is_stray(pieces[other]))])
            pending = []
        elif _is_fragment(piece):
            pending.append(index)
        else:
            break
    return found


def _head(pieces: Sequence[Piece], marked: set[int]) -> set[int]:
    """Furniture around the headline: bylines, dates, sections."""
    found: set[int] = set()
    for index, piece in enumerate(pieces[:HEAD]):
        if index + 1 < len(pieces) and _is_likely(piece) and (index or _NOT_A_HEADLINE & piece.kinds.keys()):
            found.add(index)
        elif index and index not in marked and not _is_fragment(piece):
            break
    return found


def _is_likely(piece: Piece) -> bool:
    """Furniture, if it stands at an end. A letter's opening counts only with the plea that follows it."""
    weight = max((weight for kind, weight in piece.kinds.items() if kind != "letter"), default=0)
    return weight >= LIKELY and not _is_protected(piece) and not piece.counts


def _is_fragment(piece: Piece) -> bool:
    """A line that is no sentence: a link, a tag, a section's name, another article's title."""
    return piece.length <= LINK and not ends_sentence(piece.words)


def _is_stray(piece: Piece) -> bool:
    """A fragment that goes with the furniture beside it even without a list's heading above."""
    return piece.length <= FRAGMENT and not piece.is_news
