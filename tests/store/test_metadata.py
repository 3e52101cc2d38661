"""What an article's own words show of itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.extract.layout import find_layout
from store.extract.metadata import infer_metadata
from store.types import DatePrecision, Metadata, Origin, Published, Sourced

LEDE = "The ferry between Velia and Dora stopped on Sunday night after its insurer withdrew, the owner said."
MORE = "Some 300 passengers waited at the quay."


def infer(*lines: str) -> tuple[Metadata, str]:
    text = "\n\n".join(lines)
    return infer_metadata(text, find_layout(text)), text


def shown(sourced: Sourced | None, text: str) -> str | None:
    """The value, after checking that its span holds the same words."""
    if sourced is None:
        return None
    assert sourced.origin is Origin.INFERRED
    assert sourced.span
    assert " ".join(sourced.span.of(text).split()) == sourced.value
    return sourced.value


def test_infer_metadata_knows_nothing_when_text_shows_nothing() -> None:
    assert infer(LEDE, MORE)[0] == Metadata()


def test_infer_metadata_takes_the_title_when_there_is_a_headline() -> None:
    known, text = infer("Ferry between Velia and Dora stops", LEDE)

    assert shown(known.title, text) == "Ferry between Velia and Dora stops"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("A Message from The Velia Lantern:\n\nDear readers,\n\nWe need your support.", "The Velia Lantern"),
        ("© 2023 Harbour Post. All rights reserved.", "Harbour Post"),
        ("Copyright 2021-2023 by The Dora Gazette. All Rights Reserved.", "The Dora Gazette"),
        ("(This story has not been edited by KBTV staff and comes from a wire feed.)", "KBTV"),
        ("Subscribe to the Harbour Post for just 2 marks a week", "the Harbour Post"),
        ("Download the Channel 9 News app", "Channel 9 News"),
        ("Follow Harbour Post on Telegram", "Harbour Post"),
        ("(From a wire feed, published without changes by Harbour Post staff.)", "Harbour Post"),
        ("Our Standards: The Velia Ledger Trust Principles.", "The Velia Ledger"),
        ("A NOTE FROM THE LANTERN\n\nDear readers,\n\nWe need your support.", "THE LANTERN"),
        ("© 2023 Correo de Velia", "Correo de Velia"),
    ],
)
def test_infer_metadata_finds_the_outlet_when_furniture_names_it(line: str, outlet: str) -> None:
    known, text = infer("Ferry between Velia and Dora stops", LEDE, MORE, line)

    assert shown(known.outlet, text) == outlet


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("By Ana Lund for The Dora Gazette", "The Dora Gazette"),
        ("By Ana Lund, Reuters", "Reuters"),
        ("Harbour Post", "Harbour Post"),
    ],
)
def test_infer_metadata_finds_the_outlet_when_the_head_names_it(line: str, outlet: str) -> None:
    known, text = infer(line, "Ferry between Velia and Dora stops", LEDE, MORE)

    assert shown(known.outlet, text) == outlet


@pytest.mark.parametrize(
    "line",
    [
        "Follow Ana Lund on Twitter",
        "By Ana Lund in Velia",
        "By Ana Lund, Senior Correspondent",
        "A note from our editor\n\nDear readers,\n\nWe need your support.",
        "A Letter From The Editors\n\nWe need your support. Donate today.",
        "Support our work with a donation today, because we depend on your help.",
    ],
)
def test_infer_metadata_finds_no_outlet_when_furniture_names_none(line: str) -> None:
    assert infer("Ferry between Velia and Dora stops", LEDE, MORE, line)[0].outlet is None


@pytest.mark.parametrize(
    ("sentence", "relays"),
    [
        ("The line is closed, per Havenradio.", ["Havenradio"]),
        ("“We will sail,” the owner said, quoted by Velpress.", ["Velpress"]),
        ("The insurer confirmed it, Doran's Velpress news agency reported.", ["Velpress"]),
        ("The German Nordlicht news agency said the line was closed.", ["Nordlicht"]),
        ("News agency Velpress reported two more closures.", ["Velpress"]),
        ("The owner told The Dora Gazette that he would sail.", ["The Dora Gazette"]),
        ("According to Reuters, the insurer was not told.", ["Reuters"]),
        ("The insurer was not told, the Associated Press reported.", ["the Associated Press"]),
        ("Velpress news agency reported it first, and Velpress news agency said so.", ["Velpress"]),
        ("This was, according to Washington, the last straw.", []),
        ("The owner told Parliament that 12 per cent were lost.", []),
        ("Peruvian television reported nothing, and Police reported two arrests.", []),
        ("Another news agency reported the opposite.", []),
        ("The line carried two boats per Article 4 of the treaty.", []),
    ],
)
def test_infer_metadata_finds_relays_when_the_text_passes_on(sentence: str, relays: list[str]) -> None:
    known, text = infer(LEDE, sentence)

    assert [shown(relay, text) for relay in known.relays] == relays


@pytest.mark.parametrize(
    ("opening", "place", "outlet", "day"),
    [
        ("VELIA, March 3 (Reuters) - ", "VELIA", "Reuters", None),
        ("VELIA, March 3, 2023 (AP) — ", "VELIA", "AP", date(2023, 3, 3)),
        ("PORT DORA, Velia (AFP) -- ", "PORT DORA, Velia", "AFP", None),
        ("Velia, 3 March 2023 – ", "Velia", None, date(2023, 3, 3)),
        ("VELIA/PORT DORA, (Harbour Daily) -- ", "VELIA/PORT DORA", "Harbour Daily", None),
        ("HARBOUR CITY — ", "HARBOUR CITY", None, None),
        ("March 3 (UPI) -- ", None, "UPI", None),
        ("Nobody knows - ", None, None, None),
        ("BREAKING NEWS — ", None, None, None),
        ("The strike (2019-2021) - ", None, None, None),
    ],
)
def test_infer_metadata_reads_the_dateline_when_it_opens_the_text(
    opening: str, place: str | None, outlet: str | None, day: date | None
) -> None:
    known, text = infer("Ferry between Velia and Dora stops", opening + LEDE, MORE)

    assert (shown(known.place, text), shown(known.outlet, text)) == (place, outlet)
    assert known.published.day == day


def test_infer_metadata_makes_the_agency_a_relay_when_an_outlet_is_shown() -> None:
    known, text = infer(f"VELIA (Reuters) - {LEDE}", MORE, "© 2023 Harbour Post. All rights reserved.")

    assert shown(known.outlet, text) == "Harbour Post"
    assert [shown(relay, text) for relay in known.relays] == ["Reuters"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Published: 3 March 2023", "3 March 2023"),
        ("PUBLISHED: FRIDAY, MARCH 3, 2023, 1:32 PM", "MARCH 3, 2023"),
        ("Posted on March 3rd, 2023", "March 3rd, 2023"),
        ("First published 2023-03-03 10:00 GMT", "2023-03-03"),
        ("Friday, 3 March 2023", "3 March 2023"),
        ("By Ana Lund | Published 03.03.2023", "03.03.2023"),
        ("Updated: Mar. 3, 2023 at 10:31", "Mar. 3, 2023"),
    ],
)
@pytest.mark.parametrize("at_end", [False, True])
def test_infer_metadata_finds_the_day_when_a_line_prints_it(line: str, words: str, at_end: bool) -> None:
    lines = ("Ferry between Velia and Dora stops", LEDE, MORE)
    known, text = infer(*lines, line) if at_end else infer(lines[0], line, *lines[1:])

    assert (known.published.day, known.published.precision) == (date(2023, 3, 3), DatePrecision.DAY)
    assert known.published.span
    assert known.published.span.of(text) == words


@pytest.mark.parametrize(
    "line",
    [
        "Published: 3 March",
        "Published: 03/04/2023",
        "Published: 31 February 2023",
        "Published on Friday",
        "© 2023 Harbour Post. All rights reserved.",
        "The line was opened on 3 March 2023 by the prime minister.",
    ],
)
def test_infer_metadata_leaves_the_day_unknown_when_it_is_not_whole(line: str) -> None:
    assert infer("Ferry between Velia and Dora stops", LEDE, line)[0].published == Published()


@given(st.text(max_size=300) | st.text(alphabet="AByo (),-—:.\n©2023Marchby", max_size=200))
def test_infer_metadata_shows_its_spans_when_given_any_text(text: str) -> None:
    known = infer_metadata(text, find_layout(text))

    for sourced in (known.title, known.outlet, known.place, *known.relays):
        shown(sourced, text)


def test_infer_metadata_reads_a_wire_copy_when_slug_and_priority_stand_above_its_title() -> None:
    slug = "BC-VELIA-DORA-FERRY, 2nd Ld-Writethru\nURGENT"
    by = "By Ana Lund\nHarbour Press"
    lede = f"VELIA, Sept. 19, 2022 (HP) -- {LEDE}"
    known, text = infer(f"{slug}\nFerry between Velia and Dora stops\n{by}", lede, MORE, "MORE")

    assert shown(known.title, text) == "Ferry between Velia and Dora stops"
    assert (shown(known.outlet, text), known.relays) == ("Harbour Press", ())
    assert known.published.day == date(2022, 9, 19)
