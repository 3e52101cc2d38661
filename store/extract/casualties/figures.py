"""Find casualty figures in one sentence: a casualty word and the victims it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.extract.casualties import patterns, singles, victims
from store.extract.casualties.machines import counts_machines
from store.extract.casualties.sentence import LONGEST, Sentence, children, is_event_noun, is_victim
from store.extract.casualties.tables import Cue, words
from store.types import CasualtyKind, Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Token

    from store.extract.numbers import Number

_ROLES = (
    "transitive",
    "loss",
    "drive",
    "injury",
    "intransitive",
    "violent",
    "state",
    "event",
    "life",
    "body",
)
_JOINING = frozenset(["and", "or", "/", "and/or", "the"])
_HARM = frozenset([CasualtyKind.KILLED, CasualtyKind.WOUNDED])
_SINGLE_ROLES = frozenset(["transitive", "intransitive", "violent", "state", "event"])
_ABSENT = frozenset(["missing", "unaccounted"])
_IMPLIED_KINDS = frozenset([*_HARM, CasualtyKind.KILLED_OR_WOUNDED])


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure before its circumstances are known. `head` is the victims' noun, or the number's own token.

    `whole` is the number of the figure that this one is a part of ("20 hikers, nine of them teachers").
    Without a number, `count` people are named from `head` to `last` ("a man and a woman").
    """

    kind: CasualtyKind
    cue: Token
    head: Token
    number: Number | None
    whole: Number | None = None
    count: int = 1
    last: Token | None = None


def find_figures(sentence: Sentence) -> list[Figure]:
    """The figures of a sentence in text order, one for each number; none in a sentence too long to parse."""
    if len(sentence) > LONGEST:
        return []
    sentence.read_numbers()
    found: dict[int, Figure] = {}
    tolls = list(patterns.toll(sentence))
    for match in tolls:
        _keep(found, Figure(match.kind, match.cue, sentence.noun_of(match.number), match.number))
    for figure in _by_parse(sentence):
        _keep(found, figure)
    for figure in _by_pattern(sentence, found):
        _keep(found, figure)
    for figure in _dependents(sentence, found):
        _keep(found, figure)
    kept = (figure for figure in found.values() if not _is_of_machines(figure, sentence))
    return sorted(kept, key=lambda figure: (figure.head.i, figure.cue.i))


def _is_of_machines(figure: Figure, sentence: Sentence) -> bool:
    return figure.number is not None and counts_machines(figure.cue, figure.head, figure.number, sentence)


def _keep(found: dict[int, Figure], figure: Figure) -> None:
    """One figure a number; "killed or wounded 30" reaches one number by two words."""
    key = figure.number.span.start if figure.number else figure.head.idx
    other = found.get(key)
    if other is None:
        found[key] = figure
    elif {other.kind, figure.kind} == _HARM and _are_one_phrase(other.cue, figure.cue):
        found[key] = replace(other, kind=CasualtyKind.KILLED_OR_WOUNDED)
    elif other.whole is None and figure.whole is not None:
        found[key] = replace(other, whole=figure.whole)


def _are_one_phrase(one: Token, other: Token) -> bool:
    """ "killed or wounded", "the death or injury of", with nothing between but the conjunction."""
    first, last = sorted((one.i, other.i))
    between = [one.doc[index].lower_ for index in range(first + 1, last)]
    return bool(between) and set(between) <= _JOINING


def _by_parse(sentence: Sentence) -> Iterator[Figure]:
    for token in sentence.tokens(sentence.start, sentence.end):
        for role in _ROLES:
            cue = patterns.cue_of(token, (role,), sentence)
            if cue is None or cue.kind is None:
                continue
            word = victims.life_verb(token) if cue.role == "life" else token
            for head in _heads(token, cue, sentence):
                yield from _counted(word, cue, head, sentence)


def _heads(token: Token, cue: Cue, sentence: Sentence) -> list[Token]:
    finders: dict[str, Callable[[Token, Sentence], list[Token]]] = {
        "transitive": victims.of_transitive,
        "violent": victims.of_transitive,
        "loss": victims.of_loss,
        "drive": victims.of_drive,
        "state": victims.of_state,
        "life": victims.of_life,
        "injury": victims.of_injury,
        "intransitive": victims.of_intransitive,
    }
    heads = finders.get(cue.role, victims.of_event)(token, sentence)
    if cue.role == "intransitive" and cue.kind not in _HARM:
        return [head for head in heads if sentence.number_of(head) is not None]
    return heads


def _counted(token: Token, cue: Cue, head: Token, sentence: Sentence) -> Iterator[Figure]:
    """The figures of one noun phrase and of those coordinated with it."""
    if cue.kind is None:
        return
    if cue.role == "state" and _is_partitive(head, token, sentence):
        yield from _said_of_some(token, cue.kind, head, sentence)
        return
    nouns = [noun for noun in victims.conjuncts(_inner(head)) if not head.i < token.i < noun.i]
    single = [noun for noun in nouns if sentence.number_of(noun) is None]
    if singles.people(single, token, sentence):
        single += [noun for noun in nouns if _is_one_more(noun, sentence)]
    for noun in nouns:
        number = sentence.number_of(noun)
        if number is None or noun in single:
            continue
        own = is_event_noun(noun) or sentence.number_at(noun.i) is not None
        if (own or is_victim(noun)) and not _is_age(sentence, noun):
            yield Figure(cue.kind, token, noun, number)
            yield from _sharing(token, cue.kind, noun, sentence)
    if cue.role in _SINGLE_ROLES and cue.kind in _IMPLIED_KINDS:
        people = singles.people(sorted(single, key=lambda noun: noun.i), token, sentence)
        if people:
            yield Figure(cue.kind, token, people[0], None, count=len(people), last=people[-1])


def _is_one_more(noun: Token, sentence: Sentence) -> bool:
    """ "the driver and one passenger": counted with the driver."""
    number = sentence.number_of(noun)
    return number is not None and number.value == 1 and number.qualifier is Qualifier.EXACT


def _is_partitive(head: Token, token: Token, sentence: Sentence) -> bool:
    """ "two of the wounded are in hospital": of people counted before; not "two of her staff are missing"."""
    if token.lower_ in _ABSENT:
        return False
    return head.i < token.i and "of" in [word.lower_ for word in sentence.tokens(head.i + 1, token.i)][:1]


def _said_of_some(token: Token, kind: CasualtyKind, head: Token, sentence: Sentence) -> Iterator[Figure]:
    """ "two of the dead were soldiers": what they were makes them a group of their own."""
    number = sentence.number_at(head.i)
    for noun in children(head.head, "attr") if head.head.lemma_ == "be" else ():
        if number is not None and is_victim(noun) and token.i < noun.i:
            yield Figure(kind, token, noun, number)


def _inner(head: Token) -> Token:
    """ "a group of three rebels": the rebels."""
    if head.lower_ in words("group"):
        for preposition in children(head, "prep"):
            if preposition.lower_ == "of" and children(preposition, "pobj"):
                return children(preposition, "pobj")[0]
    return head


def _sharing(token: Token, kind: CasualtyKind, noun: Token, sentence: Sentence) -> Iterator[Figure]:
    """ "200 Armenian and about 80 Azerbaijani soldiers": the first number shares the noun."""
    number = sentence.number_of(noun)
    while number is not None:
        index = sentence.first_token(number.span).i - 1
        if sentence.doc[max(index, sentence.start)].lower_ not in ("and", ",", "or"):
            return
        previous = sentence.doc[index - 1]
        if index - 1 < sentence.start or previous.pos_ not in ("ADJ", "PROPN"):
            return
        number = sentence.number_of(previous)
        if number is not None:
            yield Figure(kind, token, previous, number)


def _is_age(sentence: Sentence, noun: Token) -> bool:
    """ "Marek, 53, was killed"."""
    if sentence.number_at(noun.i) is None or noun.i - 1 < sentence.start or noun.i + 1 >= sentence.end:
        return False
    before, after = sentence.doc[noun.i - 1], sentence.doc[noun.i + 1]
    named = noun.i - 2 >= sentence.start and sentence.doc[noun.i - 2].pos_ in ("PROPN", "NOUN")
    return before.text == "," and after.text in (",", ".") and named


def _by_pattern(sentence: Sentence, found: dict[int, Figure]) -> Iterator[Figure]:
    for match in _matches(sentence, found):
        noun = sentence.noun_of(match.number)
        if is_victim(noun) and not _is_age(sentence, noun):
            yield Figure(match.kind, match.cue, noun, match.number)


def _matches(sentence: Sentence, found: dict[int, Figure]) -> Iterator[patterns.Match]:
    yield from patterns.left(sentence)
    yield from patterns.listed(sentence)
    yield from _beside_numbers(sentence, found)


def _beside_numbers(sentence: Sentence, found: dict[int, Figure]) -> Iterator[patterns.Match]:
    for number in sentence.numbers:
        if number.span.start in found or sentence.number_at(sentence.first_token(number.core).i) is None:
            continue
        match = patterns.after_number(sentence, number) or patterns.before_number(sentence, number)
        if match is not None:
            yield match


def _dependents(sentence: Sentence, found: dict[int, Figure]) -> list[Figure]:
    """Figures that live on another one of their sentence: parts of it, and those that share its verb."""
    figures = [figure for figure in found.values() if figure.number is not None]
    by_number = {figure.number: figure for figure in figures}
    wholes = sorted((n for n in by_number if n is not None), key=lambda number: number.span)
    dependents = []
    for number, whole in patterns.parts(sentence, wholes):
        head = _part_noun(sentence, number)
        dependents.append(replace(by_number[whole], head=head, number=number, whole=whole))
    for number in patterns.gapped(sentence, wholes[0]) if wholes else ():
        head = sentence.last_token(number.span)
        dependents.append(replace(by_number[wholes[0]], head=head, number=number))
    return dependents


def _part_noun(sentence: Sentence, number: Number) -> Token:
    """ "nine of them teachers": the teachers; "including three children": the children."""
    last = sentence.last_token(number.span)
    after = sentence.tokens(last.i + 1, last.i + 6)
    if len(after) > 2 and after[0].lower_ == "of":
        nouns = [token for token in after[2:] if token.pos_ in ("NOUN", "PROPN")]
        return nouns[0] if nouns and nouns[0].i <= last.i + 5 else last
    return sentence.noun_of(number)
