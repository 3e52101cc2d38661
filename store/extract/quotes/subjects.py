"""Whose words they are: the subject of a verb of speech, its own or the one that it inherits.

A verb without a subject takes the one of the verb that it is coordinated with or depends on
("..., adding that"); "who" stands for its antecedent, a statement for whoever made it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.extract.quotes.lexicon import cue_verbs, speech_nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj")
RELATIVE = frozenset({"who", "which", "that", "whom"})
_INHERITS = ("conj", "advcl", "xcomp", "pcomp", "ccomp", "parataxis", "dep", "prep")
_VERBAL = ("VERB", "AUX", "ADP", "SCONJ", "ADJ")
_CLIMB = 6
_OF_VICTIMS = frozenset({"kill", "die", "perish", "wound", "injure", "hurt"})
_CITING = frozenset({"quote", "cite"})


@dataclass(slots=True)
class Search:
    """A climb from a verb to its subject."""

    verb: Token
    climbed: bool = False
    passive: bool = False
    leaves: Token | None = None


def find_subject(verb: Token) -> Token | None:
    """The word that heads the speaker of a verb, by its own subject or the one that it inherits."""
    return climb(Search(verb))


def climb(search: Search) -> Token | None:
    for _ in range(_CLIMB):
        verb = search.verb
        cited = cited_speaker(verb)
        if cited is not None:
            return cited
        own, search.passive = _own_subject(verb, search.climbed)
        if search.climbed and _tells_of_victims(verb):
            own = None
        elif own is not None or search.passive:
            return _antecedent(own, verb) if own is not None else None
        if verb.dep_ in ("acl", "relcl"):
            return _of_noun(verb.head)
        if verb.dep_ not in _INHERITS or verb.head.pos_ not in _VERBAL:
            return None
        search.verb = _above(search)
        search.climbed = True
    return None


def _tells_of_victims(verb: Token) -> bool:
    """ "X said nine people were killed and accused Y": the dead accuse nobody."""
    return verb.dep_ == "ccomp" and verb.lemma_.lower() in _OF_VICTIMS


def citing_verb(saying: Token) -> Token | None:
    """The verb of "X quoted Y as saying" and "Y was quoted as saying", given "saying"."""
    if saying.dep_ != "pcomp" or saying.head.lower_ != "as":
        return None
    return saying.head.head if saying.head.head.lemma_ in _CITING else None


def cited_speaker(saying: Token) -> Token | None:
    """ "X quoted Y as saying": Y, not X."""
    verb = citing_verb(saying)
    if verb is None or any(child.dep_ == "auxpass" for child in verb.children):
        return None
    return next((child for child in verb.children if child.dep_ == "dobj"), None)


def _above(search: Search) -> Token:
    """The next verb up; a participle behind a comma skips the clause that is said."""
    verb = search.verb
    head = verb.head
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "conj") or verb.left_edge.i == 0:
        return head
    outer = head.head
    comma = verb.left_edge.nbor(-1).text == "," or verb.left_edge.text == ","
    if comma and head.tag_ != "VBG" and head.dep_ == "ccomp" and outer.lemma_.lower() in cue_verbs():
        search.leaves = outer
        return outer
    return head


def _own_subject(verb: Token, climbed: bool) -> tuple[Token | None, bool]:
    """The subject of the verb itself; of a passive verb the agent, unless only its subject is inherited."""
    subject = undergoer = agent = None
    passive = verb.tag_ == "VBN" and verb.dep_ == "acl" and not _is_misread_past(verb)
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            subject = child
        elif child.dep_ in ("nsubjpass", "auxpass"):
            passive = True
            undergoer = child if child.dep_ == "nsubjpass" else undergoer
        elif child.dep_ == "agent":
            agent = next((word for word in child.children if word.dep_ == "pobj"), None)
            passive = True
    if climbed and undergoer is not None:
        return undergoer, False
    return (agent, True) if passive else (subject, False)


def _is_misread_past(verb: Token) -> bool:
    """A past tense behind a name and its apposition that the parser takes for a participle."""
    named = verb.head.ent_type_ == "PERSON" and verb.head.i < verb.i
    return named and verb.nbor(-1).text == "," and not any(child.dep_ == "agent" for child in verb.children)


def _antecedent(subject: Token, verb: Token) -> Token:
    """ "who" and "which" stand for the noun that their clause belongs to."""
    if subject.lower_ in RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return subject


def _of_noun(noun: Token) -> Token | None:
    """Who speaks through a noun: "Hamas issued a statement vowing", "a statement by the Kremlin saying"."""
    kind = speech_nouns().get(noun.lemma_.lower())
    if kind is None:
        return noun
    maker = maker_of(noun)
    if maker is not None:
        return maker
    if noun.dep_ in ("dobj", "pobj") and noun.head.pos_ in ("VERB", "ADP"):
        verb = noun.head if noun.head.pos_ == "VERB" else noun.head.head
        return find_subject(verb) or noun
    return noun


def maker_of(noun: Token) -> Token | None:
    """Whose a statement or letter is: its possessor, or the words after by, from or of."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            return next((word for word in child.children if word.dep_ == "pobj"), None)
    return None
