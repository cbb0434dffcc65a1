"""The few numbers one watches while a town lives."""

from __future__ import annotations

from sim.codes import STILL, Status
from sim.measures.recorder import Array
from sim.measures.yearly import Roll
from sim.town import Town, Used


def headline(town: Town) -> dict[str, float]:
    """Headline measures of the region as it stands; cheap enough for every month.

    ``retained``: share of those who came during the run, and live, still in the place of settlement.
    """
    roll = Roll(town)
    newcomers = roll.newcomer & roll.adult
    bridging = town.state.contacts.bridging[: roll.used]
    seekers = newcomers & roll.working_age
    clubs = int(town.used[Used.CLUBS])
    people = town.state.people
    came = (people.newcomer[: roll.used] == 1) & (people.arrival[: roll.used] >= 0)
    came &= people.status[: roll.used] != Status.DEAD

    def share(flags: Array, of: Array) -> float:
        return float(flags[of].mean()) if of.any() else float("nan")

    return {
        "population": float(roll.here.sum()),
        "newcomers": float(roll.newcomer.sum()),
        "local_friends": share(bridging, newcomers),
        "isolated": share(bridging == 0, newcomers),
        "employed_newcomers": share(roll.employed, seekers),
        "employed_locals": share(roll.employed, roll.local & roll.working_age),
        "retained": share(people.settled_until[: roll.used] == STILL, came),
        "clubs_open": float((town.state.clubs.open[:clubs] == 1).sum()),
    }
