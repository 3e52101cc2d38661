"""Everything the desk says in its own words: fixed messages with typed slots, no digits.

The gate knows these messages and refuses any other house text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from handlers.doc import House, Line, Run
from handlers.slots import Slot
from store.types import CasualtyKind


@dataclass(frozen=True, slots=True)
class Message:
    """A fixed text; calling it fills its slots."""

    template: str

    def __call__(self, **slots: Slot) -> House:
        """Raises ValueError when the slots are not those of the template."""
        if set(slots) != fields(self.template):
            raise ValueError(f"{self.template!r} does not take {sorted(slots)}")
        return House(self.template, tuple(slots.items()))


@lru_cache(maxsize=256)
def fields(template: str) -> frozenset[str]:
    """The names of a template's slots."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """The templates of all messages in this file."""
    return frozenset(value.template for value in globals().values() if isinstance(value, Message))


def dots(*lines: Iterable[Run]) -> Line:
    """Lines set side by side with " · " between them; empty ones are left out."""
    joined: list[Run] = []
    for line in filter(None, map(tuple, lines)):
        joined += [DOT(), *line] if joined else line
    return tuple(joined)


# Punctuation between runs
DOT = Message(" · ")
SPACE = Message(" ")
COMMA = Message(", ")
COLON = Message(": ")
SEMICOLON = Message("; ")
OPEN = Message("“")
CLOSE = Message("”")

# Slots that stand alone
COUNT = Message("{count}")
NAME = Message("{name}")
OUTLET = Message("{outlet}")
TITLE = Message("{title}")
PATH = Message("{path}")
DAY = Message("{day}")
FIGURE = Message("{figure}")
LINE = Message("{line}")
COUNTED_NAME = Message("{name} ({count})")
COUNTED_LINE = Message("{line} ({count})")

# Mistakes in what was typed
UNKNOWN_COMMAND = Message("There is no command {typed}.")
DID_YOU_MEAN_LINE = Message("Did you mean {line}?")
SEE_HELP = Message("All commands: {line}")
SEE_ALL = Message("See {line}")
NO_SLASH = Message("Commands begin with a slash. To look for these words: {line}")
USAGE = Message("Write it as {line}")
EXAMPLE = Message("for example {line}")
NEEDS_MORE = Message("{line} needs something to look for.")
NEEDS_TOPIC = Message("After “about” stands a topic.")
NEEDS_NUMBER = Message("{line} needs a number.")
BAD_NUMBER = Message("“{typed}” is no number.")
BAD_DATE = Message("The date “{typed}” is not clear. Write it as {first}, {second} or {third}.")
BAD_STORY = Message("“{typed}” is not the number of a story.")
BAD_OUTLET = Message("No outlet here is called “{typed}”.")
OUTLETS_ARE = Message("The outlets:")
BAD_PERIOD = Message("These days are the wrong way round: since comes after until.")

# Refusals and failures
REFUSED = Message("This answer was held back: its words could not be found again in the articles.")
PARTS_HELD_BACK = Message("{parts} held back: the words could not be found again in the articles.")
REPORT_IT = Message("That is a fault of the desk. The other commands go on working.")
NOTHING_CALLED = Message("There is no {what} with the number {number}.")

# /start, /help
READS = Message("Dateline reads {articles} from {outlets} and answers with sources.")
READS_UNNAMED = Message("Dateline reads {articles} and answers with sources.")
EMPTY = Message("No articles yet. Put text files into the folder.")
TRY = Message("Try: {line}")
HELP_TITLE = Message("What can be asked")
HELP_USAGE = Message("{usage}")
HELP_WHAT = Message("{what}")
HELP_LIMITS = Message("Limits that can follow: about TOPIC, since and until a day, in OUTLET, story NUMBER.")
HELP_DAYS = Message("Days are written as {first}, {second} or {third}.")

# Where, when, how many
ARTICLES = Message("{articles}")
UNDATED_ARTICLES = Message("{count} undated")
RELATIVE_UNDATED = Message("undated; “")
RELATIVE_IS_ITS = Message("” is the article's")
LEFT_OUT_UNDATED = Message("{articles} without a date left out.")
SHOWN_OF = Message("{shown} of {total} shown. Narrow it with about, since, until or in.")
SINCE = Message("since {day}")
UNTIL = Message("until {day}")
AS_OF = Message("as it stood on {day}")
OF_SIDE = Message("side “{words}”")
IN_OUTLET = Message("in {outlet}")
ABOUT = Message("about “{words}”")
SOME_WORDS_ONLY = Message("{count} of them hold only some of the words.")
TAKEN_AS = Message("“{words}”: taken as {name}")
AND_MORE = Message("and {count} more")
WORDS_ONLY = Message("Looked for by words, not by meaning.")

# /quotes
SAYS = Message("{statements}")
WHO_SAYS = Message("Who says what")
OWN_WORDS = Message("Own words")
SOME_WORDS = Message("Some of the words")
AS_OTHERS = Message("As others give them")
INDIRECT = Message("Indirect")
FOR_OTHERS = Message("Passed on for others")
AS_NAMED = Message("as “")
CLOSE_NAMED = Message("”")
GOES_ON = Message("goes on from the words before")
SPEAKER_SET = Message("speaker set here")
HEADLINE_ONLY = Message("only in a headline")
BY_RELAY = Message("by {name}")
OF_SPEAKER = Message("words of {name}")
OTHER_WORDING = Message("other wording in ")
WHO_SPEAKS = Message("Who speaks most here")
NO_SPEAKER = Message("No one called {who} speaks in {articles}.")
NAMED_NOT_QUOTED = Message("Named in these articles, but not quoted: {name}")
DID_YOU_MEAN = Message("Did you mean")
ASKED_NAME = Message("{name}?")
SEVERAL_CALLED = Message("Several people here are called {who}:")
SAYS_NOTHING = Message("No statement of {name}")
NOBODY_SAYS = Message("No statement")
SAYS_OTHERWISE = Message("{statements} without these limits: {line}")
NO_QUOTES = Message("No statements in {articles}.")
ALL_PEOPLE = Message("All: {line}")

# /said
SAID_VERBATIM = Message("Word for word:")
SAID_PARTLY = Message("Not word for word. Nearest:")
SAID_NEAREST = Message("No statement in {articles} has these words. Nearest:")
SAID_NOWHERE = Message("No statement in {articles} has these words.")
ARTICLES_OWN_WORDS = Message("These words stand in an article, not in a statement:")
QUOTED_IN_PART = Message("quoted in part")
GIVEN_BY_OTHERS = Message("as others give it")
ARTICLES_WORDING = Message("indirect, in the article's words")
SPEAKER_NOT_CLEAR = Message("speaker not clear")
SEARCH_INSTEAD = Message("Passages: {line}")

# /people
PEOPLE_TITLE = Message("Who speaks in {articles}")
OWN_COUNT = Message("{count} in own words")
PARTLY_COUNT = Message("{count} in part")
RELAYED_COUNT = Message("{count} as others give them")
INDIRECT_COUNT = Message("{count} indirect")
PASSED_ON_COUNT = Message("{count} passed on for others")
QUOTED_IN = Message("quoted in ")
SPEAKS_IN = Message("story {number}: ")
SAME_SURNAME = Message("another with this surname: ")
NAMED_HERE = Message("named here as ")
OFFICE_HERE = Message("office as printed: ")
ORGANISATION = Message("an organisation")
NO_PEOPLE = Message("Nobody with a name speaks in {articles}.")
QUOTES_OF = Message("What was said: {line}")

# /casualties
KILLED = Message("Killed")
WOUNDED = Message("Wounded")
KILLED_OR_WOUNDED = Message("Killed or wounded")
MISSING = Message("Missing")
CAPTURED = Message("Captured")
DISPLACED = Message("Displaced")
EVERYONE = Message(", everyone")
CLAIMANT_SAYS = Message("says {name}")
DENIED = Message("denied")
PART_OF_LARGER = Message("part of a larger figure")
HELD = Message("held for the latest")
AGREED = Message("given by most")
VOICES = Message("{count}")
FIGURE_SET_HERE = Message("set here")
CANNOT_PAIR = Message("{one} and {other} cannot both be true")
CALLED_YEAR = Message("one event by its year: ")
CALLED_NAME = Message("one event by its places and names: ")
CALLED_NOUN = Message("one event by what it is called: ")
CALLED_FIGURE = Message("one event by its toll: ")
NO_SIDE = Message("No casualty figures for the side “{words}” in {articles}.")
EARLIER = Message("Earlier: ")
CHART_CUT = Message("More figures in the list, not drawn here.")
CHART_SCALE = Message(
    "Each event on its own scale. Shaded band: what “about” or a range allows; arrow: open. "
    "Red: cannot be true beside another. Figures as claimed, never added up."
)
CHART = Message("Chart: {line}")
LIST = Message("List: {line}")
ALSO_TOLD = Message("Told without a figure")
CAN_ALL = Message("these can all be true")
CANNOT_ALL = Message("cannot all be true")
CANNOT_BOTH = Message("cannot both be true")
ONE_OUTLET = Message("all from one outlet")
EARLIER_WARS = Message("Earlier wars, as the articles recall")
AS_CLAIMED = Message("Figures as claimed, never added up.")
NO_CLAIMS = Message("No casualty figures in {articles}.")
NO_CLAIMS_HERE = Message("No casualty figures found for “{words}” in {articles}.")

# /summary and stories
NO_STORY = Message("Nothing in {articles} fits “{words}”.")
ONLY_MENTIONED = Message("“{words}” is only mentioned in these articles.")
STORIES_ARE = Message("The stories here:")
NO_SENTENCES = Message("No sentence of this story stands well alone. Read it: {line}")
MORE_STORIES = Message("{count}: {line}")
STORY_NUMBER = Message("story {number}")
NO_ARTICLES_IN_LIMITS = Message("None of its articles lies within these limits.")
NO_SENTENCES_OF = Message("No sentence about {name} stands well alone.")
BEFORE = Message("Before")
WHERE_DIFFER = Message("Where they differ")
TOLL = Message("Toll")
FULL = Message("Full: {line}")
WHO_DID = Message("Who did it")
WHICH_ORDER = Message("In which order")
WHY_SO = Message("Why")
WHOLE_TOLL = Message("Toll: {line}")

# /stories, /story
STORIES_COUNT = Message("{stories}")
STORIES_FOR = Message("{stories} on “{words}”")
NEWEST_ARTICLE = Message("newest ")
ALL_UNDATED = Message("undated")
RELATED = Message("Related stories")
RELATED_TO = Message("related: ")
OUTLETS = Message("Outlets")
WHO_SAYS_ALL = Message("Who says what: {line}")
UNNAMED_OUTLETS = Message("{count} without a named outlet")
FORWARDED = Message("Story {number} is part of story {other} now.")
COMPARE_WITH = Message("Compare with story {number}: {line}")
COMPARE_OUTLETS = Message("Compare {one} and {other}: {line}")

# /compare
NEEDS_PAIR = Message("Name two stories by their numbers, or two outlets with a slash between them.")
VERSUS = Message(" / ")
BOTH_SAY = Message("Both say")
ONLY_IN_OUTLET = Message("Only in {outlet}")
ONLY_IN_STORY = Message("Only in story {number}")
BEFORE_BOTH = Message("Before, in both")
OTHER_EVENTS = Message("Two stories are two events: their figures are not compared.")
BY_WORDS = Message("“Only” goes by words: the same in quite other words is not found.")
NEWEST_READ = Message("the newest {read} of {articles} read")
NOT_ALIKE = Message("No two sentences found that say the same.")
TOLL_OF = Message("Toll of story {number}: {line}")
NOTHING_ALONE = Message("no sentence that stands well alone")
ALSO_BOTH = Message("Both also tell story {number}: {line}")
NONE_SHARED = Message("No story here is told by both {one} and {other}.")
NOT_BOTH = Message("{one} and {other} do not both tell that.")
SAME_THING = Message("That is one and the same: {line}")

# /timeline
TIMELINE_TOLD = Message("“{words}” through the articles")
EVENT_DAY = Message("{day}")
BY_ARTICLE = Message("by its article's date")
UNDATED_EVENTS = Message("Undated")
RECALLED_EVENTS = Message("Recalled")
NO_EVENTS = Message("No sentence of these articles names a time.")
NO_EVENTS_IN_LIMITS = Message("No event with a date lies within these limits.")
TIMELINE = Message("Timeline: {line}")

# /search
FOUND = Message("{passages} for “{words}”")
BEST_OF = Message("best {shown} of {total} for “{words}”")
NOT_FOUND = Message("Nothing in {articles} matches “{words}”.")
NOT_FOUND_LIMITS = Message("Nothing in {articles} matches “{words}” within these limits.")
MEANING_USED = Message("Looked for by words and by meaning.")
ARTICLE_NUMBER = Message("article {number}")

# /ask
QUESTION = Message("“{words}”")
ANOTHER_ANSWER = Message("Another answer: ")
OF_AN_EARLIER_EVENT = Message("Of an earlier event: ")
NOT_IN = Message("Not in {articles}.")
NEVER_NAMED = Message("None of them has ")
FULL_STOP = Message(".")
NEAREST_NAME = Message("The nearest ones name ")
NAMED_TIMES = Message("“{words}” {times}")
NO_NUMBER = Message(", but no such number.")
NO_TIME = Message(", but no such time.")
NO_NAME = Message(", but not who.")
NO_PLACE = Message(", but not where.")
NO_REASON = Message(", but not why.")
NO_ANSWER = Message(", but not what is asked.")
NEAREST = Message("Nearest:")
SEARCH_FOR = Message("Look for the words: {line}")

# /articles, /article
ARTICLE_LIST = Message("{articles}")
ARTICLES_OF = Message("{articles} for “{words}”")
CUT = Message(" …")
CUT_BEFORE = Message("… ")
LIST_NUMBER = Message("{number} · ")
LEFT_OUT_PARAGRAPHS = Message("{count} more not shown.")
MORE_ARTICLES = Message("{shown} of {total} shown. Narrow it with words, since, until or in.")
NO_ARTICLES = Message("None of {articles} fits “{words}”.")
NO_ARTICLES_LIMITS = Message("None of {articles} lies within these limits.")
OUTLET_COUNT = Message("{outlet} ({count})")
ARTICLE_HEADING = Message("Article {number}")
LANGUAGE = Message("in another language ({code}): stored and searchable, no facts taken from it")
QUOTE_BY = Message("statement of {name}")
QUOTE_BY_DESCRIBED = Message("statement of “")
QUOTE_OF_NOBODY = Message("statement, speaker not clear")
SET_ASIDE = Message("{lines} set aside as the site's own (appeals, sign-offs): not searched, not quoted.")
NOTHING_LEFT = Message("All of this article's lines are set aside.")
OUTLET_UNKNOWN = Message("outlet not named")

SEND_FILES = Message("Send me article files, or put them into the folder.")
DIGEST = Message("Digest for this chat: {line}")
EMPTY_SEND = Message("No articles yet. Put text files into the folder, or send them here.")

# Receipts
FILE = Message("{path}")
REJECTED_FILE = Message("rejected: {why}")
WHY = Message("{why}")
FILE_GONE = Message("gone from the folder; its article stays until you decide")
FILE_WITHDRAWN = Message("withdrawn")
FILE_RETURNED = Message("back in the folder; served again")
MORE_FILES = Message("and {files} more")
IN_STORY = Message("“")
AS_ARTICLE = Message("article {number}")
SAVED = Message("{path} is in the folder.")
NOT_SAVED = Message("{path} was not kept: {why}")

# Where an outlet or date comes from
GIVEN = Message(" (given)")
BY_DATELINE = Message(" (dateline)")
AS_PRINTED = Message(" (as printed)")
SET_HERE = Message(" (set here)")

# /set
SET_NEEDS = Message("Say which article, and what to set.")
BAD_FIELD = Message("“{typed}” cannot be set, only date and outlet can.")
ASK_DATE = Message(
    "Which day was {path} published? Write it as {first}, {second} or {third}; {none} if it has no date."
)
ASK_OUTLET = Message("Which outlet is {path} from? Write its name; {none} if it names none.")
IS_NOW = Message("Now: ")
LEAVES = Message("{line} leaves it as it is.")
FUTURE_DATE = Message("“{typed}” is still to come: write the day when it was published.")
BAD_NAME = Message("“{typed}” is no name of an outlet: write it in letters.")
LONG_NAME = Message("That is too long for the name of an outlet: write it in a few words.")
DATE_SET = Message("{path} is dated {day} now (set here).")
UNDATED_SET = Message("{path} is undated now (set here).")
OUTLET_SET = Message("{path} is from {outlet} now (set here).")
NO_OUTLET_SET = Message("{path} has no outlet now (set here).")
DATE_BACK = Message("The date of {path} is again what the article shows.")
OUTLET_BACK = Message("The outlet of {path} is again what the article shows.")
NOTHING_SET = Message("Nothing was set here for {path}.")
FOLLOW = Message("Answers follow in a moment.")
TO_UNDO = Message("To undo: {line}")
CANCELLED = Message("Left as it is.")
NOTHING_ASKED = Message("There was no question.")

# /withdraw, /keep
STILL_THERE = Message("{path} is in the folder: take the file out first.")
IN_FOLDER = Message("{path} is in the folder.")
IS_WITHDRAWN = Message("{path} is withdrawn: no answer uses it until the file is back.")
IS_KEPT = Message("{path} stays in the archive without its file.")
KEPT_BEFORE = Message("{path} was kept before.")
WITHDRAWN_BEFORE = Message("{path} was withdrawn before.")
WITHDRAW_IT = Message("To withdraw it: {line}")
KEEP_IT = Message("To serve it again: {line}")
GONE_ARE = Message("{files} gone from the folder, still served")
NONE_GONE = Message("No article waits for a decision: every file is there, withdrawn or kept.")
ALL_GONE = Message("All at once, in a terminal: {line}")
WITHDRAW = Message("Withdraw")
KEEP = Message("Keep in the archive")
KEEP_SHORT = Message("Keep")
SET_DATE = Message("Set date")
SET_OUTLET = Message("Set outlet")

# /wrong, /review
WRONG = Message("Wrong?")
WRONG_NEEDS = Message("Say which article, or which statement or figure by its code.")
NO_CODE = Message("No statement or figure here has the code “{typed}”.")
WHAT_IS_WRONG = Message("What is wrong?")
NO_FACTS = Message("No statement and no figure was read there.")
ASK_SPEAKER = Message("Who says this? Write the name as the article has it, or {none} if it is not clear.")
ASK_FIGURE = Message(
    "What is right? Write killed, wounded, missing, captured or displaced, or other number words of this "
    "sentence, or {none} if this is no casualty figure."
)
BAD_SPEAKER = Message("“{typed}” is not in the article: write a name as it stands there.")
BAD_FIGURE = Message("“{typed}” is no kind of casualty and no number of this sentence.")
PROPOSED = Message("Noted: an owner of the desk will look at it.")
PROPOSED_AGAIN = Message("Noted in place of what you said before.")
REJECTED_BEFORE = Message("An owner has looked at this before and left it as it is.")
TOO_MANY_OPEN = Message("Too many of your proposals wait for an owner.")
CORRECTED_NOW = Message("Corrected (set here).")
FACT_BACK = Message("It is again as it was read.")
NOTHING_CORRECTED = Message("Nothing was corrected here.")
NOTHING_WAITS = Message("Nothing waits for review.")
TO_REVIEW = Message("{proposals} to review")
PROPOSAL = Message("{number} · ")
WORDS_GONE = Message("its words are no longer in the article")
RIGHT_IS = Message("right: {value}")
RIGHT_IS_NONE = Message("right: none")
ASKED_BY = Message("says {who}")
CONFIRMED = Message("Proposal {number} is confirmed.")
REJECTED = Message("Proposal {number} is rejected.")
REVIEWED_BEFORE = Message("Proposal {number} was decided before.")

# /subscribe, /subscriptions, /unsubscribe
NEEDS_TELEGRAM = Message("Subscriptions need Telegram: the terminal has no chat to send them to.")
ADMINISTRATORS_ONLY = Message("Only administrators of this chat can change what it is sent.")
CHOOSE_CADENCE = Message("When should this chat hear what is new?")
EACH_MORNING = Message("Each morning: {line}")
ON_NEWS = Message("When new files bring something: {line}")
WHICH_ZONE = Message("Which time zone is {at} in?")
BAD_TIME = Message("“{typed}” is no time of day. Write it as {line}")
BAD_ZONE = Message("There is no time zone called “{typed}”.")
IN_ZONE = Message("{zone}: {line}")
OTHER_ZONE = Message("Any other: write it after the time, as in {line}")
SUBSCRIBED = Message("Subscription {number}")
DAILY_AT = Message("daily {at}, {zone}")
AS_NEWS_COMES = Message("when new files bring something")
ABOUT_ALL = Message("about everything")
MEANS_PERSON = Message("statements of {name}")
MEANS_STORY = Message("the story “")
MEANS_EPISODE = Message("the earlier “")
MEANS_END = Message("”, and new articles with these words")
MEANS_WORDS = Message("articles with these words; no article has them yet")
NEXT_RUNS = Message("Next:")
NEXT_RUN = Message("next {moment}")
MOMENT = Message("{moment}")
TO_END = Message("To end it: {line}")
ENDED = Message("Subscription {number} has ended.")
NO_SUBSCRIPTIONS = Message("This chat has no subscriptions.")
SUBSCRIPTIONS_ARE = Message("This chat's subscriptions")
PAUSED = Message("Paused: {reason}")

# Evidence
OUTLET_GIVEN = Message("outlet given with the file")
OUTLET_READ = Message("outlet read from the text")
DATE_GIVEN = Message("date given with the file")
DATE_READ = Message("date read from the text")
OUTLET_HERE = Message("outlet set here by an owner")
DATE_HERE = Message("date set here by an owner")
BOTH_HERE = Message("outlet and date set here by an owner")
BOTH_GIVEN = Message("outlet and date given with the file")
BOTH_READ = Message("outlet and date read from the text")
AT_LINE = Message("line {number} of the text")
WHO_ELSE = Message("Who else says so")
NOBODY_ELSE = Message("No other article here says so.")

# /status
THIS_DESK = Message("This desk")
LAST_CHANGE = Message("last change {moment}")
READING_NOW = Message("files are being read")
NOBODY_SUBSCRIBED = Message("Nobody has subscribed.")
NO_EDITOR = Message(
    "Nobody can be shown its drafts: an administrator has to open a private chat with this desk."
)
DRAFTS_WAIT = Message("{drafts} waiting for a decision.")
IN_CHAT = Message("{chat}")
WAITING = Message("{messages} waiting to be sent")
FAILED_COUNT = Message("{messages} not delivered")
UNKNOWN_COUNT = Message("{messages} that may have arrived")
ALL_DELIVERED = Message("All messages were delivered.")
MESSAGE_NUMBER = Message("Message {number}")
NOT_DELIVERED = Message("not delivered")
MAY_HAVE_ARRIVED = Message("may have arrived")
SLOT = Message("{slot}")
NEWS_MESSAGE = Message("news")
DRAFT_MESSAGE = Message("draft")
RECEIPT_MESSAGE = Message("receipt of files")
RESEND = Message("Resend {number}: {line}")
DROP = Message("Drop {number}: {line}")
SENT_AGAIN = Message("Message {number} is sent again.")
CARRIED_SINCE = Message("Message {number} stays unsent: another message has carried its news since.")
NOT_LOST = Message("Message {number} is not lost: nothing to do.")
DROPPED = Message("Message {number} is dropped.")

# Digests
NEW_SINCE = Message("New in the folder since {moment}")
NEW_HERE = Message("New in the folder")
GOES_ON_HERE = Message("New in the folder, continued")
OF_TOPIC = Message("“{words}”")
NOTHING_NEW = Message("Nothing new in the folder since {moment}")
NOTHING_NEW_HERE = Message("Nothing new in the folder")
COMES_LATE = Message("late: this was due {moment}")
NEW_STORY = Message("New story: “")
MORE_ON = Message("{articles} on “")
NEW_FIGURE = Message("{figure}")
WAS_FIGURE = Message("was {figure}")
ALSO_FIGURE = Message("also {figure}")
FIRST_WORDS = Message("First words of {name} here")
SPEAKER_SAYS = Message("{name}")
DIFFERS_BOTH = Message("Cannot both be true, new")
DIFFERS_ALL = Message("Cannot all be true, new")
OR = Message(" or ")
EVENT = Message("on “")
SOME_SHOWN = Message("{shown} of {total} shown")
NEWEST_ONLY = Message("Looked at the files that came last: there are too many.")
MORE_NEWS = Message("More: {line}")
STOP = Message("Stop: {line}")
DRAFT_FOR = Message("Draft for {chat}, as its readers will see it:")
POST = Message("Post")
POST_SILENTLY = Message("Post silently")
CHANGE = Message("Change")
SKIP = Message("Skip")

POSTED = Message("Posted.")
POSTED_SILENTLY = Message("Posted silently.")
SKIPPED = Message("Skipped.")
DECIDED = Message("This draft was decided before.")
LEAVE_OUT = Message("What should be left out?")
REDRAWN = Message("A new draft follows.")
DRAFT_STALE = Message("Not posted: its articles have changed since. What still holds follows as a new draft.")

# Access
CLOSED = Message("This desk is closed. Ask its owner to admit you:")
CLOSED_GROUP = Message("This desk is closed. Ask its owner to admit this group:")
ASK_ADMISSION = Message("Ask")
ASKED_OWNER = Message("The owner has been asked.")
NO_OWNER = Message("This desk has no owner yet.")
WANTS_IN = Message("{who} asks to use this desk.")
WANTS_CHAT_IN = Message("{who} asks to admit “{chat}”.")
ADMIT = Message("Admit")
REFUSE = Message("Refuse")
ADMITTED = Message("Admitted: {who}")
REFUSED_ADMISSION = Message("Refused: {who}")
YOU_ARE_IN = Message("You are admitted.")
GROUP_IS_IN = Message("This group is admitted.")
NOW_OWNER = Message("You own this desk now.")
LINK_USED = Message("This link was used or is out of date.")
OWNERS_ONLY = Message("Only an owner of the desk can do that.")

# Telegram
FILES_READ = Message("{done} of {files} read.")
SOURCE_GONE = Message("This article is no longer served here.")
SOURCE_CHANGED = Message("This article was changed since. As it is now: ")
ANSWER_CHANGED = Message("This answer has changed since. From its beginning:")
BUTTON_OLD = Message("This button is out of date. Ask again.")
FAILED = Message("That went wrong here. The log has it under {code}.")

# Buttons
MORE = Message("More")
COPY = Message("Copy")
WHOLE_ARTICLE = Message("Article")
SET_UP_DIGEST = Message("Digest for it")

KINDS = {
    CasualtyKind.KILLED: KILLED,
    CasualtyKind.WOUNDED: WOUNDED,
    CasualtyKind.KILLED_OR_WOUNDED: KILLED_OR_WOUNDED,
    CasualtyKind.MISSING: MISSING,
    CasualtyKind.CAPTURED: CAPTURED,
    CasualtyKind.DISPLACED: DISPLACED,
}
