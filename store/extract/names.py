"""Where names of persons stand in a parse.

spaCy's PERSON entities are one source of several: the small model misses names that it has not met, so
titles, first names, "who" and verbs of speech are evidence too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.genders import first_names
from store.extract.lexicon import countries, speaking_nouns, title_of

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
_NOT_NAMES = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "god",
        "twitter",
        "facebook",
    }
)
_NAME = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")
_MOST_WORDS = 5
_SPEAKING = frozenset(
    {
        "say",
        "tell",
        "add",
        "warn",
        "insist",
        "announce",
        "urge",
        "condemn",
        "call",
        "accuse",
        "ask",
        "write",
        "express",
    }
)
_SPOKEN_OF = frozenset({"who", "whose", "whom"})
_PRONOUNS = frozenset({"he", "she"})
_UNSURE = ("", "PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART")


def find_names(doc: Doc) -> list[Place]:
    """Token ranges of names without titles, in order, none overlapping another."""
    places = [place for entity in doc.ents if entity.label_ == "PERSON" for place in _cleaned(doc, entity)]
    covered = {at for start, end in places for at in range(start, end)}
    for place in (*_after_titles(doc), *_by_evidence(doc)):
        if covered.isdisjoint(range(*place)):
            places.append(place)
            covered.update(range(*place))
    return sorted(places)


def _by_evidence(doc: Doc) -> Iterator[Place]:
    """Capitalised words that the model gives no name of a person, but that their neighbours do."""
    at = 0
    while at < len(doc):
        end = at
        while (
            end < len(doc)
            and end - at < _MOST_WORDS
            and doc[end].text[0].isupper()
            and _is_plain_name(doc[end])
        ):
            end += 1
        if (end - at >= 2 and _is_person(doc, at, end)) or (end - at == 1 and _holds_office(doc, at)):
            yield at, end
        at = max(end, at + 1)


def _is_person(doc: Doc, start: int, end: int) -> bool:
    words = [token.lower_ for token in doc[start:end]]
    if _is_no_person(words) or any(speaking_nouns().get(word) for word in words):
        return False
    if start > 0 and doc[start - 1].pos_ == "DET":
        return False
    unlabelled = doc[end - 1].ent_type_ in ("", "PERSON")
    acts = _speaks(doc[end - 1], unlabelled) or _is_spoken_of(doc, end)
    return acts or (unlabelled and words[0] in first_names())


def _speaks(head: Token, unlabelled: bool) -> bool:
    """The subject of a verb of speech; one of unsure kind must be "he" or "she" in what is said."""
    if head.dep_ != "nsubj" or head.head.lemma_ not in _SPEAKING:
        return False
    said = head.head.nbor() if head.head.i + 1 < len(head.doc) else head
    return (
        unlabelled or said.lower_ in _PRONOUNS or (said.lower_ == "that" and said.nbor().lower_ in _PRONOUNS)
    )


def _is_spoken_of(doc: Doc, end: int) -> bool:
    """ "X, who", or an office in apposition: "X, the mayor of"."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    offices = (title_of(child.text) for child in _appositions(doc[end - 1]))
    return doc[end + 1].lower_ in _SPOKEN_OF or any(title and title.kind != "honorific" for title in offices)


def _appositions(head: Token) -> Iterator[Token]:
    return (child for child in head.children if child.dep_ == "appos" and child.i > head.i + 1)


def _holds_office(doc: Doc, at: int) -> bool:
    """A surname alone with an office behind it: "X, Velia's foreign minister, denied"."""
    if at + 1 >= len(doc) or doc[at + 1].text != "," or _is_no_person([doc[at].text]):
        return False
    body = speaking_nouns().get(doc[at].lower_)
    offices = (title_of(child.text) for child in _appositions(doc[at]))
    subject = doc[at].dep_ in ("nsubj", "nsubjpass") and doc[at].left_edge.i == at
    return subject and not body and any(title and title.kind == "office" for title in offices)


def _cleaned(doc: Doc, entity: object) -> Iterator[tuple[int, int]]:
    """The part of an entity that is a name: titles, possessive marks and stray marks stripped."""
    start, end = _with_first_name(doc, entity.start), entity.end  # type: ignore[attr-defined]
    while start < end and (
        not _is_name_word(doc[start]) or doc[start].pos_ == "NUM" or title_of(doc[start].text)
    ):
        start += 1
    stop = start
    while stop < end and (_is_name_word(doc[stop]) or (stop > start and _joins(doc, stop, end))):
        stop += 1
    words = [token.text for token in doc[start:stop]]
    if words and stop - start <= _MOST_WORDS and not _is_no_person(words):
        yield start, stop


def _with_first_name(doc: Doc, start: int) -> int:
    """Take in a first name that the model left out of the entity."""
    while start > 0:
        before = doc[start - 1]
        if not (before.dep_ == "compound" and before.head.i >= start and _is_plain_name(before)):
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


def _is_name_word(token: Token) -> bool:
    text = token.text
    return text[0].isupper() and _NAME.fullmatch(text) is not None


def _is_no_person(words: list[str]) -> bool:
    if " ".join(words).lower() in countries() or words[0].lower() in _NOT_NAMES:
        return True
    return len(words) == 1 and (len(words[0]) < 3 or words[0].isupper())


def _after_titles(doc: Doc) -> Iterator[tuple[int, int]]:
    """Capitalised words right behind a title, whatever the model calls them."""
    for token in doc[:-1]:
        title = title_of(token.text)
        if title is None or title.kind not in ("honorific", "office", "leader"):
            continue
        start = end = _behind_office(doc, token.i + 1)
        while end < len(doc) and end - start < _MOST_WORDS and _goes_on(doc, start, end):
            end += 1
        fewest = 1 if token.text[0].isupper() else 2
        if end - start >= fewest and not _is_no_person([word.text for word in doc[start:end]]):
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
    return _is_plain_name(doc[end]) or (end > start and _joins(doc, end, len(doc)))


def _is_plain_name(token: Token) -> bool:
    return (
        _is_name_word(token)
        and token.pos_ == "PROPN"
        and title_of(token.text) is None
        and token.ent_type_ in _UNSURE
        and token.lower_ not in countries()
    )
