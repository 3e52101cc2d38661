"""The closed vocabularies of facts."""

from __future__ import annotations

from enum import StrEnum


class Origin(StrEnum):
    """Where a piece of metadata comes from."""

    GIVEN = "given"
    INFERRED = "inferred"
    CORRECTED = "corrected"  # an owner set it here
    UNKNOWN = "unknown"


class DatePrecision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class QuoteKind(StrEnum):
    """Direct: all in quotation marks. Mixed: partly. Indirect: no marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Manner(StrEnum):
    """How near a statement is to its speaker's own words, nearest first."""

    OWN = "own words"
    PARTLY = "some of the words"
    RELAYED = "as others give them"
    INDIRECT = "indirect"

    @property
    def nearness(self) -> int:
        """0 for the nearest."""
        return tuple(Manner).index(self)


class SpeakerKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    DESCRIBED = "described"  # "a senior official", "witnesses": nobody with a name


class Resolution(StrEnum):
    """How the words of an attribution were taken to a speaker."""

    NAMED = "named"  # the full name or the organisation stands in the attribution
    SURNAME = "surname"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"  # "the Russian leader"
    CONTINUED = "continued"  # a quotation without attribution that goes on from the one before
    CORRECTED = "corrected"  # a person set it here
    UNRESOLVED = "unresolved"


class CasualtyKind(StrEnum):
    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_OR_WOUNDED = "killed or wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"


class Qualifier(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"
    VAGUE = "vague"


class Relation(StrEnum):
    """How an event that a figure's clause names stands to the article's present story."""

    EARLIER = "earlier"
    BEFORE = "before"  # it set the present events off
    WHOLE = "whole"  # the running conflict of which they are a part


class Anchor(StrEnum):
    """What decided that a recalled figure belongs to an episode."""

    YEAR = "year"
    NAME = "name"  # places and names that the episode's articles open with
    NOUN = "noun"  # what both call it: "the six-week war", "that mutiny"
    FIGURE = "figure"


class Why(StrEnum):
    """Why a fact stands in the change log. Only ADDED and REVISED are news."""

    ADDED = "added"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    RELINKED = "relinked"
    EXTRACTOR = "extractor"
    CORRECTED = "corrected"
