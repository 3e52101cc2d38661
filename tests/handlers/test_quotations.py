from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.analysis.quotations import Section, on_topic, shown_spans, statements
from store.types import (
    Article,
    DatePrecision,
    LocalQuote,
    Metadata,
    Published,
    Quote,
    QuoteKind,
    Resolution,
    Span,
    Speaker,
    SpeakerKind,
)

OLD = 'Ana Marek said: "We keep our boats." Marek urged Doran to wait. She said the navy would wait too.'
NEW = "“We keep our boats,” the minister said. Jonas Vell said Marek had promised an inquiry."


def article(number: int, text: str, day: date | None) -> Article:
    published = Published(day, DatePrecision.DAY) if day else Published()
    metadata, added = Metadata(published=published), datetime(2024, 4, 1, tzinfo=UTC)
    return Article(number, f"{number}.txt", (f"{number}.txt",), "", text, metadata, "en", added, 1)


ARTICLES = {1: article(1, OLD, date(2024, 3, 1)), 2: article(2, NEW, date(2024, 3, 2))}
D, M, IND = QuoteKind.DIRECT, QuoteKind.MIXED, QuoteKind.INDIRECT


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def speaker(text: str, mention: str, how: Resolution = Resolution.NAMED) -> Speaker:
    return Speaker(mention, SpeakerKind.PERSON, how, span(text, mention), span(text, mention))


def quote(number: int, kind: QuoteKind, words: str, cue: str, by: Speaker, **more: object) -> Quote:
    text = ARTICLES[number].text
    local = LocalQuote(kind, (span(text, words),), Span(0, len(text)), span(text, cue), by)
    return Quote(f"{number}:{words}", number, local, 1, **more)  # type: ignore[arg-type]


MAREK = speaker(OLD, "Ana Marek")
MINISTER = speaker(NEW, "the minister", Resolution.DESCRIPTION)
BOATS = quote(1, D, '"We keep our boats."', "said", MAREK)
BOATS_AGAIN = quote(2, D, "“We keep our boats,”", "said", MINISTER)
URGED = quote(1, IND, "Doran to wait", "urged", MAREK)


def test_statements_when_two_articles_print_the_same_words_are_one() -> None:
    (only,) = statements((replace(BOATS_AGAIN, group=7), replace(BOATS, group=7)), ARTICLES, 1)

    assert only.shown.source.article == 2
    assert [wording.source.article for wording in only.same] == [1]
    assert only.section is Section.OWN


def test_statements_when_the_attribution_describes_show_how() -> None:
    (only,) = statements((BOATS_AGAIN,), ARTICLES, 1)

    assert only.shown.named
    assert only.shown.named.text == "the minister"


def test_statements_when_one_group_has_other_words_fold_them() -> None:
    other = quote(2, IND, "Marek had promised an inquiry", "said Marek", speaker(NEW, "Jonas Vell"), group=7)
    first = quote(1, D, '"We keep our boats."', "said", MAREK, group=7)

    (only,) = statements((other, first), ARTICLES, 1)

    assert only.shown.words.text == '"We keep our boats."'
    assert [wording.words.text for wording in only.other] == ["said Marek had promised an inquiry"]


def test_statements_when_one_stands_inside_another_show_the_wider() -> None:
    wide = quote(1, IND, "Doran to wait. She said the navy would wait too", "urged", MAREK, group=7)
    inner = quote(1, IND, "the navy would wait too", "said the", MAREK, group=7)

    (only,) = statements((wide, inner), ARTICLES, 1)

    assert (only.shown.key, only.other) == (wide.key, ())


def test_statements_when_renderings_differ_mark_the_words() -> None:
    first = quote(1, D, '"We keep our boats."', "said", MAREK, group=7)
    other = quote(2, IND, "Marek had promised an inquiry", "said Marek", speaker(NEW, "Jonas Vell"), group=7)

    (only,) = statements((other, first), ARTICLES, 1)

    marked = [only.other[0].words.text[mark.span.start : mark.span.end] for mark in only.other[0].words.marks]
    assert marked == ["Marek", "promised", "inquiry"]


def test_statements_when_passed_on_inside_own_words_are_shown_once() -> None:
    own = quote(2, IND, "Marek had promised an inquiry", "said Marek", speaker(NEW, "Jonas Vell"))
    passed = replace(quote(2, IND, "promised an inquiry", "had", MAREK), person=2, relay_person=1)

    assert [statement.shown.key for statement in statements((own, passed), ARTICLES, 1)] == [own.key]


def test_statements_when_someone_else_speaks_are_passed_on() -> None:
    passed = quote(2, IND, "Marek had promised an inquiry", "said Marek", speaker(NEW, "Jonas Vell"))

    (only,) = statements((passed,), ARTICLES, person=9)

    assert only.section is Section.FOR_OTHERS


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (BOATS, '"We keep our boats."'),
        (URGED, "urged Doran to wait"),
        (quote(2, M, "Marek had promised", "an inquiry", MINISTER), "Marek had promised"),
    ],
)
def test_shown_spans_when_a_cue_stands_before_or_behind(found: Quote, shown: str) -> None:
    text = ARTICLES[found.article].text

    assert " … ".join(span.of(text) for span in shown_spans(found, text)) == shown


@pytest.mark.parametrize(
    ("topic", "kept"),
    [("boat", 1), ("Marek's boats", 1), ("volcano", 0), ("boats on fire at night", 0), ("volcano boats", 0)],
)
def test_on_topic_when_most_words_match(topic: str, kept: int) -> None:
    assert len(on_topic((BOATS,), ARTICLES, topic)) == kept
