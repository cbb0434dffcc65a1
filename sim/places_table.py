"""A table of the places of a region, for the map."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.town import Town


def describe_places(town: Town, start_population: Any) -> list[dict[str, Any]]:
    """Key, name, position [km] and population at both ends, for the map.

    A place whose position the scenario does not give stands on a circle in the order of the file.
    """
    found = []
    count = len(town.scenario.places)
    for row, (key, place) in enumerate(town.scenario.places.items()):
        angle = 2.0 * np.pi * row / count
        x, y = place.position or (20.0 * np.cos(angle), 20.0 * np.sin(angle))
        found.append(
            {
                "key": key,
                "name": place.name or key,
                "x": float(x),
                "y": float(y),
                "population_start": int(start_population[row]),
                "population_end": int(town.state.places.population[row]),
                "newcomers_end": int(town.state.places.newcomers[row]),
            }
        )
    return found
