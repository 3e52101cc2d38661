"""From a casualty word to the heads of the noun phrases that name its victims (on spaCy's dependencies)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.casualties.sentence import Sentence, children, is_victim
from store.extract.casualties.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_RELATIVE = frozenset(["who", "that", "which", "whom"])
_COMPLEMENT = frozenset(["xcomp", "ccomp", "oprd", "acomp", "advcl", "dep", "attr"])
_FOUND = frozenset(["found", "reported", "confirmed", "feared", "believed", "presumed", "listed", "declared"])
_TO_HOME = 12  # tokens from "driven" to "homes"
_INJURIES = frozenset(["injury", "injuries"])
_MEN = frozenset(["men", "servicemen"])
_LOSE = frozenset(["lose", "loses", "lost", "losing"])
_LIFE_VERBS = frozenset(
    [
        "claim",
        "claims",
        "claimed",
        "claiming",
        "cost",
        "costs",
        "costing",
        "take",
        "takes",
        "took",
        "taken",
        "taking",
        "end",
        "ended",
    ]
)


def of_transitive(token: Token, sentence: Sentence) -> list[Token]:
    """Victims of "kill": its object, the subject of its passive, the noun of "people killed"."""
    passive = children(token, "nsubjpass")
    if passive:
        return [_antecedent(head, token) for head in passive]
    before = _counted_before(token, sentence) if token.tag_ in ("VBN", "VBD") else None
    if before is not None and before.i == token.i - 1 and token.dep_ in ("conj", *_COMPLEMENT):
        return [before]
    objects = children(token, "dobj", "obj") or _object_of_twin(token)
    if objects or token.tag_ in ("VB", "VBZ", "VBP", "VBG"):
        return objects or _of_verbless_passive(token)
    if children(token, "auxpass") and token.dep_ == "conj":
        return _shared(token)
    return _of_participle(token, sentence)


def _object_of_twin(token: Token) -> list[Token]:
    """ "killed or wounded 30": the object stands with the second verb."""
    twins = [verb for verb in children(token, "conj") if verb.i == token.i + 2]
    return [head for verb in twins for head in children(verb, "dobj")]


def _of_verbless_passive(token: Token) -> list[Token]:
    """ "being killed" without a subject of its own."""
    return [token.head] if token.dep_ == "acl" and children(token, "auxpass") else []


def _of_participle(token: Token, sentence: Sentence) -> list[Token]:
    subjects = children(token, "nsubj")
    if token.dep_ in ("acl", "relcl"):
        return [_antecedent(head, token) for head in subjects] or [token.head]
    if token.dep_ == "amod":
        return [token.head]
    counted = [head for head in subjects if sentence.number_of(head) is not None]
    if counted:
        return counted
    if token.dep_ == "conj":
        return _shared(token)
    if token.dep_ in _COMPLEMENT:
        return of_complement(token)
    return []


def _shared(token: Token) -> list[Token]:
    """The victims of the verb that `token` is coordinated with: "were killed or wounded"."""
    if children(token, *_SUBJECTS):
        return children(token, *_SUBJECTS)
    head = token.head
    return children(head, "nsubjpass") or ([head.head] if head.dep_ == "acl" else [])


def of_loss(token: Token, _: Sentence) -> list[Token]:
    """ "lost 71 soldiers", "the loss of 13 soldiers": soldiers only, for firms lose workers."""
    lost = children(token, "dobj")
    lost += [noun for of in children(token, "prep") if of.lower_ == "of" for noun in children(of, "pobj")]
    return [head for head in lost if head.lower_ in words("military") or head.lower_ in _MEN]


def of_injury(token: Token, sentence: Sentence) -> list[Token]:
    """ "three people suffered burns", and plain "20 injuries"."""
    if token.dep_ == "dobj" and token.head.lower_ in words("suffer_injury"):
        return [_antecedent(head, token.head) for head in children(token.head, "nsubj")]
    return of_event(token, sentence) if token.lower_ in _INJURIES else []


def of_drive(token: Token, sentence: Sentence) -> list[Token]:
    """ "drove 200 people from their homes": whoever has to leave home."""
    after = {word.lower_ for word in sentence.tokens(token.i + 1, token.i + _TO_HOME)}
    if not after & {"home", "homes", "houses", "villages"}:
        return []
    return children(token, "nsubjpass") or children(token, "dobj")


def of_intransitive(token: Token, _: Sentence) -> list[Token]:
    """Victims of "die": its subject."""
    subjects = children(token, *_SUBJECTS)
    if subjects:
        return [_antecedent(head, token) for head in subjects]
    if token.dep_ == "acl":
        return [token.head]
    if token.dep_ in ("conj", "xcomp"):
        return children(token.head, *_SUBJECTS)
    return []


def of_state(token: Token, sentence: Sentence) -> list[Token]:
    """Victims of "dead": the number before it, the subject of "are dead", the object of "left dead"."""
    if token.dep_ == "amod" and not is_victim(token.head):  # "four missing planes"
        return []
    before = _counted_before(token, sentence)
    if before is None and token.dep_ == "pobj" and token.head.lower_ == "of":
        before = token.head.head  # "twelve of the dead"
    if before is not None:
        return [before]
    if token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in ("be", "include", "number"):
        return children(token.head, "attr", "dobj")
    own = children(token, "nsubj") or [
        noun for be in children(token, "aux") for noun in children(be, "nsubj")
    ]
    if own:
        return [_antecedent(head, token) for head in own]
    if token.dep_ in ("amod", "acl"):
        return [token.head]
    return of_complement(token) if token.dep_ in _COMPLEMENT or token.dep_ == "conj" else []


def _counted_before(token: Token, sentence: Sentence) -> Token | None:
    """ "200 dead", "12 confirmed dead", "two others dead"."""
    for index in range(token.i - 1, max(sentence.start, token.i - 4) - 1, -1):
        word = sentence.doc[index]
        if sentence.number_at(index) is not None:
            return word
        if word.pos_ != "ADV" and word.lower_ not in _FOUND:
            return None
    return None


def of_complement(token: Token) -> list[Token]:
    """ "left two people dead", "were reported killed", "are dead": the complement's understood subject."""
    subjects = children(token, "nsubj")
    if subjects:
        return subjects
    head = token.head
    if token.dep_ == "conj":
        return of_complement(head) if head.dep_ in _COMPLEMENT else children(head, "nsubj")
    objects = children(head, "dobj")
    if objects and head.lower_ in words("leave"):
        return objects
    if children(head, "nsubjpass"):
        return children(head, "nsubjpass")
    return children(head, "nsubj") if head.pos_ in ("AUX", "VERB") and not objects else []


def of_event(token: Token, _: Sentence) -> list[Token]:
    """ "18 deaths" (the noun itself) and "the deaths of 18 people"."""
    heads = [token]
    for preposition in children(token, "prep"):
        if preposition.lower_ in ("of", "among"):
            heads += children(preposition, "pobj")
    return heads


def of_life(token: Token, sentence: Sentence) -> list[Token]:
    """ "claimed 17 lives", "cost the lives of 17 people", "17 people lost their lives"."""
    verb = _above_groups(token)
    owners = [head for head in of_event(token, sentence) if head.i != token.i]
    if verb.lower_ in _LIFE_VERBS:
        return owners or [token]
    if verb.lower_ in _LOSE:
        if children(token, "poss"):
            return [_antecedent(head, verb) for head in children(verb, "nsubj")]
        return owners or [token]
    return owners or [token] if verb.lower_ in ("loss", "cost") else []


def life_verb(token: Token) -> Token:
    """The word to show with "lives": the verb before it ("claimed 17 lives"), else "lives" itself."""
    verb = _above_groups(token)
    return verb if verb.lower_ in _LIFE_VERBS and verb.i < token.i else token


def _above_groups(token: Token) -> Token:
    """What "lives" hangs on, past "of" and "a total of"."""
    head = token.head
    while head.pos_ == "ADP" or head.lower_ in words("group"):
        if head.head.i == head.i:
            break
        head = head.head
    return head


def conjuncts(head: Token) -> list[Token]:
    """`head` and what is coordinated with it or apposed to it as a count, in text order; at most twenty."""
    found = [head]
    for token in found:
        found += [child for child in children(token, "conj") if child.pos_ not in ("VERB", "AUX")]
        if len(found) > 20:
            break
    return sorted(found, key=lambda token: token.i)


def _antecedent(head: Token, verb: Token) -> Token:
    """What a relative pronoun stands for."""
    if head.lower_ in _RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return head
