"""Page furniture by rules: what is taken, and above all what is not."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.extract.boilerplate import candidate_lines, find_boilerplate
from store.extract.furniture import Cue, cues
from store.extract.layout import find_layout, has_content

NEWS = (
    "Harbour strike ends after nine days",
    "Dockers in Velia returned to work on Monday after the port agreed to raise their pay.",
    '"We got what we asked for," union leader Tomas Brek told reporters at the gate.',
    "The port lost about 40 million marks during the strike, its director said.",
)


def furniture(*lines: str) -> str:
    """The words that are marked in an article of these lines."""
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
    ("This is a developing story. Please check back for updates.",),
    ("Our Standards: The Velia Ledger Trust Principles.",),
    ("3 comments", "“My uncle worked that crane,” wrote reader Ola K.", "So sad.", "Please stay polite."),
]


@pytest.mark.parametrize("tail", TAILS, ids=lambda tail: tail[0][:30])
def test_find_boilerplate_takes_lines_when_they_follow_the_news(tail: tuple[str, ...]) -> None:
    found = furniture(*NEWS, *tail)

    assert found == " ".join(tail)


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


@pytest.mark.parametrize("appeal", PLEAS, ids=lambda appeal: appeal[0][:30])
def test_find_boilerplate_takes_statements_and_figures_when_an_appeal_holds_them(
    appeal: tuple[str, ...],
) -> None:
    assert furniture(*NEWS, *appeal) == " ".join(appeal)


@pytest.mark.parametrize("appeal", PLEAS, ids=lambda appeal: appeal[0][:30])
@pytest.mark.parametrize(
    "news",
    [
        "The harbour police said 14 people were injured when a crane fell on Friday.",
        "VELIA, March 4 (Havenpress) — The crane fell again on Saturday.",
        "“We want an inquiry,” Brek told our reporter, and the mayor said that 3 dockers had died.",
    ],
)
def test_find_boilerplate_stops_when_news_follows_a_plea(appeal: tuple[str, ...], news: str) -> None:
    found = furniture(*NEWS, *appeal, news, NEWS[3])

    assert news not in found
    assert NEWS[3] not in found


OPINION = (
    "We have lost more than wages in this strike, and you know it.",
    "Our readers wrote to us about the crane; two of them were injured by it.",
    "“We were never asked,” one docker told our reporter.",
    "Support for the union is what we owe them. If we keep silent, 14 people will have died for nothing.",
)


@pytest.mark.parametrize("count", range(1, len(OPINION) + 1))
def test_find_boilerplate_leaves_an_opinion_when_it_speaks_of_us(count: int) -> None:
    assert furniture(NEWS[0], *OPINION[:count]) == ""
    assert furniture(NEWS[0], *OPINION, *PLEAS[1]) == " ".join(PLEAS[1])


def test_find_boilerplate_leaves_news_under_a_count_of_comments() -> None:
    assert furniture(NEWS[0], NEWS[1], "12 Comments", *NEWS[2:]) == "12 Comments"


@pytest.mark.parametrize("appeal", APPEALS, ids=lambda appeal: appeal[0])
def test_find_boilerplate_takes_the_whole_appeal_when_it_ends_the_article(appeal: tuple[str, ...]) -> None:
    assert furniture(*NEWS, *appeal) == " ".join(appeal)


@pytest.mark.parametrize("appeal", APPEALS, ids=lambda appeal: appeal[0])
def test_find_boilerplate_stops_when_news_follows_the_appeal(appeal: tuple[str, ...]) -> None:
    more = ("Police said 14 people were injured when a crane fell on Friday.", NEWS[3])

    assert furniture(*NEWS, *appeal, *more) == " ".join(appeal)


@pytest.mark.parametrize(
    "line",
    [
        "The Red Shell charity received 3,000 donations for the dockers' families.",
        "Donations can be made at any branch of the Velia Savings Bank, the union said.",
        "The foreign minister appealed to donors for help in rebuilding the harbour.",
        "Subscriptions to the daily fell by a fifth after the newsletter was closed.",
        '"Support us, stand with us, donate what you can," the mayor told the crowd.',
        "“We need your help. Every contribution makes a difference,” Brek wrote to his members.",
        "The opposition asked readers of its newsletter to support independent journalism.",
        "The editor of the Lantern was arrested on Friday, his lawyer said.",
        "A message from the prime minister was read out to the dockers.",
        "Follow the money, the prosecutor told the court on Tuesday.",
        "More from the same region arrived on Sunday, and 12 people died, officials said.",
        "By Friday the talks had failed.",
        "Photos of the crane, taken by a passer-by, showed 14 people injured.",
        "The minister did not comment.",
        "Copyright law was the second point of the talks.",
        "The report was published in a weekly paper, which cited the port's own figures.",
        "Share prices fell in Velia after the announcement.",
        "Related charges against two former directors were dropped in May.",
        "We will continue our work, Brek said.",
        "Readers will remember the strike of 1996.",
        "Anyone with information is asked to call the harbour police.",
        "Watch officers on the bridge saw the crane fall.",
        "Read the letter as a warning, one diplomat said.",
    ],
)
def test_find_boilerplate_leaves_lines_when_they_are_news(line: str) -> None:
    assert furniture(*NEWS, line, NEWS[3]) == ""
    assert furniture(*NEWS, line) == ""


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Advertisement", "Advertisement"),
        ("Article continues below", "Article continues below"),
        ("READ ALSO: Port director resigns", "READ ALSO: Port director resigns"),
        ("The crane fell at noon. (Photo: Ana Lund)", "(Photo: Ana Lund)"),
        (
            "The talks go on. (Writing by Piet Moor; Editing by Ana Lund)",
            "(Writing by Piet Moor; Editing by Ana Lund)",
        ),
    ],
)
def test_find_boilerplate_takes_parts_when_they_stand_in_the_middle(line: str, found: str) -> None:
    assert furniture(*NEWS, line, NEWS[3]) == found


def test_find_boilerplate_takes_head_lines_when_they_surround_the_headline() -> None:
    text = "\n".join(("Skip to content", NEWS[0], "By Ana Lund", "Published: 3 March 2023", *NEWS[1:]))

    assert [span.of(text) for span in find_boilerplate(text)] == [
        "Skip to content",
        "By Ana Lund\nPublished: 3 March 2023",
    ]


def test_find_boilerplate_finds_the_appeal_when_the_text_has_no_lines() -> None:
    appeal = " ".join(APPEALS[0])
    text = " ".join((*NEWS[1:], *NEWS[1:], *NEWS[1:], appeal))

    assert [span.of(text) for span in find_boilerplate(text)] == [appeal]


@pytest.mark.parametrize("appeal", PLEAS, ids=lambda appeal: appeal[0][:30])
def test_find_boilerplate_leaves_the_news_when_the_text_is_one_line(appeal: tuple[str, ...]) -> None:
    found = furniture(" ".join((*NEWS[1:], *appeal)))

    assert not any(news in found for news in NEWS)


@pytest.mark.parametrize("headline", ["More on the harbour strike", "Watch: Crane falls in Velia"])
def test_find_boilerplate_leaves_the_headline_when_it_reads_like_a_link(headline: str) -> None:
    assert furniture(headline, *NEWS[1:]) == ""


def test_has_content_is_false_when_all_is_furniture() -> None:
    text = "\n".join((*APPEALS[2], "© 2023 Harbour Post. All rights reserved."))

    assert not has_content(text, find_layout(text))
    assert has_content("\n".join(NEWS), find_layout("\n".join(NEWS)))


def test_candidate_lines_leave_out_statements_and_figures_when_they_repeat() -> None:
    text = "\n\n".join((*NEWS, "Velia lies at  the mouth of the Orn.", "The 1996 strike ended badly."))

    keys = [key for key, _ in candidate_lines(text, find_layout(text))]

    assert keys == [NEWS[1].lower(), "velia lies at the mouth of the orn."]


@given(st.text(max_size=400))
def test_find_boilerplate_gives_disjoint_spans_when_given_any_text(text: str) -> None:
    spans = find_boilerplate(text)

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))


LINES = st.sampled_from(
    [*NEWS, *(line for part in (*TAILS, *APPEALS, *PLEAS) for line in part), "", "İ ' \" “"]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\n\n", " ", "\u2028"]))
def test_find_boilerplate_keeps_statements_when_lines_are_shuffled(lines: list[str], joint: str) -> None:
    text = joint.join(lines)

    spans = find_boilerplate(text)

    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert joint == " " or not any(NEWS[2] in span.of(text) for span in spans)


@pytest.mark.parametrize(
    "cue", [cue for cue in cues() if cue.words], ids=lambda cue: f"{cue.kind} {cue.words[0]}"
)
def test_cues_hold_one_of_their_words_when_they_match(cue: Cue) -> None:
    @settings(max_examples=10, deadline=None, database=None)
    @given(st.from_regex(cue.pattern, fullmatch=True))
    def check(match: str) -> None:
        assert any(word in match.lower() for word in cue.words)

    check()


@pytest.mark.parametrize(
    "unit", ["Support us, ", '"', "((( ", "by a", "Share ", "© ", "Photo: ", "12 ", "\n"]
)
def test_find_boilerplate_is_quick_when_the_text_is_huge(unit: str) -> None:
    start = time.process_time()
    find_boilerplate(unit * (300_000 // len(unit)))

    assert time.process_time() - start < 10
