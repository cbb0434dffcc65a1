"""What two settings are compared, checked and named as ``bygd compare`` would; nothing is run here."""

from __future__ import annotations

import argparse
import io
import os
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bygd.web.background import Refused
from sim.languages import _, localised, ngettext
from sim.words import counted, figure

if TYPE_CHECKING:
    from experiments.commands.compare_plan import Plan
    from experiments.comparison.result import Arm
    from experiments.posterior import Draws
    from experiments.workers.shared import Shared
    from sim.scenario import Scenario

CONTROLS, CHANGED = "controls", "changed"
"""Keys of the two settings that are no files: as the controls have it; as the other one, with changes."""
REPLICATES, MOST_REPLICATES = 5, 100
MOST_MONTHS, MOST_POLICIES, MOST_SETS = 480, 6, 200
NAMES = {CONTROLS: "as-set", CHANGED: "changed"}
"""What settings without a file are called in figures and in the files that reproduce them."""
GETTING_READY, WRITING = 8.0, 5.0
"""Seconds until the first run begins in a process of its own; for figures and report."""


def options() -> list[tuple[str, str]]:
    """Settings that can be picked on either side: (key, label)."""
    from bygd.web.choices import choices

    return [
        (CONTROLS, _("As the controls have it now")),
        *((choice.name, f"{_(choice.title)} ({choice.name})") for choice in choices()),
    ]


def setting(key: str, controls: Scenario) -> Scenario:
    """The scenario picked under ``key``. Raises ``ScenarioError`` for one that cannot be used."""
    from bygd.web.choices import packaged

    return controls if key == CONTROLS else packaged(key)


def with_changes(scenario: Scenario, lines: str, month: int = 0) -> Scenario:
    """``scenario`` with ``path=value`` lines applied, as ``--set`` does; from ``month`` on, as ``levers`` of a file.
    Raises ``ScenarioError``."""
    from sim.scenario import parse_setting, with_levers, with_overrides

    changes = dict(parse_setting(line) for line in lines.splitlines() if line.strip())
    if month and changes:
        return with_levers(scenario, scenario.date_of(month), changes)
    return with_overrides(scenario, changes)


def name_of(key: str, taken: Sequence[str] = ()) -> str:
    """What a setting is called in figures and file names, unlike those ``taken``."""
    stem = NAMES.get(key) or re.sub(r"[^\w.-]+", "-", Path(key).stem).strip("-.") or "scenario"
    name, again = stem, 2
    while name in taken:
        name, again = f"{stem}-{again}", again + 1
    return name


def plan_of(
    base: tuple[str, Scenario],
    *policies: tuple[str, Scenario],
    seed: int,
    replicates: int,
    months: int,
    jobs: int | None = None,
    pot: float | str | None = None,
    sets: int = 0,
) -> Plan:
    """The comparison of settings (key or name, scenario) with a base.

    ``pot``: as ``--equal-budget`` has it; ``sets``: as ``--posterior`` has it, 0 for the files' own parameters, each
    simulated ``replicates`` times. Raises ``ScenarioError`` where a region cannot be built, two cannot be compared or
    the posterior is of another model, and :class:`~bygd.web.background.Refused` where they do not differ or a number is
    out of range.
    """
    from experiments.commands.compare_plan import Plan
    from experiments.comparison.result import changes_between, comparable
    from sim.region import problems
    from sim.scenario import ScenarioError

    _within(_("Pairs of runs"), replicates, MOST_REPLICATES)
    _within(_("Months"), months, MOST_MONTHS)
    _within(_("Policies"), len(policies), MOST_POLICIES)
    arms: list[Arm] = []
    for key, scenario in (base, *policies):
        arms.append(_arm(name_of(key, [arm.name for arm in arms]), scenario))
    for arm in arms:
        if found := problems(arm.scenario):
            raise ScenarioError(*found)
    comparable(arms[0], arms[1:], any_length=True)
    changed: set[str] = set()
    for arm in arms[1:]:
        found_here = changes_between(arms[0].scenario, arm.scenario)
        changed.update(path for path, __ in found_here)
        if not found_here:
            other = "B" if len(arms) == 2 else arm.name
            raise Refused(
                _(
                    "A and {other} are the same scenario: nothing could differ. Change a lever in {other}, or pick "
                    "another.",
                    other=other,
                )
            )
    draws = draws_for(sets, replicates, [arm.scenario for arm in arms], changed, seed) if sets else None
    runs = (draws.replicates if draws is not None else replicates) * len(arms)
    return Plan(
        base=arms[0],
        policies=tuple(arms[1:]),
        seed=seed,
        replicates=draws.replicates if draws is not None else replicates,
        months=months,
        jobs=min(jobs or os.cpu_count() or 1, runs),
        pot=pot,
        draws=draws,
    )


def draws_for(sets: int, each: int, scenarios: list[Scenario], changed: set[str], seed: int) -> Draws | None:
    """As the option ``--posterior`` gives them, refused in its words."""
    from bygd.cli.posterior import draws_of

    if sets < 2 or sets > MOST_SETS:
        raise Refused(
            _(
                "Sets of parameters: give a number between {low} and {most}, or 0 for none, not {number}.",
                low=2,
                most=MOST_SETS,
                number=sets,
            )
        )
    said = argparse.Namespace(posterior=sets, posterior_from=None, accept_old_posterior=False, replicates=each)
    return draws_of(said, scenarios, changed, seed)


def pot_in(text: str) -> float | str | None:
    """A budget as somebody wrote it: nothing, "smallest", or an amount. Raises
    :class:`~bygd.web.background.Refused`."""
    said = text.strip().replace(" ", "").replace("\u00a0", "")
    if not said:
        return None
    if said == "smallest":
        return said
    found = re.fullmatch(r"\d{1,12}(?:[.,]\d{1,2})?", said)
    if found is None or not float(said.replace(",", ".")) > 0:
        raise Refused(
            _(
                "Budget: found {found!r}; give an amount in SEK above 0, such as {example}.",
                found=text[:40],
                example=3000000,
            )
        )
    return float(said.replace(",", "."))


def _arm(name: str, scenario: Scenario) -> Arm:
    from experiments.comparison.result import Arm

    return Arm(name, f"{name}.yaml", scenario)


def _within(what: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise Refused(out_of_range(what, 1, most, value))


def out_of_range(what: str, low: int, most: int, number: int) -> str:
    """Why a number cannot be used."""
    return _(
        "{what}: give a number between {low} and {most}, not {number}.", what=what, low=low, most=most, number=number
    )


class Pace:
    """How fast runs are here, against what they took when measured; better known after each comparison."""

    def __init__(self) -> None:
        self.factor = 1.0

    def run_seconds(self, plan: Plan) -> float:
        """What one run takes on average [s]."""
        return self.factor * measured_seconds(plan) / runs_of(plan)

    def expected(self, plan: Plan) -> float:
        """What the whole comparison takes [s]."""
        stages = 2 if plan.pot is not None else 1  # what money holds back is simulated again
        work = stages * self.factor * measured_seconds(plan)
        return GETTING_READY + WRITING + work / max(1, min(plan.jobs, runs_of(plan)))

    def learn(self, plan: Plan, seconds: float) -> None:
        """``seconds``: what a run took on average."""
        self.factor = max(0.05, seconds * runs_of(plan) / measured_seconds(plan))


def runs_of(plan: Plan) -> int:
    """Runs of a comparison."""
    return plan.replicates * (1 + len(plan.policies))


def shared_of(plan: Plan) -> Shared:
    """What the runs of a comparison have in common: those of a pair share every month before the two differ."""
    from experiments.commands.compare_plan import first_orders
    from experiments.workers.shared import foreseen

    return foreseen(first_orders(plan)).times(plan.replicates)


def measured_seconds(plan: Plan) -> float:
    """What all runs together took where that was measured, one after the other [s]."""
    from experiments.commands.estimate import BUILDING, MONTH

    people = sum(place.population for place in plan.base.scenario.places.values())
    work = shared_of(plan)
    return people * (work.regions * BUILDING + work.simulated * MONTH)


def duration_words(seconds: float) -> str:
    """ "about 40 seconds", "about 3 minutes"."""
    if seconds < 90:
        return _("about {number} seconds", number=max(5, 5 * round(seconds / 5)))
    if seconds < 90 * 60:
        return _("about {number} minutes", number=round(seconds / 60))
    hours = round(seconds / 3600, 1)
    return ngettext("about {number} hour", "about {number} hours", hours, number=figure(hours))


def expectation(plan: Plan, pace: Pace) -> str:
    """What is about to happen and how long it takes, in a sentence or two."""
    people = sum(place.population for place in plan.base.scenario.places.values())
    values = {
        "pairs": counted(plan.replicates, "pair", "pairs"),
        "policies": len(plan.policies),
        "runs": counted(runs_of(plan), "run", "runs"),
        "months": counted(plan.months, "month", "months"),
        "people": counted(people, "person", "people"),
        "jobs": localised(f"{plan.jobs:,}"),
        "duration": duration_words(pace.expected(plan)),
    }
    if len(plan.policies) > 1:
        text = _(
            "{pairs} of runs for each of {policies} policies with the same random draws: {runs} of {months}, {people}, "
            "{jobs} at a time. Takes {duration} on this machine.",
            **values,
        )
    else:
        text = _(
            "{pairs} of runs with the same random draws: {runs} of {months}, {people}, {jobs} at a time. Takes "
            "{duration} on this machine.",
            **values,
        )
    if plan.replicates == 1:
        text += " " + _("One pair has no interval: ask for at least two.")
    return text


def files_of(plan: Plan) -> dict[str, str]:
    """The scenario files that reproduce a comparison, by name: they load to scenarios that a run cannot tell
    from those compared."""
    return {arm.file: arm.scenario.to_yaml() for arm in (plan.base, *plan.policies)}


def bundle(files: Mapping[str, str], command: str, folder: Path) -> bytes:
    """A ZIP of everything a comparison left in ``folder``, its scenario files (text by name), and how to repeat it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr("how-to-repeat.txt", f"{command}\n")
    return packed.getvalue()


def changes_in_words(changes: Sequence[tuple[str, str]], most: int = 12) -> list[str]:
    """What B changes, line by line."""
    lines = [f"{path}: {words}" for path, words in changes[:most]]
    return lines + ([_("… and {number} more", number=len(changes) - most)] if len(changes) > most else [])


__all__ = [
    "CHANGED",
    "CONTROLS",
    "MOST_POLICIES",
    "REPLICATES",
    "Pace",
    "bundle",
    "changes_in_words",
    "duration_words",
    "expectation",
    "files_of",
    "name_of",
    "options",
    "out_of_range",
    "plan_of",
    "pot_in",
    "setting",
    "with_changes",
]
