"""Search by words and by meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.embeddings import HashEmbedder, SentenceTransformerEmbedder
from store.errors import ModelError
from store.library import Library
from store.packaged import package_folder
from store.ranking import Part, rank, read_text, weight
from store.terms import query_terms, stem
from store.types import ArticleFilter

TEXTS = {
    "ferry.txt": "---\noutlet: Harbour Post\n---\nThe ferry company stopped its boats after the storm.\n",
    "grain.txt": "Farmers in the hills sold their wheat early because rain was near.\n",
    "court.txt": "---\noutlet: Daily Quay\n---\nA judge freed the captain of the ferry on bail in June.\n",
}


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    library.ingest(folder)
    return library


def paths(library: Library, words: str, where: ArticleFilter = ArticleFilter()) -> list[str]:  # noqa: B008
    return [library.article(hit.article).path for hit in library.search(words, where).hits]


def test_any_word_finds_and_more_words_rank_higher(filled: Library) -> None:
    assert paths(filled, "captain of a ferry") == ["court.txt", "ferry.txt"]


def test_other_forms_of_a_word_are_found(filled: Library) -> None:
    assert paths(filled, "farmer selling wheat") == ["grain.txt"]


def test_outlet_is_searched_with_the_text(filled: Library) -> None:
    assert paths(filled, "Harbour Post") == ["ferry.txt"]


def test_filter_limits_to_an_outlet(filled: Library) -> None:
    assert paths(filled, "ferry", ArticleFilter(outlet="Daily Quay")) == ["court.txt"]


@pytest.mark.parametrize(
    "words", ["", "  ", "?!", '"', "' OR 1=1 --", "NEAR(", "ferry*", "a" * 5_000, "\x00"]
)
def test_odd_queries_never_raise(filled: Library, words: str) -> None:
    filled.search(words)


def test_meaning_joins_in_when_a_model_is_in_use(filled: Library) -> None:
    embedder = HashEmbedder()
    made = filled.embed(embedder)
    filled.use(embedder)

    result = filled.search("wheat rain")

    assert made == 3
    assert result.used_meaning
    assert filled.counts().embedded == 3
    assert filled.article(result.hits[0].article).path == "grain.txt"


def test_same_words_are_embedded_once(filled: Library) -> None:
    embedder = HashEmbedder()
    filled.embed(embedder)

    assert filled.embed(embedder) == 0


def ranked(query: str, texts: dict[int, str], cosines: dict[int, float] | None = None) -> list[int]:
    """Articles in the order that the ranking gives them, all words weighing the same."""
    stems = tuple(map(stem, query_terms(query)))
    read = {number: read_text(text, frozenset(stems)) for number, text in texts.items()}
    part = Part(stems, {number: (cosine, cosine) for number, cosine in (cosines or {}).items()})
    scores = rank(read, [part], dict.fromkeys(stems, 1.0), {})
    return sorted(scores, key=lambda number: -scores[number])


def test_words_side_by_side_rank_before_words_far_apart() -> None:
    apart = "The harbour was calm that day. Boats lay still. A strike of cooks went on elsewhere."
    together = "The cooks were calm that day. Boats lay still. A harbour strike went on elsewhere."

    assert ranked("harbour strike", {1: apart, 2: together}) == [2, 1]


def test_words_of_the_query_count_as_near_in_any_order() -> None:
    far = "A strike, the captain of an old white boat wrote home that night, empties the harbour."
    near = "A strike of the harbour, the captain wrote home from an old white boat that night."

    assert ranked("harbour captain strike", {1: far, 2: near}) == [2, 1]


def test_meaning_decides_between_texts_with_the_same_words() -> None:
    text = "The harbour was calm."

    assert ranked("harbour", {1: text, 2: text}, {1: 0.2, 2: 0.7}) == [2, 1]


def test_rarer_words_weigh_more() -> None:
    assert weight(1, 1000) > weight(500, 1000) > 0


def test_article_of_the_named_outlet_and_day_comes_first(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, front in {
        "a.txt": "outlet: Daily Quay\npublished: 2024-03-05",
        "b.txt": "outlet: Harbour Post",
    }.items():
        (folder / name).write_text(f"---\n{front}\n---\nThe strike of the pilots ended in {name[0]}.\n")
    library.ingest(folder)

    assert paths(library, "What did the Harbour Post write on the strike") == ["b.txt", "a.txt"]
    assert paths(library, "The strike as reported on March 5, 2024") == ["a.txt", "b.txt"]


def test_name_in_another_spelling_is_found(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text('"We wait," said President Oleh Mirzoyan in the capital on Monday.\n')
    library.ingest(folder)

    assert paths(library, "Mirzoian") == ["a.txt"]


def test_accents_make_no_difference(sqlite_library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The boat was steered by Čedomir Kovač on that day.\n", encoding="utf-8")
    sqlite_library.ingest(folder)
    hit = sqlite_library.search("cedomir kovac").hits[0]

    text = sqlite_library.article(hit.article).text
    assert [mark.of(text) for mark in hit.marks] == ["Čedomir", "Kovač"]


@pytest.mark.parametrize("typed", ["ferrry", "harbuor", "selers"])
def test_misspelt_word_finds_what_is_nearly_it(sqlite_library: Library, tmp_path: Path, typed: str) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("The ferry left the harbour with sellers of wheat on that day.\n")
    sqlite_library.ingest(folder)

    found = sqlite_library.search(typed)
    assert found.unknown == (typed,)
    assert found.hits[0].marks


def test_common_words_alone_find_the_newest_passages(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.search.BUDGET", 0)

    assert sorted(paths(filled, "ferry")) == ["court.txt", "ferry.txt"]
    assert paths(filled, "captain ferry") == ["court.txt"]


def test_stop_words_are_dropped_unless_nothing_else_is_left() -> None:
    assert query_terms("What of the war") == ("war",)
    assert query_terms("to be") == ("to", "be")


@pytest.mark.slow
def test_unknown_model_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    with pytest.raises(ModelError, match="cannot be loaded"):
        SentenceTransformerEmbedder("no/such-model")


@pytest.mark.slow
def test_packaged_model_finds_by_meaning_alone(filled: Library) -> None:
    embedder = SentenceTransformerEmbedder()
    filled.embed(embedder)
    filled.use(embedder)

    assert paths(filled, "harvest crops")[0] == "grain.txt"
    assert filled.similar("ship", ["boat", "wheat"]) is not None


def test_missing_package_is_named() -> None:
    with pytest.raises(ModelError, match="no-such-package is not installed"):
        package_folder("no-such-package", "model.safetensors")


def test_model_with_other_weights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other")
    monkeypatch.setattr("store.embeddings.package_folder", lambda *_: tmp_path)

    with pytest.raises(ModelError, match="not the original model"):
        SentenceTransformerEmbedder()
