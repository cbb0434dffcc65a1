"""The month: the steps of :mod:`sim.processes`, in the order of :class:`sim.scenario.schema.processes.Processes`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from sim.codes import MONTHS_MOST
from sim.measures.purse import follow
from sim.month_bookkeeping import close_month, open_month
from sim.scenario.schema.processes import IN_PAST, order
from sim.town import Town

Step = Callable[[Town], None]


def step_of(process: str) -> Step:
    """The step of the process in ``sim/processes/<process>.py``."""
    step: Step = import_module(f"sim.processes.{process}").step
    return step


ORDER: tuple[tuple[str, Step], ...] = tuple((name, step_of(name)) for name in order())
"""Steps of the month by name."""
IN_PAST_ORDER: tuple[tuple[str, Step], ...] = tuple((name, step_of(name)) for name in order(IN_PAST))
"""Those that are taken in the months before the first too (:mod:`sim.region.past`)."""


def month(town: Town) -> None:
    """Live one month. Raises ``ValueError`` when the longest run a scenario can have is over."""
    if town.month >= MONTHS_MOST:
        raise ValueError(f"months: the run is over; a town is simulated for {MONTHS_MOST} months at most")
    open_month(town)
    for _, step in ORDER:
        step(town)
    close_month(town)
    if town.scenario.money.follows:
        follow(town)
