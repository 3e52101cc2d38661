"""Two reports of a flood, and an owner who sets something over their words."""

from __future__ import annotations

from store.keys import article_key
from store.library import Library
from store.types import Field, NewCorrection

FLOOD = "The ministry said on Tuesday that 14 miners were killed by the flood in Tarn.\n"
MAYOR = "“The water is falling,” said Tarn's mayor, Ilse Brandt, to reporters at the mine on Friday.\n"


def put(library: Library, field: Field, value: str | None, article: int = 1) -> None:
    """An owner sets something, and it is applied."""
    library.correct(NewCorrection(article_key(article), article, field, value, by=7))
    assert library.relink()
