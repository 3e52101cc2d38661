"""Which figures belong to an earlier war that their own clause names.

An earlier episode is a noun of fighting or disaster with a year or decade in its own phrase ("a war in
2020", "a 1990s war"), or one that such a phrase named before ("that six-week war").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.extract.casualties.context import ancestors
from store.extract.casualties.figures import Figure
from store.extract.casualties.naming_words import is_nominal, last_since
from store.extract.casualties.sentence import Sentence, children, span_of
from store.extract.casualties.tables import words
from store.extract.times import anchors_in
from store.types import Recalled, Span, TimeAnchor

if TYPE_CHECKING:
    from spacy.tokens import Token

_PHRASE = 14  # tokens from an episode's noun to its year
_WAGED = frozenset(["fight", "fought", "wage", "waged"])
_IN_A_YEAR = frozenset(["in", "during", "between", "from"])
_YEAR_PHRASE = 40  # characters of "in the early 1990s", "between 1988 and 1994"
ANAPHORA = frozenset(["that", "this", "the", "those", "these", "its"])
_FOLLOWING = frozenset(["after", "following", "by", "with"])
_NOT_OF_IT = frozenset(["since", "after", "before", "until", "from", "than", "unlike"])


@dataclass(frozen=True, slots=True)
class Episode:
    """An earlier episode: its noun's token and the words that name it."""

    noun: Token
    recalled: Recalled
    first: int  # token range of the naming phrase
    last: int


def episodes_in(sentence: Sentence, present: int | None) -> list[Episode]:
    """The earlier episodes that a sentence names; `present` is the year of the article, if it prints one."""
    found: list[Episode] = []
    for anchor in anchors_in(sentence.text, sentence.span):
        if is_earlier(anchor, present):
            episode = _episode(sentence, anchor)
            found += [episode] if episode is not None else []
    return found


def is_earlier(anchor: TimeAnchor, present: int | None) -> bool:
    if anchor.last_year is None:
        return False
    if present is not None:
        return anchor.last_year < present
    return anchor.day is None  # a full date without a known day of writing may be the present one


def _episode(sentence: Sentence, anchor: TimeAnchor) -> Episode | None:
    """The noun that the year belongs to: "the 2020 war", "a war over Karabakh in 2020"."""
    first, last = sentence.first_token(anchor.span), sentence.last_token(anchor.span)
    noun = _noun_after(sentence, last) or _noun_before(sentence, first)
    if noun is None:
        return None
    start = min(noun.left_edge.i if noun.left_edge.i >= noun.i - 6 else noun.i, first.i)
    start = max(start, sentence.start)
    end = max(noun.i, last.i)
    span = span_of(sentence.doc[start], sentence.doc[end])
    return Episode(noun, Recalled(span, anchor.first_year, anchor.last_year), start, end)


def _noun_after(sentence: Sentence, last: Token) -> Token | None:
    for token in sentence.tokens(last.i + 1, last.i + 6):
        if token.lower_ in words("event_noun"):
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN") and token.text not in ("-", "–"):
            return None
    return None


def _noun_before(sentence: Sentence, first: Token) -> Token | None:
    """The nearest noun of fighting before the year, with nothing but a noun phrase between."""
    for token in reversed(sentence.tokens(first.i - _PHRASE, first.i)):
        if token.lower_ in words("event_noun"):
            return token if is_nominal(token) and token.i + 1 <= first.i else None
        if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (";", ":", '"'):
            return None
    return None


def recalled(
    figure: Figure, sentence: Sentence, known: list[Episode], present: int | None
) -> Recalled | None:
    """The earlier episode of a figure, None for the article's present story.

    `known` are the episodes named in this sentence and before it, in text order; `present` is the year of
    the article, if it prints one.
    """
    here = [episode for episode in known if sentence.start <= episode.first < sentence.end]
    own = _by_relative_clause(figure, here) or _by_subject(figure, here) or _by_phrase(figure, here)
    if own is not None:
        return own.recalled
    earlier = [episode for episode in known if episode.first < sentence.start]
    found = _by_anaphor(figure, earlier) or _by_year(figure, sentence, present)
    return _same_years(found, here) if found else None


def _same_years(found: Recalled, here: list[Episode]) -> Recalled:
    """The fuller name of the same episode, where the sentence gives one."""
    for episode in here:
        if (episode.recalled.first_year, episode.recalled.last_year) == (found.first_year, found.last_year):
            return episode.recalled
    return found


def _by_relative_clause(figure: Figure, here: list[Episode]) -> Episode | None:
    """ "a war that left 6,500 dead": the clause hangs on the episode or on a noun inside its phrase."""
    for child, head in ancestors(figure.cue):
        if child.dep_ == "relcl":
            return _holding(last_since(head, figure) or head, here)
        if child.dep_ == "acl":  # the parser's reading of "The 2007 uprising killed 900"
            return next((episode for episode in here if episode.noun.i == head.i), None)
        if child.dep_ in ("advcl", "ccomp") and head.pos_ in ("VERB", "AUX"):
            return None
    return None


def _holding(noun: Token, here: list[Episode]) -> Episode | None:
    for episode in here:
        if noun.i == episode.noun.i or episode.first <= noun.i <= episode.last:
            return episode
    for _, head in ancestors(noun):
        if head.pos_ in ("VERB", "AUX"):
            return None
        for episode in here:
            if head.i == episode.noun.i:
                return episode
        if head.lower_ in words("event_noun"):
            return None
    return None


def clause_verbs(figure: Figure) -> list[Token]:
    """The casualty word's verb and the verbs it only completes ("led to the deaths", "ended with deaths")."""
    verbs = [figure.cue] if figure.cue.pos_ in ("VERB", "AUX") else []
    for child, head in ancestors(figure.cue):
        own_subject = child.dep_ == "conj" and bool(children(child, "nsubj", "nsubjpass"))
        if own_subject or child.dep_ in ("relcl", "advcl", "nsubj", "nsubjpass"):
            break
        if child.dep_ == "ccomp" and head.lower_ in words("report"):
            break
        if head.pos_ in ("VERB", "AUX"):
            verbs.append(head)
    return verbs


def _by_subject(figure: Figure, here: list[Episode]) -> Episode | None:
    """ "The 2020 war killed 6,500", "they fought a war in 2020 and 6,500 died"."""
    nouns = [noun for verb in clause_verbs(figure) for noun in children(verb, "nsubj", "nsubjpass", "csubj")]
    if figure.cue.dep_ == "conj" and figure.cue.head.lower_ in _WAGED:
        nouns += children(figure.cue.head, "dobj")
    held = {noun.i for noun in nouns}
    return next((episode for episode in here if episode.noun.i in held), None)


def _by_phrase(figure: Figure, here: list[Episode]) -> Episode | None:
    """ "6,500 people died in the 2020 war"."""
    for verb in [figure.cue, *clause_verbs(figure)]:
        for preposition in children(verb, "prep"):
            if preposition.lower_ in _NOT_OF_IT:
                continue
            for noun in children(preposition, "pobj"):
                for episode in here:
                    if noun.i == episode.noun.i:
                        return episode
    return None


def _by_anaphor(figure: Figure, earlier: list[Episode]) -> Recalled | None:
    """ "That six-week war ended with 6,500 deaths", after "a war in 2020" in the text before."""
    for verb in clause_verbs(figure):
        for noun in children(verb, "nsubj", "nsubjpass"):
            determiner = any(child.lower_ in ANAPHORA for child in children(noun, "det"))
            if not determiner:
                continue
            for episode in reversed(earlier[-3:]):
                if episode.noun.lemma_ == noun.lemma_:
                    return episode.recalled
    return None


def _by_year(figure: Figure, sentence: Sentence, present: int | None) -> Recalled | None:
    """ "6,500 people were killed in 2020", "since May 2016, when 200 died": a past year of the clause."""
    found = [a for span in _year_phrases(figure) for a in anchors_in(sentence.text, span) if a.month is None]
    found += [a for span in _before_when(figure, sentence) for a in anchors_in(sentence.text, span)]
    for anchor in found:
        if is_earlier(anchor, present):
            return Recalled(anchor.span, anchor.first_year, anchor.last_year)
    return None


def _year_phrases(figure: Figure) -> Iterator[Span]:
    for word in [figure.cue, figure.head, *clause_verbs(figure), *_verbs_above(figure)]:
        for preposition in children(word, "prep"):
            if preposition.lower_ in _IN_A_YEAR:
                end = max([preposition, *children(preposition, "pobj")], key=lambda token: token.i).right_edge
                yield Span(preposition.idx, min(end.idx + len(end), preposition.idx + _YEAR_PHRASE))


def _verbs_above(figure: Figure) -> Iterator[Token]:
    """ "In 2017, after an ambush in which 17 died, talks were frozen": the year is the ambush's, too.

    So it is in "in 1961 they fought a war that killed 90" and "shelled in 1961, in a war that killed 90".
    """
    relative = next((head for child, head in ancestors(figure.cue) if child.dep_ == "relcl"), None)
    if relative is None:
        return
    new = relative.lower_ in words("event_noun") and "a" in [d.lower_[:1] for d in children(relative, "det")]
    for child, head in ancestors(relative):
        if head.pos_ in ("VERB", "AUX"):
            if (child.dep_ == "prep" and child.lower_ in _FOLLOWING) or new:
                yield head
            return


def _before_when(figure: Figure, sentence: Sentence) -> Iterator[Span]:
    """The words before a "when" that opens the figure's own clause."""
    for token in (word for verb in [figure.cue, *clause_verbs(figure)] for word in children(verb, "advmod")):
        if token.lower_ == "when" and token.i > sentence.start + 1:
            yield Span(sentence.doc[max(sentence.start, token.i - 3)].idx, token.idx)


def present_year(text: str, head: Span) -> int | None:
    """The year of the dateline: the first full date in the head of the article."""
    for anchor in anchors_in(text, head):
        if anchor.day is not None and anchor.first_year is not None:
            return anchor.first_year
    return None
