"""What grouping sees of an article."""

from __future__ import annotations

from store.link.collection import LinkArticle, year_of
from store.link.naming import head_words, named_as_past
from store.link.story_doc import StoryDoc

TELLING = 5  # smaller figures are too common to tell one event from another


def story_doc(article: LinkArticle) -> StoryDoc:
    """What grouping sees of a settled article."""
    features = article.features
    figures = [
        (claim.kind.value, claim.value or 0, claim.recalled is not None) for _, claim in article.claims
    ]
    telling = [figure for figure in figures if figure[1] >= TELLING]
    return StoryDoc(
        features.words,
        features.names,
        article.published,
        year_of(article.anchor),
        present=frozenset((kind, value) for kind, value, recalled in telling if not recalled),
        recalled=frozenset((kind, value) for kind, value, recalled in telling if recalled),
        head=head_words(article),
        past=named_as_past(article),
    )
