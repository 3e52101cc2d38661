"""What surrounds a figure: whether it happened, is denied, is new, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from store.extract.casualties.figures import Figure
from store.extract.casualties.sentence import Sentence, children, span_of
from store.extract.casualties.tables import words
from store.extract.times import anchors_in, relative_times
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_FACTUAL_TO = frozenset(
    [
        "reported",
        "believed",
        "known",
        "said",
        "feared",
        "thought",
        "continue",
        "continues",
        "continued",
        "manage",
        "managed",
        "went",
        "go",
        "goes",
        "appear",
        "appears",
        "seem",
        "seems",
        "began",
        "begin",
        "starts",
        "started",
        "come",
    ]
)
_RATE = re.compile(
    r"\bannually\b|\b(?:each|every|per) (?:year|month|week|day)\b"
    r"|(?<!\bin )(?<!\bfor )(?<!\bover )(?<!\bwithin )(?<!\bhalf )\ba (?:year|month|week|day)\b"
    r"(?! (?:of|ago|later|after|before))"
)
_PLACED = frozenset(["in", "at", "near", "outside"])
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_CLIMB = 12  # steps from a figure to the verbs above it


def did_not_happen(figure: Figure, sentence: Sentence) -> bool:
    """Whether the words threaten, suppose or negate the figure, or give it as a rate."""
    return is_hypothetical(figure) or is_negated(figure) or is_yearly(figure, sentence)


def is_hypothetical(figure: Figure) -> bool:
    """ "could kill 50", "threatened to kill ten", "if 20 die": nothing that happened."""
    cue = _predicate(figure)
    auxiliaries = [child.lower_ for child in cue.children if child.dep_ in ("aux", "auxpass")]
    if any(word in words("modal") for word in auxiliaries):
        return "have" not in auxiliaries
    if "to" in auxiliaries and "have" not in auxiliaries:
        return cue.head.lower_ not in _FACTUAL_TO and cue.tag_ == "VB"
    return any(child.dep_ == "mark" and child.lower_ in ("if", "unless") for child in cue.children)


def is_yearly(figure: Figure, sentence: Sentence) -> bool:
    """ "900 people die of it each year": a rate, no event."""
    low, high = clause(figure, sentence)
    near = " ".join(token.lower_ for token in sentence.tokens(low, max(high, figure.cue.i + 12)))
    return _RATE.search(near) is not None


def is_negated(figure: Figure) -> bool:
    """ "did not kill 20": no figure; "no casualties" is one, of its own words."""
    return any(child.dep_ == "neg" for child in _predicate(figure).children)


def _predicate(figure: Figure) -> Token:
    """The verb that carries "would" and "not": the casualty word, or the "be" of "be dead"."""
    cue = figure.cue
    return cue.head if cue.dep_ in ("acomp", "attr") and cue.head.pos_ in ("AUX", "VERB") else cue


def ancestors(token: Token) -> Iterator[tuple[Token, Token]]:
    """(child, head) pairs from `token` upwards, within its sentence."""
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return
        yield token, token.head
        token = token.head


def is_denied(figure: Figure) -> bool:
    """ "denied that 20 were killed", "rejected reports of 20 dead": not from inside the denier's own name."""
    for child, head in ancestors(figure.cue):
        if child.dep_ in ("nsubj", "nsubjpass", "relcl") or _contrasts(child) or _says_more(child):
            return False
        if head.lower_ in words("denial") and head.pos_ == "VERB":
            return True
    return False


def _says_more(clause: Token) -> bool:
    """ "denied that it fired and said five were killed": what is said is not denied."""
    return clause.dep_ == "conj" and clause.lower_ in words("report") and clause.pos_ == "VERB"


def _contrasts(clause: Token) -> bool:
    """ "..., while Y said": what is denied before says nothing of it."""
    marks = children(clause, "mark") if clause.dep_ == "advcl" else []
    return any(mark.lower_ in ("while", "whereas") for mark in marks)


def cumulative(figure: Figure, sentence: Sentence) -> bool | None:
    """True for a running total, False for an addition to one, None where the words do not tell."""
    if figure.number is not None and figure.number.more:
        return False
    if figure.cue.lower_ in ("toll", "tolls"):
        return True
    low = min(figure.cue.i, figure.head.i) - 6
    near = [token.lower_ for token in sentence.tokens(low, max(figure.cue.i, figure.head.i) + 8)]
    if _counts_since(figure.cue) or "total" in near:
        return True
    return True if any(pair == ("so", "far") for pair in pairwise(near)) else None


def _counts_since(cue: Token) -> bool:
    """ "have died since Monday", "had been killed since the fighting began"."""
    if any(child.lower_ == "since" for child in children(cue, "prep")):
        return True
    return any(mark.lower_ == "since" for verb in children(cue, "advcl") for mark in children(verb, "mark"))


def clause(figure: Figure, sentence: Sentence) -> tuple[int, int]:
    """Token range of the figure's own clause: the casualty word's subtree without clauses beside it."""
    cue = figure.cue
    low = min(cue.left_edge.i, figure.head.i)
    high = max(cue.right_edge.i, figure.head.i) + 1
    return max(low, sentence.start), min(high, sentence.end)


def place(figure: Figure, sentence: Sentence) -> Span | None:
    """The named place that a preposition ties to the figure's clause ("in Gaza City")."""
    low, high = clause(figure, sentence)
    found: list[Token] = []
    for token in sentence.tokens(low, high):
        named = _place_after(token, sentence) if token.lower_ in _PLACED else None
        if named is not None and not _has_other_number(figure, named, sentence):
            found.append(named)
    best = min(found, key=lambda token: abs(token.i - figure.cue.i), default=None)
    return None if best is None else _entity(best, sentence)


def _has_other_number(figure: Figure, token: Token, sentence: Sentence) -> bool:
    """Another figure stands between: in "seven died in Lund, five in Vora" only Lund is the seven's."""
    own = figure.head.i if figure.number is None else sentence.last_token(figure.number.span).i
    first, last = sorted((own, token.i))
    numbers = (sentence.number_at(index) for index in range(first + 1, last))
    return any(number is not None and number != figure.number for number in numbers)


def _place_after(token: Token, sentence: Sentence) -> Token | None:
    for follower in sentence.tokens(token.i + 1, token.i + 6):
        if follower.ent_type_ in ("GPE", "LOC", "FAC"):
            return follower
        if follower.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "ADV"):
            return None
    return None


def _entity(token: Token, sentence: Sentence) -> Span:
    last = token
    while last.i + 1 < sentence.end and sentence.doc[last.i + 1].ent_iob_ == "I":
        last = sentence.doc[last.i + 1]
    return span_of(token, last)


def subject(verb: Token) -> Token | None:
    found = children(verb, "nsubj", "nsubjpass")
    return found[0] if found else None


def time_of(figure: Figure, sentence: Sentence) -> Span | None:
    """The time nearest to the figure in its clause; "since July 12" is when a count began, not its time."""
    low, high = clause(figure, sentence)
    whole = Span(sentence.doc[low].idx, sentence.doc[high - 1].idx + len(sentence.doc[high - 1]))
    found = _times(sentence.text, whole)
    if not found and _completes_main_clause(figure):
        found = _times(sentence.text, sentence.span)
        before = [span for span in found if span.end <= figure.cue.idx]
        found = next((only for only in (found, before) if len(only) == 1), [])
    found = [span for span in found if not _SINCE.search(sentence.text, figure.cue.idx, span.start)]
    return min(found, key=lambda span: abs(span.start - figure.cue.idx), default=None)


def _times(text: str, within: Span) -> list[Span]:
    dates = [anchor.span for anchor in anchors_in(text, within) if anchor.month is not None]
    relative = [span for span in relative_times(text, within) if not any(span.overlaps(day) for day in dates)]
    return [
        span for span in (*dates, *relative) if not _SINCE.search(text, max(0, span.start - 7), span.start)
    ]


def _completes_main_clause(figure: Figure) -> bool:
    """ "Fighting flared last week, leaving 90 dead": the time of the main clause is the figure's."""
    verbs = [figure.cue, *(head for _, head in ancestors(figure.cue))]
    return any(verb.dep_ == "advcl" and verb.tag_ == "VBG" for verb in verbs)
