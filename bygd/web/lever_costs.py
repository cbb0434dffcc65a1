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
from sim.languages import N_, _

if TYPE_CHECKING:
    from bygd.web.levers import Handles
    from sim.scenario import Scenario
    from sim.town import Town

YEAR = 12
NOBODY_SAID = N_("Nobody has said what this costs: in the model it is free.")
ASSUMED = N_("Nobody can buy this: it is a number that the model assumes.")

A_YEAR = (
    N_("{amount} a year for the programme"),
    N_("{amount} a year for each participant"),
    N_("{amount} a year for each mentor at work"),
)


def cost_in_words(lever: Lever, value: float, town: Town, now: Scenario, handles: Handles) -> str:
    """What ``lever`` at ``value`` costs in a year, in SEK; ``now`` is the scenario in force."""
    if lever.assumed:
        return _(ASSUMED)
    if lever.key == FUNDING or lever.path.split(".")[0] in ("programmes", "coordinators"):
        return _of_interventions(lever, value, now, handles)
    field = lever.target(now).field
    extra = (field.json_schema_extra or {}) if field is not None else {}
    paid = str(extra.get("paid", "")) if isinstance(extra, dict) else ""
    if paid.startswith("nothing: "):
        return _("Costs nothing: {why}.", why=_(paid.removeprefix("nothing: ")))
    return _of_the_ledger(lever, value, paid, town, now) if paid and ": " not in paid else _(NOBODY_SAID)


def _of_interventions(lever: Lever, value: float, now: Scenario, handles: Handles) -> str:
    programme, post = now.programmes[handles.programme], now.coordinators[handles.post]
    salary = now.money.staff_month
    running = YEAR * (programme.cost.per_month + programme.staff * salary)
    each = YEAR * programme.cost.per_participant
    helper = YEAR * programme.cost.per_volunteer
    held = YEAR * (post.fte * salary + post.cost_per_month)
    if lever.key == "coordinator":
        besides = money(YEAR * post.cost_per_month)
        full = _("{amount} a year for a full-time post, {more} besides.", amount=money(YEAR * salary), more=besides)
        if not value:
            return full
        amount = money(YEAR * (value * salary + post.cost_per_month))
        return " ".join([full, _("At {value}: {amount}.", value=lever.shown(value), amount=amount)])
    if lever.key == FUNDING:
        now_paid = (held if post.fte else 0.0) + (running if programme.hours else 0.0)
        return _(
            "Pays for mentors and coordinator: {amount} a year as they stand, and what each mentor costs.",
            amount=money(now_paid),
        )
    parts = [
        _(what, amount=money(amount)) for amount, what in zip((running, each, helper), A_YEAR, strict=True) if amount
    ]
    told = f"{', '.join(parts)}." if parts else _(NOBODY_SAID)
    return told if lever.key == "capacity" or not parts else " ".join([told, _("More hours cost no more.")])


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
        return _(
            "Nothing as the town is now, even at {value}: there is nobody whom it would reach.",
            value=lever.shown(asked),
        )
    sek, at = money(abs(cost)), lever.shown(asked)
    if cost < 0:
        return _("About {amount} a year saved at {value}, as the town is now.", amount=sek, value=at)
    payer = group_label(who)
    return _(
        "About {amount} a year at {value}, as the town is now; who pays: {payer}.", amount=sek, value=at, payer=payer
    )


__all__ = ["ASSUMED", "NOBODY_SAID", "cost_in_words"]
