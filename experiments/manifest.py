"""What was run, in enough detail to run it again. No path of the machine it ran on."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.workers.run import Outcome
from sim.version import VERSION

if TYPE_CHECKING:
    from sim.scenario import Scenario

LOG_MOST = 200
"""Entries of a run's log beyond which the manifest leaves it out."""
LIBRARIES = ("numpy", "numba", "pydantic", "pyarrow", "matplotlib")


def manifest_of(
    scenario: Scenario,
    outcomes: Sequence[Outcome],
    *,
    name: str,
    seed: int,
    settings: Mapping[str, Any],
    started: str,
    finished: str,
) -> dict[str, Any]:
    """The manifest as plain data. ``started`` and ``finished`` are ISO 8601 in UTC."""
    return {
        "scenario": scenario_entry(name, scenario),
        "settings": dict(settings),
        "seed": seed,
        "months": outcomes[0].run.months,
        "runs": run_entries(outcomes, scenario),
        "failures": failure_entries(outcomes),
        "started": started,
        "finished": finished,
        "seconds": round(sum(outcome.seconds for outcome in outcomes), 3),
        "versions": versions(),
        "commit": commit(),
    }


def scenario_entry(name: str, scenario: Scenario) -> dict[str, Any]:
    return {"name": name, "title": scenario.title, "digest": scenario.digest(), "text": scenario.to_yaml()}


def run_entries(outcomes: Sequence[Outcome], scenario: Scenario) -> list[dict[str, Any]]:
    return [
        {
            "replicate": outcome.run.replicate,
            "seed": outcome.run.seed,
            "stage": outcome.stage,
            "digest": getattr(outcome.history or outcome.read, "digest", ""),
            "error": outcome.error,
            "seconds": round(outcome.seconds, 3),
            **_log(outcome, scenario),
        }
        for outcome in outcomes
    ]


def failure_entries(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    return [
        {"replicate": outcome.run.replicate, "stage": outcome.stage, "error": outcome.error}
        for outcome in outcomes
        if outcome.failed
    ]


def _log(outcome: Outcome, scenario: Scenario) -> dict[str, Any]:
    """What happened to programmes and their money in a run, where that is something and not too long."""
    log = outcome.history.log if outcome.history is not None else []
    if not 0 < len(log) <= LOG_MOST:
        return {}
    return {"log": [[scenario.date_of(month), words] for month, words in log]}


def versions() -> dict[str, str]:
    found = {"bygd": VERSION, "Python": platform.python_version()}
    for library in LIBRARIES:
        try:
            found[library] = metadata.version(library)
        except metadata.PackageNotFoundError:
            continue
    return found


def commit() -> str:
    """The commit of the source tree the program runs from; empty when it is not one."""
    root = Path(__file__).resolve().parent.parent
    if not (root / ".git").exists():
        return ""
    try:
        found = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""


__all__ = ["commit", "failure_entries", "manifest_of", "run_entries", "scenario_entry", "versions"]
