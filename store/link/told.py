"""What an article tells as its own news and what as past: its figures, its opening, the events it recalls.

A figure is of the past when its words say so, or when its clause names an event by names that stand nowhere
else in the article's opening ("pulled back from Orsova, where 90 died in the battle for the ridge").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from store.link.background import Parts
from store.link.collection import LinkArticle
from store.link.naming import head_words, words_outside_of
from store.link.recalls import Recall
from store.link.story_doc import Figures


@dataclass(frozen=True, slots=True)
class Told:
    """Figures as (kind, number) of the article's own events and of the past ones; words of its opening
    without the sentences on those; and the names of each of those."""

    present: Figures
    recalled: Figures
    head: frozenset[str]
    past: tuple[frozenset[str], ...]


def told_by(article: LinkArticle, parts: Parts) -> Told:
    """What grouping compares."""
    recalls = [Recall(article, 0, key, claim) for key, claim in article.claims]
    past = {recall.key: names for recall in recalls if (names := _named_as_past(recall)) is not None}
    earlier = {r.key for r in recalls if r.strong or parts.is_background(r.claim.words)}
    return Told(
        present=frozenset(_figures(recall for recall in recalls if recall.key not in earlier)),
        recalled=frozenset(_figures(recall for recall in recalls if recall.key in earlier)),
        head=words_outside_of(article, [recall.claim.sentence for recall in recalls if recall.key in past]),
        past=tuple(sorted({names for names in past.values() if names}, key=sorted)),
    )


def _figures(recalls: Iterator[Recall]) -> Iterator[tuple[str, int]]:
    for claim in (recall.claim for recall in recalls):
        if claim.value:
            yield claim.kind.value, claim.value


def _named_as_past(recall: Recall) -> frozenset[str] | None:
    """The names of a past event, none where nothing tells them from others; None for an event of its own.

    Words that put it into the past are believed. Without them its names must stand nowhere else
    in the opening, and not in the sentence that opens the article.
    """
    elsewhere = recall.names - head_words(recall.article, recall.claim.sentence)
    names = recall.direct or recall.proper
    if recall.strong:
        return names if names & elsewhere else frozenset()
    if not recall.names_event or recall.about_war or not recall.proper or _opens(recall):
        return None
    return names if names <= elsewhere else None


def _opens(recall: Recall) -> bool:
    """Whether its sentence is the headline or the first one of the text."""
    layout = recall.article.reading.layout
    first = layout.paragraphs[0].start if layout.paragraphs else 0
    return recall.claim.sentence.start <= first
