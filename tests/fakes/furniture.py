"""A short article of our own, and what sites print around one."""

from store.extract.boilerplate import find_boilerplate

NEWS = (
    "Harbour strike ends after nine days",
    "Dockers in Velia returned to work on Monday after the port agreed to raise their pay.",
    '"We got what we asked for," union leader Tomas Brek told reporters at the gate.',
    "The port lost about 40 million marks during the strike, its director said.",
)


def furniture(*lines: str) -> str:
    """The words that are marked in an article of these lines, with " / " between the places."""
    text = "\n\n".join(lines)
    return " / ".join(" ".join(span.of(text).split()) for span in find_boilerplate(text))


TAILS = [
    ("Leave a reply",),
    ("12 Comments",),
    ("Be the first to comment",),
    ("The Editors",),
    ("— Velia Newsroom",),
    ("© 2023 Harbour Post. All rights reserved.",),
    ("Copyright 2023 by Velia Media",),
    ("This material may not be published, broadcast or rewritten without permission.",),
    ("We use cookies to improve your visit. By continuing you accept our cookie policy.",),
    ("Follow us on Telegram",),
    ("Follow the latest Velia news on Google News",),
    ("Join our WhatsApp channel for breaking stories",),
    ("Download our app for Android and iPhone",),
    ("Sign up for our morning newsletter and get the day's stories in your inbox.",),
    ("Subscribe to the Harbour Post for just 2 marks a week",),
    ("Most read stories", "Ferry crew found safe", "Five ways to cook eel"),
    ("Trending now", "12 killed as bus leaves bridge", "Minister said to resign", "Browse all topics"),
    ("You may also like", "Why the port matters", "In pictures: nine days at the gate"),
    ("Browse all sections",),
    ("Read more: Who owns the docks",),
    ("Share this article", "Facebook", "Twitter", "Email"),
    ("(Reporting by Ana Lund in Velia; Editing by Piet Moor)",),
    ("(This story was published from an agency feed without changes by our desk.)",),
    ("Editor's note: An earlier version of this story gave the wrong name for the port.",),
    ("Photo: Ana Lund / Harbour Post",),
    ("Remind me next month", "No thanks"),
    ("The views expressed in this column are the author's own.",),
    ("Additional reporting by Piet Moor",),
    ('Donate now: "Light a lamp," says our campaign for free journalism. Your support makes a difference.',),
    ("This is a developing story. Please check back for updates.",),
    ("Our Standards: The Velia Ledger Trust Principles.",),
    ("3 comments", "“My uncle worked that crane,” wrote reader Ola K.", "So sad.", "Please stay polite."),
]

APPEALS = [
    (
        "A note to our readers",
        "The Lantern has no owner and no advertisers. We depend on you.",
        "If you value what we do, please consider making a small donation today.",
        "Thank you for reading.",
    ),
    (
        "Before you go…",
        "Reporting from a closed harbour costs money, and the city has cut our grant.",
        "Help us keep the lights on: become a member from just €4 a month.",
        "Maybe later",
    ),
    (
        "A message from Harbour Post:",
        "Dear friends,",
        "Last year the court fined us for what it called “false news”. Officials say our work is illegal.",
        "Independent reporting survives here only through your support.",
        "Every contribution helps us continue.",
    ),
    (
        "Since you're here, we have a favour to ask.",
        "Our journalism is free to all because readers like you pay for it.",
        "Support us with a monthly contribution.",
    ),
]

# What an outlet quotes and counts about itself goes with its plea.
PLEAS = [
    (
        "Dear reader, “this harbour needs witnesses,” our publisher Ines Dahl said on Friday. Two of our"
        " reporters were beaten at the gate, and 600 people gave. Join us from 3 marks a month.",
    ),
    (
        "A word from the Lantern",
        "In June, police searched our newsroom and wounded two colleagues.",
        '"They took the servers, not the stories," says our editor, Jan Orr.',
        "We live off small gifts. Can you spare something? It takes a minute.",
    ),
    (
        "Why we ask you for money",
        "Three of our photographers were injured at the docks last year; one of them died.",
        "“I go back because someone reads,” our correspondent Pia Holt wrote.",
        "Nobody pays us but you. Give 5 marks today.",
    ),
    (
        "Journalism under pressure",
        "The port owners sued our paper four times. “They will not tire us out,” said our founder, Ada Brun.",
        "Will you help us answer? A gift of 10 marks pays for an hour in court.",
        "Thank you for reading.",
    ),
    (
        "Friends,",
        "Our office was set on fire in May and 4 colleagues were hurt.",
        "If you can, keep us online: from 2 marks a week you pay for a desk and a chair.",
    ),
    (
        "Support the Harbour Post",
        "“The Post told us what the port did not,” says Mira, a reader in Dora.",
        "Our reporters need you. Become a member for the price of a coffee.",
        "Not now",
    ),
    (
        "If you trust our reporting, help us continue. Some 900 readers keep us going, and “every mark"
        " counts,” our director says. Give now.",
        "Sign up for our newsletter",
    ),
    (
        "To our readers",
        "Last winter the Lantern's printer was closed and 3 of us were jailed.",
        "“We will print in a kitchen if we must,” our editor Jan Orr told the court.",
        "Stand with us. Donate.",
    ),
]
