"""Files that come and go, and what is set here for them."""

from handlers.house.message import Message

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
