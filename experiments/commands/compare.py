"""A base, some policies, the same random draws for all: running a comparison and writing it down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from experiments.commands.compare_files import write
from experiments.commands.compare_plan import SMALLEST, Plan
from experiments.commands.kept import Kept, key_for, outcomes_of
from experiments.commands.kept_result import ENDING, packed, taken, unpacked
from experiments.commands.run import AllFailed, Say, now
from experiments.commands.store import Store
from experiments.comparison.budget import beside, cap_notes, held_back, pots, smallest_pot, stops, with_budget
from experiments.comparison.result import Arm, Comparison, Versus, places_of, versus
from experiments.outcomes.breakdown import at_place
from experiments.outcomes.outcome import Result, asked_of_results
from experiments.workers.run import Outcome, Run, replicates_of
from experiments.workers.runner import Progress, drawn
from experiments.workers.worker import Order, Simulate
from sim.languages import _, in_language
from sim.words import counted

if TYPE_CHECKING:
    from experiments.figures.picture import Rendered
    from sim.scenario import Scenario

KIND = "comparison"
Bar = Callable[[str, int, int], Progress]
"""Given what is being run, the runs to do and the runs found done: where to tell the months done."""
Cap = Callable[["Scenario", float], "Scenario"]
"""Gives a scenario a pot."""
Shown = Callable[[Comparison, "Sequence[Rendered]"], None]
"""Given what was found, and the figures drawn of it, once all files stand."""
Mapped = Callable[[Comparison, Versus, "Scenario"], "Rendered | None"]
"""Draws what a policy changes in the places of the base on a map; None where they are not real."""
Runs = dict[str, list[Outcome]]
"""Outcomes by name of arm."""


def carry_through(
    plan: Plan,
    store: Store,
    *,
    bar: Bar | None = None,
    say: Say | None = None,
    simulate: Simulate | None = None,
    cap: Cap = with_budget,
    shown: Shown | None = None,
    mapped: Mapped | None = None,
) -> list[Outcome]:
    """Run all arms and write everything into ``store``, which must have been claimed. Whatever ends it,
    finished runs are kept: called again, it goes on.

    Returns the outcomes of all arms; some may have failed. Raises :class:`AllFailed` when no pair is left for
    any policy (nothing is written then), ``NothingSpent`` or ``ScenarioError`` where budgets cannot be made
    equal, ``AnotherResult`` where the folder holds something else, ``Busy`` while somebody else writes there,
    ``OSError`` when the results cannot be written. ``cap`` gives a scenario a pot; ``shown`` is for a caller
    with a page of its own.
    """
    with store.opened(KIND, plan.identity(), force=plan.force):
        store.announce({"kind": KIND, "identity": plan.identity()})
        runner = Runner(plan, Kept(store.folder, ENDING), bar, simulate)
        return _carried(runner, store, say, cap, shown, mapped)


def _carried(
    runner: Runner, store: Store, say: Say | None, cap: Cap, shown: Shown | None, mapped: Mapped | None
) -> list[Outcome]:
    plan, started = runner.plan, now()
    arms = [plan.base, *plan.policies]
    notes: list[str] = []
    if plan.pot is None:
        runs = runner.run(arms, "as they are")
    else:
        with in_language(plan.language):
            arms, runs, notes = _equal(runner, arms, cap)
    finished = now()
    if plan.place is not None:
        runs = {name: _at_place(each, plan.place) for name, each in runs.items()}
    found = [versus(arms[0], arm, runs[arms[0].name], runs[arm.name], plan.draws) for arm in arms[1:]]
    outcomes = [outcome for arm in arms for outcome in runs[arm.name]]
    found = [one for one in found if one.pairs]
    if not found:
        raise AllFailed(next(outcome for outcome in outcomes if outcome.failed))
    if store.other:
        runner.kept.only_used()
    if say is not None:
        say("drawing figures and writing the report")
    places = places_of(plan.base.scenario)
    place = next((one for one in places if one.key == plan.place), None)
    with in_language(plan.language):
        title = _(plan.base.title)
        if place is not None:
            title = _("{place} in {region}", place=place.name, region=title)
        sets = plan.draws.words() if plan.draws else ""
    comparison = Comparison(
        title, plan.base.name, plan.base.scenario.start, plan.months, tuple(found), tuple(notes), sets, places, place
    )
    store.note(runner.kept.names())
    figures = write(plan, arms, runs, comparison, store, started, finished, runner.ran, mapped)
    if shown is not None:
        shown(comparison, figures)
    return outcomes


class Runner:
    """Runs arms, each run once in the life of the folder."""

    def __init__(self, plan: Plan, kept: Kept, bar: Bar | None, simulate: Simulate | None) -> None:
        self.plan, self.kept, self.bar, self.simulate = plan, kept, bar, simulate
        self.ran = 0
        """Runs simulated now."""

    def run(self, arms: Sequence[Arm], words: str) -> Runs:
        """All replicates of ``arms`` through one pool; replicate by replicate, so that pairs finish
        together."""
        plan, bar = self.plan, self.bar
        orders = self.orders(arms)
        outcomes, ran = outcomes_of(
            orders,
            [self.key(order) for order in orders],
            self.kept,
            unpacked,
            _made,
            jobs=plan.jobs,
            bar=(lambda todo, done: bar(words, todo, done)) if bar is not None else None,
        )
        self.ran += ran
        found: Runs = {arm.name: [] for arm in arms}
        for place, outcome in enumerate(outcomes):
            found[arms[place % len(arms)].name].append(outcome)
        return found

    def orders(self, arms: Sequence[Arm]) -> list[Order]:
        """Of all replicates of ``arms``, replicate by replicate."""
        plan = self.plan
        by_arm = [
            (arm, replicates_of(arm.scenario.digest(), plan.seed, plan.replicates, plan.months, plan.settings))
            for arm in arms
        ]
        pairs = [(arm, runs[index]) for index in range(plan.replicates) for arm, runs in by_arm]
        asked = asked_of_results()
        return [
            Order(
                run,
                drawn(arm.scenario, run, plan.draws),
                plan.threads,
                simulate=self.simulate,
                read=packed,
                limits=plan.limits,
                asked=asked,
            )
            for arm, run in pairs
        ]

    def key(self, order: Order) -> str:
        """What its file is named by."""
        drawn_now = self.plan.draws.of(order.run.replicate).items() if self.plan.draws is not None else ()
        return key_for(order.run, taken(), drawn_now)


def _made(run: Run, result: Any, seconds: float) -> Outcome:
    return Outcome(run, None, seconds=seconds, read=result)


def _at_place(outcomes: Sequence[Outcome], place: str) -> list[Outcome]:
    return [outcome if outcome.failed else replace(outcome, read=at_place(outcome.read, place)) for outcome in outcomes]


def _equal(runner: Runner, arms: list[Arm], cap: Cap) -> tuple[list[Arm], Runs, list[str]]:
    """Arms with the same pot, their runs, and how it was done in words."""
    plan = runner.plan
    free: Runs = {}
    if plan.pot == SMALLEST:
        cap(plan.base.scenario, 1.0)  # found out before anything is run, not after
        free = runner.run(arms, "as they are")
        least, pot = smallest_pot({arm.name: _spending(free[arm.name]) for arm in plan.policies})
        source = _(
            "That is what {policy} spends on average, the least of the policies that spend anything.", policy=least
        )
        again = [arm for arm in arms if any(map(_may_stop, _read(free)[arm.name]))]  # a pot stops nothing of the rest
        runs, left = dict(free), pots(pot, _read(free))
    else:
        pot, source, again = float(plan.pot or 0.0), _("That is the budget the command gave."), arms
        runs = runner.run([_limited(arm, cap, pot) for arm in arms], "with equal budgets")
        left = pots(pot, _read(runs))
        again = [arm for arm in arms if left[arm.name] != pot and any(map(_may_stop, _read(runs)[arm.name]))]
    limited = {arm.name: _limited(arm, cap, left[arm.name]) for arm in again}
    if limited:
        runs |= runner.run(list(limited.values()), "with equal budgets")
    if plan.pot != SMALLEST:
        limited = {arm.name: _limited(arm, cap, pot) for arm in arms} | limited
    levers = {name: beside(results) for name, results in _read(runs).items()}
    notes = cap_notes(pot, source, {arm.name: _spending(runs[arm.name]) for arm in arms}, levers)
    for name in limited:
        pairs = [
            (outcome.read, free[name][index].read if name in free and not free[name][index].failed else None)
            for index, outcome in enumerate(runs[name])
            if not outcome.failed
        ]
        months = stops(pairs, left[name])
        if months:
            notes.append(_stopped(plan.base.scenario, name, months, len(pairs)))
    return [limited.get(arm.name, arm) for arm in arms], runs, notes


def _limited(arm: Arm, cap: Cap, pot: float) -> Arm:
    return replace(arm, scenario=cap(arm.scenario, pot))


def _read(runs: Runs) -> dict[str, list[Result]]:
    """By arm, what was kept of the runs that did not fail."""
    return {name: [one.read for one in outcomes if not one.failed] for name, outcomes in runs.items()}


def _may_stop(result: Result) -> bool:
    """Whether a run spends anything that a pot can hold back."""
    return bool(held_back(result).any())


def _spending(outcomes: Sequence[Outcome]) -> list[float]:
    return [outcome.read.values["spent"] for outcome in outcomes if not outcome.failed]


def _stopped(scenario: Scenario, name: str, months: Sequence[int], runs: int) -> str:
    first, last = scenario.date_of(months[0]), scenario.date_of(months[-1])
    values = {"policy": name, "month": first, "last": last, "number": len(months)}
    values["runs"] = counted(runs, "run", "runs")
    if first == last and len(months) == runs:
        return _("{policy} was stopped in {month} because its money was used up.", **values)
    if first == last:
        return _("{policy} was stopped in {month} in {number} of {runs} because its money was used up.", **values)
    if len(months) == runs:
        return _(
            "{policy} was stopped between {month} and {last}, depending on the run, because its money was used up.",
            **values,
        )
    return _(
        "{policy} was stopped between {month} and {last}, depending on the run, in {number} of {runs} because its "
        "money was used up.",
        **values,
    )


__all__ = ["Bar", "Runs", "Shown", "carry_through"]
