"""/subscribe: what this chat hears by itself, each day or when new files bring something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from handlers import house
from handlers.doc import Actions, Block, Doc, Heading, Line, Note, Source, compose
from handlers.grammar import Arguments
from handlers.registry import Ask, ChatKind, Value, command
from handlers.slots import Described, Moment, Number, Typed, UserWords
from handlers.topics import Meaning, meaning, resolve
from handlers.zones import Meant, did_you_mean, meant_zone, other_cadence, without_time
from store.desk_types import Cadence, NewSubscription, Subscription, Target, Topic
from store.schedule import Daily, looks_like_zone, preview, read_time, read_zone

EXAMPLE = "/subscribe daily 08:00 Europe/Berlin"
_COMMON = (
    *("UTC", "Europe/London", "Europe/Berlin", "Europe/Kyiv", "Asia/Kolkata"),
    *("Asia/Tokyo", "America/New_York", "America/Los_Angeles"),
)


@dataclass(frozen=True, slots=True)
class NeedsTelegram:
    """Asked where there is no chat to send anything to."""

    def doc(self) -> Doc:
        return Doc((Note((house.NEEDS_TELEGRAM(),)),))


@dataclass(frozen=True, slots=True)
class AdministratorsOnly:
    """Asked by somebody who may not change what the chat is sent."""

    def doc(self) -> Doc:
        return Doc((Note((house.ADMINISTRATORS_ONLY(),)),))


@dataclass(frozen=True, slots=True)
class ChooseCadence:
    """Asked without saying when; `wrong` is a cadence that there is not, `at` a time, perhaps with a zone."""

    words: str = ""
    wrong: str = ""
    at: str = ""

    def doc(self) -> Doc:
        daily = house.EACH_DAY if self.at else house.EACH_MORNING
        line = f"/subscribe daily {self.at or '08:00'} {self.words}".strip()
        news = house.ON_NEWS(line=Typed(f"/subscribe new {self.words}".strip()))
        wrong = (Note((house.NO_SUCH_CADENCE(typed=UserWords(self.wrong)),)),) if self.wrong else ()
        return Doc((*wrong, Note((house.CHOOSE_CADENCE(),)), Actions((daily(line=Typed(line)), news))))


@dataclass(frozen=True, slots=True)
class WhichZone:
    """Asked without a time zone; `offers` are zones with the same request in each.

    `near` are those that the words are like; `wrong` is no zone.
    """

    at: str
    offers: tuple[tuple[str, str], ...]
    near: tuple[str, ...] = ()
    wrong: str = ""

    def doc(self) -> Doc:
        wrong = (Note((house.BAD_ZONE(typed=UserWords(self.wrong)),)),) if self.wrong else ()
        ask = Note((house.WHICH_ZONE(at=Described(self.at)),))
        other = Note((house.OTHER_ZONE(line=Described(EXAMPLE)),))
        offers = (house.IN_ZONE(zone=Described(zone), line=Typed(line)) for zone, line in self.offers)
        return Doc((*wrong, *did_you_mean(self.near), ask, other, Actions(tuple(offers))))


@dataclass(frozen=True, slots=True)
class ZoneOrTopic:
    """Asked with words that may be a zone, in a chat that has its own; `about` takes them as the topic."""

    typed: str
    offers: tuple[tuple[str, str], ...]
    zone: str
    about: tuple[str, str]  # the topic, and the request

    def doc(self) -> Doc:
        ask = Note((house.ZONE_OR_TOPIC(typed=UserWords(self.typed)),))
        offers = (house.IN_ZONE(zone=Described(zone), line=Typed(line)) for zone, line in self.offers)
        words, line = self.about
        about = house.ABOUT_IN_ZONE(words=UserWords(words), zone=Described(self.zone), line=Typed(line))
        return Doc((ask, Actions((*offers, about))))


@dataclass(frozen=True, slots=True)
class BadTime:
    """Words that are no time of day."""

    typed: str

    def doc(self) -> Doc:
        bad = house.BAD_TIME(typed=UserWords(self.typed), line=Described(EXAMPLE))
        return Doc((Note((bad,)),))


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription with what its topic means; `runs` are its next three, in its own zone.

    `chat` is the title of the chat that hears it, when it is set up from another one.
    """

    number: int
    cadence: Cadence
    at: str
    zone: str
    topic: Meaning
    runs: tuple[datetime, ...] = ()
    chat: str = ""
    suspended: bool = False
    sources: tuple[Source, ...] = ()

    def doc(self) -> Doc:
        return compose(self._blocks(), self.sources)

    def _blocks(self) -> Iterator[Block]:
        where = (house.IN_CHAT(chat=UserWords(self.chat)),) if self.chat else ()
        yield Heading(house.dots((house.SUBSCRIBED(number=Number(self.number)),), where))
        yield Note(when(self.cadence, self.at, self.zone))
        yield Note(self.topic.line())
        if self.runs:
            runs = ((house.MOMENT(moment=Moment(run, weekday=True)),) for run in self.runs)
            yield Note((house.NEXT_RUNS(), house.SPACE(), *house.dots(*runs)))
        yield Actions((house.TO_END(line=Typed(f"/unsubscribe {self.number}")),))


@command(
    "subscribe",
    "Hear what is new, daily or as it comes",
    usage="[daily HH:MM ZONE | new] [TOPIC]",
    examples=("/subscribe daily 08:00 Europe/Berlin", "/subscribe new ferry", "/subscribe"),
    options=("about", "story"),
)
def subscribe(ask: Ask, arguments: Arguments) -> Value:
    """Make a subscription for this chat and thread."""
    if ask.desk is None or not ask.room.chat:
        return NeedsTelegram()
    if not ask.room.administers:
        return AdministratorsOnly()
    kind, _, rest = arguments.words.partition(" ")
    if kind.lower() not in tuple(Cadence):
        wrong, rest = other_cadence(arguments.words)
        at, topic = without_time(rest)
        return ChooseCadence(topic, wrong, at) if wrong else ChooseCadence(rest)
    wish = NewSubscription(ask.room.chat, Cadence(kind.lower()), ask.room.thread, by=ask.room.user)
    if wish.cadence is Cadence.NEW:
        return made(ask, replace(wish, topic=_topic(ask, arguments, rest)))
    return _daily(ask, wish, arguments, rest)


def made(ask: Ask, wish: NewSubscription) -> Subscribed | NeedsTelegram:
    """Store it, and show what it will do."""
    if ask.desk is None or not ask.room.chat:
        return NeedsTelegram()
    return shown(ask, ask.desk.subscribe(wish))


def shown(ask: Ask, subscription: Subscription) -> Subscribed:
    """A stored subscription as an answer."""
    runs: tuple[datetime, ...] = ()
    if subscription.next_run is not None:
        daily = Daily(subscription.at, subscription.zone)
        runs = preview(daily, subscription.next_run)
    return Subscribed(
        number=subscription.id,
        cadence=subscription.cadence,
        at=subscription.at,
        zone=subscription.zone,
        topic=meaning(ask, subscription.topic),
        runs=runs,
        chat=_other_chat(ask),
        suspended=subscription.suspended,
    )


def _other_chat(ask: Ask) -> str:
    """The title of the chat that is set up from its owner's own."""
    here = ask.chat is not ChatKind.PRIVATE or ask.room.user in (0, ask.room.chat)
    chat = None if here or ask.desk is None else ask.desk.chat(ask.room.chat)
    return chat.title if chat else ""


def when(cadence: Cadence, at: str, zone: str) -> Line:
    """daily 08:00, Europe/Berlin"""
    if cadence is Cadence.NEW:
        return (house.AS_NEWS_COMES(),)
    return (house.DAILY_AT(at=Described(at), zone=Described(zone)),)


def _daily(ask: Ask, wish: NewSubscription, arguments: Arguments, rest: str) -> Value:
    typed, _, rest = rest.partition(" ")
    at = read_time(typed)
    if at is None:
        return BadTime(typed) if typed else ChooseCadence()
    first, _, topic = rest.partition(" ")
    if zone := read_zone(first):
        return made(ask, replace(wish, at=at, zone=zone, topic=_topic(ask, arguments, topic)))
    own, like = _own_zone(ask), meant_zone(rest)
    if not own or looks_like_zone(first):
        wrong = first if looks_like_zone(first) else ""
        near = like.zones if like else ()
        return WhichZone(at, tuple(_offers(ask, at, rest, like, wrong)), near, wrong)
    about = _topic(ask, arguments, rest)
    if like and (like.exact or about.target is Target.NONE):
        lines = tuple((zone, _line(at, zone, like.rest)) for zone in like.zones)
        return ZoneOrTopic(like.typed, lines, own, (rest, _line(at, own, rest)))
    return made(ask, replace(wish, at=at, zone=own, topic=about))


def _own_zone(ask: Ask) -> str:
    """The zone that the chat has chosen, if it has."""
    chat = ask.desk.chat(ask.room.chat) if ask.desk else None
    return chat.timezone if chat else ""


def _offers(ask: Ask, at: str, rest: str, like: Meant | None, wrong: str) -> Iterator[tuple[str, str]]:
    """Zones with the request: those that its words are like, then the desk's own and common ones."""
    if like:
        yield from ((zone, _line(at, zone, like.rest)) for zone in like.zones)
    near = like.zones if like else ()
    for zone in dict.fromkeys((ask.timezone, *_COMMON)):
        if zone not in near:
            yield zone, _line(at, zone, rest.removeprefix(wrong))


def _line(at: str, zone: str, topic: str) -> str:
    return " ".join(("/subscribe daily", at, zone, *topic.split()))


def _topic(ask: Ask, arguments: Arguments, words: str) -> Topic:
    typed = " ".join(filter(None, (words.strip(), arguments.about)))
    return resolve(ask, typed, arguments.story)
