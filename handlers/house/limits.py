"""Where, when and how many."""

from handlers.house.message import Message

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
SOME_WORDS_ONLY = Message("Only some of the words are in {count} of them.")
TAKEN_AS = Message("“{words}”: taken as {name}")
AND_MORE = Message("and {count} more")
WORDS_ONLY = Message("Looked for by words, not by meaning.")
MEANING_SOON = Message("Looked for by words; the search by meaning is still being prepared.")
