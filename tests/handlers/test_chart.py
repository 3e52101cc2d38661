"""Charts of claims: what is drawn, by data; that it is drawn at all; and that nothing unchecked gets in."""

import subprocess
import sys
from dataclasses import replace

import pytest

from handlers.chart import Bar, Chart, Reach
from handlers.doc import Doc, House
from handlers.registry import Ask
from handlers.render.chart_text import TRACK, track
from handlers.render.gate import Checked, GateError, check
from handlers.render.markup import units
from handlers.render.picture import Row, Style, _fitting, draw, plan
from handlers.render.present import present
from handlers.render.telegram import telegram
from handlers.slots import ClaimNumber
from store.types import Span


@pytest.fixture(scope="module")
def checked(ask: Ask) -> Checked:
    return present(ask, "/casualties ferry chart").checked


def bar(words: str) -> Bar:
    number = ClaimNumber(words, 1, Span(0, len(words)), None, None, None)
    return Bar((House("{figure}", (("figure", number),)),))


@pytest.mark.parametrize(
    ("words", "reach"),
    [
        ("17", Reach(17, 17, 17)),
        ("more than 200", Reach(200, None, 200)),
        ("at least 16", Reach(16, None, 16)),
        ("up to 50", Reach(None, 50, 50)),
        ("about 300", Reach(240, 360, 300)),
        ("between 50 and 60", Reach(50, 60, None)),
        ("dozens", Reach(None, None, None)),
    ],
)
def test_reach_is_what_the_words_allow(words: str, reach: Reach) -> None:
    assert bar(words).reach == reach


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("20", " " * 23 + "•"),
        ("at least 10", " " * 12 + "├" + "─" * 10 + "▶"),
        ("up to 10", "◀" + "─" * 11 + "┤"),
        ("dozens", ""),
    ],
)
def test_track_leaves_open_ends_open(words: str, drawn: str) -> None:
    assert track(bar(words).reach, 20) == drawn
    assert len(drawn) <= TRACK


def test_plan_holds_each_figure_with_its_place_and_source(checked: Checked) -> None:
    rows = plan(checked.doc)

    assert Row(Style.FIGURE, "7 [2] · says Doran's defence ministry", clashes=True) in rows
    assert Row(Style.FIGURE, "At least 31 [1] · says Velian navy") in rows
    bars = [row for row in rows if row.style is Style.BAR]
    assert Row(Style.BAR, "", 0.5616, None, 0.5616) in bars  # at least 31; "about 40" may be 48
    assert Row(Style.STATUS, "cannot both be true", clashes=True) in rows
    assert any(row.text.startswith("[1] Harbour Post, 5 March 2024") for row in rows)


def test_nothing_is_added_up_in_the_picture(checked: Checked) -> None:
    text = " ".join(row.text for row in plan(checked.doc))

    assert not any(word in text.lower() for word in ("total", " 71", " 19 and"))
    assert "Figures as claimed, never added up." in text


def test_picture_is_a_png_as_wide_as_a_phone_shows_sharply(checked: Checked) -> None:
    picture = draw(plan(checked.doc))

    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 1080
    assert int.from_bytes(picture[20:24], "big") < 3 * 1080


def test_caption_holds_the_figures_as_text(checked: Checked) -> None:
    page = telegram(checked)[0]

    assert page.picture
    assert "Killed, everyone: At least 31 [1] · says Velian navy; About 40 [2]" in page.html
    assert units(page.html) <= 1024


def test_chart_with_a_word_that_no_article_prints_is_refused(checked: Checked) -> None:
    chart = next(block for block in checked.doc.blocks if isinstance(block, Chart))
    first = chart.groups[0].bars[0]
    wrong = replace(first.number, text="At least 310", value=310, low=310)
    bars = (Bar((House("{figure}", (("figure", wrong),)),)),)
    forged = Chart(chart.title, (replace(chart.groups[0], bars=bars),))

    with pytest.raises(GateError):
        check(Doc((forged,), checked.doc.sources), checked.articles)


@pytest.mark.slow
def test_matplotlib_is_not_loaded_before_a_chart_is_drawn() -> None:
    start = "import sys, bot.app, bot.telegram_app, handlers.registry as registry; registry.commands()"
    code = f"{start}; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_a_chart_that_is_cut_ends_with_no_lone_heading() -> None:
    rows = [Row(Style.GROUP, "Killed"), Row(Style.FIGURE, "12"), Row(Style.BAR, point=0.5)] * 60

    *drawn, last = _fitting(rows)

    assert drawn[-1].style is Style.BAR
    assert last.text == "More figures in the list, not drawn here."
