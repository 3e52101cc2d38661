"""What grouping sees of an article, taken from its text and facts."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from store.link.background import Parts, parts_of
from store.link.collection import LinkArticle, year_of
from store.link.story_doc import Statement, StoryDoc
from store.link.told import told_by
from store.link.word_sets import base
from store.link.wording import Wording
from store.terms import stop_words
from store.types import Span

OPENING = 3  # sentences, the headline counted
FEW = 4  # content words of a statement from which its renderings can be told
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def story_doc(article: LinkArticle) -> StoryDoc:
    """What grouping sees of a settled article."""
    parts, text = parts_of(article), article.text
    told = told_by(article, parts)
    people, holders = _people(article, parts)
    return StoryDoc(
        words=Counter(_stems(text, parts.news)) if parts.news else article.features.words,
        names=article.features.names,
        published=article.published,
        named_year=year_of(article.anchor),
        present=told.present,
        recalled=told.recalled,
        head=told.head,
        past=told.past,
        opening=frozenset(_stems(text, parts.news[:OPENING])),
        background=tuple(frozenset(_stems(text, [part])) for part in parts.background),
        people=people,
        holders=holders,
        said=tuple(_statements(article)),
    )


def _stems(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """Stems of the words that carry content, accents dropped."""
    for span in spans:
        for word in _WORD.findall(span.of(text)):
            if stem := _stem(word):
                yield stem


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """ "" for a short word, a number and a stop word."""
    plain = _plain(word)
    return "" if len(plain) < 3 or plain[0].isdigit() or plain in stop_words() else base(plain)


def _plain(word: str) -> str:
    """Lower case, without accents and possessive."""
    letters = unicodedata.normalize("NFKD", word.lower())
    return re.sub(r"['’]s?$", "", "".join(c for c in letters if not unicodedata.combining(c)))


def _people(
    article: LinkArticle, parts: Parts
) -> tuple[frozenset[str], dict[frozenset[str], frozenset[str]]]:
    """Surnames of those who are named in the news, and by the words of the office that they are given."""
    people: set[str] = set()
    holders: dict[frozenset[str], set[str]] = defaultdict(set)
    for person in article.reading.people:
        if all(parts.is_background(mention) for mention in person.mentions):
            continue
        surname = _plain(person.name.split()[-1])
        people.add(surname)
        for office in person.offices:
            holders[frozenset(_stems(article.text, [office]))].add(surname)
    return frozenset(people), {office: frozenset(names) for office, names in holders.items()}


def _statements(article: LinkArticle) -> Iterator[Statement]:
    """Those at a length that is no formula."""
    for _, quote in article.quotes:
        if quote.speaker is None:
            continue
        wording = Wording(" ".join(span.of(article.text) for span in quote.spans))
        names = frozenset(_plain(word) for word in _WORD.findall(quote.speaker.name) if word[0].isupper())
        if names and len(wording.content) >= FEW:
            yield Statement(names, wording)
