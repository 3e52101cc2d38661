"""Where names of persons stand in a parse.

spaCy's PERSON entities are one source of several: the small model misses names that it has not met, so
titles, first names, "who" and verbs of speech are evidence too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.lexicon import title_of
from store.extract.name_evidence import by_evidence
from store.extract.name_words import MOST_WORDS, is_name_word, is_no_person, is_plain_name, opens_body

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]  # tokens [start, end)
_LOWER_PARTS = frozenset(
    {
        "de",
        "del",
        "della",
        "der",
        "van",
        "von",
        "bin",
        "bint",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "da",
        "di",
        "du",
        "ul",
    }
)


def find_names(doc: Doc) -> list[Place]:
    """Token ranges of names without titles, in order, none overlapping another."""
    places = [place for entity in doc.ents if entity.label_ == "PERSON" for place in _cleaned(doc, entity)]
    covered = {at for start, end in places for at in range(start, end)}
    for place in (*_after_titles(doc), *by_evidence(doc)):
        if covered.isdisjoint(range(*place)):
            places.append(place)
            covered.update(range(*place))
    return sorted(places)


def _cleaned(doc: Doc, entity: object) -> Iterator[tuple[int, int]]:
    """The part of an entity that is a name: titles, possessive marks and stray marks stripped."""
    start, end = _with_first_name(doc, entity.start), entity.end  # type: ignore[attr-defined]
    while start < end and (
        not is_name_word(doc[start]) or doc[start].pos_ == "NUM" or title_of(doc[start].text)
    ):
        start += 1
    stop = start
    while stop < end and (is_name_word(doc[stop]) or (stop > start and _joins(doc, stop, end))):
        stop += 1
    words = [token.text for token in doc[start:stop]]
    body = stop - start == 1 and opens_body(doc, stop)
    if words and stop - start <= MOST_WORDS and not is_no_person(words) and not body:
        yield start, stop


def _with_first_name(doc: Doc, start: int) -> int:
    """Take in a first name that the model left out of the entity."""
    while start > 0:
        before = doc[start - 1]
        if not (before.dep_ == "compound" and before.head.i >= start and is_plain_name(before)):
            break
        start -= 1 if before.ent_type_ in ("", "PERSON") else start
    return start


def _joins(doc: Doc, at: int, end: int) -> bool:
    """A particle or hyphen inside a name, with a name word behind it."""
    token = doc[at]
    return (
        at + 1 < end
        and (token.lower_ in _LOWER_PARTS or token.text in "-–")
        and doc[at + 1].text[:1].isalpha()
    )


def _after_titles(doc: Doc) -> Iterator[tuple[int, int]]:
    """Capitalised words right behind a title, whatever the model calls them."""
    for token in doc[:-1]:
        title = title_of(token.text)
        if title is None or title.kind not in ("honorific", "office", "leader"):
            continue
        start = end = _behind_office(doc, token.i + 1)
        while end < len(doc) and end - start < MOST_WORDS and _goes_on(doc, start, end):
            end += 1
        fewest = 1 if token.text[0].isupper() else 2
        if end - start >= fewest and not is_no_person([word.text for word in doc[start:end]]):
            yield start, end


def _behind_office(doc: Doc, at: int) -> int:
    """Past the rest of an office whose head word stands before `at`: "Secretary [of State] X"."""
    if at < len(doc) and doc[at].lower_ not in ("of", "for"):
        return at
    end = at
    while end < len(doc) and (doc[end].lower_ in ("of", "for", "the", "and") or _is_part(doc[end])):
        end += 1
    return end if end > at + 1 else at


def _is_part(token: Token) -> bool:
    title = title_of(token.text)
    return title is not None and title.kind == "part"


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    return is_plain_name(doc[end]) or (end > start and _joins(doc, end, len(doc)))
