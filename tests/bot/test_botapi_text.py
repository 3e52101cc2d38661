"""Markup is read as Telegram reads it: the same refusals, and entities in UTF-16 units."""

from __future__ import annotations

import datetime as dtm

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, MessageEntity

from tests.fakes.botapi.formatted import Formatted, ParseError, finish
from tests.fakes.botapi.html_text import parse_html
from tests.fakes.botapi.markdown_text import parse_markdown


def described(body: Formatted) -> list[tuple[str, str]]:
    return [(entity.type, body.part(entity)) for entity in body.entities]


def as_ptb(body: Formatted) -> Message:
    """What python-telegram-bot would receive; its own code reads the offsets."""
    entities = [MessageEntity(**entity.wire()) for entity in body.entities]
    when = dtm.datetime.fromtimestamp(0, dtm.UTC)
    return Message(1, when, Chat(1, "private"), text=body.text, entities=entities)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<b>x</b>", "bold"), ("<STRONG>x</STRONG>", "bold"), ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"), ("<u>x</u>", "underline"), ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<strike>x</strike>", "strikethrough"), ("<del>x</del>", "strikethrough"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"), ("<span class='tg-spoiler'>x</span>", "spoiler"),
        ("<code>x</code>", "code"), ("<pre>x</pre>", "pre"), ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
        ("<a href=\"https://desk.example/?a=1&amp;b=2\">x</a>", "text_link"),
        ("<tg-emoji emoji-id=\"5368324170671202286\">x</tg-emoji>", "custom_emoji"),
        ("<tg-time unix=\"1647531900\" format=\"wDT\">x</tg-time>", "date_time"),
    ],
)  # fmt: skip
def test_html_tag_becomes_an_entity(source: str, kind: str) -> None:
    assert described(parse_html(source)) == [(kind, "x")]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a<br/>", 'Unsupported start tag "br/" at byte offset 1'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("é<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=https://x>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        ('<tg-time unix="1" format="x">x</tg-time>', "Invalid date format used"),
        ("&#xd800;", "Text contains invalid Unicode characters after decoding HTML entities, "
         "check for unmatched surrogate code units"),
    ],
)  # fmt: skip
def test_html_is_refused(source: str, words: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_html(source)
    assert str(caught.value) == words


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#39;&#x2019;", "'’"),
        ("&nbsp;&mdash; &", "&nbsp;&mdash; &"),
        ("a > b", "a > b"),
        ("  <b> x </b>  ", "x"),
        ("a\r\n\tb", "a\n b"),
    ],
)
def test_html_characters(source: str, text: str) -> None:
    assert parse_html(source).text.strip() == text


def test_offsets_count_utf16_units() -> None:
    (entity,) = parse_html("🌍é <b>🌍</b>").entities
    assert (entity.offset, entity.length) == (4, 2)


def test_code_with_a_language_is_one_block() -> None:
    (entity,) = parse_html('<pre><code class="language-python">x = 1</code></pre>').entities
    assert (entity.type, entity.language) == ("pre", "python")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<b>a<b>b</b></b>", [("bold", "ab")]),
        ("<b>a<code>b</code>c</b>", [("bold", "a"), ("code", "b"), ("bold", "c")]),
        ("<code>a<i>b</i></code>", [("code", "ab")]),
        ('<a href="https://x.example">a<code>b</code></a>', [("text_link", "ab")]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", "ab")]),
    ],
)
def test_nested_entities_settle(source: str, expected: list[tuple[str, str]]) -> None:
    assert described(parse_html(source)) == expected


def test_link_that_is_none_is_dropped() -> None:
    assert parse_html('<a href="javascript:x">x</a>').entities == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("*x*", [("bold", "x")]), ("_x_", [("italic", "x")]), ("__x__", [("underline", "x")]),
        ("~x~", [("strikethrough", "x")]), ("||x||", [("spoiler", "x")]), ("`a_b`", [("code", "a_b")]),
        ("```py\nx = 1```", [("pre", "x = 1")]), ("[x](https://desk.example/a\\)b)", [("text_link", "x")]),
        ("![x](tg://emoji?id=5368324170671202286)", [("custom_emoji", "x")]),
        ("![x](tg://time?unix=1647531900&format=wDT)", [("date_time", "x")]),
        (">a\n>b\nc", [("blockquote", "a\nb\n")]), (">a\n>b||", [("expandable_blockquote", "a\nb")]),
        ("*a _b_*", [("bold", "a b"), ("italic", "b")]), ("1\\. x\\!", []),
    ],
)  # fmt: skip
def test_markdown_becomes_entities(source: str, expected: list[tuple[str, str]]) -> None:
    assert described(parse_markdown(source)) == expected


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("1. x", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a | b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("x!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("é*x", "Can't find end of Bold entity at byte offset 2"),
        ("[x](https://x", "Can't find end of a URL at byte offset 4"),
        ("![x]", "The entity must contain a tg://emoji or tg://time URL"),
        ("![x](https://x.example)", "Invalid tg://emoji or tg://time URL specified"),
    ],
)
def test_markdown_is_refused(source: str, words: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_markdown(source)
    assert str(caught.value) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/quotes@desk_bot Putin", [("bot_command", "/quotes@desk_bot")]),
        ("see https://desk.example/a, @anna #news a@b.example",
         [("url", "https://desk.example/a"), ("mention", "@anna"), ("hashtag", "#news"),
          ("email", "a@b.example")]),
        ("1/2 and/or", []),
    ],
)  # fmt: skip
def test_telegram_marks_by_itself(text: str, expected: list[tuple[str, str]]) -> None:
    body = finish(text)
    assert [(entity.type, body.part(entity)) for entity in body.automatic] == expected


_WORDS = st.text(alphabet="ab é🌍<&>\"'", min_size=1, max_size=6).filter(lambda text: text.strip() != "")
_TREES = st.recursive(
    _WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.one_of(
        st.builds(lambda tag, x: f"<{tag}>{x}</{tag}>", st.sampled_from(["b", "i", "u", "s"]), inner),
        st.builds(lambda x, y: f"{x}{y}", inner, inner),
    ),
    max_leaves=8,
)


@given(_TREES)
def test_python_telegram_bot_reads_the_same_text_back(source: str) -> None:
    body = parse_html(f".{source}.")
    again = parse_html(as_ptb(body).text_html)
    assert (again.text, sorted(map(str, again.entities))) == (body.text, sorted(map(str, body.entities)))
