"""What grouping sees of an article."""

from __future__ import annotations

from store.link.collection import LinkArticle, year_of
from store.link.story_doc import StoryDoc
from store.link.told import told_by


def story_doc(article: LinkArticle) -> StoryDoc:
    """What grouping sees of a settled article."""
    features, told = article.features, told_by(article)
    return StoryDoc(
        features.words,
        features.names,
        article.published,
        year_of(article.anchor),
        present=told.present,
        recalled=told.recalled,
        head=told.head,
        past=told.past,
    )
