"""Whose people the victims are: their words, their country or group, civilians or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.casualties.figures import Figure
from store.extract.casualties.sentence import REACH, Sentence, children, is_event_noun, span_of
from store.extract.casualties.tables import demonyms, words
from store.types import Span, Speaker, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAIL = ("of", "from")
_LONGEST_TAIL = 9
_POSSESSIVE = frozenset(["its", "their", "our"])
_OWN = frozenset(["it", "they", "we"])
_NO_SIDE = frozenset([*_OWN, "the", "a", "an", "he", "she", "i", "both", "officials", "police"])
_BOTH = ("both sides", "the two sides", "each side", "two sides", "either side")


def victim_tokens(figure: Figure, sentence: Sentence) -> list[Token]:
    """The victims' noun phrase without its number: "Armenian soldiers", "members of the crew"."""
    head, number = figure.head, figure.number
    if number is None:
        return sentence.tokens(head.left_edge.i, (figure.last or head).i + 1)
    last = sentence.last_token(number.span)
    if head.dep_ == "attr" and last.i < head.head.i < head.i:  # "two of the dead were soldiers"
        return sentence.tokens(max(head.left_edge.i, head.head.i + 1), head.i + 1)
    if head.i <= last.i:
        return _of_tail(last, sentence) or _of_toll(figure, sentence)
    noun = sentence.tokens(last.i + 1, min(head.i, last.i + REACH + 4) + 1)
    if noun and noun[0].lower_ == "of":
        noun = noun[2:] if len(noun) > 1 and noun[1].lower_ in words("of_them") else noun[1:]
    if is_event_noun(head):
        return [token for token in noun[:-1] if _is_of_people(token)] or _tail(head, sentence)[1:]
    return noun + _tail(head, sentence)


def _is_of_people(token: Token) -> bool:
    known = any(token.lower_ in words(name) for name in ("civilian", "military", "person"))
    return known or token.lower_ in demonyms()


def _of_toll(figure: Figure, sentence: Sentence) -> list[Token]:
    """ "the civilian death toll rose to 40", "the number of soldiers killed is 105"."""
    if figure.cue.lower_ in ("toll", "tolls"):
        return _before_toll(figure.cue, sentence)
    if figure.cue.lower_ == "number":
        after = sentence.tokens(figure.cue.i + 1, figure.cue.i + _LONGEST_TAIL)
        return [token for token in _until_clause(after) if token.pos_ in ("NOUN", "PROPN", "ADJ")]
    return []


def _before_toll(toll: Token, sentence: Sentence) -> list[Token]:
    """The people in the toll's own noun phrase: not those of a clause before it ("hostages freed, toll")."""
    for token in reversed(sentence.tokens(toll.i - 3, toll.i)):
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PART") or token.tag_.startswith("VB"):
            return []
        if _is_of_people(token):
            return [token]
    return []


def _of_tail(last: Token, sentence: Sentence) -> list[Token]:
    """ "dozens of islanders", "two of the victims"; a bare number has no victims' words."""
    after = sentence.tokens(last.i + 1, last.i + 1 + _LONGEST_TAIL)
    if not after or after[0].lower_ != "of":
        return [after[0]] if after and after[0].lower_ in ("others", "people") else []
    end = 2 if after[1:2] and after[1].lower_ in words("of_them") else 1
    if end == 2:
        return (
            _until_clause(after[2:]) if len(after) > 2 and after[2].pos_ in ("NOUN", "PROPN", "ADJ") else []
        )
    while end < len(after) and (
        after[end].pos_ in ("DET", "ADJ", "NOUN", "PROPN", "NUM") or after[end].tag_ in ("POS", "PRP$")
    ):
        end += 1
    return after[1:end]


def _tail(head: Token, sentence: Sentence) -> list[Token]:
    for preposition in children(head, "prep"):
        if preposition.lower_ in _TAIL and preposition.i == head.i + 1:
            end = min(preposition.right_edge.i + 1, preposition.i + _LONGEST_TAIL)
            return _until_clause(sentence.tokens(preposition.i, end))
    return []


def _until_clause(tokens: list[Token]) -> list[Token]:
    for index, token in enumerate(tokens):
        if (
            token.pos_ in ("VERB", "AUX", "SCONJ")
            or token.text in (",", ";", "-", "(")
            or token.lower_ == "and"
        ):
            return tokens[:index]
    return tokens


def victims_span(tokens: list[Token]) -> Span | None:
    while tokens and (tokens[0].pos_ in ("DET", "PUNCT", "ADP") or tokens[0].is_space):
        tokens = tokens[1:]
    while tokens and tokens[-1].pos_ in ("PUNCT", "ADP", "SPACE"):
        tokens = tokens[:-1]
    return span_of(tokens[0], tokens[-1]) if tokens else None


def civilian(tokens: list[Token]) -> bool | None:
    """True or False where a word of the victims says so."""
    named = {token.lower_ for token in tokens}
    if named & words("military"):
        return False
    return True if named & words("civilian") else None


def side(tokens: list[Token]) -> str | None:
    """The country or group of the victims, or "both"."""
    tokens = [token for token in tokens if token.ent_type_ != "PERSON"]
    text = " ".join(token.lower_ for token in tokens)
    if any(phrase in text for phrase in _BOTH):
        return "both"
    for index, token in enumerate(tokens):
        two = f"{token.lower_} {tokens[index + 1].lower_}" if index + 1 < len(tokens) else ""
        name = demonyms().get(two) or (demonyms().get(token.lower_) if token.text[:1].isupper() else None)
        if name is not None:
            return name
    return _group(tokens)


def own_side(figure: Figure, tokens: list[Token], claimant: Speaker | None) -> str | None:
    """ "Armenia said 49 of its soldiers died", "Azerbaijan lost 71 soldiers": the side speaks of its own."""
    verb = figure.cue if figure.cue.lower_ in words("suffer") else figure.cue.head
    subjects = children(verb, "nsubj") if verb.lower_ in words("suffer") else []
    known = (side([subject]) or _capitalised([subject.text]) for subject in subjects if subject.tag_ != "CD")
    if found := next((name for name in known if name is not None), None):
        return found
    its = any(subject.lower_ in _OWN for subject in subjects)
    own = figure.cue.lower_ in ("loss", "losses")  # "Armenia acknowledged the loss of 13 soldiers"
    if claimant is None or not (own or its or any(token.lower_ in _POSSESSIVE for token in tokens)):
        return None
    said = [word.removesuffix("'s").removesuffix("’s") for word in claimant.name.split()]
    named = (demonyms().get(word.lower()) for word in said)
    found = next((name for name in named if name is not None), None)
    is_person = claimant.kind is SpeakerKind.PERSON and len(said) > 1  # one word may be a country, too
    return found or (None if is_person else _capitalised(said))


def _capitalised(said: list[str]) -> str | None:
    """ "Velia" of "Velia's army": a country or group that no list has."""
    names = (word for word in said if word[:1].isupper() and word.lower() not in _NO_SIDE)
    return next((word for word in names if word.lower() not in words("military")), None)


def _group(tokens: list[Token]) -> str | None:
    """A capitalised name before or after a fighters' noun: "Taliban fighters", "members of Hezbollah"."""
    if not {token.lower_ for token in tokens} & (words("military") | {"members", "member", "men", "forces"}):
        return None
    named = [
        token.text for token in tokens if token.pos_ == "PROPN" and token.lower_ not in words("military")
    ]
    return " ".join(named[:3]) if named else None


def shared_noun(figure: Figure) -> list[Token]:
    """ "200 Armenian and about 80 Azerbaijani soldiers": the noun that the adjective shares."""
    if figure.head.pos_ not in ("ADJ", "PROPN") or figure.head.dep_ not in ("amod", "compound", "nmod"):
        return []
    return [figure.head.head] if figure.head.head.i > figure.head.i else []
