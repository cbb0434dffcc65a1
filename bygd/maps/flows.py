"""Who goes from place to place: commuters at a month, movers over a year.

Results hold how many commute from a place and move into it, not from where to where. The first run is simulated once
more for that: the same scenario and seed are the same history (``manifest.json`` names the model they follow from).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from bygd.maps.results import COMPARISON, MONTHS, Arm, NoMap, Results
from bygd.maps.values import Value, Values
from sim.codes import NOBODY
from sim.languages import N_, _
from sim.measures.look import Roll
from sim.measures.measure import Measure

if TYPE_CHECKING:
    from sim.town import Town

Kind = Literal["commuters", "movers"]
KINDS: tuple[Kind, ...] = ("commuters", "movers")
Array = np.ndarray[Any, Any]
Progress = Callable[[int, int], None]


class Flows(NamedTuple):
    """People who go from place to place."""

    kind: Kind
    persons: Array
    """From (rows) to (columns), int64 (P, P); nobody from a place to itself."""
    when: str

    @property
    def net(self) -> Array:
        """Who comes less who goes, by place."""
        found: Array = self.persons.sum(axis=0) - self.persons.sum(axis=1)
        return found


def commuters(town: Town) -> Array:
    """People in work by where they live (rows) and where they work (columns), those at home left out (P, P)."""
    roll, state = Roll(town), town.state
    job = state.work.job[: roll.used]
    held = np.flatnonzero(roll.here & (job != NOBODY))
    return _counted(
        roll.place[held], state.employers.place[state.jobs.employer[job[held]]], len(state.places.population)
    )


class Homes(NamedTuple):
    """Where people live at a month."""

    uid: Array
    place: Array


def homes(town: Town) -> Homes:
    """Of everybody who is there, by who they are."""
    roll = Roll(town)
    here = np.flatnonzero(roll.here)
    uid = town.state.people.uid[here].copy()
    order = np.argsort(uid)
    return Homes(uid[order], roll.place[here][order].copy())


def movers(before: Homes, after: Homes, places: int) -> Array:
    """People who live in the region at both times and in another place, by where from and where to (P, P)."""
    both, ours, theirs = np.intersect1d(before.uid, after.uid, assume_unique=True, return_indices=True)
    return _counted(before.place[ours], after.place[theirs], places) if len(both) else np.zeros((places, places), int)


def _counted(source: Array, target: Array, places: int) -> Array:
    found = np.zeros((places, places), np.int64)
    np.add.at(found, (source, target), 1)
    np.fill_diagonal(found, 0)
    return found


def flows_of(results: Results, arm: Arm, kind: Kind, year: int, progress: Progress | None = None) -> Flows:
    """The flows of the first run of an arm: commuters at the end of ``year``, movers over it. Simulates up to there.

    Raises :class:`NoMap` for results of another version of the model, or with sets of parameters.
    """
    from experiments.commands.identity import model
    from sim.simulation import Simulation

    if len(results.places) < 2:
        raise NoMap("--flows: there is one place, and nobody goes anywhere else on the map")
    if results.manifest.get("posterior"):
        raise NoMap("--flows: runs with sets of parameters of their own are not simulated again")
    if (made := results.manifest["identity"]["model"]) != model():
        raise NoMap(f"--flows: the results are of the model {made}, this is {model()}; run the same command again")
    if year < 1:
        raise NoMap("--flows: give a year of the run, 1 or later")
    first = _runs(results, arm)[0]
    run = Simulation(arm.scenario, first["seed"], months=results.months)
    if kind == "commuters":
        run.advance(MONTHS * year, progress=progress)
        found = commuters(run.town)
        when = results.date(year)
    else:
        run.advance(MONTHS * (year - 1), progress=progress)
        before = homes(run.town)
        run.advance(MONTHS * year, progress=progress)
        found = movers(before, homes(run.town), len(results.places))
        when = _("in the year to the {date}", date=results.date(year))
    return Flows(kind, found, when)


def _runs(results: Results, arm: Arm) -> list[dict[str, Any]]:
    if results.kind != COMPARISON:
        return list(results.manifest["runs"])
    return list(results.manifest["arms"][results.arms.index(arm)]["runs"])


def net_values(flows: Flows, places: tuple[str, ...], what: str, tag: str) -> Values:
    """What each place gains or loses by the flows, as values of a map."""
    label = N_("Commuters between places") if flows.kind == "commuters" else N_("Moves between places")
    row = Measure(f"net_{flows.kind}", label, "persons", "stock", signed=True)
    found = {place: (Value(float(net)),) for place, net in zip(places, flows.net.tolist(), strict=True)}
    notes = (_("The first run, simulated once more: no interval."),)
    heading, unit = _(label), _("persons, who come less who go")
    return Values(row, "difference", (flows.when,), found, what, "", notes, (tag,), heading, unit)


__all__ = ["KINDS", "Flows", "Homes", "Kind", "commuters", "flows_of", "homes", "movers", "net_values"]
