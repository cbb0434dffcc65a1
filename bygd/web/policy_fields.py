"""The fields of one policy on the Compare page: its name, what it is, its levers and from when they act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import solara

from bygd.web import comparison_setup, markup
from bygd.web.background import Refused, in_words
from bygd.web.comparison_levers import handled, standing
from bygd.web.levers import FUNDING, LASTING, levers_of
from bygd.web.parts.lines import Lines
from bygd.web.parts.vue import Choose, LeverInput, TextField, WholeNumber
from bygd.web.pieces import Caveat, Folded, Words
from bygd.web.policies import Policy
from bygd.web.speaking import component
from sim.languages import N_, _, language, ngettext
from sim.scenario import ScenarioError
from sim.words import month_and_year

if TYPE_CHECKING:
    from bygd.web.lever import Lever
    from sim.scenario import Scenario

CHANGED_HELP = N_(
    "Levers of this policy; what the scenario changes later on stays. Where they are not moved, the policy is as A."
)
ANYTHING = N_("One a line, as path=value: any field of a scenario file, such as {example}.")
EXAMPLE = "meeting.free_hours=40"
THREE = 3
"""Levers that stand open; the others are folded away."""
NEVER = 1e9


@component
def PolicyFields(policy: Policy, base: str, place: int, controls: Scenario, put: Callable[[Policy], None]) -> None:
    """``place``: of the policy among all; ``put``: takes it as it is to be."""
    side = chr(ord("b") + place)
    with solara.Div(classes=["sides"]):
        Choose(
            name=f"compare-{side}",
            label=_("{policy}, compared with A", policy=side.upper()),
            value=policy.setting,
            options=[(comparison_setup.CHANGED, _("A with levers moved")), *comparison_setup.options()],
            event_chosen=lambda key: put(policy._replace(setting=key)),
        ).key(f"setting-{side}")
        TextField(
            name=f"name-{side}",
            label=_("Its name, in figures and files"),
            value=policy.name,
            event_given=lambda text: put(policy._replace(name=text[:60])),
        ).key(f"name-{side}")
    if policy.setting == comparison_setup.CHANGED:
        MovedLevers(policy, base, side, controls, put)


@component
def MovedLevers(policy: Policy, base: str, side: str, controls: Scenario, put: Callable[[Policy], None]) -> None:
    """The levers, from which month they act, and a field for everything else."""

    def look() -> tuple[list[tuple[Lever, float, str]], str, str]:
        try:
            scenario, handles = handled(comparison_setup.setting(base, controls))
        except (ScenarioError, Refused) as error:
            return [], in_words(error), ""
        month = min(max(0, policy.month), scenario.months - 1)
        found = [
            (lever, standing(lever, scenario, handles, month), lever.help_in(scenario)) for lever in levers_of(handles)
        ]
        return found, "", month_and_year(scenario.date_of(month))

    levers, problem, date = solara.use_memo(look, [base, controls.digest(), policy.month, language()])
    values = dict(policy.levers)
    pressed, set_pressed = solara.use_state({})

    def move(key: str, press: dict[str, Any]) -> None:
        put(policy._replace(levers=tuple({**values, key: float(press["value"])}.items())))
        set_pressed(lambda held: {**held, key: int(press["press"])})

    if problem:
        Caveat(problem, error=True)
    Words(markup.paragraphs([_(CHANGED_HELP)], "note"))
    WholeNumber(
        name=f"from-{side}",
        label=_("They act from month (1 is the first): {month}", month=date),
        value=policy.month + 1,
        low=1,
        event_given=lambda text: put(policy._replace(month=int(text) - 1 if text.strip().isdecimal() else -1)),
    ).key(f"from-{side}")

    def lever_input(lever: Lever, at_first: float, help_: str) -> Any:
        return LeverInput(
            name=f"{side}-{lever.key}",
            label=_(lever.label),
            help=_(help_),
            about=[_("An assumption of the model, not a policy.")] if lever.assumed else [],
            unit=lever.said_unit,
            stops=list(lever.stops((at_first, values.get(lever.key, at_first)))),
            scale=lever.scale,
            value=values.get(lever.key, at_first),
            own=at_first,
            endless=LASTING if lever.key == FUNDING else NEVER,
            echo=pressed.get(lever.key, 0),
            disabled=False,
            words=lever.input_words(),
            event_moved=partial(move, lever.key),
        ).key(f"{side}-{base}-{lever.key}")

    with solara.Div(classes=["levers"]):
        for one in levers[:THREE]:
            lever_input(*one)
    more = len(levers[THREE:])
    with (
        Folded(ngettext("{number} more lever", "{number} more levers", more, number=more)),
        solara.Div(classes=["levers"]),
    ):
        for one in levers[THREE:]:
            lever_input(*one)
    with Folded(_("Change anything else")):
        Lines(
            name=f"compare-changes-{side}",
            label=_("Other changes in {policy}", policy=side.upper()),
            help=_(ANYTHING, example=EXAMPLE),
            value=policy.lines,
            event_given=lambda text: put(policy._replace(lines=text)),
        ).key(f"lines-{side}")


__all__ = ["PolicyFields"]
