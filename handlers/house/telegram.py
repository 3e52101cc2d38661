"""Access, buttons and Telegram's own."""

from handlers.house.message import Message

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
