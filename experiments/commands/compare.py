"""A base, some policies, the same random draws for all: running a comparison and writing it down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from experiments.commands.compare_files import write
from experiments.commands.compare_plan import SMALLEST, Plan
from experiments.commands.run import AllFailed, Say, now
from experiments.commands.store import Store
from experiments.comparison.budget import cap_note, smallest_pot, stops, with_budget
from experiments.comparison.result import Arm, Comparison, versus
from experiments.outcomes.outcome import read_result
from experiments.workers.run import Outcome, replicates_of
from experiments.workers.runner import Progress, drawn, run_orders
from experiments.workers.worker import Order, Simulate

if TYPE_CHECKING:
    from experiments.figures.picture import Rendered
    from sim.scenario import Scenario

Bar = Callable[[str, int], Progress]
"""Given what is being run and how many runs it is, where to tell the months done."""
Shown = Callable[[Comparison, "Sequence[Rendered]"], None]
"""Given what was found, and the figures drawn of it, once all files stand."""
Runs = dict[str, list[Outcome]]
"""Outcomes by name of arm."""


def carry_through(
    plan: Plan,
    store: Store,
    *,
    bar: Bar | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
    cap: Callable[[Scenario, float], Scenario] = with_budget,
    shown: Shown | None = None,
) -> list[Outcome]:
    """Run all arms and write everything into ``store``, which must have been claimed.

    Returns the outcomes of all arms; some may have failed. Raises :class:`AllFailed` when no pair is left for
    any policy (nothing is written then), ``NothingSpent`` or ``ScenarioError`` where budgets cannot be made
    equal, ``OSError`` when the results cannot be written. ``cap`` gives a scenario a pot; ``shown`` is for a
    caller with a page of its own.
    """
    started = now()
    arms = [plan.base, *plan.policies]
    notes: list[str] = []
    if plan.pot is None:
        runs = _run(plan, arms, "as they are", bar, simulate)
    else:
        arms, runs, notes = _equal(plan, arms, bar, simulate, cap)
    finished = now()
    found = [versus(arms[0], arm, runs[arms[0].name], runs[arm.name], plan.draws) for arm in arms[1:]]
    outcomes = [outcome for arm in arms for outcome in runs[arm.name]]
    found = [one for one in found if one.pairs]
    if not found:
        raise AllFailed(next(outcome for outcome in outcomes if outcome.failed))
    if say is not None:
        say("drawing figures and writing the report")
    comparison = Comparison(plan.base.title, plan.base.name, plan.base.scenario.start, plan.months,
                            tuple(found), tuple(notes), plan.draws.words() if plan.draws else "")
    figures = write(plan, arms, runs, comparison, store, started, finished)
    if shown is not None:
        shown(comparison, figures)
    return outcomes


def _run(plan: Plan, arms: Sequence[Arm], words: str, bar: Bar | None, simulate: Simulate | None) -> Runs:
    """All replicates of ``arms`` through one pool; replicate by replicate, so that pairs finish together."""
    by_arm = {
        arm.name: replicates_of(arm.scenario.digest(), plan.seed, plan.replicates, plan.months, plan.settings)
        for arm in arms
    }
    order = [(arm, by_arm[arm.name][index]) for index in range(plan.replicates) for arm in arms]
    outcomes = run_orders(
        [Order(run, drawn(arm.scenario, run, plan.draws), plan.threads, 0, simulate, read_result)
         for arm, run in order],
        jobs=plan.jobs, progress=bar(words, len(order)) if bar is not None else None,
    )
    found: Runs = {arm.name: [] for arm in arms}
    for (arm, _), outcome in zip(order, outcomes, strict=True):
        found[arm.name].append(outcome)
    return found


def _equal(plan: Plan, arms: list[Arm], bar: Bar | None, simulate: Simulate | None,
           cap: Callable[[Scenario, float], Scenario]) -> tuple[list[Arm], Runs, list[str]]:
    """Arms with the same pot, their runs, and how it was done in words."""
    free: Runs = {}
    if plan.pot == SMALLEST:
        cap(plan.base.scenario, 1.0)  # found out before anything is run, not after
        free = _run(plan, arms, "as they are", bar, simulate)
        least, pot = smallest_pot({arm.name: _spending(free[arm.name]) for arm in plan.policies})
        source = f"That is what {least} spends on average, the least of the policies that spend anything."
        again = [arm for arm in arms if any(_spending(free[arm.name]))]  # a pot changes nothing for the rest
    else:
        pot, source, again = float(plan.pot or 0.0), "That is the budget the command gave.", arms
    limited = {arm.name: replace(arm, scenario=cap(arm.scenario, pot)) for arm in again}
    capped = _run(plan, list(limited.values()), "with equal budgets", bar, simulate)
    runs = {**free, **capped}
    notes = [cap_note(pot, source, {arm.name: _spending(runs[arm.name]) for arm in arms})]
    for name in limited:
        pairs = [
            (outcome.read, free[name][index].read if name in free and not free[name][index].failed else None)
            for index, outcome in enumerate(capped[name]) if not outcome.failed
        ]
        months = stops(pairs, pot)
        if months:
            notes.append(_stopped(plan.base.scenario, name, months, len(pairs)))
    return [limited.get(arm.name, arm) for arm in arms], runs, notes


def _spending(outcomes: Sequence[Outcome]) -> list[float]:
    return [outcome.read.values["spent"] for outcome in outcomes if not outcome.failed]


def _stopped(scenario: Scenario, name: str, months: Sequence[int], runs: int) -> str:
    first, last = scenario.date_of(months[0]), scenario.date_of(months[-1])
    when = f"in {first}" if first == last else f"between {first} and {last}, depending on the run,"
    which = "" if len(months) == runs else f" in {len(months)} of {runs} runs"
    return f"{name} was stopped {when}{which} because its money was used up."


__all__ = ["Bar", "Runs", "Shown", "carry_through"]
