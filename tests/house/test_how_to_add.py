"""The changes that CONTRIBUTING.md shows work as they stand there, each in few files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MOST_FILES = {
    "An outcome": 2,
    "A connection between places": 2,
    "What a programme carries": 2,  # and its test
    "A process": 3,
    "A kind of club": 1,
    "A field of a place": 2,
}
SEE = """
import json
from pathlib import Path
import numpy as np
import yaml
from sim.history import simulate
from sim.measures.catalogue import outcomes
from sim.processes import belonging
from sim.reach import minutes_by_lines
from sim.region import build_region
from sim.scenario import scenario_from
from experiments.portrait.interventions import programmes_in_words
from sim.scenario.loading import ScenarioError
from sim.schedule import ORDER
from tests.processes.civil import civil_town, live
from tests.processes.societies import settle

BASE = {"places": {"a": {"population": 90, "newcomers": 0.3}, "b": {"population": 60}}, "origins": {"syria": {}},
        "travel": {"a": {"b": 25}}}

def scenario(**more):
    return scenario_from({**BASE, **more})

def refused(**more):
    try:
        scenario(**more)
    except ScenarioError as error:
        return str(error)

found = {}
piece = yaml.safe_load(Path("scenarios/clubs/repair-workshop.yaml").read_text())
history = simulate(scenario(**piece), months=1)
table = history.measures.to_pandas()
found["outcomes"] = [row.label for row in outcomes()]
rows = table[(table.measure == "newcomers_under_30") & (table.group == "all")]
found["under_30"] = rows.value.tolist()
found["clubs"] = float(table[(table.measure == "clubs_open") & (table.group == "repair")].value.max())
found["transit"] = minutes_by_lines(scenario(trains={"coast": {"between": ["a", "b"], "minutes": [12]}})).tolist()
found["stop"] = refused(trains={"coast": {"between": ["a", "c"]}})

town = civil_town(programmes={"table": {"form": "support", "carries": {"dinners": 0.2}}})
settle(town, 3, newcomer=True)
settle(town, 1)
before = town.state.minds.belonging[:4].copy()
belonging.feel_at_home = lambda *_: None
live(town, 1, belonging.step)
found["dinners"] = (town.state.minds.belonging[:4] - before).tolist()
found["words"] = " ".join(programmes_in_words(town.scenario).split())

def at_home(**gardens):
    town = civil_town(gardens=gardens)
    settle(town, 200)
    town.state.minds.belonging[:] = 0.5
    dict(ORDER)["gardens"](town)
    return town.state.minds.belonging[:200].astype(float)

found["order"] = [name for name, _ in ORDER]
found["gardens"] = [float((at_home(**each) > 0.5).mean()) for each in ({}, {"visits": 1.0}, {"gardening": False})]
found["most"] = float(at_home(visits=1.0, belonging=1.0).max())
found["refused"] = refused(gardens={"visits": 2.0})
lever = scenario(levers={"gardens.visits": {"2010-03": 0.5}})
found["lever"] = [lever.at(month).gardens.visits for month in (0, 5)]

def mean(**place):
    places = {"a": {**BASE["places"]["a"], **place}}
    town = build_region(scenario_from({**BASE, "places": places, "travel": {}}), 1)
    return float(town.state.minds.belonging[:90].mean())

found["place"] = [mean(), mean(belonging=0.3)]
found["club_names"] = refused(club_kinds={"repair": {"like": "vilage"}})
print(json.dumps(found))
"""


def recipes() -> dict[str, str]:
    """The changes shown, by heading."""
    page = PAGE[PAGE.index("## How to add") : PAGE.index("## Tests\n")]
    return {
        part.splitlines()[0]: "".join(re.findall(r"^```diff\n(.*?)^```", part, re.DOTALL | re.MULTILINE))
        for part in re.split(r"^### ", page, flags=re.MULTILINE)[1:]
    }


def files_of(change: str) -> dict[str, list[str]]:
    """Path to hunks, in the order of the page."""
    parts = re.split(r"^--- \S+\n\+\+\+ b/(\S+)\n", change, flags=re.MULTILINE)[1:]
    return {path: body.split("@@\n")[1:] for path, body in zip(parts[::2], parts[1::2], strict=True)}


def apply(change: str, root: Path) -> None:
    for path, hunks in files_of(change).items():
        file = root / path
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        for hunk in hunks:
            lines = hunk.splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if line[0] in " -")
            after = "".join(line[1:] for line in lines if line[0] in " +")
            assert text.count(before) == 1 or not text, f"{path}: its lines are no longer these:\n{before}"
            text = text.replace(before, after) if text else after
        file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a copy with all the changes answers."""
    copy = tmp_path_factory.mktemp("copy")
    for folder in ("sim", "experiments", "tests/processes", "scenarios"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for change in recipes().values():
        apply(change, copy)
    answer = subprocess.run(
        [sys.executable, "-c", SEE],
        cwd=copy,
        env={**os.environ, "BYGD_JIT": "0", "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-3000:]
    return json.loads(answer.stdout)


def test_each_thing_is_added_in_few_files() -> None:
    assert {name: len(files_of(change)) for name, change in recipes().items()} == MOST_FILES


def test_outcome_is_recorded_and_compared_by(found: Any) -> None:
    assert "Newcomers under 30" in found["outcomes"]
    assert 0.0 < max(found["under_30"]) < 1.0


def test_connection_is_travelled_and_checked(found: Any) -> None:
    assert found["transit"] == [[0.0, 22.0], [22.0, 0.0]]
    assert "trains.coast" in found["stop"] and "'c'" in found["stop"]


def test_carry_acts_on_those_who_take_part_and_has_words(found: Any) -> None:
    assert found["dinners"] == pytest.approx([0.2, 0.2, 0.2, 0.0])
    assert "dinners that add 0.2 a month to belonging" in found["words"]


def test_process_acts_in_its_place_of_the_month_and_can_be_switched_off(found: Any) -> None:
    order = found["order"]
    assert order[order.index("belonging") + 1] == "gardens"
    some, all_, none = found["gardens"]
    assert 0.03 < some < 0.2 and all_ == 1.0 and none == 0.0
    assert found["most"] == 1.0


def test_process_has_settings_that_are_checked_and_follow_levers(found: Any) -> None:
    assert "gardens.visits" in found["refused"] and "0 to 1" in found["refused"]
    assert found["lever"] == [0.1, 0.5]


def test_kind_of_club_is_founded_and_known_by_name(found: Any) -> None:
    assert found["clubs"] >= 1.0
    assert "club_kinds.repair.like" in found["club_names"] and "village" in found["club_names"]


def test_field_of_a_place_shows_in_its_people(found: Any) -> None:
    without, more = found["place"]
    assert more > without + 0.1
