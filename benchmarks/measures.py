"""What is compared every month, of a town of bygd; the same definitions as :mod:`benchmarks.mesa_twin.measures`."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.ages import ADULT, WORKING_FROM, WORKING_TO
from sim.codes import NOBODY, Flow, FocusSlot, Status
from sim.town import Town, Used

CLUB_COLUMNS = slice(FocusSlot.CLUB_1, FocusSlot.CLUB_3 + 1)


def mean(values: Any) -> float:
    return float(np.mean(values, dtype=np.float64)) if len(values) else float("nan")


def observed(town: Town) -> dict[str, float]:
    """The measures of the month just lived, by name."""
    used, state = int(town.used[Used.PEOPLE]), town.state
    people, contacts, minds = state.people, state.contacts, state.minds
    here = people.status[:used] == Status.HERE
    age = town.month - people.birth[:used]
    newcomer, adult = people.newcomer[:used] == 1, here & (age >= ADULT)
    working_age = here & (age >= WORKING_FROM) & (age < WORKING_TO)
    member = (state.memberships.focus[:used, CLUB_COLUMNS] != NOBODY).any(axis=1)
    employed = state.work.job[:used] != NOBODY
    grown, locals_ = adult & newcomer, adult & ~newcomer
    flows = state.places.flows.sum(axis=0)
    return {
        "population": int(here.sum()),
        "newcomers": int((here & newcomer).sum()),
        "births": int(flows[Flow.BIRTHS]),
        "deaths": int(flows[Flow.DEATHS]),
        "arrivals": int(flows[Flow.ARRIVALS] + flows[Flow.INFLOW]),
        "leavers_newcomers": int(flows[Flow.DEPARTURES_NEWCOMERS]),
        "leavers_locals": int(flows[Flow.DEPARTURES_LOCALS]),
        "local_friends": mean(contacts.bridging[:used][grown]),
        "friends_of_locals": mean(contacts.friends[:used][locals_]),
        "close_friends_of_locals": mean(contacts.close[:used][locals_]),
        "hours_with_locals": mean(contacts.local_hours[:used][grown]),
        "members_newcomers": mean(member[grown]),
        "members_locals": mean(member[locals_]),
        "employed_newcomers": mean(employed[working_age & newcomer]),
        "employed_locals": mean(employed[working_age & ~newcomer]),
        "language": mean(minds.language[:used][grown]),
        "attitude_of_locals": mean(minds.attitude[:used][locals_]),
        "trust": mean(minds.trust[:used][adult]),
        "belonging_newcomers": mean(minds.belonging[:used][grown]),
        "belonging_locals": mean(minds.belonging[:used][locals_]),
    }
