"""Casualty figures."""

from handlers.house.message import Message
from store.types import CasualtyKind

# /casualties
KILLED = Message("Killed")
WOUNDED = Message("Wounded")
KILLED_OR_WOUNDED = Message("Killed or wounded")
MISSING = Message("Missing")
CAPTURED = Message("Captured")
DISPLACED = Message("Displaced")
EVERYONE = Message(", everyone")
CLAIMANT_SAYS = Message("says {name}")
OWNER = Message(" ({name})")
CLAIMANTS_SAY = Message("say {name}")
DENIED = Message("denied")
PART_OF_LARGER = Message("part of a larger figure")
HELD = Message("held for the latest")
AGREED = Message("given by most")
VOICES = Message("{count}")
FIGURE_SET_HERE = Message("set here")
CANNOT_PAIR = Message("{one} and {other} cannot both be true")
CALLED_YEAR = Message("one event by its year: ")
CALLED_NAME = Message("one event by its places and names: ")
CALLED_NOUN = Message("one event by what it is called: ")
CALLED_FIGURE = Message("one event by its toll: ")
NO_SIDE = Message("No casualty figures for the side “{words}” in {articles}.")
EARLIER = Message("Earlier: ")
CHART_CUT = Message("More figures in the list, not drawn here.")
CHART_SCALE = Message(
    "Each event on its own scale. Shaded band: what “about” or a range allows; arrow: open. "
    "Red: cannot be true beside another. Figures as claimed, never added up."
)
CHART = Message("Chart: {line}")
LIST = Message("List: {line}")
ALSO_TOLD = Message("Told without a figure")
CAN_ALL = Message("these can all be true")
CANNOT_ALL = Message("cannot all be true")
CANNOT_BOTH = Message("cannot both be true")
ONE_OUTLET = Message("all from one outlet")
CAME_BEFORE = Message("What came before it")
WHOLE_WAR = Message("The whole war, as the articles give it")
WHOLE = Message("The whole war: ")
SET_OFF = Message("Before it: ")
EARLIER_WARS = Message("Earlier wars, as the articles recall")
AS_CLAIMED = Message("Figures as claimed, never added up.")
NO_CLAIMS = Message("No casualty figures in {articles}.")
NO_CLAIMS_HERE = Message("No casualty figures found for “{words}” in {articles}.")

KINDS = {
    CasualtyKind.KILLED: KILLED,
    CasualtyKind.WOUNDED: WOUNDED,
    CasualtyKind.KILLED_OR_WOUNDED: KILLED_OR_WOUNDED,
    CasualtyKind.MISSING: MISSING,
    CasualtyKind.CAPTURED: CAPTURED,
    CasualtyKind.DISPLACED: DISPLACED,
}
