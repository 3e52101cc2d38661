"""From the words of an attribution to a speaker: named, by surname, pronoun or description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.extract.lexicon import title_of
from store.extract.people import LocalPerson
from store.extract.quotes.bodies import body_of, group_of, is_organisation
from store.extract.quotes.coreference import Coreference
from store.extract.quotes.cues import Cue
from store.extract.quotes.descriptions import Descriptions
from store.extract.quotes.lexicon import speech_nouns
from store.extract.quotes.page import Page
from store.extract.quotes.spans import trimmed
from store.extract.quotes.subjects import find_subject, maker_of
from store.types import Resolution, Span, Speaker, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE = ("det", "compound", "amod", "poss", "nmod", "nummod", "predet", "quantmod", "advmod", "prep", "neg")
_CUT = ("relcl", "acl", "advcl", "appos", "cc", "conj")
_CALLED = frozenset({"known", "called", "named", "nicknamed", "identified"})
_MOST_JOINT = 8
_LISTED = ("GPE", "ORG")
_BY_NAME = (Resolution.NAMED, Resolution.SURNAME)
_ARTICLES = frozenset({"the", "a", "an"})


class Speakers:
    """Resolves the heads of attributions on one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._coreference = Coreference(page)
        self._descriptions = Descriptions(page, self._coreference)
        self._makers: dict[str, Speaker] = {}  # of documents, by noun

    def of_cue(self, cue: Cue) -> Speaker | None:
        """Whom the cue's attribution names; "who" is a pronoun for what its clause belongs to."""
        if cue.source is None:
            return None
        found = self.resolve(cue.source)
        relative = cue.relative
        if relative is None:
            return found
        mention = Span(relative.idx, relative.idx + len(relative))
        return Speaker(found.name, found.kind, Resolution.PRONOUN, mention, found.name_span)

    def beside(self, cue: Cue | None) -> Iterator[Speaker]:
        """Those named together with the cue's speaker: "A, B and C said"."""
        source = cue.source if cue is not None else None
        if cue is None or source is None or cue.relative is not None:
            return
        first = self.resolve(source).name
        for head in coordinated(source):
            found = self.resolve(head)
            by_name = head.pos_ == "PROPN" or found.resolution in _BY_NAME
            if found.kind is not SpeakerKind.DESCRIBED and by_name and found.name != first:
                yield found

    def relay(self, by: Cue | Token) -> Speaker | None:
        """Who passes a statement on, named by a cue or by the head of a phrase."""
        return self.of_cue(by) if isinstance(by, Cue) else self.resolve(by)

    def resolve(self, head: Token) -> Speaker:
        """The speaker whom the noun phrase around `head` names."""
        mention = mention_of(head)
        person = self._named_by(head)
        if person is not None:
            return self._named(person, head, mention)
        if head.pos_ == "PRON":
            return self._pronoun(head, mention)
        document = self._document(head, mention)
        return document if document is not None else self._other(head, mention)

    def _document(self, head: Token, mention: Span) -> Speaker | None:
        """Who speaks through a statement or letter; "the statement" is the one whose maker was named."""
        kind = head.lemma_.lower()
        if head.pos_ != "NOUN" or kind not in speech_nouns():
            return None
        maker = _maker(head)
        if maker is not None:
            self._makers[kind] = self.resolve(maker)
        known = self._makers.get(kind)
        if known is None:
            return None
        how = known.resolution if maker is not None else Resolution.DESCRIPTION
        return Speaker(known.name, known.kind, how, mention, known.name_span)

    def _named_by(self, head: Token) -> LocalPerson | None:
        """The person whose name the head is, or who stands in apposition to it."""
        person = self.page.person_at(head)
        if person is not None:
            return person
        called = self._called(head)
        if called is not None:
            return called
        titled = title_of(head.text) is not None
        for child in head.children:
            person = self.page.person_at(child)
            if person is not None and child.dep_ in ("appos", "compound", "flat", "nmod"):
                return person if titled or child.dep_ == "appos" else None
        return self.page.person_at(head.nbor()) if titled and head.i + 1 < len(head.doc) else None

    def _called(self, head: Token) -> LocalPerson | None:
        """ "The group's commander, known as General X"."""
        for verb in head.children:
            if verb.dep_ == "acl" and verb.lower_ in _CALLED:
                names = [word for word in verb.subtree if word.i > verb.i]
                return next(filter(None, map(self.page.person_at, names)), None)
        return None

    def _named(self, person: LocalPerson, head: Token, mention: Span) -> Speaker:
        words = " ".join(Span(mention.start, max(mention.end, _end_of_name(head))).of(self.page.text).split())
        how = Resolution.NAMED if person.name in words else Resolution.SURNAME
        return Speaker(person.name, SpeakerKind.PERSON, how, mention, person.name_span)

    def _pronoun(self, head: Token, mention: Span) -> Speaker:
        described = self._coreference.described_before(head)
        if described is not None:
            name = mention_of(described)
            words = " ".join(name.of(self.page.text).split())
            return Speaker(words, SpeakerKind.DESCRIBED, Resolution.PRONOUN, mention, name)
        person = self._coreference.of_pronoun(head)
        if person is not None:
            return Speaker(person.name, SpeakerKind.PERSON, Resolution.PRONOUN, mention, person.name_span)
        group = group_of(self.page, head)
        if group is None:
            words = mention.of(self.page.text)
            return Speaker(words, SpeakerKind.DESCRIBED, Resolution.UNRESOLVED, mention, None)
        if head.lower_ == "it":
            group = body_of(self.page, group) or group  # "The ministry ... it"
        if head.lower_ == "it" and is_organisation(group):
            return self._body(group, mention, Resolution.PRONOUN)
        end = group.right_edge.idx + len(group.right_edge)
        name = trimmed(self.page.text, Span(mention_of(group).start, end))
        words = " ".join(name.of(self.page.text).split())
        return Speaker(words, SpeakerKind.DESCRIBED, Resolution.PRONOUN, mention, name)

    def _other(self, head: Token, mention: Span) -> Speaker:
        words = " ".join(mention.of(self.page.text).split())
        person = self._descriptions.of(head, words)
        if person is not None:
            return Speaker(person.name, SpeakerKind.PERSON, Resolution.DESCRIPTION, mention, person.name_span)
        for child in head.children:
            if head.pos_ == "NOUN" and child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i:
                return self._organisation(child, Span(mention.start, mention_of(child).end))
        body = body_of(self.page, head)
        if body is not None:
            return self._body(body, mention, Resolution.DESCRIPTION)
        if not is_organisation(head):
            return Speaker(words, SpeakerKind.DESCRIBED, Resolution.UNRESOLVED, mention, mention)
        return self._organisation(head, mention)

    def _body(self, named: Token, mention: Span, how: Resolution) -> Speaker:
        """The body that another place of the article names."""
        known = self._organisation(named, mention)
        return Speaker(known.name, known.kind, how, mention, known.name_span)

    def _organisation(self, head: Token, mention: Span) -> Speaker:
        name = _without_article(head, mention_of(head))
        words = " ".join(name.of(self.page.text).split())
        return Speaker(words, SpeakerKind.ORGANISATION, Resolution.NAMED, mention, name)


def _maker(noun: Token) -> Token | None:
    """Who made a statement or letter, also when its verb says so ("X issued a statement saying")."""
    maker = maker_of(noun)
    if maker is None and noun.dep_ in ("dobj", "pobj"):
        verb = noun.head if noun.head.pos_ == "VERB" else noun.head.head
        maker = find_subject(verb) if verb.pos_ == "VERB" else None
    return maker if maker is not noun else None


def mention_of(head: Token) -> Span:
    """The noun phrase without relative clauses, asides and further coordinated names."""
    first = min((child.left_edge for child in head.lefts if child.dep_ in _BEFORE), default=head, key=_place)
    last = head
    for child in head.rights:
        if child.dep_ in _CUT or child.is_punct or child.ent_type_ in ("DATE", "TIME") or _is_time(child):
            break
        last = child.right_edge
    while last.i > head.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    return Span(first.idx, last.idx + len(last))


def coordinated(head: Token) -> Iterator[Token]:
    """The nouns joined to a noun by "and": "B" and "C" of "A, B and C"."""
    for _ in range(_MOST_JOINT):
        following = next((child for child in head.rights if _is_joined(child)), None)
        if following is None or any(child.lower_ in ("or", "nor", "not") for child in head.children):
            return
        yield following
        head = following


def _is_joined(noun: Token) -> bool:
    """Joined by "and", or the middle of a list of countries that the parser takes for an apposition."""
    if noun.dep_ != "appos":
        return bool(noun.dep_ == "conj")
    countries = noun.ent_type_ in _LISTED and noun.head.ent_type_ in _LISTED
    return countries and any(child.dep_ == "conj" for child in noun.children)


def _place(token: Token) -> int:
    return int(token.i)


def _is_time(token: Token) -> bool:
    return any(child.ent_type_ in ("DATE", "TIME") for child in token.children)


def _end_of_name(head: Token) -> int:
    ends = [child.right_edge for child in head.children if child.dep_ == "appos"]
    last = ends[0] if ends else head
    return int(last.idx + len(last))


def _without_article(head: Token, mention: Span) -> Span:
    first = head.left_edge
    if first.lower_ in _ARTICLES and first.i < head.i and first.idx == mention.start:
        return Span(first.nbor().idx, mention.end)
    return mention
