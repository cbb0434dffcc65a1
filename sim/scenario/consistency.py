"""What no single field can tell: names that lead nowhere, a travel table with holes."""

from __future__ import annotations

from sim.scenario.errors import Problem
from sim.scenario.paths import near
from sim.scenario.schema.root import Scenario


def inconsistencies(scenario: Scenario) -> list[Problem]:
    """Problems between the fields of a scenario whose fields are each in order."""
    return _travel(scenario) + _arrivals(scenario)


def _travel(scenario: Scenario) -> list[Problem]:
    found = []
    places = list(scenario.places)
    for here, row in scenario.travel.items():
        if here not in scenario.places:
            found.append(Problem(f"there is no place {here!r}; {near(here, places)}", f"travel.{here}"))
            continue
        for there, minutes in row.items():
            path = f"travel.{here}.{there}"
            back = scenario.travel.get(there, {}).get(here)
            if there not in scenario.places:
                found.append(Problem(f"there is no place {there!r}; {near(there, places)}", path))
            elif here == there and minutes != 0:
                found.append(Problem(f"found {minutes:g}; from a place to itself it takes 0 minutes", path))
            elif back is not None and back != minutes and places.index(here) < places.index(there):
                found.append(Problem(
                    f"found {minutes:g} minutes, but {back:g} the other way; give one, or both alike", path
                ))
    if found:
        return found
    missing = [
        f"{a}–{b}"
        for i, a in enumerate(places)
        for b in places[i + 1 :]
        if scenario.travel.get(a, {}).get(b) is None and scenario.travel.get(b, {}).get(a) is None
    ]
    if missing:
        some = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        found.append(Problem(f"minutes are missing between {some}", "travel"))
    return found


def _arrivals(scenario: Scenario) -> list[Problem]:
    found = []
    for key, stream in scenario.arrivals.items():
        for field, known in (("place", scenario.places), ("origin", scenario.origins)):
            name = getattr(stream, field, None)
            if name is not None and name not in known:
                found.append(
                    Problem(f"there is no {field} {name!r}; {near(name, known)}", f"arrivals.{key}.{field}")
                )
    return found


__all__ = ["inconsistencies"]
