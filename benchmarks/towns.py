"""The towns every program starts from, written where it can read them."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import NamedTuple

from benchmarks.starting_point import CORE, described, refuse_what_is_no_core
from sim.history import begin
from sim.scenario import Scenario, load_scenario, scenario_from
from sim.scenario.inheritance import packaged_scenarios

SMALL_TOWN = Path(__file__).with_name("small-town.yaml")
SEED = 1


class Files(NamedTuple):
    """A town before its first month: for bygd, for the twin, for Starsim."""

    bygd: Path
    mesa: Path
    starsim: Path


def scenario_of(people: int) -> Scenario:
    """The small town for its own number of people, else Granby with so many and its streams in proportion."""
    small = load_scenario(SMALL_TOWN)
    if sum(place.population for place in small.places.values()) == people:
        return small
    data = load_scenario(packaged_scenarios() / "rural-town.yaml").canonical()
    data["rivals"] = small.rivals.model_dump(mode="json")
    for path, value in CORE.items():
        section, name = path.split(".")
        data[section][name] = value
    (place,) = data["places"].values()
    scale = people / place["population"]
    place["population"] = people
    for stream in data["arrivals"].values():
        stream["per_year"] *= scale
        stream["months"] = {}
    return scenario_from(data)


def write_town(people: int, folder: Path) -> Files:
    """Build a town of ``people`` and write it into ``folder``. Raises ``ScenarioError``, ``ValueError``."""
    scenario = scenario_of(people)
    refuse_what_is_no_core(scenario)
    town = begin(scenario, SEED)
    data = described(town, scenario)
    files = Files(*(folder / f"{people}.{end}" for end in ("pickle", "json", "ties.json")))
    files.bygd.write_bytes(pickle.dumps((town.scenario, town.state, int(town.seed))))
    files.mesa.write_text(json.dumps(data), encoding="utf-8")
    pairs = [[int(tie[0]), int(tie[1])] for tie in data["ties"]]
    files.starsim.write_text(json.dumps({"people": len(data["people"]), "pairs": pairs}), encoding="utf-8")
    return files
