"""Names of persons that the model does not mark as such, but that their neighbours show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.genders import first_names
from store.extract.lexicon import speaking_nouns, title_of
from store.extract.name_words import MOST_WORDS, is_no_person, is_plain_name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

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
_SAYING = frozenset({"say", "tell", "add"})
_SPOKEN_OF = frozenset({"who", "whose", "whom"})
_PRONOUNS = frozenset({"he", "she"})
_NEXT = 1  # words of the next sentence that are needed to look at it


def by_evidence(doc: Doc) -> Iterator[tuple[int, int]]:
    """Capitalised words that the model gives no name of a person, but that their neighbours do."""
    called = _called_by_one_word(doc)
    at = 0
    while at < len(doc):
        end = at
        while (
            end < len(doc)
            and end - at < MOST_WORDS
            and doc[end].text[0].isupper()
            and is_plain_name(doc[end])
        ):
            end += 1
        alone = end - at == 1 and (_holds_office(doc, at) or _is_owner(doc, at))
        if alone or (end - at >= 2 and _is_person(doc, at, end, called)):
            yield at, end
        at = max(end, at + 1)


def _called_by_one_word(doc: Doc) -> frozenset[str]:
    """Words that stand alone as the subject of a verb of speech, as surnames do."""
    subjects = (token for token in doc if token.dep_ == "nsubj" and token.head.lemma_ in _SAYING)
    alone = (token for token in subjects if token.left_edge == token == token.right_edge)
    return frozenset(token.text for token in alone if is_plain_name(token))


def _is_person(doc: Doc, start: int, end: int, called: frozenset[str]) -> bool:
    words = [token.lower_ for token in doc[start:end]]
    if is_no_person(words) or any(speaking_nouns().get(word) for word in words):
        return False
    if start > 0 and doc[start - 1].pos_ == "DET":
        return False
    unlabelled = doc[end - 1].ent_type_ in ("", "PERSON")
    acts = _speaks(doc[end - 1], unlabelled or doc[end - 1].text in called) or _is_spoken_of(doc, end)
    acts = acts or _goes_on_as_person(doc[end - 1])
    return acts or _explains_office(doc[end - 1], start) or (unlabelled and words[0] in first_names())


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


def _goes_on_as_person(name: Token) -> bool:
    """ "X Y said. ... he added": the next sentence goes on with "he" or "she", and nobody else is named."""
    if name.dep_ != "nsubj" or name.head.lemma_ not in _SAYING or name.head.dep_ != "ROOT":
        return False
    here = name.sent
    rest = name.doc[here.end : here.end + _NEXT]
    if not len(rest) or any(word.ent_type_ == "PERSON" for word in here):
        return False
    following = (word for word in rest[0].sent if word.dep_ == "nsubj" and word.head.lemma_ in _SAYING)
    return next((word.lower_ in _PRONOUNS for word in following), False)


def _explains_office(name: Token, start: int) -> bool:
    """A name in apposition to one who holds an office: "The opposition leader, X Y, accused"."""
    office = title_of(name.head.text) if name.dep_ == "appos" and name.head.i < start - 1 else None
    return office is not None and office.kind in ("office", "leader") and name.head.tag_ == "NN"


def _appositions(head: Token) -> Iterator[Token]:
    return (child for child in head.children if child.dep_ == "appos" and child.i > head.i + 1)


def _holds_office(doc: Doc, at: int) -> bool:
    """A surname alone with an office behind it: "X, Velia's foreign minister, denied"."""
    if at + 1 >= len(doc) or doc[at + 1].text != "," or is_no_person([doc[at].text]):
        return False
    body = speaking_nouns().get(doc[at].lower_)
    offices = (title_of(child.text) for child in _appositions(doc[at]))
    subject = doc[at].dep_ in ("nsubj", "nsubjpass") and doc[at].left_edge.i == at
    return subject and not body and any(title and title.kind == "office" for title in offices)


def _is_owner(doc: Doc, at: int) -> bool:
    """A surname whose office or spokesman says what "he" or "she" did."""
    noun = doc[at].head
    if doc[at].dep_ != "poss" or is_no_person([doc[at].text]) or noun.i + 2 >= len(doc):
        return False
    told = noun.dep_ == "nsubj" and noun.head.lemma_ in _SAYING and noun.head.i == noun.i + 1
    said = [doc[at].lower_ for at in range(noun.i + 2, min(noun.i + 4, len(doc))) if doc[at].lower_ != "that"]
    return told and said[:1] != [] and said[0] in _PRONOUNS
