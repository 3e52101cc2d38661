"""Whether two statements are one utterance in other words: another translation, or a shorter cut.

Nothing is learnt and no model asked, so that the answer is the same on every machine. Words are compared by
their stems, by `synonyms.txt` and by spelling. What tells translations from different sentences on one topic
is what finds no partner: in two renderings hardly a word is left over (in long ones more, see `partners`), in
two sentences words are left on both sides. Figures and negation have to agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from store.extract.number_tokens import number_words
from store.link.partners import partners
from store.link.word_sets import base, sets
from store.terms import stop_words

ALIKE = 0.8  # share of the words of both that must have a partner, when only one has words left over
ALIKE_BOTH = 0.87  # the same when both have
CUT = 0.9  # share of a cut's words, in order, that the longer one must hold
MANY, ENOUGH = 4, 1.8  # pairs from which evidence is added up instead, and the log odds it must come to
FEW, CUT_FEW = 3, 4  # words from which a rendering, and a cut in the same words, can be recognised
RUN, CUT_BLOCKS = 3, 3  # words that a piece of a cut has at least, and its pieces at most
WORTH = 0.5  # share of the longer one's words, counted plainly, from which two are worth aligning
VERBATIM = 6  # running words that nobody says twice
_WORD = re.compile(r"\d[\d.,]*|[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = frozenset(("a", "an", "the", "has", "have", "had", "all", "our", "their", "his", "its"))
_NAME = re.compile(r"(?<=[^\W.?!:;] )[A-Z][^\W_]+")
_NOT = re.compile(
    r"\b(?:not|no(?! matter)|never|nobody|none|nothing|neither|nor|cannot|impossible|unable)\b"
    r"|\bwithout\b(?! (?:any )?(?:delay|doubt)\b)"
    r"|\bunconditional(?:ly)?\b"
    r"|\b(?:rather than|instead of)\b|n['’]t\b",
    re.IGNORECASE,
)
# "We are going to", "no longer" and "as long as" carry no content: "we will", "not any more", "while".
_EMPTY = re.compile(
    r"\bgoing to\b(?! the\b)|\b(?:as|so) long as\b|\b(?<=no )(?:longer|matter)\b", re.IGNORECASE
)
# "I want to stress once more that": it opens statements of any content.
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|also),? )?"
    r"(?:(?:i|we)(?: (?:want|wish|would like|have|need) to|['’]d like to| must| should| can| will)?|let me)"
    r"(?: (?:again|once (?:again|more)|also|just|only))?"
    r" (?:stress|underscore|underline|emphasi[sz]e|highlight|point out|note|say|repeat|reiterate|state|add)"
    r"(?: (?:again|once (?:again|more)|clearly|here))? that\b",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(r"(?:n't|'(?:m|re|ll|d|ve))$")
_TO_COME = re.compile(r"\b(?:will|shall|next|tomorrow|going to)\b|['’]ll\b", re.IGNORECASE)
_GONE_BY = re.compile(r"\b(?:last|yesterday|ago|was|were|had|did)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Wording:
    """The words of a statement, ready to be compared."""

    text: str

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """All words in order, lower case."""
        return _words(self.text)

    @cached_property
    def line(self) -> str:
        """All words, each between spaces."""
        return f" {' '.join(self.plain)} "

    @cached_property
    def content(self) -> tuple[str, ...]:
        """Stems of the words that carry content, in order; words of one idea joined ("give_up")."""
        words = _words(_EMPTY.sub(" ", _OPENING.sub("", self.text)))
        joined = _join(tuple(base(word) for word in words if not _CONTRACTED.search(word)))
        return tuple(word for word in joined if word not in _dropped() and not _figure(word))

    @cached_property
    def ideas(self) -> frozenset[str | int]:
        """Stems, and the sets they belong to: renderings of one utterance share some."""
        return frozenset(idea for word in self.content for idea in (word, *sets().get(word, ())))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.plain)

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Runs of VERBATIM words."""
        return frozenset(self.plain[n : n + VERBATIM] for n in range(len(self.plain) - VERBATIM + 1))

    @cached_property
    def figures(self) -> frozenset[str]:
        return frozenset(figure for word in self.plain if (figure := _figure(word)))

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of words with a capital that no sentence begins with."""
        return frozenset(base(word.casefold()) for word in _NAME.findall(self.text))

    @cached_property
    def deeds(self) -> frozenset[tuple[str, str, str]]:
        """Three content words with at most an article or "has" between: actor, verb and object, for one."""
        words = [base(word) for word in self.plain if word not in _BETWEEN]
        triples = zip(words, words[1:], words[2:], strict=False)
        return frozenset(triple for triple in triples if stop_words().isdisjoint(triple))

    @cached_property
    def denies(self) -> bool:
        """Whether the negations do not cancel out."""
        return len(_NOT.findall(" ".join(self.plain))) % 2 == 1


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))


def same_utterance(one: Wording, other: Wording) -> bool:
    """Whether two statements of one speaker on one occasion render the same words."""
    if one.plain == other.plain:
        return True
    shorter, longer = sorted((one, other), key=lambda wording: (len(wording.plain), wording.text))
    return is_cut(shorter, longer) or is_rendering(one, other)


def is_about(topic: Wording, text: Wording) -> bool:
    """Whether the text holds more than half of the topic's words, or words of their sets."""
    words = topic.content or topic.plain
    ideas = text.ideas if topic.content else frozenset(text.plain)
    held = [word for word in words if word in ideas or not ideas.isdisjoint(sets().get(word, ()))]
    return len(held) > len(words) / 2


def is_verbatim(one: Wording, other: Wording) -> bool:
    """Whether one holds the other word for word, at a length that is no accident."""
    shorter, longer = sorted((one, other), key=lambda wording: len(wording.plain))
    return len(shorter.plain) >= VERBATIM and shorter.line in longer.line


def is_cut(shorter: Wording, longer: Wording) -> bool:
    """Whether the shorter one is taken from the longer one in the same words, parts left out between."""
    words = shorter.plain
    if len(words) < CUT_FEW or len(shorter.content) < 2:
        return False
    if sum(word in longer.vocabulary for word in words) < CUT * len(words):
        return False
    blocks = _blocks(words, longer.plain)
    if not blocks or len(blocks) > CUT_BLOCKS or sum(size for _, size in blocks) < CUT * len(words):
        return False
    if _shared(shorter, longer) < len(shorter.content):
        return False  # "on Thursday" for "on Monday"
    spare = len(words) - sum(size for _, size in blocks)
    start, end = blocks[0][0] - 2 * spare, blocks[-1][0] + blocks[-1][1] + spare
    taken = longer.plain[max(start, 0) : end]
    if taken == words:
        return True
    covered = Wording(" ".join(taken))
    turned = partners(shorter.content, covered.content).turned
    return turned == (covered.denies != shorter.denies)


def is_rendering(one: Wording, other: Wording) -> bool:
    """Whether nearly all words have a partner, or many in long ones; figures and negation agree."""
    if one.figures != other.figures:
        return False
    if min(_shared(one, other), _shared(other, one)) < WORTH * max(len(one.content), len(other.content)):
        return False
    if _other_times(one, other) or _swapped(one, other):
        return False
    found = partners(one.content, other.content)
    names = one.names | other.names
    if found.contrary(names) or found.turned != (one.denies != other.denies):
        return False
    lone = found.lone
    alike = found.share >= (ALIKE_BOTH if min(lone) >= 1 else ALIKE)
    if alike and len(found.pairs) >= (FEW if sum(lone) else FEW - 1):
        return True
    return len(found.pairs) >= MANY and found.evidence(names) >= ENOUGH


def _shared(one: Wording, other: Wording) -> int:
    """How many content words have a partner by stem or set: spelling adds few."""
    ideas, known = other.ideas, sets()
    return sum(word in ideas or not ideas.isdisjoint(known.get(word, ())) for word in one.content)


def _blocks(words: Sequence[str], text: Sequence[str]) -> list[tuple[int, int]]:
    """Runs of the words in the text, in order: place in the text and length, short runs left out."""
    found: list[tuple[int, int]] = []
    at, after = 0, 0
    while at < len(words):
        size, place = max(
            ((_run(words[at:], text[place:]), -place) for place in range(after, len(text))), default=(0, 0)
        )
        if size >= RUN:
            found.append((-place, size))
            after = size - place
        at += max(size, 1) if size >= RUN else 1
    return found


def _run(words: Sequence[str], text: Sequence[str]) -> int:
    """How many words both begin with alike."""
    for number, (word, written) in enumerate(zip(words, text, strict=False)):
        if word != written:
            return number
    return min(len(words), len(text))


def _other_times(one: Wording, other: Wording) -> bool:
    """Whether one speaks of what is to come and the other of what has been."""
    return any(
        _TO_COME.search(ahead.text)
        and _GONE_BY.search(behind.text)
        and not (_GONE_BY.search(ahead.text) or _TO_COME.search(behind.text))
        for ahead, behind in ((one, other), (other, one))
    )


def _swapped(one: Wording, other: Wording) -> bool:
    """Whether actor and object of one verb change places."""
    return any((c, b, a) in other.deeds for a, b, c in one.deeds)


def _figure(word: str) -> str:
    if word[0].isdigit():
        return word.rstrip(".,").replace(",", "")
    kind, value = number_words().get(word, ("", 0))
    return str(value) if kind in ("unit", "ten") and value > 2 else ""


@lru_cache(maxsize=1)
def _dropped() -> frozenset[str]:
    return stop_words() | {"shall", "able", "abl", "imposs", "no_one", "anybodi"}


def _join(words: tuple[str, ...]) -> tuple[str, ...]:
    joined: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in (3, 2) if "_".join(words[at : at + n]) in sets()), 1)
        joined.append("_".join(words[at : at + length]))
        at += length
    return tuple(joined)
