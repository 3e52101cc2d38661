"""The result of link for one topic, before it is written."""

from __future__ import annotations

from dataclasses import dataclass

from store.types import Label


@dataclass(frozen=True, slots=True)
class LinkedTopic:
    """Stories by the numbers of their articles, and what is told of each, in one order."""

    order: tuple[int, str, str]  # of its first article
    stories: tuple[tuple[int, ...], ...]
    titles: tuple[Label, ...]
    outlets: tuple[tuple[str, ...], ...]
    ranks: tuple[str, ...]
    first_paths: tuple[str, ...]
