"""Words of queries and of passages in the form in which search compares them."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from store.types import Span

_own = threading.local()
_TERM = re.compile(r"\w+(?:['’]\w+)*")


def query_terms(words: str) -> tuple[str, ...]:
    """Terms of a query, stop words dropped unless nothing else is left; each once, in order."""
    terms = list(dict.fromkeys(term.lower() for term in _TERM.findall(words)))
    return tuple(term for term in terms if term not in stop_words()) or tuple(terms)


def marks(text_: str, span: Span, terms: Iterable[str]) -> tuple[Span, ...]:
    """Words of the passage that match a term by their Porter stem (as FTS5 does)."""
    wanted = frozenset(map(stem, terms))
    words = likely_words(wanted).finditer(plain(text_), span.start, span.end) if wanted else ()
    return tuple(Span(word.start(), word.end()) for word in words if stem(word.group().lower()) in wanted)


@lru_cache(maxsize=256)
def likely_words(stems: frozenset[str]) -> re.Pattern[str]:
    """Whole words that can have one of the stems, by their first two letters: stemming the others is idle."""
    forms = {form for root in stems for form in (root, *_groups().get(root, ()))}
    starts = "|".join(re.escape(start) for start in sorted({form[:2] for form in forms}))
    return re.compile(rf"\b(?<!\w['’])(?:{starts})\w*(?:['’]\w+)*", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Porter's stem of a lower-case word, possessive dropped; forms of `word_forms.txt` meet in one."""
    root = plain_stem(word)
    return _roots().get(root, root)


@lru_cache(maxsize=50_000)
def plain_stem(word: str) -> str:
    """Porter's stem of a lower-case word, possessive dropped."""
    return porter(re.sub(r"['’]s?$", "", plain(word)))


def plain(words: str) -> str:
    """Letters without their accents, as FTS5 compares them; every character keeps its place."""
    return words if words.isascii() else words.translate(_PLAIN)


class _Plain(dict[int, str]):
    """Character to its base letter, looked up once."""

    def __missing__(self, code: int) -> str:
        letters = [c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c)]
        self[code] = letters[0] if len(letters) == 1 else chr(code)
        return self[code]


_PLAIN = _Plain()


def forms(term: str) -> tuple[str, ...]:
    """The other forms of a term that a stemming index keeps apart, one a stem."""
    root = porter(term)
    return tuple(form for form in _groups().get(stem(term), ()) if porter(form) != root)


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[str, ...]]:
    """Shared stem to its forms, one for each stem of Porter's."""
    found = {}
    for words in _lines("word_forms.txt"):
        by_root = {porter(word): word for word in reversed(words.split())}
        found[porter(words.split()[0])] = tuple(by_root.values())
    return found


@lru_cache(maxsize=1)
def _roots() -> dict[str, str]:
    return {porter(form): root for root, group in _groups().items() for form in group}


def porter(word: str) -> str:
    """Porter's stem of a lower-case word."""
    return str(_stemmer().stemWord(word))


def _stemmer() -> Any:
    """One a thread: a stemmer keeps its place in the word."""
    if not hasattr(_own, "stemmer"):
        import Stemmer

        _own.stemmer = Stemmer.Stemmer("porter")
    return _own.stemmer


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """English stop words, from `stop_words.txt` beside this file."""
    return frozenset(_lines("stop_words.txt"))


def _lines(name: str) -> list[str]:
    """The entries of a data file beside this one."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
