"""/start: what this desk is, and the first thing to ask it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.cite import articles_count, name_of
from handlers.doc import Actions, Doc, House, Line, Note
from handlers.grammar import Arguments
from handlers.registry import Ask, ChatKind, Rights, Value, command
from handlers.slots import Count, Name, Typed
from store.types import SpeakerKind

MENU = ("/summary", "/casualties", "/quotes", "/timeline", "/search WORDS", "/articles", "/people", "/help")

_LOOKED_AT = 20  # speakers, for one with a short name of their own


@dataclass(frozen=True, slots=True)
class Welcome:
    """The size of the library, and the person who speaks most in it."""

    articles: int
    outlets: int
    speaker: Name | None = None

    def doc(self) -> Doc:
        if not self.articles:
            return Doc((Note((house.EMPTY(),)), Actions((house.SEE_HELP(line=Typed("/help")),))))
        tried = (Actions((house.TRY(line=Typed(f"/quotes {self.speaker.text}")),)),) if self.speaker else ()
        return Doc((Note((self.reads(),)), Note(_menu()), *tried))

    def reads(self) -> House:
        """How much the desk reads."""
        count = articles_count(self.articles)
        if not self.outlets:
            return house.READS_UNNAMED(articles=count)
        outlets = Count(self.outlets, "outlet")
        return house.READS(articles=count, outlets=outlets)


@dataclass(frozen=True, slots=True)
class PrivateWelcome:
    """A welcome in a private chat, where a digest can be set up; `sends`: the reader may send files."""

    welcome: Welcome
    sends: bool

    def doc(self) -> Doc:
        send = (Note((house.SEND_FILES(),)),) if self.sends else ()
        digest = Actions((house.DIGEST(line=Typed("/subscribe")),))
        if not self.welcome.articles:
            empty = house.EMPTY_SEND() if self.sends else house.EMPTY()
            return Doc((Note((empty,)), Actions((house.SEE_HELP(line=Typed("/help")),))))
        reads, menu, *tried = self.welcome.doc().blocks
        return Doc((reads, menu, *send, *tried, digest))


@command("start", "What this desk is", examples=("/start",))
def start(ask: Ask, arguments: Arguments) -> Value:  # noqa: ARG001
    """A welcome."""
    counts = ask.library.counts()
    most = ask.library.people(limit=_LOOKED_AT)
    first = next((one for one in most if one.kind is SpeakerKind.PERSON), most[0] if most else None)
    welcome = Welcome(counts.articles, counts.outlets, name_of(first) if first else None)
    if ask.chat is not ChatKind.PRIVATE:
        return welcome
    return PrivateWelcome(welcome, sends=ask.rights is Rights.OWNER)


def _menu() -> Line:
    return house.dots(*((house.LINE(line=Typed(line)),) for line in MENU))
