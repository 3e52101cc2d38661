"""Varied news-like articles of 500 to 700 words, generated: no text of anyone, the same for the same seed.

An article takes its lead and some fifteen of the paragraphs of `paragraphs.txt` that fit its topic, fills
them with the names and figures of its topic's event, and comes from one of thirty outlets.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tests.bench.world import Names, Topic

PER_TOPIC, EVENTS = 25, 4  # articles, events
WORDS = 560  # no paragraph is added beyond
_CHOICE = re.compile(r"<([^<>]+)>")
_SLOT = re.compile(r"\{([\w.]+)\}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`form` is the words with their slots open: paragraphs of one form parse alike."""

    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Generated:
    """One article: `front` is its front matter or empty, the first paragraph its headline."""

    path: str
    front: str
    paragraphs: tuple[Paragraph, ...]
    tail: str
    topic: Topic

    @property
    def text(self) -> str:
        body = "\n\n".join(paragraph.text for paragraph in self.paragraphs)
        return f"{self.front}{body}\n{self.tail}"


def generate(
    count: int, seed: int = 1, per_topic: int = PER_TOPIC, events: int = EVENTS
) -> Iterator[Generated]:
    """`count` articles, so many a topic of so many events, topics one after the other."""
    names = Names(seed)
    outlets = names.outlets()
    topics = [replace(names.topic(n), events=events) for n in range(1 + count // per_topic)]
    for number in range(count):
        yield _article(number, topics[number // per_topic], outlets, seed)


def write(folder: Path, articles: Iterator[Generated]) -> list[Generated]:
    """Put each into a file of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    written = list(articles)
    for article in written:
        (folder / article.path).write_text(article.text, encoding="utf-8")
    return written


def _article(number: int, topic: Topic, outlets: list[str], seed: int) -> Generated:
    dice = random.Random(f"{seed} {number}")
    event, outlet = dice.randrange(topic.events), dice.choice(outlets)
    slots = topic.slots(event, dice)
    headline, *paragraphs = (_filled(form, slots, dice) for form in _chosen(topic.kind, dice))
    front = ""
    if dice.random() < 0.7:
        day = topic.published(event, dice)
        front = f"---\ntitle: {headline.text}\noutlet: {outlet}\npublished: {day}\n---\n"
    tail = f"\nFollow the {outlet} on Telegram and support its work.\n" if dice.random() < 0.3 else ""
    return Generated(f"{number:05d}.txt", front, (headline, *paragraphs), tail, topic)


def _chosen(kind: str, dice: random.Random) -> Iterator[str]:
    """Headline, lead, and paragraphs until there are words enough."""
    sections = _sections()
    yield dice.choice(sections[f"{kind} headlines"])
    lead = dice.choice(sections[f"{kind} leads"])
    yield lead
    pool = sections[kind] + sections["any"]
    words = len(lead.split())
    for form in dice.sample(pool, len(pool)):
        words += len(form.split())
        if words > WORDS + dice.randrange(100):
            return
        yield form


def _filled(form: str, slots: dict[str, str], dice: random.Random) -> Paragraph:
    form = _CHOICE.sub(lambda match: dice.choice(match[1].split("|")), form)
    return Paragraph(form, _SLOT.sub(lambda match: slots[match[1]], form))


@lru_cache(maxsize=1)
def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in Path(__file__).with_name("paragraphs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            sections[name].append(line)
    return dict(sections)
