"""What owners set over the articles' own words, and what they say to files that are gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store import lease
from store.db import Database
from store.extract import read
from store.keys import article_key
from store.library import Library
from store.types import (
    ArticleFilter,
    CasualtyKind,
    DatePrecision,
    Field,
    NewCorrection,
    Origin,
    Outcome,
    Proposed,
    Qualifier,
    Removal,
    Resolution,
    Why,
)

FLOOD = "The ministry said on Tuesday that 14 miners were killed by the flood in Tarn.\n"
MAYOR = "“The water is falling,” said Tarn's mayor, Ilse Brandt, to reporters at the mine on Friday.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "articles"
    root.mkdir()
    (root / "flood.txt").write_text(FLOOD + MAYOR, encoding="utf-8")
    return root


def put(library: Library, field: Field, value: str | None, article: int = 1) -> None:
    """An owner sets something, and it is applied."""
    library.correct(NewCorrection(article_key(article), article, field, value, by=7))
    assert library.relink()


@pytest.fixture
def read_once(library: Library, folder: Path) -> Library:
    library.ingest(folder)
    return library


@pytest.mark.parametrize(
    ("value", "day", "precision"),
    [
        ("2021-03-04", date(2021, 3, 4), DatePrecision.DAY),
        ("2021-03", date(2021, 3, 1), DatePrecision.MONTH),
        ("2021", date(2021, 1, 1), DatePrecision.YEAR),
        (None, None, DatePrecision.UNKNOWN),
    ],
)
def test_date_when_it_is_set_says_that_it_was_set_here(
    read_once: Library, value: str | None, day: date | None, precision: DatePrecision
) -> None:
    put(read_once, Field.DATE, value)

    published = read_once.article(1).published
    assert (published.day, published.precision, published.origin) == (day, precision, Origin.CORRECTED)


def test_what_is_set_is_found_by_every_query(read_once: Library) -> None:
    put(read_once, Field.DATE, "2021-03-04")
    put(read_once, Field.OUTLET, "Tarn Post")

    since = ArticleFilter(since=date(2021, 3, 1), outlet="tarn post")
    assert read_once.articles(since)[1] == 1
    assert len(read_once.quotes(where=since)) == 2
    assert read_once.outlets() == (("Tarn Post", 1),)
    assert read_once.stories()[0][0].outlets == ("Tarn Post",)
    assert [hit.article for hit in read_once.search("post").hits] == [1]
    assert read_once.counts().undated == 0


def test_what_is_set_stands_in_the_change_log_and_is_no_news(read_once: Library) -> None:
    before = read_once.changes()[-1].seq

    put(read_once, Field.OUTLET, "Tarn Post")

    changes = read_once.changes(after=before)
    assert [(change.key, change.why) for change in changes] == [("article:1", Why.CORRECTED)]
    assert read_once.news_state().linked == changes[-1].seq


def test_what_is_set_when_taken_back_is_as_the_article_has_it(read_once: Library) -> None:
    put(read_once, Field.OUTLET, "Tarn Post")

    assert read_once.undo("article:1", Field.OUTLET, by=7)
    assert read_once.relink()

    assert read_once.article(1).outlet is None
    assert read_once.search("post").hits == ()
    assert not read_once.undo("article:1", Field.OUTLET)


def test_what_is_set_twice_is_the_later_one(read_once: Library) -> None:
    put(read_once, Field.OUTLET, "Tarn Post")
    put(read_once, Field.OUTLET, "Ore Daily")

    assert read_once.article(1).outlet == "Ore Daily"
    assert [c.state.value for c in read_once.corrections("article:1")] == ["undone", "confirmed"]


def test_what_is_set_survives_a_rename_and_a_new_text(read_once: Library, folder: Path) -> None:
    put(read_once, Field.OUTLET, "Tarn Post")
    (folder / "flood.txt").rename(folder / "water.txt")
    read_once.ingest(folder)
    (folder / "water.txt").write_text(FLOOD.replace("14", "19") + MAYOR, encoding="utf-8")

    read_once.ingest(folder)

    article = read_once.article(1)
    assert (article.path, article.revision, article.outlet) == ("water.txt", 2, "Tarn Post")


def test_what_is_set_survives_newer_rules(
    read_once: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(read_once, Field.DATE, "2021-03-04")
    monkeypatch.setattr(read, "VERSION", "next")
    monkeypatch.setattr("store.stored.VERSION", "next")

    read_once.ingest(folder)

    assert read_once.reading(1).version == "next"
    assert read_once.article(1).published.day == date(2021, 3, 4)
    read_once.undo("article:1", Field.DATE)
    read_once.relink()
    assert read_once.article(1).published.origin is Origin.UNKNOWN


def test_given_outlet_comes_back_when_another_is_taken_back_after_newer_rules(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "flood.txt").write_text(f"---\noutlet: Ore Daily\n---\n{FLOOD}", encoding="utf-8")
    library.ingest(folder)
    put(library, Field.OUTLET, "Tarn Post")
    monkeypatch.setattr(read, "VERSION", "next")
    monkeypatch.setattr("store.stored.VERSION", "next")
    library.ingest(folder)

    library.undo("article:1", Field.OUTLET)
    library.ingest(folder)

    assert library.article(1).outlet == "Ore Daily"


def test_what_is_set_while_another_process_reads_is_applied_when_that_ends(
    read_once: Library, database_url: str, folder: Path
) -> None:
    database = Database(database_url)
    with lease.hold(database):
        read_once.correct(NewCorrection("article:1", 1, Field.OUTLET, "Tarn Post"))
        applied = read_once.relink()
    database.close()

    assert (applied, read_once.is_waiting(), read_once.article(1).outlet) == (False, True, None)
    read_once.ingest(folder)
    assert (read_once.is_waiting(), read_once.article(1).outlet) == (False, "Tarn Post")


def test_articles_of_two_days_when_set_are_ordered_by_them(library: Library, folder: Path) -> None:
    (folder / "mayor.txt").write_text(MAYOR, encoding="utf-8")
    library.ingest(folder)

    put(library, Field.DATE, "2021-03-04", article=2)
    put(library, Field.DATE, "2021-03-05", article=1)

    assert [article.id for article in library.articles()[0]] == [1, 2]


def removed(library: Library, folder: Path) -> None:
    (folder / "flood.txt").unlink()
    library.ingest(folder)


def test_removed_file_when_its_article_is_withdrawn_is_served_no_more(
    read_once: Library, folder: Path
) -> None:
    removed(read_once, folder)
    assert [absence.path for absence in read_once.absent()] == ["flood.txt"]

    put(read_once, Field.FILE, Removal.WITHDRAW)

    assert (read_once.counts().articles, read_once.quotes(), read_once.claims()) == (0, (), ())
    assert (read_once.search("miners").hits, read_once.stories()[1], read_once.absent()) == ((), 0, ())
    assert Why.WITHDRAWN in {change.why for change in read_once.changes()}
    assert read_once.ingest(folder).files == ()


@pytest.mark.parametrize("name", ["flood.txt", "again.txt"])
def test_withdrawn_article_when_its_file_is_back_is_served_again(
    read_once: Library, folder: Path, name: str
) -> None:
    keys = [quote.key for quote in read_once.quotes()]
    removed(read_once, folder)
    put(read_once, Field.FILE, Removal.WITHDRAW)
    (folder / name).write_text(FLOOD + MAYOR, encoding="utf-8")

    report = read_once.ingest(folder)

    assert [(file.path, file.outcome, file.article) for file in report.files] == [(name, Outcome.RETURNED, 1)]
    assert [quote.key for quote in read_once.quotes()] == keys
    assert (len(read_once.claims()), read_once.article(1).paths) == (1, (name,))
    assert [hit.article for hit in read_once.search("miners").hits] == [1]
    (folder / name).unlink()
    assert read_once.ingest(folder).of(Outcome.MISSING)


def test_removed_file_when_its_article_is_kept_is_never_asked_about_again(
    read_once: Library, folder: Path
) -> None:
    removed(read_once, folder)

    put(read_once, Field.FILE, Removal.KEEP)

    assert read_once.counts().articles == 1
    assert (read_once.absent(), read_once.ingest(folder, allow_removals=True).files) == ((), ())
    (folder / "flood.txt").write_text(FLOOD + MAYOR, encoding="utf-8")
    read_once.ingest(folder)
    (folder / "flood.txt").unlink()
    assert (read_once.ingest(folder).files, read_once.absent()) == ((), ())


def test_withdrawn_article_when_kept_after_all_is_served_without_a_file(
    read_once: Library, folder: Path
) -> None:
    removed(read_once, folder)
    put(read_once, Field.FILE, Removal.WITHDRAW)

    put(read_once, Field.FILE, Removal.KEEP)

    assert (read_once.counts().articles, len(read_once.quotes())) == (1, 2)
    assert read_once.stories()[1] == 1
    (folder / "water.txt").write_text(FLOOD + MAYOR, encoding="utf-8")
    assert [file.outcome for file in read_once.ingest(folder).files] == [Outcome.RENAMED]


def test_withdrawal_when_the_file_is_back_before_it_is_applied_is_dropped(
    read_once: Library, folder: Path
) -> None:
    removed(read_once, folder)
    read_once.correct(NewCorrection("article:1", 1, Field.FILE, Removal.WITHDRAW))
    (folder / "flood.txt").write_text(FLOOD + MAYOR, encoding="utf-8")

    read_once.ingest(folder)

    assert read_once.counts().articles == 1
    assert not read_once.is_waiting()


def test_set_value_of_a_withdrawn_article_shows_when_it_is_back(read_once: Library, folder: Path) -> None:
    removed(read_once, folder)
    put(read_once, Field.FILE, Removal.WITHDRAW)
    put(read_once, Field.OUTLET, "Tarn Post")

    put(read_once, Field.FILE, Removal.KEEP)

    assert read_once.outlets() == (("Tarn Post", 1),)


def propose(library: Library, field: Field, value: str | None, by: int = 9) -> Proposed:
    """A reader proposes a correction of the first statement or figure."""
    fact = library.quotes(person=library.people()[0].id)[0] if field is Field.SPEAKER else library.claims()[0]
    return library.propose(NewCorrection(fact.key, fact.article, field, value, by))


def confirm(library: Library, *, yes: bool = True) -> None:
    (open_,) = library.proposals()
    assert library.decide(open_.id, 7, confirm=yes)
    assert library.relink()


def test_speaker_when_confirmed_is_another_person(read_once: Library) -> None:
    before = {quote.key: quote.person for quote in read_once.quotes()}
    (mayor,) = [quote for quote in read_once.quotes() if quote.local.spans[0].start > len(FLOOD) - 1]
    read_once.propose(NewCorrection(mayor.key, 1, Field.SPEAKER, "the ministry", by=9))

    confirm(read_once)

    after = {quote.key: quote for quote in read_once.quotes()}
    assert after.keys() == before.keys()
    speaker = after[mayor.key].local.speaker
    assert speaker
    assert (speaker.name.lower(), speaker.resolution) == ("the ministry", Resolution.CORRECTED)
    assert "Ilse Brandt" not in [person.name for person in read_once.people()]


@pytest.mark.parametrize(("value", "left"), [(None, []), ("wounded", [("wounded", 14)])])
def test_figure_when_confirmed_is_of_another_kind_or_none(
    read_once: Library, value: str | None, left: list[tuple[str, int]]
) -> None:
    propose(read_once, Field.FIGURE, value)

    confirm(read_once)

    assert [(claim.local.kind.value, claim.local.value) for claim in read_once.claims()] == left


def test_figure_when_confirmed_has_other_number_words_of_its_sentence(library: Library, folder: Path) -> None:
    (folder / "flood.txt").write_text("At least 14 miners were killed, of about 300 in the mine.\n", "utf-8")
    library.ingest(folder)
    propose(library, Field.FIGURE, "about 300")

    confirm(library)

    (claim,) = library.claims()
    assert claim.local.number.of(library.article(1).text) == "about 300"
    assert (claim.local.value, claim.local.qualifier) == (300, Qualifier.ABOUT)


def test_figure_when_corrected_survives_newer_rules_and_moves_with_its_words(
    read_once: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(read_once, Field.FIGURE, "wounded")
    confirm(read_once)
    monkeypatch.setattr(read, "VERSION", "next")
    monkeypatch.setattr("store.stored.VERSION", "next")
    read_once.ingest(folder)
    (folder / "flood.txt").write_text(f"The rain went on.\n\n{FLOOD}{MAYOR}", encoding="utf-8")

    read_once.ingest(folder)

    (claim,) = read_once.claims()
    assert claim.local.kind is CasualtyKind.WOUNDED
    assert "14" in claim.local.words.of(read_once.article(1).text)


def test_figure_when_its_correction_is_taken_back_is_served_again(read_once: Library) -> None:
    (claim,) = read_once.claims()
    propose(read_once, Field.FIGURE, None)
    confirm(read_once)
    assert read_once.claims() == ()

    read_once.undo(claim.key, Field.FIGURE)
    read_once.relink()

    assert read_once.claims() == (claim,)


def test_proposal_when_rejected_changes_nothing_and_is_not_asked_again(read_once: Library) -> None:
    claims = read_once.claims()
    assert propose(read_once, Field.FIGURE, None) is Proposed.STORED

    confirm(read_once, yes=False)

    assert read_once.claims() == claims
    assert propose(read_once, Field.FIGURE, None, by=10) is Proposed.REJECTED
    assert read_once.proposals() == ()


def test_proposals_when_one_person_repeats_them_are_one(read_once: Library) -> None:
    assert propose(read_once, Field.FIGURE, None) is Proposed.STORED
    assert propose(read_once, Field.FIGURE, "wounded") is Proposed.REPLACED
    assert propose(read_once, Field.FIGURE, "wounded", by=10) is Proposed.STORED

    first, second = read_once.proposals()
    assert (first.value, second.value, first.by, second.by) == ("wounded", "wounded", 9, 10)
    assert read_once.decide(first.id, 7, confirm=True)
    assert read_once.decide(first.id, 8, confirm=False) is None


def test_proposals_when_one_person_floods_are_refused(read_once: Library) -> None:
    said = [
        read_once.propose(NewCorrection(f"{number:032}", 1, Field.FIGURE, None, by=9)) for number in range(21)
    ]

    assert said[-2:] == [Proposed.STORED, Proposed.TOO_MANY]
