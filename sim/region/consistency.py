"""What cannot be: a region that contradicts itself, said in words before anything is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
            f"{where}.homes: {homes} homes are too few for {place.population} people; a household needs a "
            "home, and about one home for two people is usual"
        )
    found.extend(
        f"{where}.newcomer_origins: there is no origin {origin!r}; {known(scenario.origins)}"
        for origin in place.newcomer_origins
        if origin not in scenario.origins
    )
    if place.openings >= 1.0:
        found.append(f"{where}.openings: not all jobs can be vacant")
    return found


def mentor_problems(scenario: Scenario) -> list[str]:
    """More mentors asked for than there are adults."""
    found = []
    for key, programme in scenario.programmes.items():
        asked = programme.capacity * programme.per_participant
        places = programme.places or tuple(scenario.places)
        adults = sum(
            scenario.places[name].population * float(band_shares(scenario.places[name])[CHILDREN:].sum())
            for name in places if name in scenario.places
        )
        if programme.form == "mentor" and asked > scenario.mentoring.mentor_limit * adults:
            found.append(
                f"programmes.{key}.capacity: {programme.capacity} participants with "
                f"{programme.per_participant} each need more mentors than there are adults "
                f"({adults:.0f}, each at most {scenario.mentoring.mentor_limit} participants)"
            )
    return found


def known(names: object) -> str:
    listed = ", ".join(sorted(names))  # type: ignore[call-overload]
    return f"known: {listed}" if listed else "the scenario has none"


def problems(scenario: Scenario) -> list[str]:
    """Contradictions of a scenario's region, each a sentence that begins with the field to change."""
    found = []
    for key, place in scenario.places.items():
        found.extend(place_problems(key, place, scenario))
    found.extend(mentor_problems(scenario))
    if all(place.jobs == 0 for place in scenario.places.values()):
        found.append("places.*.jobs: no place has any jobs; nobody commutes across the region's border")
    return found
