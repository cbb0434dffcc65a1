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
from typing import Any, cast

import numpy as np
import pytest

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
NOT_WRITTEN: dict[str, Any] = {
    "calibration.report.report_of": ("", []),
    "experiments.commands.figure_workers.Studio.begin": [],
    "experiments.commands.figure_workers.Studio.finish": ([], []),
    "experiments.commands.sweep.write_report": (),
    "experiments.figures.comparison.draw_all": [],
    "experiments.report.comparison.comparison_html": "",
    "experiments.report.page.report_html": "",
}
SAVING = ("compare", "sweep", "validate")
"""Of those, the ones whose runs share pasts; points of a calibration have seeds of their own each."""
TABLES = ("*.parquet", "*.csv")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to type commands in."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def small_and_here(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Towns of a hundred people, work done in this process, tables without figures and reports."""
    import calibration.running as fitting
    from calibration import loading
    from calibration.patterns import kept_runs

    monkeypatch.chdir(desk)
    for name, nothing in NOT_WRITTEN.items():
        monkeypatch.setattr(name, lambda *rest, nothing=nothing: nothing)
    here = kept_runs.stream
    for module in (fitting, kept_runs):
        monkeypatch.setattr(module, "stream", lambda orders, *, jobs, **more: here(orders, jobs=0, **more))
        monkeypatch.setattr(module, "limits_here", lambda *rest: NO_LIMITS)
    load, stated = loading.load_calibration, Arm.scenario
    own = {"targets": [Aim()], "bases": {"hamlet": load_scenario("march.yaml")}, "reader": Reader}
    monkeypatch.setattr(loading, "load_calibration", lambda file, **more: load(file, **own, **more))
    monkeypatch.setattr(Arm, "scenario", lambda arm, over=None: small(stated(arm, over)))


def small(scenario: Scenario) -> Scenario:
    return with_overrides(scenario, {f"places.{key}.population": 80 for key in scenario.places})


class Aim:
    """One target of a hamlet."""

    key, value, scenario, observation, discrepancy = "all", 1e5, "hamlet", 1e5, 1e5
    unit, source, label, variance, shared = "", "made up", "All that is measured, added up", 2e10, ()


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


@pytest.fixture(scope="module")
def alone(desk: Path) -> Callable[[str], Path]:
    """The folder of a command whose runs share nothing."""

    def made(command: str) -> Path:
        if not (desk / f"{command}-alone").exists():
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv(SWITCH, "0")
                assert main([*COMMANDS[command], "--jobs", "1", "--quiet", "--out", f"{command}-alone"]) == 0
        return desk / f"{command}-alone"

    return made


@pytest.mark.parametrize("command", COMMANDS)
def test_tables_are_the_same_bytes(command: str, desk: Path, alone: Callable[[str], Path]) -> None:
    assert main([*COMMANDS[command], "--jobs", "1", "--quiet", "--out", f"{command}-forked"]) == 0
    assert tables(desk / f"{command}-forked") == tables(alone(command))
    forked, whole = work_of(desk / f"{command}-forked"), work_of(alone(command))
    assert whole["months_simulated"] == whole["months_asked"] == forked["months_asked"] > 0
    assert whole["regions_built"] == whole["runs"] == forked["runs"]
    if command in SAVING:
        assert forked["regions_built"] < forked["runs"] and forked["towns_kept"] >= 1
        assert forked["months_simulated"] <= forked["months_asked"]
    else:
        assert forked == whole


@pytest.mark.parametrize("command", SAVING)
def test_stopped_in_the_middle_it_goes_on_to_the_same_bytes(
    command: str, desk: Path, alone: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [*COMMANDS[command], "--jobs", "1", "--quiet", "--out", f"{command}-stopped"]
    usual, count = Pasts._simulate, []

    def stopped(self: Pasts, *rest: Any, **more: Any) -> Any:
        count.append(1)
        if len(count) == 3:
            raise KeyboardInterrupt
        return usual(self, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Pasts, "_simulate", stopped)
        assert main(words) == 130
    assert main(words) == 0
    assert 0 < work_of(desk / f"{command}-stopped")["runs"] < work_of(alone(command))["runs"]
    assert tables(desk / f"{command}-stopped") == tables(alone(command))


@pytest.mark.workers
def test_a_killed_command_goes_on_to_the_same_bytes(desk: Path, alone: Callable[[str], Path]) -> None:
    words = [*COMMANDS["compare"], "--quiet", "--out", "compare-killed", "--jobs"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-m", "bygd", *words, "2"], cwd=desk, env=environment)
    until = time.monotonic() + 120
    while not list(desk.glob("compare-killed/runs/*.json.gz")) and time.monotonic() < until and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert list(desk.glob("compare-killed/runs/*.json.gz"))
    assert main([*words, "1"]) == 0
    assert tables(desk / "compare-killed") == tables(alone("compare"))


def test_the_page_s_comparison_has_the_same_bytes(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bygd.web import comparison_process
    from bygd.web.comparison_setup import CHANGED, CONTROLS, plan_of
    from bygd.web.own_process import News

    class Pipe:
        def send(self, message: object) -> None:
            pass

    arms = (CONTROLS, load_scenario("march.yaml")), (CHANGED, load_scenario("september.yaml"))
    plan = plan_of(*arms, seed=7, replicates=2, months=13, jobs=1)
    monkeypatch.setattr("experiments.workers.limits.limits_here", lambda *rest: NO_LIMITS)
    carried: Callable[..., Any] = comparison_process._carried
    news = News(cast(Any, Pipe()), plan.months)
    carried((plan, None), desk / "page-forked", news)
    monkeypatch.setenv(SWITCH, "0")
    carried((plan, None), desk / "page-alone", news)
    assert tables(desk / "page-forked") == tables(desk / "page-alone")
    saved, whole = (work_of(desk / name)["months_simulated"] for name in ("page-forked", "page-alone"))
    assert saved < whole
