"""What cannot be: a region that contradicts itself, said in words before anything is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.region.people import band_shares
from sim.scenario.schema.region import PlaceSettings

if TYPE_CHECKING:
    from sim.scenario import Scenario

CHILDREN = 3
"""Bands below this are raised by those above: 0-5, 6-15, 16-19."""
MOST_CHILDREN = 4.0
"""Children to an adult of 20-64 above which some could not be housed with a parent."""
LEAST_HOMES = 0.30
"""Homes per inhabitant below which households of up to ten cannot be formed plausibly."""


def place_problems(key: str, place: PlaceSettings, scenario: Scenario) -> list[str]:
    found = []
    where = f"places.{key}"
    if not isinstance(place.ages, str) and sum(place.ages) <= 0:
        return [f"{where}.ages: all shares are zero; give each age band its share"]
    shares = band_shares(place)
    children, parents = float(shares[:CHILDREN].sum()), float(shares[CHILDREN:6].sum())
    if children > MOST_CHILDREN * parents:
        found.append(
            f"{where}.ages: {children:.0%} are under 20 but only {parents:.0%} are 20 to 64; "
            "there are too few adults for the children to live with"
        )
    homes = place.homes
    if homes is not None and homes < LEAST_HOMES * (1.0 - 0.5 * children) * place.population:
        found.append(
            f"{where}.homes: {homes} homes are too few for {place.population} people; a household needs a home, and "
            "about one home for two people is usual"
        )
    for name, values in (("tenure", place.tenure), ("schooling", place.schooling), ("sectors", place.sectors)):
        if values is not None and sum(values) <= 0:
            found.append(f"{where}.{name}: all shares are zero")
    for origin in place.newcomer_origins:
        if origin not in scenario.origins:
            found.append(f"{where}.newcomer_origins: there is no origin {origin!r}; {known(scenario.origins)}")
    if place.newcomer_origins and sum(place.newcomer_origins.values()) <= 0:
        found.append(f"{where}.newcomer_origins: all shares are zero")
    if place.openings >= 1.0:
        found.append(f"{where}.openings: not all jobs can be vacant")
    return found


def known(names: object) -> str:
    listed = ", ".join(sorted(names))  # type: ignore[call-overload]
    return f"known: {listed}" if listed else "the scenario has none"


def jobs_problems(scenario: Scenario) -> list[str]:
    """Jobs there are for fewer than half of those in work, or for far more than there are people."""
    workers = np.array([place.population for place in scenario.places.values()], np.float64)
    jobs = np.array([place.jobs * place.population for place in scenario.places.values()])
    share = float(jobs.sum() / workers.sum())
    if share < 0.5:
        return [
            f"places.*.jobs: all places together have {share:.2f} jobs for each inhabitant in work; "
            "work outside the region is not modelled, so give at least 0.5"
        ]
    if share > 1.3:
        return [
            f"places.*.jobs: all places together have {share:.2f} jobs for each inhabitant in work; nobody "
            "commutes in from outside the region, so give at most 1.3"
        ]
    return []


def problems(scenario: Scenario) -> list[str]:
    """Contradictions of a scenario's region, each a sentence that begins with the field to change."""
    found = []
    for key, place in scenario.places.items():
        found.extend(place_problems(key, place, scenario))
    for here, row in scenario.travel.items():
        for there in row:
            for key in (here, there):
                if key not in scenario.places:
                    found.append(f"travel.{here}.{there}: there is no place {key!r}; {known(scenario.places)}")
    region = scenario.region
    for name in ("pathways", "club_members"):
        if sum(getattr(region, name)) <= 0:
            found.append(f"region.{name}: all are zero")
    if not found:
        found.extend(jobs_problems(scenario))
    return found
