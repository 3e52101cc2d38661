"""The worst misses by class: largest class first, in each the longest statements first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tests.eval.score import pairs_of, same_speaker, spans_overlap

Record = Mapping[str, Any]
Misses = dict[str, list[tuple[int, str]]]  # class to (characters concerned, what to print)
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "i", "we"})
_PREPOSITIONS = frozenset({"for", "of", "on", "to", "against", "about", "with", "at", "over", "as", "in"})
_TYPES = ("direct", "mixed", "indirect")


def misses_of_quotes(gold: Iterable[Record], predicted: Mapping[str, Sequence[Record]]) -> Misses:
    """Statements missed or spurious, and speakers wrong or missing, by class."""
    found: Misses = defaultdict(list)
    for row in gold:
        for name, size, words in _of_article(row, predicted.get(row["id"], ())):
            found[name].append((size, f"{row['id']}: {words}"))
    return found


def lines(misses: Misses, most: int) -> Iterator[str]:
    """A headed list a class, with at most `most` examples each."""
    for name, examples in sorted(misses.items(), key=lambda item: (-len(item[1]), item[0])):
        yield f"## {name}: {len(examples)}"
        yield from (f"- {words}" for _, words in sorted(examples, reverse=True)[:most])


def _of_article(row: Record, found: Sequence[Record]) -> Iterator[tuple[str, int, str]]:
    text, scored = row["text"], [quote for quote in row["quotes"] if quote["type"] in _TYPES]
    pairs = pairs_of(text, scored, found)
    seen, used = {left for left, _ in pairs}, {right for _, right in pairs}
    for left, right in pairs:
        if not same_speaker(scored[left], found[right]):
            yield _wrong(text, scored[left], found[right])
    for at, quote in enumerate(scored):
        if at not in seen:
            words = _words(text, quote["content"])
            yield f"missed: {quote['type']}, {_form(text, quote)}", len(words), words
    for at, quote in enumerate(found):
        if at not in used and not any(spans_overlap(quote["spans"], q["content"]) for q in row["quotes"]):
            words = _words(text, quote["spans"])
            yield f"spurious: {quote['type']}", len(words), f"[{quote['speaker']}] {words}"


def _wrong(text: str, gold: Record, found: Record) -> tuple[str, int, str]:
    source = _words(text, gold["source"])
    named = "pronoun" if source.lower() in _PRONOUNS else "name" if source[:1].isupper() else "description"
    kind = "wrong" if found.get("speaker") else "missing"
    words = _words(text, gold["content"])
    return f"speaker {kind}: {named}", len(words), f"[{source} | got {found.get('speaker')}] {words}"


def _form(text: str, quote: Record) -> str:
    """The form of the content by its place and its first word."""
    if not quote.get("cue"):
        return "no cue"
    if _words(text, quote["cue"]).lower().startswith("according"):
        return "according to"
    if quote["content"][0][0] < quote["cue"][0][0]:
        return "before the cue"
    first, _, _ = _words(text, quote["content"]).lower().partition(" ")
    cue = _words(text, quote["cue"]).lower().split()
    if first == "that":
        return "that-clause"
    if first in _PREPOSITIONS or (cue and cue[-1] in _PREPOSITIONS):
        return "preposition or infinitive"
    return "behind the cue"


def _words(text: str, spans: Iterable[Sequence[int]]) -> str:
    return " | ".join(" ".join(text[start:end].split()) for start, end in spans)
