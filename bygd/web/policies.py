"""What the Compare page asks: a base, up to six named policies, pairs, length, budgets and sets of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bygd.web import comparison_setup
from bygd.web.background import Refused, in_words
from bygd.web.comparison_levers import handled, moved
from bygd.web.plain_changes import plain_changes
from bygd.web.results import Question
from bygd.web.worked import key_of
from sim.words import counted

if TYPE_CHECKING:
    from experiments.commands.compare_plan import Plan
    from sim.scenario import Scenario


class Policy(NamedTuple):
    """One policy as it stands in the fields."""

    name: str = ""
    """What it is called; empty: after what it is."""
    setting: str = comparison_setup.CHANGED
    """A scenario, or the base with levers moved."""
    levers: tuple[tuple[str, float], ...] = ()
    lines: str = ""
    """Other changes, a ``path=value`` a line."""
    month: int = 0
    """The first month in which levers and changes act."""


class Asked(NamedTuple):
    """What stands in the fields."""

    base: str
    policies: tuple[Policy, ...]
    replicates: int
    months: int
    budget: str = ""
    """Empty: as they are; "smallest"; or an amount in SEK."""
    sets: int = 0
    """Sets of parameters; 0: the files' own."""


def planned(asked: Asked, controls: Scenario, seed: int) -> tuple[Plan | None, str]:
    """The comparison that is asked for; or why there is none, in words: empty where a policy is still the base."""
    from sim.scenario import ScenarioError

    try:
        base = comparison_setup.setting(asked.base, controls)
        if any(one.setting == comparison_setup.CHANGED for one in asked.policies):
            base, _ = handled(base)
        arms = []
        for policy in asked.policies:
            scenario = scenario_of(policy, asked.base, controls)
            if policy.setting == comparison_setup.CHANGED and scenario.digest() == base.digest():
                return None, ""
            arms.append((policy.name.strip() or policy.setting, scenario))
        return comparison_setup.plan_of(
            (asked.base, base),
            *arms,
            seed=seed,
            replicates=asked.replicates,
            months=asked.months,
            pot=comparison_setup.pot_in(asked.budget),
            sets=asked.sets,
        ), ""
    except (ScenarioError, Refused) as error:
        return None, in_words(error)


def scenario_of(policy: Policy, base: str, controls: Scenario) -> Scenario:
    """The scenario of a policy. Raises ``ScenarioError``."""
    if policy.setting != comparison_setup.CHANGED:
        return comparison_setup.setting(policy.setting, controls)
    scenario, handles = handled(comparison_setup.setting(base, controls))
    if not 0 <= policy.month < scenario.months:
        raise Refused(f"Levers act from month: give a number between 1 and {scenario.months}, not {policy.month + 1}.")
    scenario = moved(scenario, handles, dict(policy.levers), policy.month)
    return comparison_setup.with_changes(scenario, policy.lines, policy.month)


def changes_of(plan: Plan) -> list[tuple[str, list[str], list[str]]]:
    """(name, what it changes in words, the same as a scenario file has it) of each policy."""
    from experiments.comparison.result import changes_between

    base = plan.base.scenario
    return [
        (
            arm.name,
            plain_changes(base, arm.scenario),
            comparison_setup.changes_in_words(changes_between(base, arm.scenario)),
        )
        for arm in plan.policies
    ]


def question_of(plan: Plan) -> Question:
    """What is asked, in words and as a key."""
    names = [arm.name for arm in plan.policies]
    against = [f"A is {plan.base.name} ({plan.base.title})."]
    for name, lines, _ in changes_of(plan):
        against.append(f"{name}: {'; '.join(lines)}.")
    how = (
        f"{counted(plan.replicates, 'pair', 'pairs')} of runs, seed {plan.seed}, "
        f"{counted(plan.months, 'month', 'months')}"
    )
    if plan.pot is not None:
        how += ", equal budgets" + ("" if isinstance(plan.pot, str) else f" of {plan.pot:,.0f} SEK")
    if plan.draws is not None:
        how += f", {plan.draws.words()}"
    return Question("compare", f"{', '.join(names)} against {plan.base.name}", (*against, f"{how}."), key_of(plan))


__all__ = ["Asked", "Policy", "changes_of", "planned", "question_of", "scenario_of"]
