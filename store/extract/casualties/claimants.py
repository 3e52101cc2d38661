"""Who vouches for a figure: only who the figure's own clause names."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from store.extract.casualties.context import ancestors, subject
from store.extract.casualties.figures import Figure
from store.extract.casualties.sentence import Sentence, children, span_of
from store.extract.casualties.tables import words
from store.types import Resolution, Span, Speaker, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "that", "which", "this"])
_LONGEST_NAME = 12
_OF = frozenset(["of", "for", "in", "on", "at", "from"])
_NO_NAME = frozenset(["DET", "VERB", "AUX", "SPACE", "SCONJ"])
_REPORTS = frozenset(["reports", "report", "figures", "statement", "sources", "estimates", "data"])


def claimant_token(figure: Figure, sentence: Sentence) -> Token | None:
    """The head of the phrase that names the claimant.

    Climbs from the casualty word to the reporting verbs above it. A relative clause inside a subject
    ("the situation at a section where 16 have been killed was calm") is taken for granted, not reported.
    """
    inside_relative = remark = False
    source = _according_to(figure.cue)
    if source is not None:
        return source
    for child, head in ancestors(figure.cue):
        if not sentence.start <= head.i < sentence.end:
            break
        inside_relative = inside_relative or child.dep_ == "relcl"
        remark = remark or _is_remark(child)
        if inside_relative and child.dep_ in ("nsubj", "nsubjpass"):
            return None
        lost = inside_relative and head.pos_ in ("NOUN", "PROPN")  # a parse that has lost its main verb
        source = None if lost else _according_to(head)
        if source is not None:
            return source
        if (
            head.i != figure.cue.i
            and head.lower_ in words("report")
            and head.pos_ in ("VERB", "AUX")
            and child.dep_ not in ("nsubj", "nsubjpass")
        ):
            if remark and child.dep_ == "ccomp" and head.i < child.i and not _is_quoted(figure, sentence):
                return None
            speaker = _speaker_of(head)
            if speaker is not None and speaker.i != figure.head.i and _can_speak(speaker):
                return speaker
    return None if inside_relative else _by_order(figure, sentence)


def _is_remark(clause: Token) -> bool:
    """ "..., which killed 40": behind what somebody said it is the article's own voice."""
    if clause.dep_ != "relcl":
        return False
    pronouns = (word for word in clause.doc[clause.left_edge.i : clause.i] if word.lower_ == "which")
    opening = next(pronouns, None)
    return opening is not None and opening.i > 0 and opening.nbor(-1).text == ","


def _is_quoted(figure: Figure, sentence: Sentence) -> bool:
    """Whether a quotation stands open at the casualty word."""
    before = [token.text for token in sentence.tokens(sentence.start, figure.cue.i)]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _speaker_of(verb: Token) -> Token | None:
    """The subject of a reporting verb, also one it shares with the verb before it."""
    for _ in range(4):
        found = subject(verb)
        if found is not None:
            return None if children(verb, "nsubjpass") else found
        if verb.dep_ not in ("conj", "advcl", "xcomp", "ccomp"):
            return None
        verb = verb.head
    return None


def _can_speak(token: Token) -> bool:
    no_speaker = token.lower_ in words("event_noun") or token.lower_ in words("quantity")
    return not no_speaker and token.pos_ != "NUM"


def _according_to(verb: Token) -> Token | None:
    for child in verb.children:
        if child.lower_ != "according":
            continue
        for preposition in children(child, "prep"):
            found = children(preposition, "pobj")
            if found:
                return found[0]
    return None


def _by_order(figure: Figure, sentence: Sentence) -> Token | None:
    """ "..., officials said" at the end of a clause, where the parse has lost it."""
    for token in sentence.tokens(max(figure.cue.i, figure.head.i) + 2, sentence.end):
        if token.lower_ not in words("report") or token.pos_ != "VERB":
            continue
        before, after = sentence.doc[token.i - 1], sentence.tokens(token.i + 1, token.i + 2)
        if (
            before.pos_ not in ("NOUN", "PROPN", "PRON")
            or before.i <= figure.head.i
            or not _can_speak(before)
        ):
            return None
        ends = not after or after[0].is_punct or after[0].pos_ in ("ADP", "ADV", "PROPN", "NOUN")
        return before if ends and _opens_clause(before, sentence) else None
    return None


def _opens_clause(head: Token, sentence: Sentence) -> bool:
    """A comma or quotation mark stands before the noun phrase that ends with `head`."""
    for token in reversed(sentence.tokens(head.i - _LONGEST_NAME, head.i)):
        if token.text == "," or token.is_quote:
            return True
        if token.pos_ in ("VERB", "AUX", "SCONJ", "ADP", "CCONJ"):
            return False
    return False


def speaker(head: Token, sentence: Sentence) -> Speaker:
    """The speaker as printed; one who is only described, with all the words that say who it is."""
    mention = _mention(head, sentence)
    if head.ent_type_ == "PERSON":
        name = _person_name(head)
        surname = " " not in name.of(sentence.text)
        resolution = Resolution.SURNAME if surname else Resolution.NAMED
        return Speaker(name.of(sentence.text), SpeakerKind.PERSON, resolution, mention, name)
    if head.ent_type_ in ("ORG", "GPE", "NORP") or head.pos_ == "PROPN":
        kind, resolution = SpeakerKind.ORGANISATION, Resolution.NAMED
        shown = mention
        if mention.of(sentence.text)[:1].islower():  # "the coast guard"
            shown = Span(_with_article(head, mention, sentence), mention.end)
        return Speaker(mention.of(sentence.text), kind, resolution, shown, shown)
    span = Span(mention.start, _end_of_description(head, mention, sentence))
    whole = Span(_with_article(head, mention, sentence), span.end)
    several = head.tag_ == "NNS" or head.lower_ == "police"
    name_of = span.of(sentence.text)
    return Speaker(name_of, SpeakerKind.DESCRIBED, Resolution.DESCRIPTION, whole, whole, several)


def _with_article(head: Token, mention: Span, sentence: Sentence) -> int:
    """ "the state-appointed commission", not what stands apart before a comma."""
    first = sentence.first_token(mention)
    for token in reversed(sentence.tokens(max(head.left_edge.i, head.i - _LONGEST_NAME), first.i)):
        if token.lower_ in ("the", "a", "an"):
            return token.idx
        if token.is_punct and token.tag_ != "HYPH":
            break
    return mention.start


def _end_of_description(head: Token, mention: Span, sentence: Sentence) -> int:
    """ "the head of the city's hospital, Ana Marek", "officials on both sides"."""
    last = sentence.last_token(mention)
    behind = [child for child in children(head, "prep") if child.i == last.i + 1 and child.lower_ in _OF]
    for preposition in behind[:1]:
        tail = sentence.tokens(preposition.i, min(preposition.right_edge.i + 1, head.i + _LONGEST_NAME))
        tail = list(takewhile(lambda token: not token.is_punct, tail))
        last = last if any(token.pos_ in ("VERB", "AUX") for token in tail) else tail[-1]
    comma, *after = sentence.tokens(last.i + 1, last.i + 1 + _LONGEST_NAME) or [last]
    name = list(takewhile(lambda token: token.pos_ == "PROPN", after)) if comma.text == "," else []
    last = name[-1] if len(name) > 1 else last
    return last.idx + len(last)


def _person_name(head: Token) -> Span:
    """The entity that `head` stands in, without the titles before it."""
    first = head
    while first.ent_iob_ == "I" and first.i > 0:
        first = first.doc[first.i - 1]
    return span_of(first, head)


def is_pronoun(head: Token) -> bool:
    return head.lower_ in _PRONOUNS


def _mention(head: Token, sentence: Sentence) -> Span:
    """The noun phrase without its determiner, relative clause and apposition."""
    first = head
    for token in reversed(sentence.tokens(max(head.left_edge.i, head.i - _LONGEST_NAME), head.i)):
        if token.text in (",", ";", ":") or token.tag_ == "PRP$" or token.pos_ in _NO_NAME:
            break
        first = token
    last = head
    while last.i + 1 < sentence.end and sentence.doc[last.i + 1].dep_ == "flat" and last.i < head.i + 4:
        last = sentence.doc[last.i + 1]
    return span_of(first, last)
