"""A library in memory over the four articles of desk/, with hand-made facts: no parse, no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from store.errors import NotFound
from store.types import (
    Alias,
    Article,
    ArticleFilter,
    CasualtyClaim,
    CasualtyKind,
    Counts,
    DatePrecision,
    Episode,
    Hit,
    Label,
    Layout,
    LocalClaim,
    LocalQuote,
    Metadata,
    Origin,
    Person,
    PersonMatch,
    Published,
    Qualifier,
    Quote,
    QuoteKind,
    Reading,
    Recalled,
    Resolution,
    SearchResult,
    Sentence,
    Sourced,
    Span,
    Speaker,
    SpeakerKind,
    Story,
)

DESK = Path(__file__).with_name("desk")


def at(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(start, start + len(words))


def load(number: int, name: str) -> Article:
    raw = (DESK / name).read_text(encoding="utf-8")
    fields, text = {}, raw
    if raw.startswith("---\n"):
        front, text = raw[4:].split("---\n", 1)
        fields = dict(line.split(": ", 1) for line in front.splitlines())
    day = date.fromisoformat(fields["published"]) if "published" in fields else None
    published = Published(day, DatePrecision.DAY, Origin.GIVEN) if day else Published()
    metadata = Metadata(
        title=Sourced(fields["title"], Origin.GIVEN) if "title" in fields else None,
        outlet=Sourced(fields["outlet"], Origin.GIVEN) if "outlet" in fields else None,
        published=published,
    )
    aside = text.find("Support the Doran Daily")
    return Article(
        id=number,
        path=name,
        paths=(name,),
        sha256="",
        text=text,
        metadata=metadata,
        language="en",
        added_at=datetime(2024, 3, 7, tzinfo=UTC),
        revision=1,
        boilerplate=(Span(aside, len(text) - 1),) if aside >= 0 else (),
        origin=number,
        story=2 if name == "island-notes.txt" else 1,
    )


HARBOUR, DORAN, WIRE, ISLAND = (
    load(number, name)
    for number, name in enumerate(
        ("harbour-post.txt", "doran-daily.txt", "wire-copy.txt", "island-notes.txt"), 1
    )
)
ARTICLES = {article.id: article for article in (HARBOUR, DORAN, WIRE, ISLAND)}


def sentences(article: Article) -> Iterable[Sentence]:
    start = paragraph = 0
    for line in article.text.splitlines(keepends=True):
        span = Span(start, start + len(line.rstrip("\n")))
        start += len(line)
        if span.start == span.end or any(span.overlaps(aside) for aside in article.boilerplate):
            continue
        headline = line.startswith("Marek: no one")
        relative = next((at(article, w) for w in ("last week", "on Wednesday") if w in line), None)
        yield Sentence(span, -1 if headline else paragraph, relative_time=relative)
        paragraph += not headline


def reading(article: Article) -> Reading:
    found = tuple(sentences(article))
    headline = next((s.span for s in found if s.paragraph < 0), None)
    layout = Layout(headline, tuple(s.span for s in found if s.paragraph >= 0), article.boilerplate)
    return Reading("fake", layout, Metadata(), "en", found)


def speaker(article: Article, name: str, mention: str = "", how: Resolution = Resolution.NAMED) -> Speaker:
    kind = SpeakerKind.ORGANISATION if "navy" in name or "ministry" in name else SpeakerKind.PERSON
    return Speaker(name, kind, how, at(article, mention or name), at(article, name))


def quote(
    article: Article, kind: QuoteKind, words: str, by: Speaker, cue: str = "", **more: Any
) -> LocalQuote:
    line = next(s.span for s in sentences(article) if s.span.contains(at(article, words)))
    return LocalQuote(kind, (at(article, words),), line, at(article, cue) if cue else None, by, **more)


MAREK_1, MAREK_2 = speaker(HARBOUR, "Ana Marek"), speaker(DORAN, "Ana Marek")
MAREK_3 = speaker(WIRE, "Marek", how=Resolution.SURNAME)
MINISTER = speaker(DORAN, "Ana Marek", "the Velian minister", Resolution.DESCRIPTION)
LOUD = '"Nobody closes a sea by speaking loudly,"'
D, M, I = QuoteKind.DIRECT, QuoteKind.MIXED, QuoteKind.INDIRECT  # noqa: E741
QUOTES = (
    Quote("q1", 1, quote(HARBOUR, D, LOUD, MAREK_1, "said on"), 1, group=1),
    Quote("q2", 1, quote(HARBOUR, M, 'the truce offered by Doran "a door, not a house"', MAREK_1, "called"), 1),
    Quote("q3", 2, quote(DORAN, I, "no one can close the sea with loud words", MAREK_2, in_headline=True), 1, group=1),
    Quote("q4", 2, quote(DORAN, D, LOUD, MINISTER, "told"), 1, group=1),
    Quote("q5", 2, quote(DORAN, I, "Doran to withdraw two boats from the northern bank", MAREK_2, "urged"), 1),
    Quote("q6", 3, quote(WIRE, D, '"We will talk, but not under those guns,"', MAREK_3, "said after"), 1),
    Quote("q7", 3, quote(WIRE, M, '"an open inquiry" into the fire on the ferry', MAREK_3, "insisted", relay=speaker(WIRE, "Jonas Vell")), 1, 3),
    Quote("q8", 4, quote(ISLAND, D, '"The children counted every tile,"', speaker(ISLAND, "Lena Or")), 4),
    Quote("q9", 2, quote(DORAN, I, "its boats had been fired on first", speaker(DORAN, "Doran's defence ministry"), "said its"), 5),
)  # fmt: skip


def alias(article: Article, words: str) -> Alias:
    return Alias(words, article.id, at(article, words))


PEOPLE = (
    Person(
        1,
        "Ana Marek",
        SpeakerKind.PERSON,
        (alias(HARBOUR, "Ana Marek"), alias(WIRE, "Marek")),
        (alias(HARBOUR, "Velian Foreign Minister"),),
        3,
        2,
        2,
        2,
    ),
    Person(3, "Jonas Vell", SpeakerKind.PERSON, (alias(WIRE, "Jonas Vell"),), (), 0, 1, 0, 0),
    Person(4, "Lena Or", SpeakerKind.PERSON, (alias(ISLAND, "Lena Or"),), (), 1, 0, 0, 1),
    Person(
        5,
        "Doran's defence ministry",
        SpeakerKind.ORGANISATION,
        (alias(DORAN, "Doran's defence ministry"),),
        (),
        0,
        0,
        1,
        1,
    ),
)


def claim(
    article: Article, words: str, number: str, bounds: tuple[int | None, int | None, int], **more: Any
) -> LocalClaim:
    low, high, value = bounds
    qualifier = Qualifier.EXACT if low == high else Qualifier.AT_LEAST if low else Qualifier.ABOUT
    line = next(s.span for s in sentences(article) if s.span.contains(at(article, words)))
    found = at(article, words)
    kind = CasualtyKind.KILLED
    return replace(LocalClaim(kind, found, at(article, number), value, low, high, qualifier, line), **more)


NAVY = speaker(HARBOUR, "the Velian navy")
WAR = Recalled(at(HARBOUR, "a war in 1996"), 1996, 1996)
WAR_2 = Recalled(at(DORAN, "a war in 1996"), 1996, 1996)
CLAIMS = (
    CasualtyClaim("c1", 1, claim(HARBOUR, "At least 31 people were killed", "At least 31", (31, None, 31), claimant=NAVY), 1, 0),
    CasualtyClaim("c2", 1, claim(HARBOUR, "19 Velian sailors", "19", (19, 19, 19), victims=at(HARBOUR, "Velian sailors"), side="Velian", part_of=0, civilian=False, claimant=NAVY), 1, 1),
    CasualtyClaim("c3", 1, claim(HARBOUR, "killed 5,200 people", "5,200", (5200, 5200, 5200), recalled=WAR), 2, 2),
    CasualtyClaim("c4", 2, claim(DORAN, "About 40 people died", "About 40", (None, None, 40)), 1, 0),
    CasualtyClaim("c5", 2, claim(DORAN, "thousands dead", "thousands", (2000, None, 2000), recalled=WAR_2), 2, 1),
    CasualtyClaim("c6", 2, claim(DORAN, "7 Doran sailors were killed", "7", (7, 7, 7), victims=at(DORAN, "Doran sailors"), side="Doran", civilian=False, claimant=speaker(DORAN, "Doran's defence ministry")), 1, 2),
    CasualtyClaim("c7", 3, claim(WIRE, "Exactly 12 Doran sailors were killed", "Exactly 12", (12, 12, 12), victims=at(WIRE, "Doran sailors"), side="Doran", civilian=False, claimant=speaker(WIRE, "the Velian navy")), 1, 0),
    CasualtyClaim("c8", 3, claim(WIRE, "Four people are missing", "Four", (4, 4, 4), kind=CasualtyKind.MISSING), 1, 1),
)  # fmt: skip
STORIES = (
    Story(1, Label(1, at(HARBOUR, "Doran patrol boats fired on the ferry Albatross"), ""), (1, 2, 3), ("Harbour Post", "Doran Daily"), 1),
    Story(2, Label(4, at(ISLAND, "The school on the island of Oss"), ""), (4,), ("Island Notes",), 3),
)  # fmt: skip
EPISODES = (
    Episode(1, 1, (STORIES[0].title,)),
    Episode(2, None, (Label(1, WAR.span, "a war in 1996"),), 1996, 1996),
    Episode(3, 2, (STORIES[1].title,)),
)


class FakeLibrary:
    """The part of Library that commands use."""

    def counts(self) -> Counts:
        return Counts(4, 3, 2, len(QUOTES), len(CLAIMS), len(PEOPLE), 2, 12)

    def article(self, number: int) -> Article:
        if number not in ARTICLES:
            raise NotFound("article", number)
        return ARTICLES[number]

    def articles(
        self, where: ArticleFilter = ArticleFilter(), limit: int = 50, offset: int = 0
    ) -> tuple[tuple[Article, ...], int]:
        order = (HARBOUR, ISLAND, DORAN, WIRE)
        found = tuple(article for article in order if fits(article, where))
        return found[offset : offset + limit], len(found)

    def texts(self, numbers: Iterable[int]) -> dict[int, Article]:
        return {number: ARTICLES[number] for number in sorted(set(numbers))}

    def reading(self, number: int) -> Reading:
        return reading(ARTICLES[number])

    def outlets(self) -> tuple[tuple[str, int], ...]:
        return (("Doran Daily", 1), ("Harbour Post", 1), ("Island Notes", 1))

    def find_person(self, words: str) -> PersonMatch:
        asked = words.casefold()
        found = tuple(person for person in PEOPLE if asked in person.name.casefold())
        nearest = tuple(person for person in PEOPLE if asked[:3] in person.name.casefold())
        return PersonMatch(found, () if found else nearest)

    def person(self, number: int) -> Person:
        return next(person for person in PEOPLE if person.id == number)

    def people(self, limit: int = 50) -> tuple[Person, ...]:
        return PEOPLE[:limit]

    def quotes(
        self, person: int | None = None, where: ArticleFilter = ArticleFilter(), article: int | None = None
    ) -> tuple[Quote, ...]:
        return tuple(
            q
            for q in QUOTES
            if (person is None or person in (q.person, q.relay_person))
            and article in (None, q.article)
            and fits(ARTICLES[q.article], where)
        )

    def claims(
        self,
        episodes: Sequence[int] | None = None,
        article: int | None = None,
        where: ArticleFilter = ArticleFilter(),
    ) -> tuple[CasualtyClaim, ...]:
        return tuple(
            c
            for c in CLAIMS
            if (episodes is None or c.episode in episodes)
            and article in (None, c.article)
            and fits(ARTICLES[c.article], where)
        )

    def stories(self, topic: str | None = None, limit: int = 3) -> tuple[tuple[Story, ...], int]:
        words = (topic or "").casefold()
        found = tuple(s for s in STORIES if any(words in ARTICLES[n].text.casefold() for n in s.articles))
        return found[:limit], len(found)

    def story(self, number: int) -> Story:
        for story in STORIES:
            if story.id == number:
                return story
        raise NotFound("story", number)

    def episodes(self, stories: Sequence[int]) -> tuple[Episode, ...]:
        own = tuple(e for e in EPISODES if e.story in stories)
        return (*own, *(e for e in EPISODES if e.story is None and 1 in stories))

    def search(self, words: str, where: ArticleFilter = ArticleFilter(), limit: int = 10) -> SearchResult:
        hits = tuple(
            Hit(article.id, sentence.span, 1.0, (at(article, words.casefold()),))
            for article in ARTICLES.values()
            for sentence in sentences(article)
            if fits(article, where) and words.casefold() in sentence.span.of(article.text)
        )
        return SearchResult(hits[:limit], False, len(hits))

    def similar(self, words: str, texts: Sequence[str]) -> tuple[float, ...] | None:
        return None


def fits(article: Article, where: ArticleFilter) -> bool:
    day = article.published.day
    timed = where.since or where.until
    return (
        where.outlet in (None, article.outlet)
        and where.story in (None, article.story)
        and not (timed and day is None)
        and not (where.since and day and day < where.since)
        and not (where.until and day and day > where.until)
        and (where.words or "").casefold() in article.text.casefold()
    )
