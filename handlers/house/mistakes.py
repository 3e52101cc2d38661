"""What is said to a mistake, a fault and a beginner."""

from handlers.house.message import Message

# Mistakes in what was typed
UNKNOWN_COMMAND = Message("There is no command {typed}.")
DID_YOU_MEAN_LINE = Message("Did you mean {line}?")
SEE_HELP = Message("All commands: {line}")
SEE_ALL = Message("See {line}")
NO_SLASH = Message("Commands begin with a slash. To look for these words: {line}")
NO_SLASH_ASK = Message("Commands begin with a slash. To ask this: {line}")
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
