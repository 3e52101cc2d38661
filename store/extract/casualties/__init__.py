"""Casualty claims of one article: who was killed, wounded, missing, captured or displaced, in its words.

`find_claims` reads a parsed article sentence by sentence. `figures` finds the numbers, `sides` the
victims, `claimants` who vouches for them, `recalled` the earlier war they may belong to.
"""

from store.extract.casualties.claims import MOST_CLAIMS, find_claims

__all__ = ["MOST_CLAIMS", "find_claims"]
