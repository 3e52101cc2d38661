"""One file per command; handlers.registry finds them here."""

# The order of help; a command that is not named here comes last.
ORDER = (
    "start",
    "help",
    "summary",
    "timeline",
    "quotes",
    "said",
    "casualties",
    "ask",
    "search",
    "articles",
    "article",
    "people",
    "digest",
    "subscribe",
    "subscriptions",
    "unsubscribe",
    "status",
    "wrong",
    "review",
    "set",
    "withdraw",
    "keep",
)
