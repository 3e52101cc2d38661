"""/start: what this desk is, and the first thing to ask it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import house
from handlers.cite import articles_count, name_of
from handlers.doc import Actions, Doc, House, Line, Note
from handlers.grammar import Arguments
from handlers.registry import Ask, ChatKind, Rights, Value, command, commands
from handlers.slots import Count, Name, Typed

MENU = ("/summary", "/casualties", "/quotes", "/search WORDS", "/articles", "/people", "/help")


@dataclass(frozen=True, slots=True)
class Welcome:
    """The size of the library, and the one who speaks most in it; `sends`: the reader may send files."""

    articles: int
    outlets: int
    speaker: Name | None = None
    sends: bool = False
    subscribes: bool = False

    def doc(self) -> Doc:
        if not self.articles:
            empty = house.EMPTY_SEND() if self.sends else house.EMPTY()
            return Doc((Note((empty,)), Actions((house.SEE_HELP(line=Typed("/help")),))))
        menu = (Note(_menu()),)
        tried = (Actions((house.TRY(line=Typed(f"/quotes {self.speaker.text}")),)),) if self.speaker else ()
        send = (Note((house.SEND_FILES(),)),) if self.sends else ()
        digest = (Actions((house.DIGEST(line=Typed("/subscribe")),)),) if self.subscribes else ()
        return Doc((Note((self._reads(),)), *menu, *send, *tried, *digest))

    def _reads(self) -> House:
        count = articles_count(self.articles)
        if not self.outlets:
            return house.READS_UNNAMED(articles=count)
        outlets = Count(self.outlets, "outlet")
        return house.READS(articles=count, outlets=outlets)


@command("start", "What this desk is", examples=("/start",))
def start(ask: Ask, arguments: Arguments) -> Value:  # noqa: ARG001
    """A welcome. An owner in a private chat may send files; a digest is offered where one can be set up."""
    counts = ask.library.counts()
    first = ask.library.people(limit=1)
    speaker = name_of(first[0]) if first else None
    private = ask.chat is ChatKind.PRIVATE
    sends = private and ask.rights is Rights.OWNER
    return Welcome(counts.articles, counts.outlets, speaker, sends, private and "subscribe" in commands())


def _menu() -> Line:
    return house.dots(*((house.LINE(line=Typed(line)),) for line in MENU))
