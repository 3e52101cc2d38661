"""The grammar of English number words: from tokens to number cores, without their qualifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from store.extract.number_tokens import Token, ages, is_count, joined, number_words

_RANGE_DASH = re.compile(r"\s?[-–—]\s?")
MAX_VALUE = 10**12


@dataclass(frozen=True, slots=True)
class Core:
    """Number words from token `first` to `last`, inclusive; `high` is above `low` in a range only."""

    first: int
    last: int
    low: int
    high: int
    vague: bool = False


def cores(text: str, tokens: list[Token]) -> Iterator[Core]:
    """The numbers of a text in order, never overlapping."""
    skipped = iter(ages(text))
    at, age = 0, next(skipped, None)
    while at < len(tokens):
        core = _core_at(text, tokens, at)
        if core is None:
            at += 1
            continue
        core = _as_range(text, tokens, core)
        start = tokens[core.first].start
        while age is not None and age[1] <= start:
            age = next(skipped, None)
        is_age = age is not None and age[0] <= start
        if not is_age and is_count(text, tokens[core.first], tokens[core.last]):
            yield core
        at = core.last + 1


def _core_at(text: str, tokens: list[Token], at: int) -> Core | None:
    word = tokens[at].word
    if word[0].isdigit():
        return _digits(text, tokens, at)
    kind, value = number_words().get(word, ("", 0))
    if kind in ("unit", "ten"):
        return _words(text, tokens, at)
    if kind == "scale":
        article = at > 0 and tokens[at - 1].word in ("a", "half") and joined(text, tokens, at - 1)
        return _words(text, tokens, at) if article else None
    as_many = at > 0 and tokens[at - 1].word in ("as", "so", "how", "too")
    if kind in ("vague", "some") and not as_many:
        return _vague(text, tokens, at, value)
    return None


def _digits(text: str, tokens: list[Token], at: int) -> Core | None:
    """Digits, times the scales behind them; a decimal needs a scale."""
    word = tokens[at].word
    value = _digit_value(word)
    last, factor = _scales(text, tokens, at)
    total = value * factor
    if total != int(total) or total > MAX_VALUE:
        return None
    return Core(at, last, int(total), int(total))


def _digit_value(word: str) -> float:
    if re.fullmatch(r"\d+\.\d{1,2}|\d+\.\d{4,}", word):
        return float(word)
    digits = re.sub(r"\D", "", word)
    return int(digits) if len(digits) <= 15 else MAX_VALUE * 10


def _scales(text: str, tokens: list[Token], at: int) -> tuple[int, int]:
    """The last token and the product of the scale words behind token `at`."""
    factor = 1
    while at + 1 < len(tokens) and factor < MAX_VALUE:
        kind, value = number_words().get(tokens[at + 1].word, ("", 0))
        if kind != "scale" or not joined(text, tokens, at):
            break
        factor *= value
        at += 1
    return at, factor


def _words(text: str, tokens: list[Token], at: int) -> Core | None:
    """Add up number words: "two hundred and twenty-one", "two dozen", "a hundred", "half a dozen"."""
    first, total, group, last = at, 0, 0, at
    if number_words()[tokens[at].word][0] == "scale":
        first, group = at - 1, 1
        if at > 1 and tokens[at - 2].word == "half" and joined(text, tokens, at - 2):
            scale = number_words()[tokens[at].word][1]
            return Core(at - 2, at, scale // 2, scale // 2)
    index: int | None = at
    while index is not None and total + group <= MAX_VALUE:
        kind, value = number_words()[tokens[index].word]
        total, group = _added(total, group, kind, value)
        last = index
        index = _next_part(text, tokens, index)
    value = total + group
    return Core(first, last, value, value) if value <= MAX_VALUE else None


def _added(total: int, group: int, kind: str, value: int) -> tuple[int, int]:
    if kind != "scale":
        return total, group + value
    if value < 1000:
        return total, max(group, 1) * value
    return total + max(group, 1) * value, 0


def _next_part(text: str, tokens: list[Token], at: int) -> int | None:
    """Index of the number word that continues the one at `at`: twenty-one, hundred and five, two dozen."""
    kind, value = number_words()[tokens[at].word]
    after = at + 1
    if after >= len(tokens) or not joined(text, tokens, at):
        return None
    big = kind == "scale" and value >= 100
    if tokens[after].word == "and" and big and after + 1 < len(tokens) and joined(text, tokens, after):
        after += 1
    next_kind, next_value = number_words().get(tokens[after].word, ("", 0))
    if next_kind == "scale":
        return after if value or kind == "scale" else None
    if kind == "ten":
        return after if next_kind == "unit" and 0 < next_value < 10 else None
    return after if big and next_kind in ("unit", "ten") and next_value > 0 else None


def _vague(text: str, tokens: list[Token], at: int, value: int) -> Core | None:
    """ "dozens", "a few", "several hundred", "tens of thousands"."""
    first, last = at, at
    if tokens[at].word == "number" and not _is_a_number_of(tokens, at):
        return None
    if tokens[at].word in ("few", "handful", "couple", "number") and at > 0 and tokens[at - 1].word == "a":
        first = at - 1
    kind, scale = number_words().get(tokens[at + 1].word, ("", 0)) if at + 1 < len(tokens) else ("", 0)
    some = number_words()[tokens[at].word][0] == "some"
    if (
        some
        and (kind == "scale" or (tokens[at].word == "many" and kind == "vague"))
        and joined(text, tokens, at)
    ):
        return Core(first, at + 1, value * scale if kind == "scale" else scale, 0, vague=True)
    if at + 2 < len(tokens) and tokens[at + 1].word == "of" and tokens[at].word in ("tens", "hundreds"):
        kind, scale = number_words().get(tokens[at + 2].word, ("", 0))
        if kind == "vague" and scale >= 2000:
            return Core(first, at + 2, value * scale // 2, 0, vague=True)
    return Core(first, last, value, 0, vague=True)


def _is_a_number_of(tokens: list[Token], at: int) -> bool:
    """ "a number of insurgents", not "the number of insurgents"; and "a number" alone."""
    after = tokens[at + 1].word if at + 1 < len(tokens) else "of"
    return at > 0 and tokens[at - 1].word == "a" and after == "of"


def _as_range(text: str, tokens: list[Token], core: Core) -> Core:
    """Join "50 to 60", "50-60", "two or three" and "between 50 and 60"; a rise "from 5 to 9" stays two."""
    if core.vague or core.last + 1 >= len(tokens):
        return core
    before = tokens[core.first - 1].word if core.first else ""
    link = tokens[core.last + 1]
    gap = text[tokens[core.last].end : link.start]
    at = core.last + 1
    if (link.word in ("to", "or") and before != "from") or (link.word == "and" and before == "between"):
        at += 1
    elif not (_RANGE_DASH.fullmatch(gap) and link.word[0].isdigit()):
        return core
    other = _core_at(text, tokens, at) if at < len(tokens) else None
    if other is None or other.vague or other.first != at or not core.low < other.low <= core.low * 10 + 10:
        return core
    return Core(core.first, other.last, core.low, other.low)
