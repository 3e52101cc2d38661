"""What an article's own words show of its title, outlet, sources, place and day. Nothing is guessed.

The file's name, size and times are never asked; what the words do not show stays unknown.
"""

from __future__ import annotations

from store.extract.datelines import find_dateline, find_published
from store.extract.outlets import find_outlet, find_relays, inferred, key_of
from store.types import Layout, Metadata, Sourced


def infer_metadata(text: str, layout: Layout) -> Metadata:
    """Metadata with the span of the words that show each value.

    An agency in the dateline is the outlet unless the text shows another; then it is a relay.
    """
    dateline = find_dateline(text, layout)
    outlet, relays = find_outlet(text, layout), find_relays(text, layout)
    agency = inferred(text, dateline.agency) if dateline.agency else None
    return Metadata(
        title=inferred(text, layout.headline) if layout.headline else None,
        outlet=outlet or agency,
        published=find_published(text, layout, dateline),
        place=inferred(text, dateline.place) if dateline.place else None,
        relays=_others([agency, *relays], outlet or agency),
    )


def _others(relays: list[Sourced | None], outlet: Sourced | None) -> tuple[Sourced, ...]:
    """Relays that are not the outlet itself, by its name or by its initials, each once."""
    own = (key_of(outlet.value), _initials(outlet.value)) if outlet else ()
    kept = {key_of(relay.value): relay for relay in reversed(relays) if relay}
    return tuple(relay for key, relay in reversed(kept.items()) if key not in own)


def _initials(name: str) -> str:
    return "".join(word[0] for word in key_of(name).split())
