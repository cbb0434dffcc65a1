"""Volunteers of the first month, and the link between the municipality and civil society."""

from __future__ import annotations

import numpy as np

from sim.codes import LONG_AGO, Status
from sim.rng import Process
from sim.town import Town, Used
from sim.vectorised_draws import uniforms_many

ASK = 255


def lay_volunteers(town: Town) -> None:
    """A share of the locals of an age to volunteer is ready to; links are as where nobody is responsible."""
    rules, people, count = town.rules.volunteering, town.state.people, int(town.used[Used.PEOPLE])
    years = -people.birth[:count] / 12.0
    able = (people.status[:count] == Status.HERE) & (people.newcomer[:count] == 0)
    able &= (years >= rules.youngest) & (years <= rules.oldest)
    drawn = uniforms_many(town.seed, Process.VOLUNTEERS, people.uid[:count], ASK)[0]
    town.state.civic.ready[:count] = able & (drawn < rules.start_share)
    town.state.civic.ready_since[:count] = np.where(town.state.civic.ready[:count] == 1, 0, LONG_AGO)
    town.state.places.link[:] = town.rules.coordination.link_alone
