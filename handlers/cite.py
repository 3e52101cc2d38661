"""How an answer names where words come from: outlet or file, date, and what "last week" hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from handlers import house
from handlers.doc import Cite, Evidence, House, Line, Source, evidence, fold, shortened
from handlers.slots import Count, Day, Name, OutletName, Path, These, Title
from store.extract.casualties.tables import words
from store.types import Article, LocalClaim, Outline, Person, Reading, Span, Speaker, SpeakerKind


def place(source: Source) -> House:
    """The outlet, or the file when the outlet is not known."""
    if source.outlet is None:
        return house.PATH(path=Path(source.path, source.article))
    return house.OUTLET(outlet=OutletName(source.outlet, source.article))


def title(source: Source) -> Line:
    """The title of an article that has one."""
    words = shortened(fold(source.title or ""))
    return (house.TITLE(title=Title(words, source.article)),) if words else ()


def cited(source: Source) -> Line:
    """Harbour Post, 5 March 2024 [1]; an undated source goes without a date (the list of sources says so)."""
    when = (house.COMMA(), *day(source)) if source.published.day else ()
    return (place(source), *when, house.SPACE(), Cite((source.article,)))


def day(source: Source) -> Line:
    """The article's date, or nothing for an undated one: the list of sources calls it undated."""
    return () if source.published.day is None else (house.DAY(day=Day(source.published, source.article)),)


def quoted(words: Evidence) -> Line:
    """Evidence between quotation marks, unless it opens with its own."""
    if words.text[0] in "\"“”„«'‘":
        return (words,)
    return (house.OPEN(), words, house.CLOSE())


def name_of(person: Person) -> Name:
    """A person's name where an article prints it (the full name when one does)."""
    for alias in sorted(person.aliases, key=lambda alias: fold(alias.text) != fold(person.name)):
        return Name(fold(alias.text), alias.article, alias.span)
    return Name(person.name, None, None)


def speaker_name(speaker: Speaker, article: Article) -> Name:
    """A speaker's name as this article prints it."""
    span = speaker.name_span or speaker.mention
    return Name(fold(span.of(article.text)) if span else speaker.name, article.id, span)


def claimant_name(claim: LocalClaim, article: Article) -> Name | None:
    """Who vouches for a figure; a description that opens its sentence goes on in small letters."""
    speaker = claim.claimant
    if speaker is None:
        return None
    name = speaker_name(speaker, article)
    opens = name.span is not None and name.span.start == claim.sentence.start
    common = speaker.kind is SpeakerKind.DESCRIBED and _is_common(name.text.split()[0], article)
    return replace(name, text=name.text[:1].lower() + name.text[1:]) if opens and common else name


def _is_common(word: str, article: Article) -> bool:
    """ "The", "Officials": no name."""
    small = word.lower()
    known = any(small in words(table) for table in ("person", "military", "civilian"))
    return small in ("the", "a", "an") or known or f" {small} " in article.text


def relative_times(article: Article, reading: Reading | Outline) -> tuple[Span, ...]:
    """Words such as "last week" that need the article's date; none when it has one."""
    if article.published.day is not None:
        return ()
    return tuple(sentence.relative_time for sentence in reading.sentences if sentence.relative_time)


def relative_in(
    article: Article, spans: Sequence[Span], times: Mapping[int, Sequence[Span]]
) -> Evidence | None:
    """The first relative time inside `spans` of an undated article."""
    inside = (time for time in times.get(article.id, ()) if any(span.contains(time) for span in spans))
    first = next(inside, None)
    return evidence(article, (first,)) if first else None


def undated_label(time: Evidence | None) -> Line:
    """undated; “last week” is the article's"""
    return (house.RELATIVE_UNDATED(), time, house.RELATIVE_IS_ITS()) if time else ()


def articles_count(number: int) -> Count:
    """5 articles"""
    return Count(number, "article")


def these_articles(number: int) -> These:
    """these 5 articles"""
    return These(number, "article")


def how_found(used_meaning: bool, preparing: bool) -> House:
    """By words, by meaning too, or not yet by meaning: the model loads, or its vectors are being made."""
    if used_meaning:
        return house.MEANING_USED()
    return house.MEANING_SOON() if preparing else house.WORDS_ONLY()


def listed(lines: Iterable[Line]) -> Line:
    """Lines one after the other, with commas."""
    return tuple(_with_commas(lines))[1:]


def _with_commas(lines: Iterable[Line]) -> Iterator[House | Evidence | Cite]:
    for line in lines:
        yield from (house.COMMA(), *line)
