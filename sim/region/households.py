"""How many households the people of a place form, before they are drawn for a run.

What people there are and who lives with whom is drawn anew in every run; a statement about homes must be
right for all of them, so it is held against what a few draws of its own give.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sim.region.families import households_of
from sim.region.people import make_folk
from sim.rng import seed_word
from sim.scenario.schema.region import PlaceSettings, RegionSettings

DRAWS = 8
LARGEST = 20_000
"""People drawn at most; a larger place is taken to be like this many."""


def usual_households(place: PlaceSettings, region: RegionSettings) -> int:
    """Households that the people of a place form on average, at least one; the same for every seed.

    Raises ``ScenarioError``, without a path, where children cannot all be housed with an adult.
    """
    drawn = place.model_copy(update={"population": min(place.population, LARGEST)})
    mean = _mean(drawn.model_dump_json(), region.model_dump_json())
    return max(1, round(mean * place.population / drawn.population))


@lru_cache(maxsize=256)
def _mean(place: str, region: str) -> float:
    who, rules = PlaceSettings.model_validate_json(place), RegionSettings.model_validate_json(region)
    counts = []
    for seed in range(DRAWS):
        key = seed_word(seed)
        counts.append(len(households_of(make_folk("usual", who, rules, key), rules, key)[1]))
    return float(np.mean(counts))
