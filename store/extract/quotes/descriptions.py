"""Whom "the Russian leader" or "the businessman" means: offices as the article prints them, else position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.extract.lexicon import Title, countries_in, title_of
from store.extract.people import LocalPerson
from store.extract.quotes.coreference import Coreference
from store.extract.quotes.page import Page

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 3  # sentences
_AHEAD = 600  # characters within which a description may be named later
_DEFINITE = ("the", "this", "that")
_VAGUE = frozenset(
    {"official", "source", "diplomat", "officer", "aide", "adviser", "member", "politician", "lawmaker"}
)
_PAST = frozenset({"former", "ex", "late", "onetime"})
_RANKS = _PAST | {"deputy", "vice", "assistant", "acting"}
# What somebody with an office may be called besides.
_EPITHETS = frozenset(
    {"candidate", "nominee", "front-runner", "frontrunner", "contender", "hopeful", "politician", "leader"}
)


class Descriptions:
    """Finds the people whom descriptions mean on one page."""

    def __init__(self, page: Page, coreference: Coreference) -> None:
        self.page = page
        self.people = page.people
        self._coreference = coreference
        self._offices = [Office.of(page, person) for person in page.people]
        self._printed = {word.lemma_.lower() for word in page.doc if _introduces(word)}

    def of(self, head: Token, words: str) -> LocalPerson | None:
        """The person whose office fits "the Russian leader", named before or soon after."""
        title = title_of(head.text)
        if title is None or head.tag_ in ("NNS", "NNPS") or title.kind in ("honorific", "part"):
            return None
        wanted = Office.wanted(head, words, title)
        if head.left_edge.lower_ in ("a", "an"):
            return self._named_later(head, wanted)
        index = self._holder(head, wanted)
        if index is None and head.left_edge.lower_ in _DEFINITE and not wanted.countries:
            index = self._main_figure(head, title)
        return None if index is None else self.people[index]

    def _holder(self, head: Token, wanted: Office) -> int | None:
        """Who holds the office: by its country, as the subject just before, or by the word alone."""
        offices = enumerate(self._offices)
        fitting = [at for at, office in offices if wanted.fits(office, self.people[at].gender)]
        fitting = self._nearest(fitting, wanted)
        sure = [at for at in fitting if not wanted.countries or self._offices[at].countries]
        index = self._last_of(sure, head.idx)
        if index is None and not sure and head.left_edge.lower_ in _DEFINITE:
            index = self._last_subject(head, wanted)
        if index is None:
            index = self._last_of(fitting, head.idx)
        return fitting[0] if index is None and len(fitting) == 1 else index

    def _nearest(self, fitting: list[int], wanted: Office) -> list[int]:
        """Those whose office has most of the description's words: "the deputy minister"."""
        shared = {at: len(wanted.modifiers & self._offices[at].modifiers) for at in fitting}
        ranked = {at: wanted.ranks == self._offices[at].ranks for at in fitting}
        best = max(((shared[at], ranked[at]) for at in fitting), default=None)
        return [at for at in fitting if (shared[at], ranked[at]) == best]

    def _last_subject(self, head: Token, wanted: Office) -> int | None:
        """ "The Palestinian leader" for someone without a printed office who has just been the subject."""
        here = self.page.sentence_at(head.idx)
        named = (mention for mention in self._coreference.before(head.idx) if not mention.is_pronoun)
        near = [mention for mention in named if here - mention.sentence <= _NEAR - 1]
        subjects = {mention.person for mention in near if mention.is_subject}
        if wanted.countries:  # those whose office is printed have been looked at
            subjects = {index for index in subjects if not self._offices[index].words}
        if len(subjects) != 1:
            return None
        index = subjects.pop()
        plausible = wanted.gender is None or self.people[index].gender in (None, wanted.gender)
        return index if plausible and not self._offices[index].words else None

    def _main_figure(self, head: Token, title: Title) -> int | None:
        """ "The businessman", "the candidate": of those named close by, whom the article is about.

        Nobody when the article introduces somebody else by that word ("a businessman").
        """
        word = _plain(head)
        if not (word in _EPITHETS or title.kind == "role") or word in self._printed:
            return None
        here = self.page.sentence_at(head.idx)
        near = [m for m in self._coreference.before(head.idx) if here - m.sentence <= _NEAR]
        agreeing = [m for m in near if title.gender is None or self._gender(m.person) in (None, title.gender)]
        if not agreeing:
            return None
        counts = self._coreference.counts
        first, *others = sorted({m.person for m in agreeing}, key=lambda index: -counts[index])
        leads = all(counts[first] >= 2 * counts[other] for other in others)
        return first if leads else None

    def _gender(self, person: int) -> str | None:
        return self.people[person].gender

    def _last_of(self, fitting: list[int], char: int) -> int | None:
        found = (mention.person for mention in reversed(self._coreference.named) if mention.start < char)
        return next((person for person in found if person in fitting), None)

    def _named_later(self, head: Token, wanted: Office) -> LocalPerson | None:
        """ "A senior X official said ..." whom a later sentence introduces by name and office."""
        if _plain(head) not in _VAGUE and not wanted.is_leader:
            return None
        for index, person in enumerate(self.people):
            first = person.mentions[0].start
            office = self._offices[index]
            holds = office.words and not office.ranks & _PAST
            if head.idx < first <= head.idx + _AHEAD and holds and self._is_introduced(first):
                return person if wanted.fits_country(office) else None
        return None

    def _is_introduced(self, char: int) -> bool:
        return any(mention.start == char and mention.is_subject for mention in self._coreference.named)


@dataclass(frozen=True, slots=True)
class Office:
    """Office words and countries of a person or of a description."""

    words: frozenset[str]
    countries: frozenset[str]
    is_leader: bool
    gender: str | None = None
    modifiers: frozenset[str] = frozenset()

    @property
    def ranks(self) -> frozenset[str]:
        """What sets an office apart from the one of the same name: "deputy", "former"."""
        return self.modifiers & _RANKS

    @classmethod
    def wanted(cls, head: Token, words: str, title: Title) -> Office:
        """The office that a description names."""
        plain = frozenset(re.findall(r"[a-z]+", words.lower())) - {head.lower_, *_DEFINITE}
        return cls(
            frozenset({_plain(head)}), countries_in(words), title.kind == "leader", title.gender, plain
        )

    @classmethod
    def of(cls, page: Page, person: LocalPerson) -> Office:
        """The offices that the article prints for a person."""
        printed = [span.of(page.text) for span in person.offices]
        titles = {word.lower().strip(".,"): title_of(word) for phrase in printed for word in phrase.split()}
        if {"prime", "minister"} <= titles.keys():
            titles["premier"] = title_of("premier")
        countries = frozenset(country for phrase in printed for country in countries_in(phrase))
        leads = any(title is not None and title.kind == "leader" for title in titles.values())
        modifiers = frozenset(word for phrase in printed for word in re.findall(r"[a-z]+", phrase.lower()))
        words = frozenset(word for word, title in titles.items() if title)
        return cls(words, countries, leads, modifiers=modifiers)

    def fits(self, office: Office, gender: str | None) -> bool:
        """Whether this description can mean the holder of `office`."""
        same_word = bool(self.words & office.words)
        leader = "leader" in self.words and office.is_leader
        agrees = self.gender is None or gender in (None, self.gender)
        apart = self.ranks and office.ranks and not self.ranks & office.ranks
        return (same_word or leader) and agrees and not apart and self.fits_country(office)

    def fits_country(self, office: Office) -> bool:
        return not self.countries or not office.countries or bool(self.countries & office.countries)


def _introduces(word: Token) -> bool:
    """ "A businessman": somebody new."""
    return word.pos_ == "NOUN" and word.left_edge.lower_ in ("a", "an") and word.dep_ not in ("appos", "attr")


def _plain(token: Token) -> str:
    return str(token.lemma_.lower())
