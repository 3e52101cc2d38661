"""Episodes: a story's own events, and the earlier wars that its articles recall, each told apart.

A recalled war is known by its conflict (the stories of one topic) and by its years; without years by its
words. Figures go to the episode that their own clause names, else to the story of their article. No year
is ever made: an episode carries only years that some article prints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from store.keys import normalised
from store.link.collection import LinkArticle
from store.link.naming import Stories
from store.link.recalls import Recall
from store.link.stories import Topic
from store.link.wars import War, join_undated, running_wars, united, wars_of
from store.types import Anchor, CasualtyKind, Label, LocalClaim, Relation, Span

LONG_TITLE = 18  # words
LONGEST = 240  # characters of a label
LARGER = 5  # a war's toll is at least so many times that of the story in which it stands


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
    figures: list[tuple[CasualtyKind, int]] = field(default_factory=list)  # of its own articles' own claims
    larger: bool = False  # a war of which the story is a part, known by its toll


def link_episodes(
    articles: Sequence[LinkArticle], topics: Sequence[Topic], titles: Sequence[Label]
) -> list[LinkedEpisode]:
    """Own episodes first, in the order of the stories (topics flattened), then the recalled ones."""
    members = [(number, story) for number, topic in enumerate(topics) for story in topic]
    own = [
        LinkedEpisode(story=place, topic=number, mark="", labels=[titles[place]])
        for place, (number, _) in enumerate(members)
    ]
    stories = Stories(articles, members)
    left: dict[int, list[Recall]] = defaultdict(list)  # by topic
    for episode, (number, story) in zip(own, members, strict=True):
        for recall in _named_elsewhere(articles, story, episode):
            meant = stories.meant(recall) if recall.relation is not Relation.WHOLE else None
            if meant is not None:
                _give(own[meant], recall)
            elif stories.is_own(recall):
                _keep(episode, recall.key, recall.claim)
            else:
                left[number].append(recall)
    wars = united((number, war) for number in sorted(left) for war in _wars(left[number], own))
    recalled = [_episode(number, war) for number, war in wars]
    for place, (_, story) in enumerate(members):
        _take_equal(own[place], recalled, {key: claim for i in story for key, claim in articles[i].claims})
    return own + recalled


def _named_elsewhere(
    articles: Sequence[LinkArticle], members: Sequence[int], episode: LinkedEpisode
) -> list[Recall]:
    """Figures whose clause names an event; all others are the article's own and go to its story's."""
    found = []
    for place in members:
        for key, claim in articles[place].claims:
            recall = Recall(articles[place], episode.story or 0, key, claim)
            if recall.names_event:
                found.append(recall)
            else:
                _keep(episode, key, claim)
    return found


def _keep(episode: LinkedEpisode, key: str, claim: LocalClaim) -> None:
    """A figure of the story's own article."""
    episode.claims.append(key)
    episode.figures.append((claim.kind, claim.value or 0))


def _give(episode: LinkedEpisode, recall: Recall) -> None:
    """A figure of another story's article, with the words that lead here."""
    episode.claims.append(recall.key)
    words = " ".join(recall.span.of(recall.article.text).split())
    if words.casefold() not in {label.text.casefold() for label in episode.labels}:
        episode.labels.append(Label(recall.article.id, recall.span, words, Anchor.NAME))
    episode.tellers.add(recall.story)


def _wars(recalls: Sequence[Recall], own: Sequence[LinkedEpisode]) -> list[War]:
    """Earlier wars of one conflict; what the words alone do not put into the past mostly stays."""
    wars = [
        *wars_of(recall for recall in recalls if recall.strong),
        *running_wars(recall for recall in recalls if recall.relation is Relation.WHOLE),
    ]
    weak = [recall for recall in recalls if not recall.strong and recall.relation is not Relation.WHOLE]
    weak.sort(key=lambda recall: recall.about_war)
    for recall in weak:
        if join_undated(wars, recall):
            continue
        if recall.about_war and _is_of_a_larger_war(recall, own[recall.story]):
            wars.append(War([(recall, Anchor.FIGURE)]))
        else:
            _keep(own[recall.story], recall.key, recall.claim)
    return wars


def _is_of_a_larger_war(recall: Recall, episode: LinkedEpisode) -> bool:
    """ "The war has killed 60,000", in a story of a raid that killed 16."""
    value = recall.claim.value or 0
    own = [other for kind, other in episode.figures if kind is recall.claim.kind and other != value]
    return bool(own) and value >= LARGER * max(own)


def _episode(topic: int, war: War) -> LinkedEpisode:
    labels = _labels(war)
    years = war.years
    return LinkedEpisode(
        story=None,
        topic=topic,
        mark=f"{years[0]}-{years[1]} {'war' if war.about_war else ''}".strip()
        if years
        else labels[0].text.lower(),
        labels=labels,
        first_year=years[0] if years else None,
        last_year=years[1] if years else None,
        tellers={recall.story for recall, _ in war.recalls},
        claims=[recall.key for recall, _ in war.recalls],
        figures=[(recall.claim.kind, recall.claim.value or 0) for recall, _ in war.recalls],
        larger=any(_is_larger(recall, anchor) for recall, anchor in war.recalls),
    )


def _is_larger(recall: Recall, anchor: Anchor) -> bool:
    return recall.relation is Relation.WHOLE or (anchor is Anchor.FIGURE and not recall.strong)


def _take_equal(
    episode: LinkedEpisode, recalled: Sequence[LinkedEpisode], claims: Mapping[str, LocalClaim]
) -> None:
    """A larger war's toll that an article of the story repeats in other words is that war's."""
    wars = [war for war in recalled if war.larger and episode.story in war.tellers]
    for key in list(episode.claims):
        claim = claims.get(key)
        war = next((w for w in wars if claim and (claim.kind, claim.value) in w.figures), None)
        if war is not None:
            episode.claims.remove(key)
            war.claims.append(key)


def _labels(war: War) -> list[Label]:
    """The words that name it, each once: those with a year first, then the shorter."""
    found: dict[str, Label] = {}
    for recall, anchor in sorted(war.recalls, key=lambda pair: pair[0].article.order):
        text = " ".join(recall.label.of(recall.article.text).split())
        found.setdefault(text.lower(), Label(recall.article.id, recall.label, text, anchor))
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
