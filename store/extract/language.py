"""Language of an article, by py3langid (Lui and Baldwin 2012; offline)."""

from __future__ import annotations

from store.types import Layout

SAMPLE = 3_000  # characters are enough
SHORT = 60  # below, a guess from letters alone is worse than none


def detect(text: str, layout: Layout) -> str:
    """ISO 639-1 code of the visible text; short texts count as English."""
    import py3langid

    sample = " ".join(span.of(text) for span in layout.paragraphs)[:SAMPLE]
    if len(sample) < SHORT:
        return "en"
    language, _score = py3langid.classify(sample)
    return str(language)
