"""Local facts: what one article says by itself (stage read)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from store.types.kinds import (
    CasualtyKind,
    DatePrecision,
    Manner,
    Origin,
    Qualifier,
    QuoteKind,
    Relation,
    Resolution,
    SpeakerKind,
)


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
    several: bool = False  # "officials on both sides": of a figure's claimant


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

    def holds(self, other: LocalQuote) -> bool:
        """Whether all words of another quote of the same article stand inside this one."""
        return all(any(span.contains(part) for span in self.spans) for part in other.spans)

    @property
    def manner(self) -> Manner:
        """How near it is to its speaker's own words; what another person passes on stands apart."""
        if self.relay is not None and self.relay.kind is SpeakerKind.PERSON:
            return Manner.RELAYED
        nearest = {QuoteKind.DIRECT: Manner.OWN, QuoteKind.MIXED: Manner.PARTLY}
        return nearest.get(self.kind, Manner.INDIRECT)


@dataclass(frozen=True, slots=True)
class Recalled:
    """An event that a clause names, apart from the article's present story: mostly an earlier one."""

    span: Span  # the naming words: "a war in 2020", "in the nineties of the last century"
    first_year: int | None = None
    last_year: int | None = None
    relation: Relation = Relation.EARLIER


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
    corrected: bool = False  # a person set its kind or number here
    event: Span | None = None  # what its own clause calls the event: "the battle for the ridge"


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
