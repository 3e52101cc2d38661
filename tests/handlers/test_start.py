from dataclasses import replace
from pathlib import Path

import pytest

from handlers.registry import Ask, ChatKind, Rights
from handlers.render.present import present
from handlers.render.telegram import telegram
from store.library import Library
from tests.fakes.botapi.html_text import parse_html
from tests.fakes.databases import sqlite_at
from tests.fakes.readers import InlineReaders

SEND = "Send me article files, or put them into the folder."


@pytest.mark.parametrize(("rights", "sends"), [(Rights.OWNER, True), (Rights.ADMITTED, False)])
def test_start_when_asked_in_a_private_chat(ask: Ask, rights: Rights, sends: bool) -> None:
    (page,) = telegram(present(replace(ask, chat=ChatKind.PRIVATE, rights=rights), "/start").checked)

    text = parse_html(page.html).text
    assert text.startswith("Dateline reads 4 articles")
    assert (SEND in text) is sends
    labels = [button.text for row in page.buttons for button in row]
    assert labels == ["Try: /quotes Ana Marek", "Digest for this chat"]


@pytest.mark.parametrize(
    ("rights", "words"),
    [
        (Rights.OWNER, "No articles yet. Put text files into the folder, or send them here."),
        (Rights.ADMITTED, "No articles yet. Put text files into the folder."),
    ],
)
def test_start_when_the_library_is_empty(ask: Ask, tmp_path: Path, rights: Rights, words: str) -> None:
    empty = Library.open(sqlite_at(tmp_path / "empty.db"))

    asked = replace(ask, library=empty, chat=ChatKind.PRIVATE, rights=rights)
    (page,) = telegram(present(asked, "/start").checked)
    empty.close()

    assert parse_html(page.html).text == words
    assert [button.text for row in page.buttons for button in row] == ["All commands"]


def test_start_when_a_body_speaks_most_offers_a_person(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    said = "The Velian navy said two boats had sunk. The Velian navy said nine sailors had died. "
    (tmp_path / "articles" / "navy.txt").write_text(
        said + "Prime Minister Ana Marek said the port was safe.", encoding="utf-8"
    )
    library = Library.open(sqlite_at(tmp_path / "navy.db"), InlineReaders)
    library.ingest(tmp_path / "articles")

    (page,) = telegram(present(replace(ask, library=library, chat=ChatKind.PRIVATE), "/start").checked)
    library.close()

    assert page.buttons[0][0].text == "Try: /quotes Ana Marek"
