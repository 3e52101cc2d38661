"""Keep numbers stable: which old group lives on in which new one, and where the others forward to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Matched:
    """`ids[n]` is the old number of the n-th new group, None for a new one.

    `forwards` takes an old number that lives on nowhere to the new group that took most of its members.
    """

    ids: tuple[int | None, ...]
    forwards: dict[int, int | None]


def match_groups(old: Mapping[int, AbstractSet[T]], new: Sequence[AbstractSet[T]]) -> Matched:
    """Match by shared members, largest share first; ties go to the older number."""
    where: dict[T, list[int]] = {}
    for number, members in old.items():
        for member in members:
            where.setdefault(member, []).append(number)
    shared: dict[tuple[int, int], int] = {}
    for place, members in enumerate(new):
        for member in members:
            for number in where.get(member, ()):
                shared[number, place] = shared.get((number, place), 0) + 1
    ids: list[int | None] = [None] * len(new)
    taken: set[int] = set()
    best: dict[int, int] = {}
    for (number, place), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(number, place)
        if number not in taken and ids[place] is None:
            ids[place] = number
            taken.add(number)
    return Matched(tuple(ids), {number: best.get(number) for number in old if number not in taken})
