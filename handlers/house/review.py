"""What readers call wrong."""

from handlers.house.message import Message

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
