"""A place of very few people can be simulated month by month: no people, no jobs, no clubs, no home to spare.

Compiled kernels do not notice when they read beyond an array; as plain Python they do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sim.history import simulate
from sim.scenario import scenario_from

ROOT = Path(__file__).parents[2]
NO_CLUBS = {
    name: {"per_thousand": 0, "founding": 0}
    for name in ("sport", "village", "culture", "congregation", "immigrant", "aid", "popup")
}
HELP = {
    "funding": {"pot": {"permanent": True}},
    "volunteering": {"start_share": 0.5},
    "coordinators": {"post": {"funding": ["pot"]}},
    "programmes": {
        "mentor": {"funding": ["pot"], "capacity": 1, "outreach": 1.0, "carries": {"information": 1.0}},
        "group": {
            "funding": ["pot"],
            "capacity": 1,
            "form": "group",
            "carries": {"information": 1.0},
            "target": {"who": "everyone", "to_month": 480},
        },
    },
}
STREAMS = {
    "arrivals": {key: {"pathway": key, "place": "a", "origin": "east", "per_year": 30} for key in ("quota", "labour")}
}
EMPTYING = {
    "demography": {"death_rate_any_age": 0.05, "death_growth": 0.15},
    "leaving": {"base": 0.2, "by_age": [1] * 10},
    "elsewhere": {"near": 0.0},
}


def region(
    population: int, months: int = 14, *, place: dict[str, Any] | None = None, **sections: Any
) -> dict[str, Any]:
    return {
        "months": months,
        "origins": {"east": {}},
        "ties": {"settle_months": 2, "slots": 12},
        "places": {"a": {"population": population, **(place or {})}},
        **sections,
    }


REGIONS = {
    "one": region(1),
    "two": region(2),
    "one, aged 80": region(1, place={"ages": [0, 0, 0, 0, 0, 0, 0, 1]}),
    "three, aged 80": region(3, place={"ages": [0, 0, 0, 0, 0, 0, 0, 1]}),
    "newcomers": region(2, place={"newcomers": 0.5}),
    "somebody comes to one": region(1, place={"vacant_homes": 0.5}, **STREAMS),
    "programmes, no home to spare": region(5, place={"newcomers": 0.5, "vacant_homes": 0.0}, **HELP),
    "emptied": region(2, 20, place={"newcomers": 0.5, "vacant_homes": 0.0}, **HELP, **EMPTYING),
    "no clubs": region(2, clubs=NO_CLUBS),
    "two places": {**region(1), "places": {"a": {"population": 1}, "b": {"population": 2}}, "travel": {"a": {"b": 20}}},
}
PROGRAM = """
import json
from sim.history import simulate
from sim.scenario import scenario_from
from tests.properties.test_few_people import REGIONS
print(json.dumps({name: simulate(scenario_from(data), 2).digest for name, data in REGIONS.items()}))
"""


@pytest.fixture(scope="module")
def digests() -> dict[str, str]:
    found = subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "-c", PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "BYGD_JIT": "0"},
        check=False,
        timeout=600,
    )
    assert found.returncode == 0, found.stderr[-2000:]
    return dict(json.loads(found.stdout))


@pytest.mark.parametrize("name", REGIONS)
def test_very_few_people(name: str, digests: dict[str, str]) -> None:
    history = simulate(scenario_from(REGIONS[name]), 2)
    assert history.digest == digests[name]
    measures = history.to_pandas()
    population = measures[(measures.measure == "population") & (measures.place == "all")]
    assert len(population) == history.months + 1
    if name == "emptied":
        assert population.value.iloc[-1] == 0
    employed = measures[(measures.measure == "employed") & (measures.group == "locals")]
    assert employed.value.dropna().between(0, 1).all()
