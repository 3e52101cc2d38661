"""Whom "he" and "she" mean, by rules: agreement, position, and who has just been the subject.

No trained model: the last fitting subject outside quotations. A pronoun that has been resolved is a mention
of its person, too, so that a chain of "he said ... he added" stays with one speaker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.extract.lexicon import speaking_nouns, title_of
from store.extract.people import LocalPerson
from store.extract.quotes.lexicon import cue_verbs
from store.extract.quotes.page import Page
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_SUBJECTS = ("nsubj", "nsubjpass")
_EMBEDDED = ("ccomp", "advcl", "relcl", "acl", "pcomp", "xcomp")
_LOOK_BACK = 40  # mentions
_PROMINENCE = {"main": 1.6, "agent": 0.9, "owner": 0.9, "embedded": 0.5, "": 0.0}  # in sentences
_OTHER_PARAGRAPH = 0.6  # in sentences, for a name in an earlier paragraph


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a person, or a pronoun for one, with what speaks for it as an antecedent."""

    start: int
    person: int
    sentence: int
    role: str  # key of _PROMINENCE
    is_pronoun: bool = False

    @property
    def is_subject(self) -> bool:
        return self.role == "main"


class Coreference:
    """The mentions of one page, and the antecedents of its pronouns."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.people = page.people
        spans = sorted((span, index) for index, person in enumerate(page.people) for span in person.mentions)
        self.named = [self._named(span, index) for span, index in spans if self._is_outside(span)]
        self.counts = Counter(mention.person for mention in self.named)
        self._mentions = list(self.named)
        self._tellers: dict[int, Token | None] = {}  # by the number of their sentence
        self._starts = [mention.start for mention in self._mentions]
        if page.people:
            self._chain_pronouns()

    def _chain_pronouns(self) -> None:
        for token in self.page.doc:
            is_subject = token.dep_ in _SUBJECTS and token.lower_ in ("he", "she")
            best = self._antecedent(token) if is_subject and self.page.quotation_of(token) < 0 else None
            if best is not None:
                at = bisect_left(self._starts, token.idx)
                here = self.page.sentence_at(token.idx)
                self._mentions.insert(at, Mention(token.idx, best, here, _role(token), is_pronoun=True))
                self._starts.insert(at, token.idx)

    def _is_outside(self, span: Span) -> bool:
        first, last = self.page.token_range(span)
        return first < last and self.page.quotation_of(self.page.doc[first]) < 0

    def _named(self, span: Span, person: int) -> Mention:
        first, last = self.page.token_range(span)
        head = self.page.doc[first:last].root
        return Mention(span.start, person, self.page.sentence_at(span.start), _role(head))

    def before(self, char: int) -> list[Mention]:
        """The mentions before a character, the last ones only, in order."""
        at = bisect_left(self._starts, char)
        return self._mentions[max(0, at - _LOOK_BACK) : at]

    def of_pronoun(self, pronoun: Token) -> LocalPerson | None:
        """The person that "he" or "she" means, or None."""
        person = self._antecedent(pronoun)
        return None if person is None else self.people[person]

    def described_before(self, pronoun: Token) -> Token | None:
        """Who has no name: "A nurse told us ... she said", when nobody is named in between."""
        gender = _GENDERS.get(pronoun.lower_)
        if gender is None or pronoun.dep_ not in _SUBJECTS:
            return None
        before = self.page.sentence_at(pronoun.idx) - 1
        if before not in self._tellers:
            self._tellers[before] = next(filter(_is_nameless, self.page.words_of_sentence(before)), None)
        teller = self._tellers[before]
        if teller is None or self.page.quotation_of(teller) >= 0:
            return None
        near = self.page.block_at(teller.idx) == self.page.block_at(pronoun.idx)
        title = title_of(teller.text)
        agrees = title is None or title.gender in (None, gender)
        named = [mention for mention in self.before(pronoun.idx) if mention.start >= teller.left_edge.idx]
        return teller if near and agrees and not named else None

    def _antecedent(self, pronoun: Token) -> int | None:
        gender = _GENDERS.get(pronoun.lower_)
        if gender is None:
            return None
        here, block = self.page.sentence_at(pronoun.idx), self.page.block_at(pronoun.idx)
        best: tuple[float, int] | None = None
        for back, mention in enumerate(reversed(self.before(pronoun.idx))):
            if self.people[mention.person].gender not in (None, gender):
                continue
            far = 0.0 if self.page.block_at(mention.start) == block else _OTHER_PARAGRAPH
            score = here - mention.sentence - _PROMINENCE[mention.role] + back * 0.1 + far
            if best is None or score < best[0]:
                best = (score, mention.person)
        return best[1] if best else None


def _role(head: Token) -> str:
    """How prominent a name stands in its sentence."""
    if head.dep_ == "appos":
        head = head.head
    if head.dep_ in _SUBJECTS:
        verb = head.head
        return "embedded" if verb.dep_ in _EMBEDDED and not _speaks(verb) else "main"
    if head.dep_ == "pobj" and head.head.lower_ == "by":
        return "agent"
    return "owner" if head.dep_ == "poss" and head.head.dep_ in _SUBJECTS else ""


def _is_nameless(noun: Token) -> bool:
    """The subject of a sentence of speech that brings in somebody by a noun: "a nurse"."""
    told = noun.dep_ == "nsubj" and noun.head.dep_ == "ROOT" and noun.head.lemma_ in cue_verbs()
    person = title_of(noun.text) is not None or speaking_nouns().get(noun.lemma_.lower()) is False
    return told and person and noun.tag_ == "NN" and noun.left_edge.lower_ in ("a", "an", "one", "another")


def _speaks(verb: Token) -> bool:
    """A verb of speech that is not itself what another one reports ("X said Y declined")."""
    cues = cue_verbs()
    reported = verb.dep_ == "ccomp" and verb.i > verb.head.i and verb.head.lemma_ in cues
    return verb.lemma_ in cues and not reported
