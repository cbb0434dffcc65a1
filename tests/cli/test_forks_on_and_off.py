"""``BYGD_FORKS=0``: every command has the same tables where runs share their pasts and where none does, also when it
was stopped in the middle and goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import experiments.figures.picture
from bygd.cli import main
from calibration.patterns.arms import Arm
from experiments.workers.forks import SWITCH
from experiments.workers.limits import NO_LIMITS
from experiments.workers.pasts import Pasts
from sim.scenario import Scenario, load_scenario, with_overrides

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "hamlet.yaml": "title: A hamlet\nmonths: 13\nties: {settle_months: 2}\norigins: {one: {}}\n"
    "places: {hamlet: {population: 100, newcomers: 0.2, newcomer_origins: {one: 1}}}\n",
    "march.yaml": "extends: hamlet.yaml\nfunding: {pot: {start: 2010-03, months: 6}}\n"
    "programmes: {mentors: {funding: [pot], capacity: 5}}\n",
    "september.yaml": "extends: march.yaml\nfunding: {pot: {start: 2010-09}}\n",
    "design.yaml": "design:\n  title: When help begins\n  base: march.yaml\n  replicates: 2\n"
    "  outcomes: [local_friends, newcomers]\n  factors:\n"
    "    start: {levels: {march: null, june: {funding.pot.start: 2010-06}, late: {funding.pot.start: 2010-11}}}\n"
    "    readiness: {levels: {low: {clubs.readiness: 0.2}, high: {clubs.readiness: 0.9}}}\n",
    "fit.yaml": "calibration:\n  title: A fit\n  replicates: 2\n  seed: 5\n"
    "  waves: {points: 8, most: 1, sample: 100, forgiven: 0}\n"
    "  posterior: {simulations: 300, accepted: 0.1, draws: 20, checked: 2}\n"
    "  parameters:\n    readiness: {label: Readiness, path: clubs.readiness, range: [0.1, 0.9]}\n",
}
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": ("run", "hamlet.yaml", "--replicates", "2", "--lives", "0"),
    "compare": ("compare", "hamlet.yaml", "march.yaml", "september.yaml", "--replicates", "2"),
    "sweep": ("sweep", "design.yaml"),
    "calibrate": ("calibrate", "fit.yaml"),
    "validate": ("validate", "--only", "clubs_saved", "--no-rivals", "--replicates", "2"),
}
SAVING = ("compare", "sweep", "calibrate", "validate")
TABLES = ("*.parquet", "*.csv")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to type commands in, with towns of a hundred people, small figures, and work done in this process."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(experiments.figures.picture, "DPI", 30)
    monkeypatch.setattr("experiments.commands.sweep.write_report", lambda *rest: ())
    return tmp_path


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    import calibration.running as fitting
    from calibration import loading
    from calibration.patterns import kept_runs

    here = kept_runs.stream
    monkeypatch.setattr(kept_runs, "stream", lambda orders, *, jobs, **more: here(orders, jobs=0, **more))
    monkeypatch.setattr(fitting, "stream", lambda orders, *, jobs, **more: here(orders, jobs=0, **more))
    monkeypatch.setattr(fitting, "limits_here", lambda *rest: NO_LIMITS)
    monkeypatch.setattr(kept_runs, "limits_here", lambda *rest: NO_LIMITS)
    load = loading.load_calibration
    monkeypatch.setattr(
        loading,
        "load_calibration",
        lambda file, **more: load(
            file, targets=[Aim()], bases={"hamlet": load_scenario("march.yaml")}, reader=Reader, **more
        ),
    )
    stated = Arm.scenario
    monkeypatch.setattr(Arm, "scenario", lambda arm, over=None: small(stated(arm, over)))


def small(scenario: Scenario) -> Scenario:
    return with_overrides(scenario, {f"places.{key}.population": 80 for key in scenario.places})


class Aim:
    """One target of a hamlet."""

    key, value, scenario, observation, discrepancy = "all", 1e5, "hamlet", 1e5, 1e5
    unit, source, label, variance = "", "made up", "All that is measured, added up", 2e10


class Reader:
    def __init__(self, targets: Any) -> None:
        self.targets = targets

    def __call__(self, history: Any) -> Any:
        from experiments.outcomes.outcome import Outcomes

        return Outcomes({"all": float(np.nansum(history.measures.value))}, history.digest)


def tables(folder: Path) -> dict[str, bytes]:
    found = {path.name: path.read_bytes() for kind in TABLES for path in sorted(folder.glob(kind))}
    assert found
    return found


def work_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["shared_pasts"]
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_tables_are_the_same_bytes(command: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [*COMMANDS[command], "--jobs", "1", "--quiet"]
    assert main([*words, "--out", "forked"]) == 0
    monkeypatch.setenv(SWITCH, "0")
    assert main([*words, "--out", "alone"]) == 0
    assert tables(desk / "forked") == tables(desk / "alone")
    forked, alone = work_of(desk / "forked"), work_of(desk / "alone")
    assert alone["months_simulated"] == alone["months_asked"] == forked["months_asked"] > 0
    assert alone["regions_built"] == alone["runs"] == forked["runs"]
    if command in SAVING:
        assert forked["regions_built"] < forked["runs"]
        assert forked["months_simulated"] <= forked["months_asked"] and forked["towns_kept"] >= 1
    else:
        assert forked == alone


@pytest.mark.parametrize("command", SAVING)
def test_stopped_in_the_middle_it_goes_on_to_the_same_bytes(
    command: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*COMMANDS[command], "--jobs", "1", "--quiet"]
    usual, count = Pasts._simulate, []

    def stopped(self: Pasts, *rest: Any, **more: Any) -> Any:
        count.append(1)
        if len(count) == 3:
            raise KeyboardInterrupt
        return usual(self, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Pasts, "_simulate", stopped)
        assert main([*words, "--out", "forked"]) == 130
    assert main([*words, "--out", "forked"]) == 0
    assert work_of(desk / "forked")["runs"] > 0
    monkeypatch.setenv(SWITCH, "0")
    assert main([*words, "--out", "alone"]) == 0
    assert tables(desk / "forked") == tables(desk / "alone")


@pytest.mark.workers
def test_a_killed_command_goes_on_to_the_same_bytes(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [*COMMANDS["compare"], "--jobs", "2", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-m", "bygd", *words, "--out", "forked"], cwd=desk, env=environment)
    until = time.monotonic() + 120
    while not list(desk.glob("forked/runs/*.json.gz")) and time.monotonic() < until and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert list(desk.glob("forked/runs/*.json.gz"))
    words[words.index("--jobs") + 1] = "1"
    assert main([*words, "--out", "forked"]) == 0
    monkeypatch.setenv(SWITCH, "0")
    assert main([*words, "--out", "alone"]) == 0
    assert tables(desk / "forked") == tables(desk / "alone")


def test_the_page_s_comparison_has_the_same_bytes(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bygd.web.comparison_process import _carried
    from bygd.web.comparison_setup import CHANGED, CONTROLS, plan_of

    class Pipe:
        def send(self, message: object) -> None:
            pass

    carried: Callable[..., Any] = _carried
    arms = (CONTROLS, load_scenario("march.yaml")), (CHANGED, load_scenario("september.yaml"))
    plan = plan_of(*arms, seed=7, replicates=2, months=13)
    monkeypatch.setattr("experiments.workers.limits.limits_here", lambda *rest: NO_LIMITS)
    carried(plan, desk / "forked", Pipe(), None)
    monkeypatch.setenv(SWITCH, "0")
    carried(plan, desk / "alone", Pipe(), None)
    assert tables(desk / "forked") == tables(desk / "alone")
    assert work_of(desk / "forked")["months_simulated"] < work_of(desk / "alone")["months_simulated"]
