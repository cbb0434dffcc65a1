"""Being understood at the doctor's and at offices: by one's own language, or through an interpreter."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.jit import kernel
from sim.state import Array
from sim.town import Town


@kernel
def understood(state: Any, rules: Any, person: int) -> float:
    """Chance (0-1) that somebody can make themselves understood where it matters, as at the doctor's.

    1 for locals and from the level ``services.understood_from`` on; below it, level / that level by oneself, and of
    the talks that fail otherwise the share in which an interpreter is there (``places.interpreters``, of this month);
    of those left without, who knows their rights gets one in the share ``services.asked_for``.
    """
    services = rules.services
    if not services.interpreting or state.people.newcomer[person] == 0:
        return 1.0
    level = np.float64(state.minds.language[person])
    if level >= services.understood_from:
        return 1.0
    alone = level / services.understood_from
    there = np.float64(state.places.interpreters[int(state.people.place[person])])
    there += (1.0 - there) * services.asked_for * np.float64(state.minds.known[person])
    return alone + (1.0 - alone) * there


def interpreters_by_place(town: Town) -> Array:
    """Share of the talks that need one in which an interpreter is there (P,): the place's own, or that of all."""
    usual = town.scenario.services.interpreters
    own = [place.interpreters for place in town.scenario.places.values()]
    return np.array([usual if share is None else share for share in own], np.float32)


def call_interpreters(town: Town) -> None:
    """Interpreters as the rules of the month have them."""
    town.state.places.interpreters[:] = town.kept(interpreters_by_place)
