"""Casualty figures by word order alone, for what the parse misses or cannot say.

Each rule yields (casualty word, number, the number this one is a part of or None).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.extract.casualties.sentence import Sentence
from store.extract.casualties.tables import Cue, cues, demonyms, words
from store.types import CasualtyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from store.extract.numbers import Number

_NEAR = 10  # tokens between a number and the word that makes it a figure
_TOLL_NEAR = 16
_BETWEEN = frozenset(["NOUN", "PROPN", "ADJ", "ADV", "AUX", "DET", "PART"])
_OPENS_A_PART = frozenset([",", "(", "-", "–", "—", "and", "with", "including"])
_BRACKETS = {"(": ")", "[": "]", ",": ","}
_SURVIVED = frozenset([None, CasualtyKind.WOUNDED, CasualtyKind.KILLED_OR_WOUNDED])
_CONDITIONS = frozenset(["critical", "serious", "stable", "grave", "fair", "good", "severe"])
_INSERTION = 9  # tokens of the longest insertion
_OF_OR_DEAD = frozenset(["of", "dead", "death", "to", "down"])


@dataclass(frozen=True, slots=True)
class Match:
    kind: CasualtyKind
    cue: Token
    number: Number


def after_number(sentence: Sentence, number: Number) -> Match | None:
    """ "200 people were killed", "12 soldiers wounded", "six sailors (two of them cooks) died"."""
    at = sentence.last_token(number.span).i + 1
    people, steps = False, 0
    while at < sentence.end and steps < _NEAR:
        token = sentence.doc[at]
        found = cue_of(token, ("transitive", "intransitive", "state", "violent"), sentence)
        if found is not None and sentence.doc[at - 1].lower_ == "the":
            return None
        if found is not None and _takes_subject(token, found):
            return Match(found.kind, token, number) if found.kind else None
        people = people or is_person(token)
        behind = _behind_insertion(sentence, at)
        if behind is None and not _may_pass(token) and not (people and _joins(sentence, at)):
            return None
        at, steps = behind or at + 1, steps + 1
    return None


def _may_pass(token: Token) -> bool:
    return token.pos_ in _BETWEEN or token.lower_ in ("of", "others", "from", "the")


def _joins(sentence: Sentence, at: int) -> bool:
    """A coordination of counted people: "three soldiers and five guards were killed"."""
    return sentence.number_at(at) is not None or sentence.doc[at].lower_ in ("and", ",")


def _behind_insertion(sentence: Sentence, at: int) -> int | None:
    """The token behind an insertion that opens at `at`: "(...)", "[...]" or ", including a mayor,"."""
    opening = sentence.doc[at].text
    closing = _BRACKETS.get(opening)
    if closing is None or (opening == "," and sentence.doc[min(at + 1, sentence.end - 1)].lower_ == "and"):
        return None
    for token in sentence.tokens(at + 1, at + _INSERTION):
        if token.text == closing:
            return token.i + 1
    return None


def is_person(token: Token) -> bool:
    named = any(token.lower_ in words(name) for name in ("person", "civilian", "military"))
    return named or token.lower_ in demonyms()


def _takes_subject(token: Token, cue: Cue) -> bool:
    """Whether what stands before the word is its victim: not for "soldiers killed two others"."""
    if cue.role in ("intransitive", "state"):
        return token.tag_ != "VBG" or token.lower_ == "missing"
    active = any(child.dep_ == "dobj" for child in token.children)
    return token.tag_ in ("VBN", "VBD", "JJ") and not active


def before_number(sentence: Sentence, number: Number) -> Match | None:
    """ "killed 26 people", "the deaths of 14", "cost the lives of up to 200"."""
    first = sentence.first_token(number.span)
    through_of = False
    for token in reversed(sentence.tokens(first.i - 4, first.i)):
        found = cue_of(token, ("event",) if through_of else ("transitive", "violent"), sentence)
        if found is not None and found.kind and (through_of or not _is_passive(token)):
            return Match(found.kind, token, number)
        through_of = through_of or token.lower_ == "of"
        if token.pos_ not in ("ADV", "DET", "ADJ") and token.lower_ not in _OF_OR_DEAD:
            return None
    return None


def _is_passive(token: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in token.children)


def left(sentence: Sentence) -> Iterator[Match]:
    """ "left 17 guerrillas and two soldiers dead", "leaving five injured"."""
    for token in sentence.tokens(sentence.start, sentence.end):
        if token.lower_ not in words("leave"):
            continue
        counted: list[Number] = []
        for follower in sentence.tokens(token.i + 1, token.i + _TOLL_NEAR):
            number = sentence.number_at(follower.i)
            if number is not None and number not in counted:
                counted.append(number)
            found = cue_of(follower, ("state", "transitive"), sentence)
            if found is not None and found.kind is not None:
                yield from (Match(found.kind, follower, one) for one in counted)
                counted = []
            elif follower.pos_ in ("VERB", "ADP") and follower.lower_ not in ("of", "dead"):
                break


def listed(sentence: Sentence) -> Iterator[Match]:
    """ "the dead include three guides", "two sailors are among the wounded"."""
    for token in sentence.tokens(sentence.start + 1, sentence.end):
        found = cue_of(token, ("state",), sentence)
        if found is None or found.kind is None or sentence.doc[token.i - 1].lower_ not in ("the", "those"):
            continue
        for number in _members(sentence, token):
            yield Match(found.kind, token, number)


def _members(sentence: Sentence, token: Token) -> Iterator[Number]:
    among = token.i - 2 >= sentence.start and sentence.doc[token.i - 2].lower_ == "among"
    verb = sentence.doc[token.i + 1].lower_ if token.i + 1 < sentence.end else ""
    if among:
        before = [one for one in sentence.numbers if one.span.end <= token.idx]
        yield from before[-1:]
    elif verb in ("include", "included", "includes", "were", "are"):
        yield from (one for one in sentence.numbers if one.span.start > token.idx)


def toll(sentence: Sentence) -> Iterator[Match]:
    """ "the death toll has risen to 20", "a toll of 12", "the number of soldiers killed is now three"."""
    for token in sentence.tokens(sentence.start, sentence.end):
        kind = _toll_kind(token, sentence)
        number = _number_after(token, sentence) if kind else None
        if kind and number is not None:
            yield Match(kind, token, number)


def _toll_kind(token: Token, sentence: Sentence) -> CasualtyKind | None:
    word = token.lower_
    if word in ("toll", "tolls"):
        return CasualtyKind.KILLED
    if word != "number" or token.i + 1 >= sentence.end or sentence.doc[token.i + 1].lower_ != "of":
        return None
    for follower in sentence.tokens(token.i + 2, token.i + 8):
        for cue in cues().get(follower.lower_, ()):
            if cue.kind is not None and cue.role != "toll":
                return cue.kind
    return None


def _number_after(token: Token, sentence: Sentence) -> Number | None:
    """The last number that a verb of standing or rising leads to: in "from 12 to 15" the 15."""
    found = None
    for follower in sentence.tokens(token.i + 1, token.i + _TOLL_NEAR):
        number = sentence.number_at(follower.i)
        if number is None:
            if follower.text in (";", ".") or (found is not None and follower.lower_ != "to"):
                break
            continue
        before = sentence.doc[sentence.first_token(number.span).i - 1].lower_
        if number is not found and before in words("toll_verb"):
            found = number
    return found


def parts(sentence: Sentence, wholes: list[Number]) -> Iterator[tuple[Number, Number]]:
    """(part, whole): "20 hikers, nine of them teachers", "12 people, including three children"."""
    for number in sentence.numbers:
        before = [whole for whole in wholes if whole.span.end <= number.span.start]
        if before and number not in wholes and _is_part(sentence, number, before[-1]):
            yield number, before[-1]


def _is_part(sentence: Sentence, number: Number, whole: Number) -> bool:
    first, last = sentence.first_token(number.span), sentence.last_token(number.span)
    after = [token.lower_ for token in sentence.tokens(last.i + 1, last.i + 3)]
    if after[:1] == ["of"] and after[1:] and after[1] in words("of_them"):
        return sentence.doc[first.i - 1].text in _OPENS_A_PART
    start = max(sentence.last_token(whole.span).i + 1, first.i - 3)
    return any(token.lower_ in words("including") for token in sentence.tokens(start, first.i))


def gapped(sentence: Sentence, first: Number) -> Iterator[Number]:
    """Numbers whose verb stands only once: "Seven died in Lund, five in Vora, two each in Rim and Sol"."""
    for number in sentence.numbers:
        if number.span.start <= first.span.start:
            continue
        last = sentence.last_token(number.span)
        before = sentence.doc[max(sentence.start, sentence.first_token(number.span).i - 1)]
        after = [token.lower_ for token in sentence.tokens(last.i + 1, last.i + 3) if token.lower_ != "each"]
        if (before.text in (",", ";") or before.lower_ == "and") and after[:1] in (["in"], ["at"], ["near"]):
            yield number


def cue_of(token: Token, roles: tuple[str, ...], sentence: Sentence) -> Cue | None:
    """The casualty word that the token is, with "shot dead" and "burned to death" told from "shot"."""
    for cue in cues().get(token.lower_, ()):
        if cue.role not in roles or (cue.role == "violent" and token.pos_ == "NOUN"):
            continue
        if cue.kind in _SURVIVED and is_deadly(token, sentence):
            return Cue(cue.role, CasualtyKind.KILLED)
        return cue if cue.kind else None
    return None


def is_deadly(token: Token, sentence: Sentence) -> bool:
    """ "shot dead", "gunned down", "beaten to death", "shot and killed"."""
    if token.i > sentence.start and sentence.doc[token.i - 1].lower_ in ("fatally", "mortally"):
        return True
    after = [word.lower_ for word in sentence.tokens(token.i + 1, token.i + 4)]
    if after[:1] == ["dead"] or after[:2] == ["to", "death"] or after[:2] == ["and", "killed"]:
        return True
    if token.lower_.startswith("gun") and "down" in after[:1]:
        return True
    return after[2:] == ["dead"] or (after[1:] == ["to", "death"])
