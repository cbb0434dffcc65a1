"""What cannot be: a region that contradicts itself, said in words before anything is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.region.households import usual_households
from sim.region.people import band_shares
from sim.scenario.errors import ScenarioError
from sim.scenario.schema.region import PlaceSettings
from sim.words import counted

if TYPE_CHECKING:
    from sim.scenario import Scenario

CHILDREN = 3
"""Bands below this are raised by those above: 0-5, 6-15, 16-19."""
MOST_CHILDREN = 4.0
"""Children to an adult of 20-64 above which some could not be housed with a parent."""
SOME_CHILDREN = 2.0
"""Those who live with their parents, to an adult who does not, above which it is tried whether all find
room."""


def place_problems(key: str, place: PlaceSettings, scenario: Scenario) -> list[str]:
    found = []
    where = f"places.{key}"
    shares = band_shares(place, scenario.region.people)
    children, parents = float(shares[:CHILDREN].sum()), float(shares[CHILDREN:6].sum())
    if children > MOST_CHILDREN * parents:
        found.append(
            f"{where}.ages: {children:.0%} are under 20 but only {parents:.0%} are 20 to 64; "
            "there are too few adults for the children to live with"
        )
    if not found:
        found += household_problems(where, place, scenario)
    return found


def household_problems(where: str, place: PlaceSettings, scenario: Scenario) -> list[str]:
    """Fewer homes than households, or more children than there is room for with adults.

    Tried by drawing, with seeds of its own, so that what is found holds for every run (see
    :mod:`sim.region.households`); building then never refuses what passes here.
    """
    shares, homes = band_shares(place, scenario.region.people), place.homes
    young = float(shares[3]) * max(scenario.region.living_with_parents)
    dependents = float(shares[:CHILDREN].sum()) + young
    if homes is None and dependents <= SOME_CHILDREN * (1.0 - dependents):
        return []
    try:
        households = usual_households(place, scenario.region)
    except ScenarioError as error:
        return [f"{where}.ages: {error}"]
    if homes is not None and homes < households:
        one = "1 home is" if homes == 1 else f"{homes:,} homes are"
        return [
            (
                f"{where}.homes: {one} too few for {counted(place.population, 'person', 'people')}, who form "
                f"about {households:,} "
                f"households; give at least {households}, or leave it out"
            )
        ]
    return []


def mentor_problems(scenario: Scenario) -> list[str]:
    """More mentors asked for than there are adults."""
    found = []
    for key, programme in scenario.programmes.items():
        asked = programme.capacity * programme.per_participant
        places = programme.places or tuple(scenario.places)
        adults = sum(
            scenario.places[name].population
            * float(band_shares(scenario.places[name], scenario.region.people)[CHILDREN:].sum())
            for name in places
            if name in scenario.places
        )
        if programme.form == "mentor" and asked > scenario.mentoring.mentor_limit * adults:
            found.append(
                f"programmes.{key}.capacity: {programme.capacity} participants with "
                f"{programme.per_participant} each need more mentors than there are adults "
                f"({adults:.0f}, each at most {scenario.mentoring.mentor_limit} participants)"
            )
    return found


def problems(scenario: Scenario) -> list[str]:
    """Contradictions of a scenario's region, each a sentence that begins with the field to change."""
    found = []
    for key, place in scenario.places.items():
        found.extend(place_problems(key, place, scenario))
    found.extend(mentor_problems(scenario))
    if all(place.jobs == 0 for place in scenario.places.values()):
        found.append("places.*.jobs: no place has any jobs; nobody commutes across the region's border")
    return found
