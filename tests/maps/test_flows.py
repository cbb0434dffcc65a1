"""Arrows from place to place: who is counted, and how it is drawn."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from known_results import TEXT, scenario_text, write_run

from bygd.cli import main
from bygd.maps.arrows import LEAST, MOST, largest
from bygd.maps.flows import Homes, commuters, flows_of, homes, movers
from bygd.maps.results import NoMap, opened
from experiments.commands.identity import model
from sim.scenario import scenario_from
from sim.scenario.source import plain_of
from sim.simulation import Simulation

SEED = 11
SMALL = re.sub(r"population: \d+", "population: 300", TEXT)


def test_movers_are_those_who_are_there_at_both_times_and_elsewhere() -> None:
    before = Homes(np.array([1, 2, 3, 5, 8], np.uint64), np.array([0, 0, 1, 2, 2]))
    after = Homes(np.array([1, 2, 3, 8, 9], np.uint64), np.array([0, 1, 0, 1, 2]))
    assert movers(before, after, 3).tolist() == [[0, 1, 0], [1, 0, 0], [0, 1, 0]]
    nobody = Homes(np.zeros(0, np.uint64), np.zeros(0, int))
    assert not movers(nobody, after, 3).any()


def test_the_largest_flows_are_drawn_and_the_least_are_not() -> None:
    persons = np.zeros((30, 30), int)
    persons[0, 1:] = np.arange(1000, 29_001, 1000)
    persons[5, 6] = int(LEAST * 29_000) - 1
    found = largest(persons)
    assert found[0] == (0, 29, 29_000) and (5, 6) not in [one[:2] for one in found]
    assert len(largest(np.ones((30, 30), int))) == MOST
    assert largest(np.zeros((3, 3), int)) == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    runs = [{"replicate": 0, "seed": SEED}]
    text = scenario_text(folder, SMALL)
    return write_run(folder / "small", text, 1, runs=runs, identity={"model": model()})


@pytest.fixture(scope="module")
def lived(small: Path) -> dict[str, np.ndarray]:
    """What the run itself comes to, simulated beside the command."""
    results = opened(small)
    run = Simulation(scenario_from(plain_of(results.manifest["scenario"]["text"])), SEED, months=24)
    before = homes(run.advance(12).town)
    run.advance(24)
    return {"commuters": commuters(run.town), "movers": movers(before, homes(run.town), 3), "town": run.town}


def test_flows_are_those_of_the_run(small: Path, lived) -> None:
    results = opened(small)
    for kind in ("commuters", "movers"):
        found = flows_of(results, results.arms[0], kind, 2)
        assert (found.persons == lived[kind]).all() and not np.diag(found.persons).any()
        assert found.net.sum() == 0
    assert lived["commuters"].sum() > 20, "places half an hour from each other exchange commuters"


def test_commuters_are_those_whose_post_is_in_another_place(lived) -> None:
    town = lived["town"]
    state = town.state
    held = (state.people.status == 1) & (state.work.job >= 0)
    away = state.employers.place[state.jobs.employer[state.work.job[held]]] != state.people.place[held]
    assert lived["commuters"].sum() == away.sum()


def test_the_command_draws_arrows_and_writes_lines(small: Path, lived, capsys, tmp_path: Path) -> None:
    svg, data = tmp_path / "a.svg", tmp_path / "a.geojson"
    for file in (svg, data):
        assert main(["map", str(small), "--flows", "commuters", "--out", str(file), "--quiet"]) == 0
    largest_flow = largest(lived["commuters"])[0][2]
    assert f"the widest is {largest_flow:,} commuters" in svg.read_text(encoding="utf-8").replace("\n", " ")
    lines = [one["properties"] for one in json.loads(data.read_text())["features"] if "flow" in one["properties"]]
    assert sum(one["persons"] for one in lines) == lived["commuters"].sum()
    assert all(one["from"].startswith("SE-") for one in lines)


def test_results_of_another_model_are_not_simulated_again(small: Path) -> None:
    results = opened(small)
    results.manifest["identity"]["model"] = "0.0.1 abc"
    with pytest.raises(NoMap, match=r"of the model 0\.0\.1 abc"):
        flows_of(results, results.arms[0], "movers", 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--year", "1", "2"], "one map shows the flows of one year"),
        (["--change", "--outcome", "population"], "go with an outcome as it is"),
        (["--year", "0"], "a year of the run, 1 or later"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(small: Path, words: list[str], said: str, capsys) -> None:
    assert main(["map", str(small), "--flows", "movers", *words]) == 2
    assert said in capsys.readouterr().err
