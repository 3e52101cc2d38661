"""Frozen facts: what passes between the layers. No row and no parse ever leaves the store.

Offsets are `str` indexes into an article's `text`, end exclusive. *Local* facts come from one article
alone (stage read); the others carry what only the collection can tell (stage link).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Origin(StrEnum):
    """Where a piece of metadata comes from."""

    GIVEN = "given"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class DatePrecision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class QuoteKind(StrEnum):
    """Direct: all in quotation marks. Mixed: partly. Indirect: no marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class SpeakerKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    DESCRIBED = "described"  # "a senior official", "witnesses": nobody with a name


class Resolution(StrEnum):
    """How the words of an attribution were taken to a speaker."""

    NAMED = "named"  # the full name or the organisation stands in the attribution
    SURNAME = "surname"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"  # "the Russian leader"
    CONTINUED = "continued"  # a quotation without attribution that goes on from the one before
    UNRESOLVED = "unresolved"


class CasualtyKind(StrEnum):
    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_OR_WOUNDED = "killed or wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"


class Qualifier(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"
    VAGUE = "vague"


class Why(StrEnum):
    """Why a fact stands in the change log. Only ADDED and REVISED are news."""

    ADDED = "added"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    RELINKED = "relinked"
    EXTRACTOR = "extractor"
    CORRECTED = "corrected"


# --- stage read: one article ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is built. `paragraphs` hold neither boilerplate nor the headline.

    `boilerplate` is what the rules see in this article alone; repetition is added at link.
    """

    headline: Span | None
    paragraphs: tuple[Span, ...]
    boilerplate: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Sourced:
    """A title, outlet or relay; `span` shows it in the text when it was inferred."""

    value: str
    origin: Origin
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """Publication date. `day` is the first day of its month or year at lower precision."""

    day: date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    origin: Origin = Origin.UNKNOWN
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article beside its text."""

    title: Sourced | None = None
    outlet: Sourced | None = None
    url: str | None = None
    published: Published = Published()
    language: str | None = None
    place: Sourced | None = None  # of the dateline
    relays: tuple[Sourced, ...] = ()  # sources the article says it passes on ("per Azatutyun")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `dangling` when its opening points outside it ("He", "That", "Meanwhile")."""

    span: Span
    paragraph: int  # index into Layout.paragraphs, -1 for the headline
    dangling: bool = False
    relative_time: Span | None = None  # "last week", "on Friday"


@dataclass(frozen=True, slots=True)
class TimeAnchor:
    """A time that the text names: explicit parts only, nothing guessed. Years inclusive.

    "July 12" has month and day; "in 2020" year 2020 to 2020; "the 1990s" 1990 to 1999.
    """

    span: Span
    first_year: int | None = None
    last_year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to speak, as one article shows it.

    `mention` is the attribution's words (absent for a continued quotation); `name` the article's fullest
    name for the same speaker, printed at `name_span`; for a described speaker the mention's own words.
    """

    name: str
    kind: SpeakerKind
    resolution: Resolution
    mention: Span | None
    name_span: Span | None


@dataclass(frozen=True, slots=True)
class LocalPerson:
    """Someone whom an article names. `name` is the fullest form without title, printed at `name_span`.

    `mentions` are all places of the name, surnames alone included, in order; `gender` is "male", "female" or
    None; `offices` are printed titles ("Russian President", "Foreign Minister").
    """

    name: str
    name_span: Span
    mentions: tuple[Span, ...]
    gender: str | None
    offices: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LocalQuote:
    """A statement: `spans` is its content (quotation marks inside the spans where the text has them)."""

    kind: QuoteKind
    spans: tuple[Span, ...]
    sentence: Span  # the sentence or sentences it stands in, attribution included
    cue: Span | None = None
    speaker: Speaker | None = None
    relay: Speaker | None = None  # who passes the words on: "Putin expressed ..., Peskov said"
    in_headline: bool = False


@dataclass(frozen=True, slots=True)
class Recalled:
    """An earlier war or episode that a clause names, apart from the article's present story."""

    span: Span  # the naming words: "a war in 2020", "in the nineties of the last century"
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class LocalClaim:
    """A casualty figure. `words` is the shortest phrase that can be shown alone ("more than 200 dead").

    Bounds are what the words allow: "more than 200" is low 201, high None. `recalled` None means the
    article's present story. `part_of` is the index of the claim in the same article that this is a part of.
    """

    kind: CasualtyKind
    words: Span
    number: Span  # number words with their qualifier: "more than 200", "dozens"
    value: int | None  # 200; the floor of a vague word
    low: int | None
    high: int | None
    qualifier: Qualifier
    sentence: Span
    victims: Span | None = None
    civilian: bool | None = None
    side: str | None = None  # country or group of the victims, "both" where the words say so
    claimant: Speaker | None = None
    cumulative: bool | None = None  # None: the words do not tell
    denied: bool = False
    implied: bool = False  # "a man was shot dead"
    part_of: int | None = None
    place: Span | None = None
    as_of: Span | None = None
    recalled: Recalled | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All local facts of one article: a pure function of its text and the reader's version."""

    version: str
    layout: Layout
    metadata: Metadata  # inferred only
    language: str
    sentences: tuple[Sentence, ...] = ()
    people: tuple[LocalPerson, ...] = ()
    anchors: tuple[TimeAnchor, ...] = ()
    quotes: tuple[LocalQuote, ...] = ()
    claims: tuple[LocalClaim, ...] = ()
    parsed: int = 0  # characters that were parsed; the rest is stored and searchable only
    notes: tuple[str, ...] = ()  # what the report should say ("parsed 200,000 of 310,000 characters")


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A file's content after decoding: LF line ends, BOM off, front matter excluded from `text`."""

    path: str  # relative to the folder, "/" between parts
    sha256: str
    encoding: str
    front_length: int  # characters of front matter before `text`
    text: str
    metadata: Metadata  # given only
    notes: tuple[str, ...] = ()


# --- stage link: the collection ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One stored article. `boilerplate` is final: by rule and by repetition."""

    id: int
    path: str
    paths: tuple[str, ...]
    sha256: str
    text: str
    metadata: Metadata  # given before inferred
    language: str
    added_at: datetime
    revision: int
    boilerplate: tuple[Span, ...] = ()
    origin: int = 0  # articles that are near-copies share it
    story: int | None = None

    @property
    def outlet(self) -> str | None:
        return self.metadata.outlet.value if self.metadata.outlet else None

    @property
    def title(self) -> str | None:
        return self.metadata.title.value if self.metadata.title else None

    @property
    def published(self) -> Published:
        return self.metadata.published


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as an article prints it."""

    text: str
    article: int
    span: Span


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks: a person or an organisation; described speakers have no Person."""

    id: int
    name: str
    kind: SpeakerKind
    aliases: tuple[Alias, ...] = ()
    offices: tuple[Alias, ...] = ()  # "Russian President"
    direct: int = 0
    mixed: int = 0
    indirect: int = 0
    outlets: int = 0

    @property
    def statements(self) -> int:
        return self.direct + self.mixed + self.indirect


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """Who a user's words mean: `found` (several are namesakes), else the `nearest` names."""

    found: tuple[Person, ...] = ()
    nearest: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement with its resolved speaker. `variants` holds the keys of the same utterance elsewhere."""

    key: str
    article: int
    local: LocalQuote
    person: int | None
    relay_person: int | None = None
    group: int | None = None  # variant group


@dataclass(frozen=True, slots=True)
class CasualtyClaim:
    key: str
    article: int
    local: LocalClaim
    episode: int
    number: int = 0  # n-th claim of its article


@dataclass(frozen=True, slots=True)
class Label:
    """An episode's or story's name: words of an article, never composed."""

    article: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Episode:
    """Something that happened: a story's own events, or an earlier war that articles only recall."""

    id: int
    story: int | None  # None: only recalled
    labels: tuple[Label, ...]  # best first
    first_year: int | None = None  # only years that an article prints
    last_year: int | None = None
    related: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one episode, in the order dated, anchored, undated by path."""

    id: int
    title: Label
    articles: tuple[int, ...]
    outlets: tuple[str, ...]
    episode: int
    related: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found by words, meaning or both; `marks` are the matching words."""

    article: int
    span: Span
    score: float
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    hits: tuple[Hit, ...]
    used_meaning: bool  # False: vectors are not loaded or not ready
    total: int = 0


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Limits of a query; None leaves one out. `since` and `until` are inclusive and drop undated articles."""

    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    story: int | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    articles: int = 0
    outlets: int = 0
    undated: int = 0
    quotes: int = 0
    claims: int = 0
    people: int = 0
    stories: int = 0
    passages: int = 0
    embedded: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the change log: something of an article is there, other, or gone since `seq`."""

    seq: int
    key: str
    kind: str  # article, quote, claim
    why: Why
    article: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NewsState:
    """The end of the change log, when it was written, and how much of it link has worked out."""

    last: int = 0
    changed_at: datetime | None = None
    linked: int = 0


class Outcome(StrEnum):
    """What became of one file in an ingest."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    DUPLICATE = "duplicate"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"  # gone from the folder, still served until its owner decides
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class FileReport:
    path: str
    outcome: Outcome
    article: int | None = None
    why: str = ""  # reason of a rejection, original of a duplicate
    notes: tuple[str, ...] = ()
    quotes: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    files: tuple[FileReport, ...] = ()
    seconds: float = 0.0
    unchanged: int = 0
    notes: tuple[str, ...] = ()
    stages: dict[str, float] = field(default_factory=dict)  # seconds of work per stage

    def of(self, outcome: Outcome) -> tuple[FileReport, ...]:
        return tuple(file for file in self.files if file.outcome is outcome)
