"""Identity of facts: a key survives a new parse and moves with its words inside the article."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from store.types import LocalClaim, LocalQuote, Span

_WORD = re.compile(r"\w+")


def quote_keys(article: int, text: str, quotes: Iterable[LocalQuote]) -> tuple[str, ...]:
    """One key a quotation: article, kind, content words, n-th occurrence."""
    return _keys(
        article, [("quote", quote.kind.value, *(s.of(text) for s in quote.spans)) for quote in quotes]
    )


def claim_keys(article: int, text: str, claims: Iterable[LocalClaim]) -> tuple[str, ...]:
    """One key a claim: article, kind, words, n-th occurrence."""
    return _keys(article, [("claim", claim.kind.value, claim.words.of(text)) for claim in claims])


def article_key(article: int) -> str:
    """The change log's key of an article itself."""
    return f"article:{article}"


def normalised(text: str, spans: Iterable[Span]) -> str:
    """Lower-case words of the spans, marks and spacing left out."""
    return " ".join(word for span in spans for word in _WORD.findall(span.of(text).lower()))


def _keys(article: int, facts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    keys = []
    for kind, *parts in facts:
        words = " ".join(_WORD.findall(" ".join(parts).lower()))
        seen[f"{kind} {words}"] += 1
        content = f"{article}\n{kind}\n{words}\n{seen[f'{kind} {words}']}"
        keys.append(hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return tuple(keys)
