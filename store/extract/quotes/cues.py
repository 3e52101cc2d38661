"""Verbs of speech in a parse, each with the word that names its speaker.

Rules over spaCy's dependency labels; a verb without a subject of its own takes the one of the verb that
it is coordinated with or depends on ("..., adding that").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.extract.lexicon import speaking_nouns
from store.extract.quotes.lexicon import Frame, cue_verbs, speech_nouns, verbs_with_particle
from store.extract.quotes.subjects import RELATIVE, SUBJECTS, Search, citing_verb, climb

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AGENTS = ("er", "or", "ist", "ian", "ant", "man", "woman", "ee", "crat", "people")
_NEGATION = 3  # words from "not" to its verb
_DECLINING = frozenset({"decline", "refuse", "fail"})
_ANONYMITY = frozenset({"remain", "name", "identify", "quote", "anonymity"})
_CIRCUMSTANCES = frozenset(["to", "at", "in", "during", "after", "before", "with", "through"])
_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no-one"})
_SPEAKING_ENTITIES = ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC")
_QUANTITY = ("JJS", "JJR", "JJ", "CD")
_LONGEST_NAME = 20  # words of a name and its apposition
_ASIDE = Frame(clause=True, quotation=True)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech, or "according" and "per".

    `source` heads the speaker's words. `particle` belongs to the verb ("rule out"). `leaves` is the outer
    verb of speech to whose subject a participle belongs ("X said ..., adding").
    """

    token: Token
    frame: Frame
    source: Token | None
    passive: bool = False
    particle: Token | None = None
    leaves: Token | None = None

    @property
    def relative(self) -> Token | None:
        """The "who" or "which" that stands for the source in a relative clause."""
        if self.token.dep_ != "relcl" and not (
            self.source is not None and self.source.is_ancestor(self.token)
        ):
            return None
        found = (child for child in self.token.children if child.lower_ in RELATIVE)
        return next((child for child in found if child.dep_ in SUBJECTS), None)

    @property
    def last(self) -> Token:
        return self.particle if self.particle is not None else self.token

    @property
    def is_aside(self) -> bool:
        return self.token.pos_ == "ADP" or self.token.lower_ == "according"


def find_cues(doc: Doc) -> Iterator[Cue]:
    """All cues that report something, in order."""
    verbs = cue_verbs()
    phrasal = verbs_with_particle()
    for token in doc:
        cue = None
        if token.lower_ in ("according", "per"):
            cue = _aside(token)
        elif token.pos_ == "VERB" and ((lemma := token.lemma_.lower()) in verbs or lemma in phrasal):
            cue = _verb(token, lemma)
        if cue is not None and not _is_withheld(token):
            yield cue


def _aside(token: Token) -> Cue | None:
    """ "according to X" and ", per X"."""
    opening = token.nbor(-1) if token.i > 0 else None
    if token.lower_ == "per" and (opening is None or opening.text != ","):
        return None
    head = token
    if token.lower_ == "according":
        head = next((child for child in token.children if child.lower_ == "to"), token)
    source = next((child for child in head.children if child.dep_ == "pobj"), None)
    if source is None or (token.lower_ == "per" and source.pos_ != "PROPN"):
        return None
    return Cue(token, _ASIDE, source, particle=head)


def _verb(token: Token, lemma: str) -> Cue | None:
    verbs = cue_verbs()
    if any(citing_verb(word) is token for by in token.children for word in by.children):
        return None  # "cited X as saying": X speaks
    particle = _particle(token, lemma)
    if particle is None and _is_other_verb(token):
        return None
    frame = verbs.get(f"{lemma}+{particle.lower_}") if particle is not None else verbs.get(lemma)
    if frame is None or (frame.light and not _can_do_without_noun(token, frame)):
        return None
    search = Search(token)
    source = _nearer_name(climb(search), token)
    if source is None and token.i + 1 < len(token.doc):
        source = _inverted(token) or _misread_subject(token) or _name_at_mark(token)
    cue = Cue(token, frame, source, search.passive, particle, search.leaves)
    speaks = source is None or says_clause(cue) or can_speak(source) or source.lower_ == "it"
    return cue if speaks and not (source is not None and _is_nobody(source)) else None


def _nearer_name(source: Token | None, verb: Token) -> Token | None:
    """ "..., most of them civilians, the United Nations says": no quantity speaks, but the name before."""
    if source is None or source.tag_ not in _QUANTITY or source.i + 2 >= verb.i:
        return source
    before = verb.nbor(-1)
    return before if before.pos_ == "PROPN" and before.ent_type_ in _SPEAKING_ENTITIES else source


def says_clause(cue: Cue) -> bool:
    """What "says that ..." need not be a person; what "claims lives" does."""
    kinds = {child.dep_ for child in cue.token.children}
    return cue.frame.clause and ("ccomp" in kinds or "dobj" not in kinds)


def _particle(token: Token, lemma: str) -> Token | None:
    verbs = cue_verbs()
    found = (
        child for child in token.children if child.dep_ in ("prt", "advmod", "prep") and child.i > token.i
    )
    return next((child for child in found if f"{lemma}+{child.lower_}" in verbs), None)


def _is_other_verb(token: Token) -> bool:
    """A passive verb whose particle makes it another one: "was sworn in", "was called up"."""
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
    return passive and any(child.dep_ == "prt" for child in token.children)


def _can_do_without_noun(token: Token, frame: Frame) -> bool:
    """A light verb needs a noun of speech with something behind it, unless it has another form."""
    if frame.infinitive or frame.clause or frame.quotation:
        return True
    nouns = speech_nouns()
    for child in token.children:
        kind = nouns.get(child.lemma_.lower()) if child.dep_ == "dobj" else None
        if kind is not None and kind.statement:
            return any(_is_content(word, kind.document) for word in child.rights)
    return False


def _is_content(word: Token, document: bool) -> bool:
    """What stands behind a noun of speech tells its content; "remarks to the press" has an addressee only."""
    return word.dep_ in ("acl", "relcl") or (
        word.dep_ == "prep" and not (document and word.lower_ in _CIRCUMSTANCES)
    )


def _inverted(token: Token) -> Token | None:
    """The parser takes the speaker behind the verb for its object: 'added the statement'."""
    for child in token.rights:
        if (
            child.dep_ in ("dobj", "npadvmod", "attr", "appos")
            and can_speak(child)
            and child.ent_type_ != "DATE"
        ):
            before = token.nbor(-1) if token.i > 0 else token
            return child if before.is_punct else None
    return None


def _misread_subject(token: Token) -> Token | None:
    """The parser takes the subject for an apposition to a name before it: "..., the candidate said"."""
    before = token.nbor(-1) if token.i > token.sent.start else token
    if (
        token.tag_ not in ("VBD", "VBZ", "VBP")
        or before.dep_ not in ("appos", "conj")
        or not can_speak(before)
    ):
        return None
    first = before.left_edge
    return before if first.i > token.sent.start and first.nbor(-1).text == "," else None


def _name_at_mark(token: Token) -> Token | None:
    """A name between a closing mark and the verb, or right behind it, that the parser ties elsewhere."""
    doc = token.doc
    if token.tag_ not in ("VBD", "VBZ") or not 0 < token.i < len(doc) - 1:
        return None
    if doc[token.i - 1].is_punct and doc[token.i + 1].pos_ == "PROPN":
        return _end_of_run(doc[token.i + 1])
    for at in range(token.i - 2, max(0, token.i - _LONGEST_NAME), -1):
        if doc[at].is_quote:
            last = _end_of_run(doc[at + 1])
            closed = doc[last.i + 1].text == "," or last.i + 1 == token.i
            return last if last.pos_ == "PROPN" and closed else None
    return None


def _end_of_run(first: Token) -> Token:
    last = first
    while last.i + 1 < len(last.doc) and last.nbor().pos_ == "PROPN":
        last = last.nbor()
    return last


def _is_nobody(source: Token) -> bool:
    words = [source, *source.lefts]
    return any(
        word.lower_ in _NOBODY or (word.lower_ == "no" and word.dep_ in ("det", "nsubj")) for word in words
    )


def can_speak(noun: Token) -> bool:
    """A name, a pronoun for persons, or a noun for persons, bodies or documents."""
    if noun.pos_ == "PRON":
        return noun.lower_ not in ("it", "this", "that", "which", "these", "those", "what", "there")
    if noun.pos_ in ("PROPN", "NUM") or noun.ent_type_ in _SPEAKING_ENTITIES:
        return True
    if any(child.dep_ == "appos" and child.ent_type_ == "PERSON" for child in noun.children):
        return True
    lemma = noun.lemma_.lower()
    last = lemma.rpartition("-")[2]
    listed = lemma in speech_nouns() or lemma in speaking_nouns() or last in speaking_nouns()
    return listed or (noun.tag_ == "NNS" and lemma.endswith(_AGENTS))


def _is_withheld(token: Token) -> bool:
    """Not said at all: "did not say", "declined to say"."""
    if token.lemma_ != "deny" and any(_negates(child, token) for child in token.children):
        return True
    if token.lemma_ in ("ask", "request") and any(child.lemma_ in _ANONYMITY for child in token.children):
        return True
    return token.dep_ == "xcomp" and token.head.lemma_ in _DECLINING


def _negates(child: Token, verb: Token) -> bool:
    """A "not" right before the verb; one further off belongs to the words that are said."""
    if child.dep_ != "neg" or child.i > verb.i or verb.i - child.i > _NEGATION:
        return False
    return not any(token.is_punct for token in verb.doc[child.i : verb.i])
