"""The event that a figure's own clause names, and whether its words put it before the article's story.

"the first attack since the battle for the ridge, in which 300 died": the clause of the 300 names the
battle. Whether that is the article's present story, only the collection can tell: link decides by the words.
Words that put an event into the past by themselves ("an earlier flare-up", "two years ago") make it recalled
at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from store.extract.casualties.context import ancestors
from store.extract.casualties.figures import Figure
from store.extract.casualties.naming_words import NOMINAL, last_since
from store.extract.casualties.recalled import ANAPHORA, Episode, clause_verbs
from store.extract.casualties.sentence import Sentence, children, span_of
from store.extract.casualties.tables import words
from store.extract.times import anchors_in
from store.types import Recalled, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONG = 12  # tokens of a naming phrase behind its noun
_BEFORE = 6  # and before it
_PHRASE = frozenset(["ADP", "DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "SYM"])
_WITHIN = frozenset(["in", "during", "from", "at", "to", "of", "by"])
_ORDINAL = frozenset(["first", "second", "third"])
_AGO = re.compile(
    r"\b(?:(?:\w+|a few|a couple of|more than \w+|nearly \w+|almost \w+) (?:years|decades)|a (?:year|decade)"
    r"|(?:two |three |a )?generations?) (?:ago|earlier|before|after)\b"
    r"|\b(?:last|the previous) (?:year|century|decade)\b",
    re.IGNORECASE,
)


def event_of(figure: Figure, sentence: Sentence) -> Span | None:
    """The words that name the event which the figure's own clause counts the victims of."""
    noun = next(nouns_of(figure), None)
    return None if noun is None else phrase(noun, sentence)


def put_before(figure: Figure, sentence: Sentence, known: list[Episode]) -> Recalled | None:
    """The event of a figure's clause when the words put it before the article's story, without a year."""
    nouns = list(nouns_of(figure))
    for noun in nouns:
        if _is_earlier(noun):
            return Recalled(phrase(noun, sentence))
    if nouns and (_is_of_a_record(nouns[0], figure) or _is_last_of_its_kind(nouns[0], figure, sentence)):
        return Recalled(phrase(nouns[0], sentence))
    if last := _last_clause(figure, sentence):
        return Recalled(last)
    if listed := _of_a_list(figure, sentence, known):
        return listed
    for noun in (*nouns, *_mentioned(figure)):
        if found := _named_before(noun, sentence, known):
            return found
    when = _time_ago(figure, nouns, sentence)
    return None if when is None else Recalled(phrase(nouns[0], sentence) if nouns else when)


def nouns_of(figure: Figure) -> Iterator[Token]:
    """Nouns of events that the clause hangs on or has as subject, or is set in; nearest relation first."""
    above = _above(figure)
    if above is not None:
        yield above
    for verb in [figure.cue, figure.head, *clause_verbs(figure)]:
        for noun in children(verb, "nsubj", "nsubjpass", "csubj"):
            yield from (token for token in (noun, *_objects(noun)) if is_event(token))
        yield from (noun for noun in _objects(verb) if is_event(noun))
        yield from since_a_war(verb)


def _above(figure: Figure) -> Token | None:
    """ "the battle for the ridge, in which 300 died": the noun that the clause describes."""
    for child, head in ancestors(figure.cue):
        if child.dep_ in ("relcl", "acl"):
            return _event_above(last_since(head, figure) or head)
        if child.dep_ in ("ccomp", "nsubj", "nsubjpass"):
            return None
    return None


def _event_above(token: Token) -> Token | None:
    if is_event(token):
        return token
    for _, head in ancestors(token):
        if head.pos_ in ("VERB", "AUX"):
            return None
        if is_event(head):
            return head
    return None


def _objects(token: Token) -> Iterator[Token]:
    for preposition in children(token, "prep"):
        if preposition.lower_ in _WITHIN:
            yield from children(preposition, "pobj")


def since_a_war(verb: Token) -> Iterator[Token]:
    """ "have been killed since the war broke out"."""
    if not any(child.lower_ in ("have", "has", "had") for child in children(verb, "aux")):
        return
    for preposition in children(verb, "prep"):
        if preposition.lower_ == "since":
            yield from (noun for noun in children(preposition, "pobj") if noun.lower_ in words("war"))
    for clause in children(verb, "advcl"):
        if any(mark.lower_ == "since" for mark in children(clause, "mark")):
            yield from (noun for noun in children(clause, "nsubj") if noun.lower_ in words("war"))


def is_event(token: Token) -> bool:
    if token.lower_ == "up" and token.i > 1 and token.nbor(-2).lower_ == "flare":
        return True  # "flare-up" is three tokens
    if token.lower_ not in words("event_noun"):
        return False
    return token.pos_ in ("NOUN", "PROPN") or (token.tag_ == "VBG" and token.dep_ in NOMINAL)


def _is_earlier(noun: Token) -> bool:
    """ "an earlier flare-up", "the previous round", "the first war" (where one war is told from another)."""
    qualities = [child.lower_ for child in noun.children if child.dep_ in ("amod", "nmod", "compound")]
    if any(word in words("before") for word in qualities):
        return True
    return noun.lower_ in words("war") and any(word in _ORDINAL for word in qualities)


def _is_of_a_record(noun: Token, figure: Figure) -> bool:
    """ "was linked to an attack that killed four": what somebody is blamed for, first named here."""
    if noun.i > figure.cue.i or any(child.lower_ in ANAPHORA for child in children(noun, "det", "poss")):
        return False
    above = [head for _, head in list(ancestors(noun))[:3]]
    return noun.dep_ == "pobj" and any(head.lower_ in words("blame") for head in above)


def _is_last_of_its_kind(noun: Token, figure: Figure, sentence: Sentence) -> bool:
    """ "the worst clash since the battle for the ridge, in which 300 died": another event, and earlier."""
    since = _since_of_a_record(sentence, noun.i)
    return since is not None and since.i < noun.i < figure.cue.i


def _last_clause(figure: Figure, sentence: Sentence) -> Span | None:
    """ "the first talks since a mine killed 34 on the train", "the first since July, when 13 died"."""
    since = _since_of_a_record(sentence, figure.cue.i)
    if since is None:
        return None
    for verb in [figure.cue, *clause_verbs(figure)]:
        marks = [*children(verb, "mark"), *children(verb, "advmod")]
        if any(mark.i == since.i or (mark.lower_ == "when" and mark.i > since.i) for mark in marks):
            last = min(verb.right_edge.i, sentence.end - 1)
            last -= sentence.doc[last].is_punct
            return span_of(sentence.doc[since.i + 1], sentence.doc[max(last, since.i + 1)])
    return None


def _since_of_a_record(sentence: Sentence, before: int) -> Token | None:
    """The "since" behind "the first", "the deadliest", "the most"."""
    tokens = sentence.tokens(sentence.start, before)
    since = next((token for token in reversed(tokens) if token.lower_ == "since"), None)
    if since is None or not any(_is_record(token) for token in tokens if token.i < since.i):
        return None
    return since


def _is_record(token: Token) -> bool:
    return (token.tag_ in ("JJS", "RBS") and token.lower_ != "least") or token.lower_ == "first"


def _mentioned(figure: Figure) -> Iterator[Token]:
    """Event nouns with "the" or "that" anywhere under the clause: "in the weeks that followed the mutiny"."""
    for verb in clause_verbs(figure):
        yield from (token for token in verb.subtree if token.i > figure.cue.i and is_event(token))


def _named_before(noun: Token, sentence: Sentence, known: list[Episode]) -> Recalled | None:
    """An earlier episode that this article has named with the same noun before this sentence."""
    if not any(child.lower_ in ANAPHORA for child in children(noun, "det")):
        return None
    if any(child.dep_ in ("amod", "compound", "prep", "nummod") for child in noun.children):
        return None
    before = [episode for episode in known if episode.first < sentence.start]
    wars = words("war") if noun.lower_ in words("war") else frozenset([noun.lower_])
    same = (e for e in reversed(before) if e.noun.lemma_ == noun.lemma_ or e.noun.lower_ in wars)
    found = next(same, None)
    return found.recalled if found else None


def _of_a_list(figure: Figure, sentence: Sentence, known: list[Episode]) -> Recalled | None:
    """ "two wars, in 2011 and in the 1990s. The first killed": the earliest of those just named."""
    subjects = (noun for verb in clause_verbs(figure) for noun in children(verb, "nsubj", "nsubjpass"))
    order = next((noun.lower_ for noun in subjects if noun.lower_ in (*_ORDINAL, "latter", "former")), "")
    last = [episode.recalled for episode in known if episode.first < sentence.start][-2:]
    if not order or len(last) < 2:
        return None
    if order in ("first", "second"):
        last.sort(key=lambda recalled: recalled.last_year or 0)
    return _by_its_year(last[0] if order in ("first", "former") else last[-1], sentence)


def _by_its_year(found: Recalled, sentence: Sentence) -> Recalled:
    """One of several wars is called by its year alone."""
    years = (a.span for a in anchors_in(sentence.text, found.span) if a.first_year == found.first_year)
    return replace(found, span=next(years, found.span))


def _time_ago(figure: Figure, nouns: list[Token], sentence: Sentence) -> Span | None:
    """ "Two years ago 27 people were killed", "a coup six years ago, in which", "five years after rebels"."""
    own = {figure.cue.i, *(verb.i for verb in clause_verbs(figure)), *(noun.i for noun in nouns)}
    for match in _AGO.finditer(sentence.text, sentence.span.start, sentence.span.end):
        last = sentence.last_token(Span(match.start(), match.end()))
        if last.head.i in own or _governs(last, own):
            opens = match.group().endswith(("after", "before")) and figure.cue.i > last.i
            end = figure.cue.right_edge if opens else last
            return Span(match.start(), end.idx + len(end))
    return None


def _governs(word: Token, own: set[int]) -> bool:
    """ "after" with the clause or the noun under it."""
    return any(child.i in own for child in word.children) or word.head.head.i in own


def phrase(noun: Token, sentence: Sentence) -> Span:
    """The noun with what stands before it in its phrase, and the places and times behind it."""
    start = max(noun.left_edge.i, noun.i - _BEFORE, sentence.start)
    last = noun
    for token in sentence.tokens(noun.i + 1, noun.i + 1 + _LONG):
        if token.pos_ not in _PHRASE and not is_event(token):
            break
        last = last if token.pos_ in ("ADP", "DET", "PART") else token
    return span_of(sentence.doc[start], last)
