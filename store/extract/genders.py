"""The gender that an article shows for a person: by first name, by title, else by pronouns close by."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.extract.lexicon import table, title_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SURE = 2  # pronouns that go before a first name
_PRONOUNS = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    """Lower-case first name to "male" or "female"."""
    rows = table(Path(__file__).with_name("first_names.tsv"))
    return {row[0].lower(): "male" if row[1] == "m" else "female" for row in rows}


def gender_of_titles(doc: Doc, start: int, end: int) -> str | None:
    """The gender that a title beside the name at tokens [start, end) shows ("Mrs", "spokesman")."""
    head = doc[start:end].root
    near = [doc[start - 1]] if start > 0 else []
    near += [child for child in head.children if child.dep_ == "appos"]
    near += [head.head] if head.dep_ == "appos" else []
    genders = [title.gender for token in near if (title := title_of(token.text)) and title.gender]
    return genders[-1] if genders else None


def learn_genders(doc: Doc, people: list[list[tuple[int, int]]]) -> list[str | None]:
    """The gender of each person, who is given by the token ranges of all mentions, fullest name first."""
    votes = _pronoun_votes(doc, people)
    return [_decide(doc, places, votes[index]) for index, places in enumerate(people)]


def _decide(doc: Doc, places: list[tuple[int, int]], votes: Counter[str]) -> str | None:
    titles = Counter(filter(None, (gender_of_titles(doc, *place) for place in places)))
    start, end = places[0]
    first = first_names().get(doc[start].lower_) if end - start > 1 else None
    if first is not None and not _contradicts(votes, first):
        return first
    if titles:
        return titles.most_common(1)[0][0]
    if not votes:
        return None
    winner, count = votes.most_common(1)[0]
    return winner if count * 3 >= sum(votes.values()) * 2 else None


def _contradicts(votes: Counter[str], gender: str) -> bool:
    """Whether the article calls somebody otherwise throughout than the first name would have it."""
    return votes[gender] == 0 and sum(votes.values()) >= _SURE


def _pronoun_votes(doc: Doc, people: list[list[tuple[int, int]]]) -> list[Counter[str]]:
    """Pronouns behind the only person that their sentence has named so far."""
    votes: list[Counter[str]] = [Counter() for _ in people]
    person_at = {start: index for index, places in enumerate(people) for start, _ in places}
    named: set[int] = set()
    for token in doc:
        if token.is_sent_start:
            named = set()
        if token.i in person_at:
            named.add(person_at[token.i])
        gender = _PRONOUNS.get(token.lower_)
        if gender is not None and len(named) == 1:
            votes[next(iter(named))][gender] += 1
    return votes
