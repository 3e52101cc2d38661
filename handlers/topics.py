"""What a subscription's topic means: the person, the story or the earlier war that its words name."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.cite import name_of
from handlers.doc import Evidence, Line, evidence
from handlers.registry import Ask
from handlers.slots import Name, UserWords
from handlers.words import content_words, same_words
from store.desk_types import EVERYTHING, Target, Topic
from store.errors import NotFound
from store.types import Article, Label, Story

_STORIES = 3  # whose earlier wars may be meant


@dataclass(frozen=True, slots=True)
class Meaning:
    """A topic as answers show it: the words, and what they mean today."""

    topic: Topic
    person: Name | None = None
    title: Evidence | None = None

    def line(self) -> Line:
        """“straits” · the story “Doran boats fire on ferry”, and new articles with these words"""
        if not self.topic.words:
            return (house.ABOUT_ALL(),)
        return house.dots((house.OF_TOPIC(words=UserWords(self.topic.words)),), self._means())

    def _means(self) -> Line:
        if self.person is not None:
            return (house.MEANS_PERSON(name=self.person),)
        if self.title is None:
            return (house.MEANS_WORDS(),)
        opening = house.MEANS_STORY if self.topic.target is Target.STORY else house.MEANS_EPISODE
        return (opening(), self.title, house.MEANS_END())


def resolve(ask: Ask, words: str, story: int | None = None) -> Topic:
    """What the words mean now: one person, else an earlier war or the story that they find, else only words.

    Raises NotFound for a story that does not exist.
    """
    if story is not None:
        found = ask.library.story(story)
        return Topic(words or found.title.text, Target.STORY, found.id, found.title.text)
    if not content_words(words):
        return Topic(words) if words else EVERYTHING
    people = ask.library.find_person(words).found
    if len(people) == 1:
        return Topic(words, Target.PERSON, people[0].id, people[0].name)
    stories, _ = ask.library.stories(words, limit=_STORIES)
    return _earlier(ask, words, stories) or _story(ask, words, stories)


def meaning(ask: Ask, topic: Topic) -> Meaning:
    """The topic with the words of an article for what it means; without them when that is gone."""
    try:
        if topic.target is Target.PERSON and topic.number is not None:
            return Meaning(topic, person=name_of(ask.library.person(topic.number)))
        label = _label(ask, topic)
    except NotFound:
        return Meaning(topic)
    articles = ask.library.texts([label.article]) if label else {}
    if label is None or label.article not in articles:
        return Meaning(topic)
    return Meaning(topic, title=evidence(articles[label.article], (label.span,)))


def is_about(article: Article, topic: Topic, story: int | None) -> bool:
    """Whether an article belongs to the topic: it is of the story meant, or holds all the words."""
    if story is not None and article.story == story:
        return True
    wanted = frozenset(content_words(topic.words) or same_words(topic.words).split())
    return wanted <= frozenset(content_words(f"{article.title or ''} {article.text}"))


def _story(ask: Ask, words: str, stories: tuple[Story, ...]) -> Topic:
    """The best story whose articles hold all the words."""
    for story in stories:
        texts = ask.library.texts(story.articles)
        if any(is_about(texts[number], Topic(words), None) for number in story.articles if number in texts):
            return Topic(words, Target.STORY, story.id, story.title.text)
    return Topic(words)


def _earlier(ask: Ask, words: str, stories: tuple[Story, ...]) -> Topic | None:
    """An earlier war whose name holds all the words."""
    wanted = set(content_words(words))
    for episode in ask.library.episodes([story.id for story in stories]):
        names = (label for label in episode.labels if wanted <= set(content_words(label.text)))
        label = next(names, None) if episode.story is None else None
        if label is not None:
            return Topic(words, Target.EPISODE, episode.id, label.text)
    return None


def _label(ask: Ask, topic: Topic) -> Label | None:
    if topic.target is Target.STORY and topic.number is not None:
        return ask.library.story(topic.number).title
    if topic.target is Target.EPISODE and topic.number is not None:
        return ask.library.episode(topic.number).labels[0]
    return None
