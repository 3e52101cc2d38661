"""Frozen facts: what passes between the layers. No row and no parse ever leaves the store.

Offsets are `str` indexes into an article's `text`, end exclusive. *Local* facts come from one article
alone (stage read); the others carry what only the collection can tell (stage link).
"""

from store.types.asked import ArticleFilter, Counts, Hit, SearchResult
from store.types.changed import Change, FileReport, IngestReport, NewsState, Outcome
from store.types.kinds import (
    CasualtyKind,
    DatePrecision,
    Manner,
    Origin,
    Qualifier,
    QuoteKind,
    Resolution,
    SpeakerKind,
    Why,
)
from store.types.linked import (
    Alias,
    Article,
    CasualtyClaim,
    Episode,
    Label,
    Person,
    PersonMatch,
    Quote,
    Story,
)
from store.types.local import (
    Layout,
    LocalClaim,
    LocalPerson,
    LocalQuote,
    Metadata,
    Published,
    RawArticle,
    Reading,
    Recalled,
    Sentence,
    Sourced,
    Span,
    Speaker,
    TimeAnchor,
)
from store.types.outline import NamedTime, Outline, outline_of

__all__ = [
    "Alias",
    "Article",
    "ArticleFilter",
    "CasualtyClaim",
    "CasualtyKind",
    "Change",
    "Counts",
    "DatePrecision",
    "Episode",
    "FileReport",
    "Hit",
    "IngestReport",
    "Label",
    "Layout",
    "LocalClaim",
    "LocalPerson",
    "LocalQuote",
    "Manner",
    "Metadata",
    "NamedTime",
    "NewsState",
    "Origin",
    "Outcome",
    "Outline",
    "Person",
    "PersonMatch",
    "Published",
    "Qualifier",
    "Quote",
    "QuoteKind",
    "RawArticle",
    "Reading",
    "Recalled",
    "Resolution",
    "SearchResult",
    "Sentence",
    "Sourced",
    "Span",
    "Speaker",
    "SpeakerKind",
    "Story",
    "TimeAnchor",
    "Why",
    "outline_of",
]
