"""What a sentence says of an event: who did it, who is blamed, who began, what came first, why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from handlers.analysis.contrast_clauses import (
    BREAKS,
    NOT,
    Passage,
    Told,
    View,
    bag,
    clause_end,
    clause_start,
    object_end,
    shift,
    subject_start,
    view,
)

LONGEST_ACTOR, LONGEST_CAUSE = 5, 10  # words before a verb
_AGENT = re.compile(r"\bby\s+", re.IGNORECASE)
_BE = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:\w+ly\s+)?$")
_PARTLY = re.compile(r"\b(?:partly|also|mainly|not|only|just)\s+$")
_CAUSE = re.compile(
    r"\b(?:[Bb]ecause(?: of)?|[Dd]ue to|[Oo]wing to|[Aa]s a result of|on account of"
    r"|stemmed from|resulted from"
    r"|(?:was|were|been) (?:\w+ly )?(?:(?:caused|triggered|sparked|set off|brought (?:down|about)) by"
    r"|blamed on|attributed to|put down to))\s+"
)
_CAUSED = re.compile(r"\b(?:caused|triggered|sparked|set off|brought down)\s+(?=(?:the|\w+day['’]s)\b)")
# "after 6 p.m." is a time, no order of two events.
_ORDER = re.compile(
    r"\b([Bb]efore|[Aa]fter|was followed by|were followed by)\b\s+"
    r"(?!(?:\w+ )?(?:\d|noon|midnight|dawn|dusk|nightfall))"
)
_LONG = re.compile(
    r"\b(?:(?:(?:several|few|many|some|\d+|two|three) )?(?:second|minute|hour|day|week|month|year)s?"
    r"|shortly|soon|just|only|even|right|long|immediately)\s*$",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:could|would|may|might|can|will|should|to|if|last|previous|earlier)\b", re.IGNORECASE
)
_BLAME = re.compile(
    r"\b(?:[Bb]lam(?:es|ed|ing)\s+(?P<for>.+?)\s+for|[Aa]ccus(?:es|ed|ing)\s+(?P<of>.+?)\s+of)\s+"
)
_BEHIND = re.compile(
    r"\b(?:(?:was|were|is|are|had been) (?:\w+ly )?(?:behind|responsible for|to blame for)"
    r"|(?:has |have |had )?claimed responsibility for)\s+"
)
_HOSTILE = (
    r"(?:shelling|fighting|clash(?:es)?|hostilities|war|violence|battles?|skirmish(?:es)?|shooting"
    r"|bombardment|escalation|attacks?|firing|fire|flare-up|aggression|provocations?)"
)
_IS_HOSTILE = re.compile(rf"\b{_HOSTILE}\b", re.IGNORECASE)
_BEGAN = re.compile(
    r"\b(?:(?:fired|shot|attacked|struck|shelled|opened fire) first|fired the first shots?"
    rf"|(opened fire)|(?:began|started|provoked|initiated) (?:the|\w+day['’]s) (?:\w+ )?{_HOSTILE})\b"
)
_IN_REPLY = re.compile(
    r"\b(?:back|return|returned|response|reply|answered|retaliat\w+|again)\b", re.IGNORECASE
)


def causes(passage: Passage) -> Iterator[View]:
    """The line was suspended | because | its insurer withdrew cover; a spark | set off | the fire"""
    words = passage.words
    if cue := _CAUSE.search(words):
        before = words[: cue.start()]
        if not (NOT.search(before) or _PARTLY.search(before)):
            effect = before[clause_start(words, cue.start()) :]
            yield view(passage, effect, (cue.end(), clause_end(words, cue.end())))
    elif cue := _CAUSED.search(words):
        start = subject_start(words, cue.start())
        cause = words[start : cue.start()]
        plain = not (NOT.search(words) or _NOT_YET.search(cause) or _BE.search(cause))
        if plain and 0 < len(cause.split()) <= LONGEST_CAUSE:
            yield view(passage, words[cue.end() : object_end(words, cue.end())], (start, cue.start()))


def orders(passage: Passage) -> Iterator[View]:
    """Shells fell | before | the truce was signed: event is what came first, part what came then."""
    words = passage.words
    cues = list(_ORDER.finditer(words))
    for cue in cues if len(cues) == 1 and not NOT.search(words) else ():
        start, end = clause_start(words, cue.start()), clause_end(words, cue.end())
        first, then = _LONG.sub("", words[start : cue.start()]), words[cue.end() : end]
        if not bag(first):  # "After shells fell, boats came" and "Hours before ..."
            main, end = end, clause_end(words, end + 1)
            first = words[main:end]
        if cue[1].lower() == "after":
            first, then = then, first
        yield View(Told(passage, shift(passage, start, end)), bag(first), bag(then))


def actors(passage: Passage) -> Iterator[View]:
    """Doran boats | fired on | the ferry; the ferry was | fired on | by Doran boats"""
    words = passage.words
    for deed in deeds().finditer(words):
        before, end = subject_start(words, deed.start()), object_end(words, deed.end())
        passive = _BE.search(words[before : deed.start()])
        agent = _AGENT.search(words, deed.end(), end)
        if passive and agent:
            actor, event = (agent.end(), end), words[before : before + passive.start()]
        elif passive:
            continue
        else:
            actor, event = (before, deed.start()), words[deed.end() : end]
        plain = not (NOT.search(words[before:end]) or _NOT_YET.search(words[before : deed.start()]))
        if plain and len(words[slice(*actor)].split()) <= LONGEST_ACTOR:
            yield view(passage, event, actor, deed[0])


def blamed(passage: Passage) -> Iterator[View]:
    """Velia blamed | Doran | for the attack on the ferry; Doran | was behind | the attack"""
    words = passage.words
    cue, behind = _BLAME.search(words), _BEHIND.search(words)
    if (cue is None and behind is None) or NOT.search(words):
        return
    if cue is not None:
        start, end = subject_start(words, cue.start()), clause_end(words, cue.end())
        event = words[cue.end() : end]
        hostile = "attack" if _IS_HOSTILE.search(event) else ""
        if cue.lastgroup and not BREAKS.search(cue[cue.lastgroup]):
            yield view(passage, event, cue.span(cue.lastgroup), hostile, words[start : cue.start()])
    elif behind is not None:
        start, end = subject_start(words, behind.start()), object_end(words, behind.end())
        if not _NOT_YET.search(words[start : behind.start()]):
            yield view(passage, words[behind.end() : end], (start, behind.start()))


def began(passage: Passage) -> Iterator[View]:
    """Doran boats | opened fire on | the Velian navy; Velia | started | the fighting"""
    words = passage.words
    cue = _BEGAN.search(words)
    if cue is None or NOT.search(words) or _IN_REPLY.search(words):
        return
    start, end = subject_start(words, cue.start()), object_end(words, cue.end())
    plain = not _NOT_YET.search(words[start : cue.start()])
    if plain and len(words[start : cue.start()].split()) <= LONGEST_ACTOR:
        deed = "opened" if cue[1] else "first"
        others = re.sub(r"^\s*(?:on|at|towards?|against)\b", "", words[cue.end() : end])
        yield view(passage, "hostilities", (start, cue.start()), deed, others)


@lru_cache(maxsize=1)
def deed_forms() -> frozenset[str]:
    """Forms of verbs whose deed one actor does."""
    lines = Path(__file__).with_name("deeds.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def deeds() -> re.Pattern[str]:
    """Any of them in a sentence."""
    return re.compile(rf"\b(?:{'|'.join(sorted(deed_forms()))})\b")
