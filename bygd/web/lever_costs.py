"""What a lever costs in a year, in words: from the scenario's own prices, and from the town as it is now.

Three kinds of price stand in the schema (``paid`` of :func:`sim.scenario.schema.base.parameter`): an item of the
ledger, which is counted here as the model counts it; a programme's or post's own costs; nothing, with the reason. A
policy without any of them is free in the model, and that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bygd.web.lever import Lever
from bygd.web.lever_list import FUNDING
from experiments.outcomes.catalogue import group_label
from experiments.outcomes.wording import money

if TYPE_CHECKING:
    from bygd.web.levers import Handles
    from sim.scenario import Scenario
    from sim.town import Town

YEAR = 12
NOBODY_SAID = "Nobody has said what this costs: in the model it is free."
ASSUMED = "Nobody can buy this: it is a number that the model assumes."


def cost_in_words(lever: Lever, value: float, town: Town, now: Scenario, handles: Handles) -> str:
    """What ``lever`` at ``value`` costs in a year, in SEK; ``now`` is the scenario in force."""
    if lever.assumed:
        return ASSUMED
    if lever.key == FUNDING or lever.path.split(".")[0] in ("programmes", "coordinators"):
        return _of_interventions(lever, value, now, handles)
    field = lever.target(now).field
    extra = (field.json_schema_extra or {}) if field is not None else {}
    paid = str(extra.get("paid", "")) if isinstance(extra, dict) else ""
    if paid.startswith("nothing: "):
        return f"Costs nothing: {paid.removeprefix('nothing: ')}."
    return _of_the_ledger(lever, value, paid, town, now) if paid and ": " not in paid else NOBODY_SAID


def _of_interventions(lever: Lever, value: float, now: Scenario, handles: Handles) -> str:
    programme, post = now.programmes[handles.programme], now.coordinators[handles.post]
    salary = now.money.staff_month
    running = YEAR * (programme.cost.per_month + programme.staff * salary)
    each = YEAR * programme.cost.per_participant
    helper = YEAR * programme.cost.per_volunteer
    held = YEAR * (post.fte * salary + post.cost_per_month)
    if lever.key == "coordinator":
        besides = money(YEAR * post.cost_per_month)
        shown = f" At {lever.shown(value)}: {money(YEAR * (value * salary + post.cost_per_month))}." if value else ""
        return f"{money(YEAR * salary)} a year for a full-time post, {besides} besides.{shown}"
    if lever.key == FUNDING:
        now_paid = (held if post.fte else 0.0) + (running if programme.hours else 0.0)
        return f"Pays for mentors and coordinator: {money(now_paid)} a year as they stand, and what each mentor costs."
    parts = [f"{money(amount)} a year {what}" for amount, what in _parts(running, each, helper) if amount]
    told = f"{', '.join(parts)}." if parts else NOBODY_SAID
    return told if lever.key == "capacity" or not parts else f"{told} More hours cost no more."


def _parts(running: float, each: float, helper: float) -> tuple[tuple[float, str], ...]:
    return (running, "for the programme"), (each, "for each participant"), (helper, "for each mentor at work")


def _of_the_ledger(lever: Lever, value: float, item: str, town: Town, now: Scenario) -> str:
    """As the month's bookkeeping does it: the amount under the lever less the amount by default, at its unit cost."""
    from sim.measures.ledger import LEDGER
    from sim.measures.look import Look

    section, name = lever.path.split(".")
    field = lever.target(now).field
    usual = float(field.default) if field is not None else 0.0
    asked = value if value != usual else lever.high
    entry, look = LEDGER[item], Look(town)

    def amount(at: float) -> float:
        rules = getattr(now, section).model_copy(update={name: at})
        return float(entry.bought.amount(look, now.model_copy(update={section: rules})).sum())

    price = float(getattr(now.prices, entry.price)) if entry.price else 1.0
    cost = YEAR * price * (amount(asked) - amount(usual))
    cost = cost if entry.bought.offered else max(0.0, cost)
    who = str(getattr(now.prices, entry.payer))
    if abs(cost) < 1.0:
        return f"Nothing as the town is now, even at {lever.shown(asked)}: there is nobody whom it would reach."
    saved = "saved" if cost < 0 else f"paid by {group_label(who)}"
    return f"About {money(abs(cost))} a year {saved} at {lever.shown(asked)}, as the town is now."


__all__ = ["ASSUMED", "NOBODY_SAID", "cost_in_words"]
