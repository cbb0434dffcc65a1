"""Targets: the evidence that may be fitted, all of it and nothing else, and how it is measured."""

from __future__ import annotations

import ast
import math
import pickle
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import yaml

from calibration.covariance import covariance_of, together
from calibration.definitions import Definition, Reading
from calibration.targets import TargetReader, load_targets, load_unmeasured, scenario_file, scenarios_of
from sim.scenario import ScenarioError, load_scenario

ROOT = Path(__file__).resolve().parents[2]
CALIBRATION = ROOT / "calibration"
TESTING = ("validation", "patterns", "stage", "programmes")
"""Modules of the room that test and do not fit."""


def evidence() -> dict[str, str]:
    """Use of each row of the evidence table, by its first column."""
    rows = {}
    for line in (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("|") and len(cells) == 5 and cells[0] != "figure":
            rows[cells[0]] = cells[4]
    return rows


def rows_with(letter: str) -> set[str]:
    return {row for row, use in evidence().items() if re.match(rf"{letter}\b", use)}


def fitting() -> list[Path]:
    """Modules that fit, or that those which fit import from the room."""
    return [
        path
        for path in CALIBRATION.rglob("*.py")
        if path.relative_to(CALIBRATION).parts[0].removesuffix(".py") not in TESTING
    ]


def test_every_row_marked_c_is_a_target_or_says_why_not() -> None:
    assert rows_with("C"), "the evidence table was not understood"
    held = {target.row for target in load_targets()} | {one.row for one in load_unmeasured().values()}
    assert held == rows_with("C")


def test_every_row_marked_t_is_a_pattern() -> None:
    patterns = yaml.safe_load((CALIBRATION / "patterns.yaml").read_text(encoding="utf-8"))
    held = {one["row"] for one in patterns["patterns"].values() if one["use"].startswith("T")}
    assert rows_with("T"), "the evidence table was not understood"
    assert held == rows_with("T")
    rivals = {one["row"] for one in patterns["rivals"].values() if one["row"]}
    assert rivals == rows_with("rival")


def test_no_row_is_both_fitted_to_and_tested_on() -> None:
    patterns = yaml.safe_load((CALIBRATION / "patterns.yaml").read_text(encoding="utf-8"))
    targets = yaml.safe_load((CALIBRATION / "targets.yaml").read_text(encoding="utf-8"))
    fitted = {**targets["targets"], **targets["unmeasured"]}
    tested = {**patterns["patterns"], **patterns["rivals"]}
    assert not set(fitted) & set(tested)
    assert not {one["row"] for one in fitted.values()} & {one["row"] for one in tested.values()}


def test_nothing_that_fits_knows_of_the_patterns() -> None:
    modules = fitting()
    assert {"targets.py", "definitions.py"} <= {path.name for path in modules}
    for path in modules:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        for name in imported:
            assert not name.startswith(tuple(f"calibration.{room}" for room in TESTING)), (path, name)
        texts = [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not [text for text in texts if "patterns.yaml" in text or "tests/patterns" in text], path


def test_no_experiment_of_the_room_names_the_patterns() -> None:
    for path in CALIBRATION.rglob("*.yaml"):
        if path.name != "patterns.yaml":
            assert "patterns" not in path.read_text(encoding="utf-8"), path


def test_targets_are_in_a_town_of_their_country() -> None:
    targets, towns = load_targets(), {}
    for town in scenarios_of(load_targets()):
        towns[town] = load_scenario(scenario_file(town))
        made_up = all("made up" in place.name for place in towns[town].places.values())
        assert made_up == town.endswith("-like"), "a real municipality says so by its name"
    for target in targets:
        named = [land for land in ("norway", "denmark", "sweden", "finland") if land in target.key]
        assert not named or towns[target.scenario].country == named[0], target.key
    assert {town.country for town in towns.values()} == {"norway", "denmark", "sweden", "finland"}


def test_there_are_fifty_targets_of_five_countries() -> None:
    targets = load_targets()
    assert len(targets) >= 50
    lands = ("Norway", "Sweden", "Denmark", "Finland", "Germany")
    words = " ".join(f"{one.label} {one.row}" for one in targets)
    assert all(land in words for land in lands)


def test_no_target_is_measured_twice() -> None:
    measured = [(one.scenario, one.definition.model_dump_json()) for one in load_targets()]
    assert len(set(measured)) == len(measured)


def test_figures_of_a_table_or_cohort_err_together() -> None:
    targets = {one.key: one for one in load_targets()}
    covariance = covariance_of(list(targets.values()))
    keys = list(targets)
    assert np.linalg.eigvalsh(covariance).min() > 0
    families = [keys.index(f"norway_5y_{family}") for family in ("single_men", "single_women", "lone_parents")]
    one, other = (targets[keys[place]] for place in families[:2])
    correlation = covariance[families[0], families[1]] / math.sqrt(one.variance * other.variance)
    assert 0.6 < correlation < 1, "six Norwegian figures are not six witnesses"
    assert covariance[families[0], keys.index("sweden_members")] == 0
    groups = [{keys[place] for place in group} for group in together(list(targets.values()))]
    assert next(group for group in groups if "norway_5y_all" in group) == {
        key for key in keys if key.startswith("norway_5y")
    }


def test_towns_are_long_enough_for_their_targets() -> None:
    for target in load_targets():
        months = load_scenario(scenario_file(target.scenario)).months
        for part in target.definition.parts():
            needed = getattr(part, "months", None) or getattr(part, "to", 0)
            assert months > needed * (12 if type(part).__name__ == "SinceArrivalOf" else 1), target.key


def test_tolerance_is_both_errors_together() -> None:
    for target in load_targets():
        shared = sum(part**2 for _, part in target.shared)
        assert target.variance == pytest.approx(target.observation**2 + target.discrepancy**2 + shared)
        assert shared + target.discrepancy**2 >= target.observation**2, (
            "no published figure is farther off than the model"
        )


@pytest.mark.parametrize(
    ("before", "after", "reported"),
    [
        ("use: C\n", "use: T\n", "use"),
        ("scenario: norway-like", "scenario: norwegian", "there are bjurholm, denmark-like, norway-like"),
        ("family:single_man", "family:single_mann", "single_man"),
        ("observation: 0.017   # 822", "observation: 0   # 822", "observation"),
        ("norway_2005: 1}", "norway_205: 1}", "there is no component 'norway_205'; did you mean norway_2005"),
        ("definition: {retention", "definition: {measure: {name: employed}, retention", "exactly one key"),
        ("    value: 0.63\n", "    valeu: 0.63\n", "valeu"),
    ],
)
def test_a_wrong_target_is_refused_with_its_line(tmp_path, before, after, reported) -> None:
    text = (CALIBRATION / "targets.yaml").read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / "targets.yaml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        load_targets(file)
    assert reported in str(refusal.value)
    assert re.search(r"targets\.yaml:\d+: targets\.norway_5y_single_men", str(refusal.value))


def history(measures=(), curve=()):
    """A history of the given (month, measure, group, value) and (months since, group, value, at risk)."""
    columns = list(zip(*measures, strict=True)) or [(), (), (), ()]
    curves = list(zip(*curve, strict=True)) or [(), (), (), ()]
    return SimpleNamespace(
        measures=SimpleNamespace(
            month=columns[0], place=["all"] * len(columns[0]), measure=columns[1], group=columns[2], value=columns[3]
        ),
        retention=SimpleNamespace(
            months_since=curves[0], place=["all"] * len(curves[0]), group=curves[1], value=curves[2], at_risk=curves[3]
        ),
        digest="abc",
    )


def read(definition: dict, **lived: list) -> float:
    defined = Definition.model_validate(definition)
    return Reading(history(**lived), (defined,)).value(defined)


def test_retention_is_read_from_the_curve_of_its_group() -> None:
    curve = [(60, "all", 0.8, 50), (60, "family:couple", 0.7, 20), (60, "family:single_man", 0.5, 4)]
    assert read({"retention": {"months": 60, "group": "family:couple"}}, curve=curve) == 0.7
    assert math.isnan(read({"retention": {"months": 60, "group": "family:single_man"}}, curve=curve))
    assert math.isnan(read({"retention": {"months": 61}}, curve=curve))


def test_exit_is_the_mean_share_leaving_in_six_months() -> None:
    curve = [(0, "all", 1.0, 90), (12, "all", 0.81, 90), (36, "all", 0.5, 90)]
    assert read({"exit": {"from": 0, "to": 12}}, curve=curve) == pytest.approx(0.1)
    assert read({"exit": {"from": 12, "to": 36, "per": 24}}, curve=curve) == pytest.approx(1 - 0.5 / 0.81)


def test_measure_is_the_mean_of_the_last_decembers() -> None:
    rows = [(month, "employed", "locals", month / 100) for month in (-1, 11, 23, 29, 35)]
    assert read({"measure": {"name": "employed", "group": "locals", "years": 2}}, measures=rows) == 0.29
    assert math.isnan(read({"measure": {"name": "employed", "group": "locals", "years": 4}}, measures=rows))


def test_since_arrival_weighs_by_people_and_halves_the_ends() -> None:
    rows = [
        (11, "cohort_working_age", "y1:men", 10),
        (11, "employed_by_year", "y1:men", 0.2),
        (23, "cohort_working_age", "y1:men", 30),
        (23, "employed_by_year", "y1:men", 0.4),
        (23, "cohort_working_age", "y2:men", 10),
        (23, "employed_by_year", "y2:men", 1.0),
    ]
    at_arrival, first, second = 0.5 * 40, 40, 0.5 * 10
    expected = (10 * 0.2 + 30 * 0.4 + 0.5 * 10 * 1.0) / (at_arrival + first + second)
    found = read({"since_arrival": {"group": "men", "from": 0, "to": 2}}, measures=rows)
    assert found == pytest.approx(expected)
    assert math.isnan(read({"since_arrival": {"group": "men", "from": 0, "to": 3}}, measures=rows))


def test_differences_and_ratios_are_of_two_definitions() -> None:
    rows = [(11, "members", "locals", 0.8), (11, "members", "newcomers", 0.4)]
    both = [{"measure": {"name": "members", "group": group}} for group in ("locals", "newcomers")]
    assert read({"difference": both}, measures=rows) == pytest.approx(0.4)
    assert read({"ratio": both}, measures=rows) == pytest.approx(2.0)


def test_reader_travels_and_leaves_out_what_the_run_does_not_say() -> None:
    targets = [target for target in load_targets() if target.scenario == "norway-like"]
    reader = pickle.loads(pickle.dumps(TargetReader(targets)))
    found = reader(history(curve=[(60, "family:couple", 0.7, 20)]))
    assert found.values == {"norway_5y_couples": 0.7}
    assert found.digest == "abc"
