"""Who a pronoun or a description means, by rules: agreement, position, and offices that the article prints.

No trained model: the last fitting subject outside quotations for "he" and "she"; office and country words
learnt from the article ("Russian President Vladimir Putin") for "the Russian leader".
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.extract.lexicon import countries_in, title_of
from store.extract.people import LocalPerson
from store.extract.quotes.cues import can_speak
from store.extract.quotes.lexicon import cue_verbs
from store.extract.quotes.page import Page
from store.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_SUBJECTS = ("nsubj", "nsubjpass")
_EMBEDDED = ("ccomp", "advcl", "relcl", "acl", "pcomp", "xcomp")
_LOOK_BACK = 40  # mentions
_PROMINENCE = {"main": 1.6, "agent": 0.9, "owner": 0.9, "embedded": 0.5, "": 0.0}  # in sentences
_OTHER_PARAGRAPH = 0.6  # in sentences, for a name in an earlier paragraph
_WORDS_BACK = 80
_AHEAD = 600  # characters within which a description may be named later
_VAGUE = frozenset(
    {"official", "source", "diplomat", "officer", "aide", "adviser", "member", "politician", "lawmaker"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a person, with what speaks for it as an antecedent."""

    span: Span
    person: int
    sentence: int
    role: str  # key of _PROMINENCE

    @property
    def is_subject(self) -> bool:
        return self.role == "main"


class Coreference:
    """Looks up antecedents on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.people = people = page.people
        spans = sorted((span, index) for index, person in enumerate(people) for span in person.mentions)
        outside = ((span, index) for span, index in spans if self._is_outside(span))
        self._mentions = [self._mention(span, index) for span, index in outside]
        self._starts = [mention.span.start for mention in self._mentions]
        self._offices = [_Office.of(page, person) for person in people]

    def _is_outside(self, span: Span) -> bool:
        first, last = self.page.token_range(span)
        return first < last and self.page.quotation_of(self.page.doc[first]) < 0

    def _mention(self, span: Span, person: int) -> Mention:
        first, last = self.page.token_range(span)
        head = self.page.doc[first:last].root
        return Mention(span, person, self.page.sentence_at(span.start), _role(head))

    def of_pronoun(self, pronoun: Token) -> LocalPerson | None:
        """The person that "he" or "she" means, or None."""
        gender = "male" if pronoun.lower_ in _MALE else "female" if pronoun.lower_ in _FEMALE else None
        if gender is None:
            return None
        here, block = self.page.sentence_at(pronoun.idx), self.page.block_at(pronoun.idx)
        at = bisect_left(self._starts, pronoun.idx)
        best: tuple[float, Mention] | None = None
        for back, mention in enumerate(reversed(self._mentions[max(0, at - _LOOK_BACK) : at])):
            if self.people[mention.person].gender not in (None, gender):
                continue
            far = 0.0 if self.page.block_at(mention.span.start) == block else _OTHER_PARAGRAPH
            score = here - mention.sentence - _PROMINENCE[mention.role] + back * 0.1 + far
            if best is None or score < best[0]:
                best = (score, mention)
        return self.people[best[1].person] if best else None

    def of_plural(self, pronoun: Token) -> Token | None:
        """The head of the last plural subject outside quotations that "they" can mean."""
        if pronoun.lower_ != "they":
            return None
        doc = self.page.doc
        for at in range(pronoun.i - 1, max(-1, pronoun.i - _WORDS_BACK), -1):
            token = doc[at]
            if token.dep_ not in _SUBJECTS or token.pos_ == "PRON" or self.page.quotation_of(token) >= 0:
                continue
            several = token.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in token.children)
            if several and can_speak(token):
                return token
        return None

    def of_description(self, head: Token, words: str) -> LocalPerson | None:
        """The person whose office fits "the Russian leader", named before or soon after."""
        title = title_of(head.text)
        if title is None or head.tag_ in ("NNS", "NNPS") or title.kind in ("honorific", "part"):
            return None
        wanted = _Office(frozenset({_plain(head)}), countries_in(words), title.kind == "leader", title.gender)
        fitting = [
            at for at, office in enumerate(self._offices) if wanted.fits(office, self.people[at].gender)
        ]
        if head.left_edge.lower_ in ("a", "an"):
            return self._named_later(head, wanted)
        before = self._last_of(fitting, head.idx)
        if before is not None:
            return before
        return self.people[fitting[0]] if len(fitting) == 1 else self._last_subject(head, wanted)

    def _last_subject(self, head: Token, wanted: _Office) -> LocalPerson | None:
        """ "The Palestinian leader" for someone without a printed office who has just been the subject."""
        at = bisect_left(self._starts, head.idx)
        here = self.page.sentence_at(head.idx)
        near = [m for m in self._mentions[max(0, at - _LOOK_BACK) : at] if here - m.sentence <= 2]
        subjects = {mention.person for mention in near if mention.is_subject}
        if head.left_edge.lower_ not in ("the", "this", "that") or len(subjects) != 1:
            return None
        index = subjects.pop()
        plausible = wanted.gender is None or self.people[index].gender in (None, wanted.gender)
        return self.people[index] if plausible and not self._offices[index].words else None

    def _last_of(self, fitting: list[int], char: int) -> LocalPerson | None:
        at = bisect_left(self._starts, char)
        found = (mention.person for mention in reversed(self._mentions[:at]) if mention.person in fitting)
        person = next(found, None)
        return None if person is None else self.people[person]

    def _named_later(self, head: Token, wanted: _Office) -> LocalPerson | None:
        """ "A senior X official said ..." whom a later sentence introduces by name and office."""
        if _plain(head) not in _VAGUE and not wanted.is_leader:
            return None
        for index, person in enumerate(self.people):
            first = person.mentions[0].start
            office = self._offices[index]
            if head.idx < first <= head.idx + _AHEAD and office.words and self._is_introduced(first):
                return person if wanted.fits_country(office) else None
        return None

    def _is_introduced(self, char: int) -> bool:
        at = bisect_left(self._starts, char)
        return at < len(self._mentions) and self._starts[at] == char and self._mentions[at].is_subject


def _role(head: Token) -> str:
    """How prominent a name stands in its sentence."""
    if head.dep_ == "appos":
        head = head.head
    if head.dep_ in _SUBJECTS:
        speaks = head.head.lemma_ in cue_verbs()
        return "embedded" if head.head.dep_ in _EMBEDDED and not speaks else "main"
    if head.dep_ == "pobj" and head.head.lower_ == "by":
        return "agent"
    return "owner" if head.dep_ == "poss" and head.head.dep_ in _SUBJECTS else ""


@dataclass(frozen=True, slots=True)
class _Office:
    """Office words and countries of a person or of a description."""

    words: frozenset[str]
    countries: frozenset[str]
    is_leader: bool
    gender: str | None = None

    @classmethod
    def of(cls, page: Page, person: LocalPerson) -> _Office:
        printed = [span.of(page.text) for span in person.offices]
        titles = {word.lower().strip(".,"): title_of(word) for phrase in printed for word in phrase.split()}
        countries = frozenset(country for phrase in printed for country in countries_in(phrase))
        leads = any(title is not None and title.kind == "leader" for title in titles.values())
        return cls(frozenset(word for word, title in titles.items() if title), countries, leads)

    def fits(self, office: _Office, gender: str | None) -> bool:
        """Whether this description can mean the holder of `office`."""
        same_word = bool(self.words & office.words)
        leader = "leader" in self.words and office.is_leader
        agrees = self.gender is None or gender in (None, self.gender)
        return (same_word or leader) and agrees and self.fits_country(office)

    def fits_country(self, office: _Office) -> bool:
        return not self.countries or not office.countries or bool(self.countries & office.countries)


def _plain(token: Token) -> str:
    return str(token.lemma_.lower())
