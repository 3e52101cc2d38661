"""Telegram's HTML as a tree of words and elements; only `to_html` writes markup, so all is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape, unescape


class Tag(StrEnum):
    """Elements that the desk uses, by their names; FOLDED opens on a tap."""

    BOLD = "b"
    ITALIC = "i"
    UNDERLINE = "u"
    FOLDED = "blockquote expandable"


@dataclass(frozen=True, slots=True)
class Element:
    """A styled part of a text."""

    tag: Tag
    inside: tuple[Node, ...]


Node = str | Element
Nodes = tuple[Node, ...]
_TAG = re.compile(r"</?[a-z][^<>]*>")  # angle brackets of the text itself are escaped


def to_html(nodes: Iterable[Node]) -> str:
    """The HTML of a text; half characters, which no wire carries, become question marks."""
    return "".join(_html(node) for node in nodes).encode("utf-8", "replace").decode()


def plain_of(html: str) -> str:
    """What `to_html` wrote as plain text: for a server that refuses its markup."""
    return unescape(_TAG.sub("", html))


def text_of(nodes: Iterable[Node]) -> str:
    """The words without markup."""
    return "".join(node if isinstance(node, str) else text_of(node.inside) for node in nodes)


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram's limits count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def index_of(text: str, limit: int) -> int:
    """How many characters of `text` fit into `limit` UTF-16 units."""
    left = limit
    for index, char in enumerate(text):
        left -= 2 if char > "\uffff" else 1
        if left < 0:
            return index
    return len(text)


def starts(nodes: Iterable[Node], offset: int = 0) -> Iterator[int]:
    """Where each element begins, in characters; outer ones first. Their number is that of the entities."""
    for node in nodes:
        if isinstance(node, Element):
            yield offset
            yield from starts(node.inside, offset)
        offset += len(text_of((node,)))


def split(nodes: Sequence[Node], at: int) -> tuple[Nodes, Nodes]:
    """The text before and from character `at`; an element across it stands in both parts."""
    before: list[Node] = []
    for place, node in enumerate(nodes):
        length = len(text_of((node,)))
        if at < length:
            first, second = _split_node(node, at)
            return (*before, *first), (*second, *nodes[place + 1 :])
        before.append(node)
        at -= length
    return tuple(before), ()


def _split_node(node: Node, at: int) -> tuple[Nodes, Nodes]:
    if at == 0:
        return (), (node,)
    if isinstance(node, str):
        return (node[:at],), (node[at:],)
    first, second = split(node.inside, at)
    return (Element(node.tag, first),), (Element(node.tag, second),)


def _html(node: Node) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    return f"<{node.tag}>{''.join(map(_html, node.inside))}</{node.tag.partition(' ')[0]}>"
