"""What two settings are compared, checked and named as ``bygd compare`` would; nothing is run here."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.web.background import Refused
from sim.words import counted, measured

if TYPE_CHECKING:
    from experiments.commands.compare_plan import Plan
    from experiments.comparison.result import Arm
    from sim.scenario import Scenario

CONTROLS, CHANGED = "controls", "changed"
"""Keys of the two settings that are no files: as the controls have it; as the other one, with changes."""
REPLICATES, MOST_REPLICATES = 5, 100
MOST_MONTHS = 480
NAMES = {CONTROLS: "as-set", CHANGED: "changed"}
"""What settings without a file are called in figures and in the files that reproduce them."""
GETTING_READY, WRITING = 8.0, 5.0
"""Seconds until the first run begins in a process of its own; for figures and report."""


def options() -> list[tuple[str, str]]:
    """Settings that can be picked on either side: (key, label)."""
    from bygd.web.choices import choices

    return [
        (CONTROLS, "As the controls have it now"),
        *((choice.name, f"{choice.title} ({choice.name})") for choice in choices()),
    ]


def setting(key: str, controls: Scenario) -> Scenario:
    """The scenario picked under ``key``. Raises ``ScenarioError`` for one that cannot be used."""
    from bygd.web.choices import packaged

    return controls if key == CONTROLS else packaged(key)


def with_changes(scenario: Scenario, lines: str) -> Scenario:
    """``scenario`` with ``path=value`` lines applied, as ``--set`` does. Raises ``ScenarioError``."""
    from sim.scenario import parse_setting, with_overrides

    return with_overrides(scenario, dict(parse_setting(line) for line in lines.splitlines() if line.strip()))


def name_of(key: str, taken: Sequence[str] = ()) -> str:
    """What a setting is called in figures and file names, unlike those ``taken``."""
    stem = NAMES.get(key) or re.sub(r"[^\w.-]+", "-", Path(key).stem).strip("-.") or "scenario"
    name, again = stem, 2
    while name in taken:
        name, again = f"{stem}-{again}", again + 1
    return name


def plan_of(
    base: tuple[str, Scenario],
    policy: tuple[str, Scenario],
    *,
    seed: int,
    replicates: int,
    months: int,
    jobs: int | None = None,
) -> Plan:
    """The comparison of two settings (key, scenario).

    Raises ``ScenarioError`` where a region cannot be built or the two cannot be compared, and
    :class:`~bygd.web.background.Refused` where they do not differ or a number is out of range.
    """
    from experiments.commands.compare_plan import Plan
    from experiments.comparison.result import changes_between, comparable
    from sim.region import problems
    from sim.scenario import ScenarioError

    _within("Pairs of runs", replicates, MOST_REPLICATES)
    _within("Months", months, MOST_MONTHS)
    first = name_of(base[0])
    arms = (_arm(first, base[1]), _arm(name_of(policy[0], [first]), policy[1]))
    for arm in arms:
        if found := problems(arm.scenario):
            raise ScenarioError(*found)
    comparable(arms[0], arms[1:], any_length=True)
    if not changes_between(arms[0].scenario, arms[1].scenario):
        raise Refused("A and B are the same scenario: nothing could differ. Change a lever in B, or pick another.")
    return Plan(
        base=arms[0],
        policies=arms[1:],
        seed=seed,
        replicates=replicates,
        months=months,
        jobs=min(jobs or os.cpu_count() or 1, 2 * replicates),
    )


def _arm(name: str, scenario: Scenario) -> Arm:
    from experiments.comparison.result import Arm

    return Arm(name, f"{name}.yaml", scenario)


def _within(what: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise Refused(f"{what}: give a number between 1 and {most}, not {value}.")


class Pace:
    """How fast runs are here, against what they took when measured; better known after each comparison."""

    def __init__(self) -> None:
        self.factor = 1.0

    def run_seconds(self, plan: Plan) -> float:
        """What one run takes [s]."""
        return self.factor * _measured_seconds(plan)

    def expected(self, plan: Plan) -> float:
        """What the whole comparison takes [s]."""
        runs = plan.replicates * (1 + len(plan.policies))
        rounds = -(-runs // max(1, plan.jobs))
        return GETTING_READY + WRITING + rounds * self.run_seconds(plan)

    def learn(self, plan: Plan, seconds: float) -> None:
        """``seconds``: what a run took on average."""
        self.factor = max(0.05, seconds / _measured_seconds(plan))


def _measured_seconds(plan: Plan) -> float:
    from experiments.commands.estimate import BUILDING, MONTH

    people = sum(place.population for place in plan.base.scenario.places.values())
    return people * (BUILDING + plan.months * MONTH)


def duration_words(seconds: float) -> str:
    """ "about 40 seconds", "about 3 minutes"."""
    if seconds < 90:
        return f"about {max(5, 5 * round(seconds / 5))} seconds"
    if seconds < 90 * 60:
        return f"about {round(seconds / 60)} minutes"
    return f"about {measured(round(seconds / 3600, 1), 'hour', 'hours')}"


def expectation(plan: Plan, pace: Pace) -> str:
    """What is about to happen and how long it takes, in a sentence or two."""
    runs = plan.replicates * 2
    people = sum(place.population for place in plan.base.scenario.places.values())
    pairs = counted(plan.replicates, "pair", "pairs")
    length = counted(plan.months, "month", "months")
    text = (
        f"{pairs} of runs with the same random draws: {counted(runs, 'run', 'runs')} of {length}, "
        f"{counted(people, 'person', 'people')}, "
        f"{plan.jobs} at a time. Takes {duration_words(pace.expected(plan))} on this machine."
    )
    if plan.replicates == 1:
        text += " One pair has no interval: ask for at least two."
    return text


def files_of(plan: Plan) -> dict[str, str]:
    """The scenario files that reproduce a comparison, by name: they load to scenarios that a run cannot tell
    from those compared."""
    return {arm.file: arm.scenario.to_yaml() for arm in (plan.base, *plan.policies)}


def bundle(plan: Plan, folder: Path) -> bytes:
    """A ZIP of everything a comparison left in ``folder``, its scenario files, and how to repeat it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
        for name, text in files_of(plan).items():
            archive.writestr(name, text)
        archive.writestr("how-to-repeat.txt", f"{plan.command()}\n")
    return packed.getvalue()


def changes_in_words(changes: Sequence[tuple[str, str]], most: int = 12) -> list[str]:
    """What B changes, line by line."""
    lines = [f"{path}: {words}" for path, words in changes[:most]]
    return lines + ([f"… and {len(changes) - most} more"] if len(changes) > most else [])


__all__ = [
    "CHANGED",
    "CONTROLS",
    "REPLICATES",
    "Pace",
    "bundle",
    "changes_in_words",
    "duration_words",
    "expectation",
    "files_of",
    "name_of",
    "options",
    "plan_of",
    "setting",
    "with_changes",
]
