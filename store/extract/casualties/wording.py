"""The shortest phrase that can show a claim alone."""

from __future__ import annotations

from store.extract.casualties.figures import Figure
from store.extract.casualties.sentence import Sentence
from store.extract.casualties.tables import cues
from store.types import Span

_LONGEST = 160  # characters; beyond that the number and its noun are shown without the casualty word
_MARKS = {'"': '"', "”": "“", "’": "‘", "»": "«"}  # closing to opening
_OPENS_A_NOUN = frozenset(["the", "a", "an", "his", "her", "their", "its"])


def words_of(figure: Figure, sentence: Sentence) -> Span:
    """From the number (or the casualty word, if it stands first) to the end of the other."""
    doc = sentence.doc
    first = sentence.first_token(figure.number.span) if figure.number else figure.head.left_edge
    last = sentence.last_token(figure.number.span) if figure.number else (figure.last or figure.head)
    start, end = min(first.i, figure.head.i), max(last.i, figure.head.i)
    low = start if start < figure.cue.i else _with_determiner(figure.cue.i, sentence)
    high = end if end > figure.cue.i else _with_particle(figure.cue.i, sentence)
    whole = Span(doc[low].idx, doc[high].idx + len(doc[high]))
    if whole.end - whole.start <= _LONGEST and figure.whole is None:
        return _with_closing_mark(whole, high, sentence)
    return Span(doc[start].idx, doc[end].idx + len(doc[end]))


def _with_closing_mark(whole: Span, high: int, sentence: Sentence) -> Span:
    """'lost "up to 20 men"': the mark that closes what stands open inside the words."""
    after = sentence.tokens(high + 1, high + 2)
    words = whole.of(sentence.text)
    opening = _MARKS.get(after[0].text) if after else None
    if opening is None or words.count(opening) != 1 or (after[0].text != opening and after[0].text in words):
        return whole
    return Span(whole.start, after[0].idx + len(after[0]))


def _with_particle(index: int, sentence: Sentence) -> int:
    """ "shot" goes on to "dead", "to death" or "and killed"."""
    after = sentence.tokens(index + 1, index + 3)
    if after and after[0].lower_ == "dead":
        return index + 1
    pair = [token.lower_ for token in after]
    verb = any(cue.role == "transitive" for word in pair[1:] for cue in cues().get(word, ()))
    return index + 2 if pair == ["to", "death"] or (pair[:1] == ["and"] and verb) else index


def _with_determiner(index: int, sentence: Sentence) -> int:
    """ "deaths" begins with "the", "toll" with "the death"."""
    before = sentence.doc[max(index - 1, sentence.start)]
    if sentence.doc[index].pos_ != "NOUN":
        return before.i if before.lower_ in ("the", "those") else index
    while index > sentence.start and sentence.doc[index - 1].dep_ in ("compound", "amod"):
        index -= 1
    before = sentence.doc[max(index - 1, sentence.start)]
    return before.i if before.lower_ in _OPENS_A_NOUN else index
