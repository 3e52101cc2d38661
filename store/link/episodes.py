"""Episodes: a story's own events, and the earlier wars that its articles recall, each told apart.

A recalled war is known by its conflict (the stories of one topic) and by its years; without years by its
words. Figures go to the episode that their own clause names, else to the story of their article. No year
is ever made: an episode carries only years that some article prints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from store.keys import normalised
from store.link.collection import LinkArticle
from store.link.stories import Topic
from store.types import Label, Recalled, Span

LONG_TITLE = 18  # words
LONGEST = 240  # characters of a label
WIDE = 15  # years: a longer stretch ("since the 1990s") names no war


@dataclass(slots=True)
class LinkedEpisode:
    """`story` is the index of its story, None for a recalled one; `mark` is what it is known by again."""

    story: int | None
    topic: int
    mark: str
    labels: list[Label] = field(default_factory=list)
    first_year: int | None = None
    last_year: int | None = None
    tellers: set[int] = field(default_factory=set)  # stories whose articles recall it
    claims: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Recall:
    article: LinkArticle
    story: int
    recalled: Recalled
    claim: str


def link_episodes(
    articles: Sequence[LinkArticle], topics: Sequence[Topic], titles: Sequence[Label]
) -> list[LinkedEpisode]:
    """Own episodes first, in the order of the stories (topics flattened), then the recalled ones."""
    own: list[LinkedEpisode] = []
    recalled: list[LinkedEpisode] = []
    for number, topic in enumerate(topics):
        recalls: list[_Recall] = []
        for members in topic:
            episode = LinkedEpisode(story=len(own), topic=number, mark="", labels=[titles[len(own)]])
            own.append(episode)
            for place in members:
                recalls += _sort_claims(articles[place], episode)
        recalled += _wars(number, recalls)
    return own + recalled


def _sort_claims(article: LinkArticle, episode: LinkedEpisode) -> list[_Recall]:
    """The article's own figures go to its story's episode; the rest is returned."""
    story = episode.story or 0
    recalls = []
    for key, claim in article.claims:
        if claim.recalled is None:
            episode.claims.append(key)
        else:
            recalls.append(_Recall(article, story, claim.recalled, key))
    return recalls


def _wars(topic: int, recalls: Sequence[_Recall]) -> list[LinkedEpisode]:
    dated = [recall for recall in recalls if _years(recall.recalled)]
    undated = [recall for recall in recalls if not _years(recall.recalled)]
    groups = [*_by_years(dated), *_by_words(undated)]
    return [_war(topic, group) for group in groups]


def _years(recalled: Recalled) -> tuple[int, int] | None:
    if recalled.first_year is None:
        return None
    last = recalled.last_year if recalled.last_year is not None else recalled.first_year
    return (recalled.first_year, last) if last - recalled.first_year <= WIDE else None


def _by_years(recalls: Iterable[_Recall]) -> list[list[_Recall]]:
    """Recalls whose years overlap are one war; a single year inside a decade joins it only if alone."""
    groups: list[tuple[int, int, list[_Recall]]] = []
    for recall in sorted(recalls, key=lambda r: (_years(r.recalled), r.article.order)):
        first, last = _years(recall.recalled) or (0, 0)
        if groups and first <= groups[-1][1]:
            start, end, members = groups[-1]
            groups[-1] = (start, max(end, last), [*members, recall])
        else:
            groups.append((first, last, [recall]))
    return [members for _, _, members in groups]


def _by_words(recalls: Iterable[_Recall]) -> list[list[_Recall]]:
    groups: dict[str, list[_Recall]] = defaultdict(list)
    for recall in recalls:
        groups[normalised(recall.article.text, [recall.recalled.span])].append(recall)
    return [groups[words] for words in sorted(groups)]


def _war(topic: int, recalls: Sequence[_Recall]) -> LinkedEpisode:
    ranges = [years for recall in recalls if (years := _years(recall.recalled))]
    first = min((years[0] for years in ranges), default=None)
    last = max((years[1] for years in ranges), default=None)
    labels = _labels(recalls)
    mark = f"{first}-{last}" if ranges else labels[0].text.lower()
    return LinkedEpisode(
        story=None,
        topic=topic,
        mark=mark,
        labels=labels,
        first_year=first,
        last_year=last,
        tellers={recall.story for recall in recalls},
        claims=[recall.claim for recall in recalls],
    )


def _labels(recalls: Sequence[_Recall]) -> list[Label]:
    """The words that name it, each once: those with a year first, then the shorter."""
    found: dict[str, Label] = {}
    for recall in sorted(recalls, key=lambda r: r.article.order):
        text = " ".join(recall.recalled.span.of(recall.article.text).split())
        found.setdefault(text.lower(), Label(recall.article.id, recall.recalled.span, text))
    return sorted(
        found.values(), key=lambda label: (not any(c.isdigit() for c in label.text), len(label.text))
    )


def title_of(articles: Sequence[LinkArticle]) -> Label:
    """A story's title: the headline whose words most of its articles share, else its first sentence."""
    vocabulary = [
        frozenset(article.features.words) | frozenset(article.features.names) for article in articles
    ]
    headed = [article for article in articles if article.reading.layout.headline]

    def shared(article: LinkArticle) -> float:
        span = article.reading.layout.headline or Span(0, 0)
        words = normalised(article.text, [span]).split()
        covered = sum(word in known for word in words for known in vocabulary)
        return covered / (len(words) or 1) - (len(words) > LONG_TITLE)

    if headed:
        best = min(headed, key=lambda article: (-round(shared(article), 6), article.order))
        return _label(best, best.reading.layout.headline or Span(0, 0))
    first = min(articles, key=lambda article: article.order)
    spans = [sentence.span for sentence in first.reading.sentences] or list(first.reading.layout.paragraphs)
    return _label(first, spans[0] if spans else Span(0, 0))


def _label(article: LinkArticle, span: Span) -> Label:
    """The words of a span, those of an overlong one up to its last whole word."""
    if span.end - span.start > LONGEST:
        words = span.of(article.text)[:LONGEST]
        span = Span(span.start, span.start + (len(words.rsplit(None, 1)[0]) or LONGEST))
    return Label(article.id, span, " ".join(span.of(article.text).split()))
