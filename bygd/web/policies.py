"""What the Compare page asks: a base, up to six named policies, pairs, length, budgets and sets of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bygd.web import comparison_setup
from bygd.web.background import Refused, in_words
from bygd.web.comparison_levers import handled, moved
from bygd.web.markup import InEnglish
from bygd.web.plain_changes import plain_changes
from bygd.web.results import Question
from bygd.web.worked import key_of
from sim.languages import _
from sim.words import counted, figure

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
            base, __ = handled(base)
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
        raise Refused(comparison_setup.out_of_range(_("Levers act from month"), 1, scenario.months, policy.month + 1))
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
    against = [_("A is {name} ({title}).", name=plan.base.name, title=_(plan.base.title))]
    for name, lines, __ in changes_of(plan):
        english = any(isinstance(line, InEnglish) for line in lines)
        words = f"{name}: {'; '.join(lines)}."
        against.append(InEnglish(words) if english else words)
    how = [
        _(
            "{pairs} of runs, seed {seed}, {months}",
            pairs=counted(plan.replicates, "pair", "pairs"),
            seed=plan.seed,
            months=counted(plan.months, "month", "months"),
        )
    ]
    if isinstance(plan.pot, str):
        how.append(_("equal budgets"))
    elif plan.pot is not None:
        how.append(_("equal budgets of {amount} SEK", amount=figure(round(plan.pot))))
    if plan.draws is not None:
        how.append(plan.draws.words())
    names = ", ".join(arm.name for arm in plan.policies)
    title = _("{policies} against {base}", policies=names, base=plan.base.name)
    return Question("compare", title, (*against, f"{', '.join(how)}."), key_of(plan))


__all__ = ["Asked", "Policy", "changes_of", "planned", "question_of", "scenario_of"]
