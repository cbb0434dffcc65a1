"""Life lines: dated events that say why somebody stayed or left.

Nothing is recorded inside the processes. A :class:`Watcher` looks at a few persons after every month and
compares what it sees with what it saw the month before; what has changed is an event, and its cause is
read from the state (who told them of the club, by which channel the job came, what pushed most in the
month of leaving). People are described, never named.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from experiments.lives.watcher import Watcher
from sim.beginning import within
from sim.watching import Event, Life, Watch

if TYPE_CHECKING:
    from sim.chronicle import History
    from sim.scenario import Scenario
    from sim.simulation import Progress

LIVES_MOST = 1_000_000


def following(lives: int = 0, watched: Sequence[int] = ()) -> Watch | None:
    """What makes a watcher of ``lives`` sampled newcomers and the uids in ``watched``; None where that is nobody.

    Raises ``ValueError`` unless ``lives`` is a whole number from 0 to a million.
    """
    count = within("lives", lives, 0, LIVES_MOST)
    return partial(Watcher, count=count, uids=watched) if count or watched else None


def known(asked: Collection[str] | None) -> frozenset[str] | None:
    """The names asked for. Raises ``ValueError``, with the nearest name, for one that no measure has."""
    if asked is None:
        return None
    from sim.measures.catalogue import CATALOGUE
    from sim.scenario.paths import near

    names = frozenset([asked] if isinstance(asked, str) else asked)
    if unknown := sorted(names - set(CATALOGUE)):
        raise ValueError(f"asked: there is no measure {unknown[0]!r}; {near(unknown[0], list(CATALOGUE))}")
    return names


def simulate(
    scenario: Scenario,
    seed: int | str | None = None,
    *,
    threads: int = 1,
    months: int | None = None,
    lives: int = 0,
    watched: Sequence[int] = (),
    asked: Collection[str] | None = None,
    progress: Progress | None = None,
) -> History:
    """Simulate a scenario.

    ``seed`` defaults to the scenario's; ``months`` to its length. ``lives`` sampled newcomers and the
    uids in ``watched`` are followed month by month. ``asked``: names of the measures that will be read of the history,
    which then need not hold others (None: all). ``progress(done, months)`` is called every month, and while the
    region is built, ``done`` then being below zero (:data:`sim.simulation.Progress`).
    Same scenario and seed: same history, on any number of threads. Raises ``ScenarioError`` for a region
    that cannot be built, ``NoRoom`` where a capacity of the scenario is too small, and ``ValueError`` for a measure
    that there is not, and unless ``months`` is a whole number from 1 to 480 (see :func:`sim.history.begin` for the
    others).
    """
    from sim import history

    watch, names = following(lives, watched), known(asked)
    return history.simulate(scenario, seed, threads=threads, months=months, watch=watch, asked=names, progress=progress)


__all__ = ["Event", "Life", "Watcher", "following", "simulate"]
