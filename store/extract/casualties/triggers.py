"""What set the present events off: a figure of that is another event's, told apart from the present toll.

"The fighting erupted after gunmen shot dead 14 pilgrims in Sela": the 14 died before the fighting. Only
clauses count that hang on words of breaking out or answering; "were killed after a shell hit a house"
gives the cause of the present deaths, and "police are searching the town after two were shot" the news.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.casualties.context import ancestors, place
from store.extract.casualties.events import is_event, nouns_of, phrase
from store.extract.casualties.figures import Figure
from store.extract.casualties.sentence import Sentence, children, span_of
from store.extract.casualties.tables import words
from store.types import Recalled, Relation, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_AFTER = frozenset(["after", "following", "since", "when"])
_MEASURES = frozenset(["hour", "hours", "day", "days", "week", "weeks", "month", "months"])
_LONGEST = 200  # characters of a clause that can name an event
_TOLL = frozenset(["toll", "tolls", "number"])
_UNTIL_NOW = frozenset(["earlier", "initially", "originally", "previously", "first"])


def set_off_by(figure: Figure, sentence: Sentence) -> Recalled | None:
    """The event that set the present ones off, when the figure counts its victims."""
    if any(_sets_off(noun) for noun in nouns_of(figure)):
        return _named(figure, sentence, sentence.span)
    for child, head in (*ancestors(figure.cue), *ancestors(figure.head)):
        opening = _opening(child, head)
        if opening is not None and _breaks_out(head, opening):
            return _named(figure, sentence, _clause(opening.i + 1, child, figure))
        if _is_answered(child, head):
            first = child.i + 1 if child.pos_ == "ADP" else child.left_edge.i
            return _named(figure, sentence, _clause(first, child, figure))
    return None


def goes_on(before: Recalled, figure: Figure, sentence: Sentence) -> Recalled | None:
    """ "Police earlier put the toll at 16", right behind a sentence that told what set it off."""
    near = {token.lower_ for token in sentence.tokens(sentence.start, sentence.end)}
    again = figure.cue.lower_ in _TOLL and bool(near & _UNTIL_NOW)
    return before if before.relation is Relation.BEFORE and again else None


def _opening(child: Token, head: Token) -> Token | None:
    """The "after" that opens a clause or a noun phrase below another verb, or what the parse lost of one."""
    if child.dep_ == "prep" and child.lower_ in _AFTER:
        return child
    if child.dep_ not in ("advcl", "ccomp"):
        return None
    lost = [word for word in children(head, "prep") if head.i < word.i < child.i]
    return next((word for word in (*children(child, "mark", "advmod"), *lost) if word.lower_ in _AFTER), None)


def _breaks_out(verb: Token, opening: Token) -> bool:
    """ "erupted after", "the strikes began after", "jets struck the camp two days after"."""
    subjects = [noun.lower_ for noun in children(verb, "nsubj", "nsubjpass")]
    subjects += [verb.head.lower_] if verb.dep_ == "acl" else []  # "The fighting flared"
    objects = [noun.lower_ for noun in children(verb, "dobj")]
    violent = any(noun in words("hostile") for noun in (*subjects, *objects)) or "up" in subjects
    if verb.lemma_ in words("erupt") and opening.lower_ != "since":
        return bool(subjects)
    if verb.lemma_ in words("begin") and violent:
        return True
    if not _is_measured(opening):
        return False
    if verb.lemma_ in words("strike"):
        return True
    return verb.lemma_ == "come" and any(is_event(noun) for noun in children(verb, "nsubj"))


def _is_measured(opening: Token) -> bool:
    """ "two days after", "a month and a half after"."""
    before = opening.doc[max(opening.i - 1, 0)]
    return before.lower_ in _MEASURES or any(child.lower_ in _MEASURES for child in opening.children)


def _is_answered(child: Token, head: Token) -> bool:
    """ "in retaliation for", "to avenge the attack", "was triggered by", "the killing of 14 sparked"."""
    if child.dep_ == "prep" and child.lower_ in ("for", "to", "against"):
        return head.lower_ in words("answer") or head.lemma_ in words("answer")
    if head.lemma_ == "avenge" and child.dep_ in ("dobj", "nsubjpass"):
        return True
    set_off = head.lemma_ in words("set_off") or _is_set_off(head)
    if child.dep_ == "agent":
        return set_off
    violent = any(noun.lower_ in words("hostile") for noun in children(head, "dobj"))
    return set_off and violent and child.dep_ == "nsubj"


def _is_set_off(verb: Token) -> bool:
    return verb.lemma_ == "set" and any(child.lower_ == "off" for child in verb.children)


def _sets_off(noun: Token) -> bool:
    """ "in an attack that set off the worst fighting in years"."""
    return any(
        (verb.lemma_ in words("set_off") or _is_set_off(verb))
        and any(thing.lower_ in words("hostile") for thing in children(verb, "dobj"))
        for verb in noun.subtree
        if verb.dep_ == "relcl"
    )


def _clause(first: int, child: Token, figure: Figure) -> Span:
    """The clause or phrase without the word that opens it, and without a count that only follows it."""
    doc, last = child.doc, max(child.right_edge.i, figure.cue.right_edge.i)
    if first < figure.cue.i - 1 and doc[figure.cue.i - 1].text == "," and figure.cue.tag_ == "VBG":
        last = figure.cue.i - 1
    last -= doc[last].is_punct
    return span_of(doc[min(first, last)], doc[last])


def _named(figure: Figure, sentence: Sentence, clause: Span) -> Recalled:
    """By what the clause calls it, else by its place, else by the clause."""
    named = (*nouns_of(figure), *filter(is_event, sentence.tokens(sentence.start, figure.cue.i)))
    nouns = (noun for noun in named if clause.start <= noun.idx < clause.end)
    span = next((phrase(noun, sentence) for noun in nouns), None) or place(figure, sentence)
    if span is None:
        shown = clause if clause.end - clause.start <= _LONGEST else None
        span = shown or span_of(figure.head, figure.head)
    return Recalled(span, relation=Relation.BEFORE)
