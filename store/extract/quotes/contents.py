"""The content of a cue by grammar: clause, object, infinitive, or what follows a preposition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.quotes.arguments import before_aside, end_of_arguments, is_time
from store.extract.quotes.cues import Cue
from store.extract.quotes.subjects import citing_verb
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIME = ("DATE", "TIME")
_FARTHEST = 1500  # characters of content on either side of a cue
_LONGEST_SOURCE = 40  # words between a cue and its speaker's name
_PLAIN_SAYING = frozenset({"say", "state", "add", "argue", "claim", "insist"})
_ENDS_SENTENCE = (":", ";")


def find_content(cue: Cue) -> list[Span]:
    """Character spans of what the cue reports, in order; empty when grammar shows none."""
    if cue.is_aside:
        return _near(cue, _clause_around(cue))
    found = (
        _clause(cue)
        or _before_citing(cue)
        or _parenthetical(cue)
        or _infinitive(cue)
        or _prepositional(cue)
        or _object(cue)
    )
    return _near(cue, found)


def _near(cue: Cue, spans: list[Span]) -> list[Span]:
    """The spans without what lies too far from the cue to be said by it: text without sentence ends."""
    low, high = cue.token.idx - _FARTHEST, cue.token.idx + _FARTHEST
    cut = (Span(max(span.start, low), min(span.end, high)) for span in spans)
    return [span for span in cut if span.end > span.start]


def span_of(first: Token, last: Token) -> Span:
    return Span(first.idx, last.idx + len(last))


def attribution_edges(cue: Cue) -> tuple[Token, Token]:
    """First and last word of cue and speaker together."""
    words = [cue.token, cue.last]
    source = cue.source
    if source is not None and source.is_ancestor(cue.token):
        words += [child for child in cue.token.children if child.dep_ == "nsubj"]
        words += [_start_of_name(source)] if cue.token.dep_ == "acl" and cue.token.tag_ != "VBG" else []
    elif source is not None and _same_sentence(source, cue.token):
        words += [source.left_edge, source.right_edge]
        words += [word for word in cue.token.children if word.dep_ in ("aux", "advmod", "npadvmod")]
    return min(words, key=lambda word: word.i), max(words, key=lambda word: word.i)


def _same_sentence(left: Token, right: Token) -> bool:
    """Both words stand close to each other in one sentence."""
    first, last = sorted((left.i, right.i))
    return last - first < _LONGEST_SOURCE and not any(
        word.is_sent_start for word in left.doc[first + 1 : last + 1]
    )


def _start_of_name(source: Token) -> Token:
    names = [source, *(child for child in source.lefts if child.dep_ == "compound")]
    return min(names, key=lambda word: word.i)


def _clause_around(cue: Cue) -> list[Span]:
    """ "X, according to Y": the clause that the aside belongs to, without it."""
    token = cue.token
    first, last = token.left_edge, max(token.right_edge, cue.last.right_edge, key=lambda word: word.i)
    verb = token.head
    for _ in range(10):
        if verb.pos_ in ("VERB", "AUX") or verb.head == verb:
            break
        verb = verb.head
    whole = is_outermost(cue) or verb.dep_ == "ROOT"
    start, end = (token.sent[0], token.sent[-1]) if whole else (verb.left_edge, verb.right_edge)
    return list(_outside(start, end, first, last))


def is_outermost(cue: Cue) -> bool:
    """An aside that opens or closes its sentence reports all of it."""
    sentence = cue.token.sent
    rest = sentence[cue.last.right_edge.i + 1 - sentence.start :]
    return cue.token.left_edge.i == sentence.start or all(word.is_punct or word.is_space for word in rest)


def _outside(start: Token, end: Token, first: Token, last: Token) -> Iterator[Span]:
    """What of [start, end] lies before `first` and behind `last`."""
    if start.i < first.i:
        yield span_of(start, first.nbor(-1) if end.i >= first.i else end)
    if end.i > last.i:
        yield span_of(last.nbor() if start.i <= last.i else start, end)


def _clause(cue: Cue) -> list[Span]:
    """Subordinate clauses, behind the cue or before it ("X, officials said")."""
    if not (cue.frame.clause or cue.frame.infinitive):
        return []
    clauses = [child for child in cue.token.children if _is_clause(cue, child)]
    behind = [child for child in clauses if child.i > cue.token.i]
    if not cue.frame.clause:
        return [span_of(_first_argument(cue, child), child.right_edge) for child in behind[:1]]
    if behind and (len(behind) == len(clauses) or _starts_anew(cue)):
        return [span_of(_after_cue(cue, behind[0]), before_aside(behind[-1]))]
    first, last = attribution_edges(cue)
    return [part for child in clauses for part in _outside(child.left_edge, child.right_edge, first, last)]


def _before_citing(cue: Cue) -> list[Span]:
    """ "X, Interfax quoted Y as saying": the clause hangs below "quoted"."""
    verb = citing_verb(cue.token)
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i] if verb is not None else []
    return [span_of(child.left_edge, child.right_edge) for child in clauses]


def _is_clause(cue: Cue, child: Token) -> bool:
    if child.dep_ == "ccomp":
        return True
    asks = cue.token.lemma_ in ("ask", "wonder", "inquire", "enquire")
    return asks and child.dep_ == "advcl" and child.left_edge.lower_ in ("if", "whether")


def _starts_anew(cue: Cue) -> bool:
    """A colon or semicolon separates what stands before the attribution."""
    first, _ = attribution_edges(cue)
    return first.i > 0 and first.nbor(-1).text in _ENDS_SENTENCE


def _after_cue(cue: Cue, clause: Token) -> Token:
    first = clause.left_edge
    subjects = (word.dep_ in ("nsubj", "nsubjpass", "expl", "mark") for word in clause.children)
    before = first.nbor(-1) if first.i > 0 else first
    if before.dep_ == "dobj" and before.head == cue.token and not any(subjects):
        return before.left_edge  # the parser takes the subject of the clause for an object
    return cue.last.nbor() if first.i <= cue.last.i and cue.last.i + 1 < len(cue.token.doc) else first


def _first_argument(cue: Cue, child: Token) -> Token:
    """ "urged both sides to talk": the content opens with the ones who are urged."""
    for other in cue.token.children:
        if other.dep_ in ("dobj", "dative") and cue.token.i < other.i < child.i:
            return other.left_edge
    return child.left_edge


def _infinitive(cue: Cue) -> list[Span]:
    for child in cue.token.children:
        if child.dep_ == "xcomp" and child.i > cue.token.i and (cue.frame.infinitive or child.tag_ == "VBG"):
            return [span_of(_first_argument(cue, child), end_of_arguments(cue, child))]
    return []


def _parenthetical(cue: Cue) -> list[Span]:
    """ "The war, he said, is over": the cue hangs below the words that it reports."""
    token = cue.token
    head = token.head
    if not cue.frame.clause or token.dep_ not in ("parataxis", "ccomp", "advcl", "dep") or head.is_space:
        return []
    kinds = {child.dep_ for child in token.children}
    if "nsubj" not in kinds and ("dobj" not in kinds or token.tag_ == "VBG"):
        return []
    first, last = token.left_edge, token.right_edge
    shut_off = first.is_punct or (first.i > 0 and first.nbor(-1).is_punct)
    if not shut_off or (any(c.dep_ == "mark" for c in token.children) and first.lower_ != "as"):
        return []
    own_first, own_last = attribution_edges(cue)
    first = own_first if own_first.i > first.i and first.is_punct else first
    return list(_outside(head.left_edge, head.right_edge, first, own_last if own_last.i > token.i else last))


def _prepositional(cue: Cue) -> list[Span]:
    """ "called for restraint", "warned of war", "called on X to talk"."""
    for child in cue.token.children:
        if child.i < cue.token.i or child.right_edge.i == child.i:
            continue
        if child.dep_ in ("advcl", "ccomp") and child.left_edge.lower_ in cue.frame.prepositions:
            return [span_of(child.left_edge.nbor(), child.right_edge)]
        if child.lower_ not in cue.frame.prepositions or (
            cue.frame.object and not cue.frame.addressee and _has_object_before(cue, child)
        ):
            continue
        if child.dep_ in ("prep", "dative", "prt", "advmod") and not is_time(child):
            return [span_of(child.nbor(), end_of_arguments(cue, child))]
    return []


def _has_object_before(cue: Cue, preposition: Token) -> bool:
    """ "Thanked the rescuers for their work": the content opens with whom it is about."""
    return any(c.dep_ == "dobj" and cue.token.i < c.i < preposition.i for c in cue.token.children)


def _object(cue: Cue) -> list[Span]:
    """ "condemned the attack", "blamed Baku for it", "hailed by X as progress"."""
    if cue.passive:
        found = [
            child for child in cue.token.children if child.lower_ == "as" and child.right_edge.i > child.i
        ]
        return [span_of(child.nbor(), child.right_edge) for child in found]
    for child in cue.token.children:
        if child.i < cue.last.i or child == cue.source or not _is_object(cue, child):
            continue
        return [span_of(child.left_edge, end_of_arguments(cue, child))]
    return []


def _is_object(cue: Cue, child: Token) -> bool:
    if child.dep_ not in ("dobj", "oprd", "attr", "xcomp", "ccomp"):
        return False
    if child.ent_type_ in _TIME and not any(word.dep_ == "prep" for word in child.rights):
        return False
    if cue.frame.object or cue.frame.light:
        return True
    # A clause that the parser takes for an object: "said [families of victims file lawsuits]".
    said = cue.token.lemma_ in _PLAIN_SAYING
    return said and child.right_edge.i - child.left_edge.i >= 3
