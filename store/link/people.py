"""People and organisations across articles: one person per person, namesakes apart.

Full names with one surname and agreeing first names are one person ("Antony" and "Anthony" Blinken). A
surname alone is the person whom its article names in full, else the only one of that surname in the
library, else somebody of whom only the surname is known. The result depends on the set of articles only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from store.extract.lexicon import countries
from store.link.collection import LinkArticle
from store.link.names import first_names_agree, fold, skeleton, surname
from store.link.organisations import organisation_key
from store.types import LocalQuote, Span, Speaker, SpeakerKind

Local = tuple[int, SpeakerKind, str]  # article, kind, name: what an article calls somebody


@dataclass(slots=True)
class LinkedPerson:
    """Someone who speaks, or is named in full (`silent`), with all that the articles call them."""

    name: str
    kind: SpeakerKind
    locals: set[Local] = field(default_factory=set)
    silent: bool = False


def cluster(names: Iterable[Local], speakers: Collection[Local]) -> list[LinkedPerson]:
    """Everyone to whom an article gives words, or who passes words on; and who is named in full.

    `names` are those of all persons, `speakers` those (of any kind) who speak.
    """
    spoken = set(speakers)
    persons = _persons({local for local in (*names, *spoken) if local[1] is SpeakerKind.PERSON})
    _take_bare_surnames(persons, spoken)
    for person in persons:
        person.silent = person.locals.isdisjoint(spoken)
    found = [person for person in persons if not person.silent or " " in person.name]
    found += _organisations([person for person in persons if not person.silent], spoken)
    return sorted(found, key=lambda person: (person.kind, fold(person.name), person.name))


def name_key(name: str) -> str:
    """What all names of a person share, and nobody else's need: the surname's skeleton."""
    return surname(skeleton(fold(name)))


def local_of(article: int, speaker: Speaker | None) -> Local | None:
    """The key under which a speaker's person is found; None for those who are only described."""
    if speaker is None or (speaker.kind is SpeakerKind.DESCRIBED and not _may_be_surname(speaker.name)):
        return None
    return article, speaker.kind, speaker.name


def _may_be_surname(name: str) -> bool:
    return " " not in name and name[:1].isupper()


def named(articles: Iterable[LinkArticle]) -> Iterator[Local]:
    """The persons that articles name, whether or not they speak."""
    for article in articles:
        yield from ((article.id, SpeakerKind.PERSON, person.name) for person in article.reading.people)


def speakers(articles: Iterable[LinkArticle]) -> Iterator[Local]:
    """Who speaks in articles, or passes words on."""
    for article in articles:
        for _, quote in article.quotes:
            yield from (local for who in _voices(quote) if (local := local_of(article.id, who)))


def _voices(quote: LocalQuote) -> Iterable[Speaker]:
    return (who for who in (quote.speaker, quote.relay) if who is not None)


# --- persons ----------------------------------------------------------------------------------


def _persons(names: Iterable[Local]) -> list[LinkedPerson]:
    """The names of all persons, clustered; not all of them speak."""
    locals_: dict[str, set[Local]] = defaultdict(set)
    for local in names:
        locals_[fold(local[2])].add(local)
    locals_.pop("", None)
    clusters = _full_name_clusters(locals_)
    clusters += _bare_surname_clusters(locals_, clusters)
    return [_person(names, locals_) for names in clusters]


def _take_bare_surnames(persons: Sequence[LinkedPerson], speakers: set[Local]) -> None:
    """A name that its article took for something else is the person who alone bears it elsewhere."""
    bearers: dict[str, list[LinkedPerson]] = defaultdict(list)
    for person in persons:
        if " " in person.name:
            names = {fold(name) for _, _, name in person.locals}
            forms = {skeleton(name) for name in names} | {skeleton(surname(name)) for name in names}
            for form in sorted(forms):
                bearers[form].append(person)
    for local in speakers:
        fitting = bearers.get(skeleton(fold(local[2])), [])
        place = fold(local[2]) in countries()
        if local[1] is not SpeakerKind.PERSON and len(fitting) == 1 and not place:
            fitting[0].locals.add(local)


def _full_name_clusters(names: Iterable[str]) -> list[list[str]]:
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        if " " in name:
            by_surname[skeleton(surname(name))].append(name)
    return [cluster for same in by_surname.values() for cluster in _agreeing(same)]


def _agreeing(names: Sequence[str]) -> list[list[str]]:
    """Names of one surname by first name; an initial that fits several people stays alone."""
    clusters: list[list[str]] = []
    for name in sorted(names, key=lambda name: (len(name.split()[0]) == 1, name)):
        fitting = [c for c in clusters if first_names_agree(name.split()[0], c[0].split()[0])]
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            clusters.append([name])
    return clusters


def _bare_surname_clusters(names: dict[str, set[Local]], full: list[list[str]]) -> list[list[str]]:
    """Put surnames that stand alone to their only bearer; return those that have none, or several."""
    bearers: dict[str, list[list[str]]] = defaultdict(list)
    for cluster in full:
        bearers[skeleton(surname(cluster[0]))].append(cluster)
    alone: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        if " " in name:
            continue
        fitting = bearers.get(skeleton(name), [])
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            alone[skeleton(name)].append(name)
    return list(alone.values())


def _person(names: Sequence[str], locals_: dict[str, set[Local]]) -> LinkedPerson:
    members = {local for name in names for local in locals_[name]}
    return LinkedPerson(_best_name(members), SpeakerKind.PERSON, members)


def _best_name(locals_: Iterable[Local]) -> str:
    """The form that most articles print, full names before bare ones, two words before more."""
    counts = Counter(name for _, _, name in locals_)
    return min(counts, key=lambda name: (" " not in name, -counts[name], len(name.split()), name))


# --- organisations ----------------------------------------------------------------------------


def _organisations(persons: Sequence[LinkedPerson], speakers: set[Local]) -> list[LinkedPerson]:
    by_key: dict[str, set[Local]] = defaultdict(set)
    taken = {local for person in persons for local in person.locals}
    for local in speakers - taken:
        if local[1] is SpeakerKind.ORGANISATION:
            by_key[organisation_key(local[2])].add(local)
    return [
        LinkedPerson(_best_name(members), SpeakerKind.ORGANISATION, members)
        for _, members in sorted(by_key.items())
    ]


# --- names as printed -------------------------------------------------------------------------


def printed_names(article: LinkArticle) -> dict[Local, list[list[object]]]:
    """Where an article prints names and offices: [words, start, end, is an office], one place a wording."""
    found: dict[Local, dict[tuple[str, bool], list[object]]] = defaultdict(dict)
    for local, span, office in _places(article):
        words = " ".join(span.of(article.text).split())
        if folded := fold(words):
            found[local].setdefault((folded, office), [words, span.start, span.end, office])
    return {local: list(places.values()) for local, places in found.items()}


def _places(article: LinkArticle) -> Iterator[tuple[Local, Span, bool]]:
    for person in article.reading.people:
        local = (article.id, SpeakerKind.PERSON, person.name)
        last = _last_word(article.text, person.name_span)
        yield from ((local, span, False) for span in (person.name_span, *person.mentions, last))
        yield from ((local, span, True) for span in person.offices)
    for _, quote in article.quotes:
        for who in _voices(quote):
            if who.name_span:
                yield (article.id, who.kind, who.name), who.name_span, False


def _last_word(text: str, span: Span) -> Span:
    """The surname inside a full name, so that it is found even where no article prints it alone."""
    words = span.of(text).rstrip()
    return Span(span.start + words.rfind(" ") + 1, span.start + len(words)) if " " in words else span
