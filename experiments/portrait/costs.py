"""What posts and programmes cost in a year beside the money there is for them, in words."""

from __future__ import annotations

import math
from typing import NamedTuple

from experiments.portrait.payments import payments
from sim.scenario.schema.coordination import CoordinatorSettings
from sim.scenario.schema.funding import FundingSettings
from sim.scenario.schema.programmes import ProgrammeSettings
from sim.scenario.schema.root import Scenario
from sim.scenario.words import number
from sim.words import counted, measured, plural

YEAR = 12
WELL_ABOVE = 1.0
"""So many posts more than newcomers need are worth a note."""


class Yearly(NamedTuple):
    """Cost of a year [SEK]: with nobody taking part, and with every place taken."""

    least: float
    most: float

    def times(self, factor: float) -> Yearly:
        return Yearly(self.least * factor, self.most * factor)


def sek(amount: float) -> str:
    return f"{amount:,.0f} SEK"


def yearly(scenario: Scenario, each: CoordinatorSettings | ProgrammeSettings) -> Yearly:
    """What a post, held, or a programme costs in a year; the beginning not counted."""
    staff = scenario.money.staff_month
    if isinstance(each, CoordinatorSettings):
        cost = YEAR * (each.fte * staff + each.cost_per_month)
        return Yearly(cost, cost)
    fixed = each.staff * staff + each.cost.per_month
    people = each.capacity
    volunteers = 0.0
    if each.form == "mentor":
        volunteers = float(people * each.per_participant)
    elif each.form == "group":
        volunteers = math.ceil(people / 10) * float(each.per_participant)
    full = fixed + people * each.cost.per_participant + volunteers * each.cost.per_volunteer
    return Yearly(YEAR * fixed, YEAR * full)


def yearly_in_words(cost: Yearly) -> str:
    if cost.most == 0.0:
        return "costs nothing"
    if cost.least == cost.most:
        return f"{sek(cost.most)} a year"
    return f"{sek(cost.least)} a year, up to {sek(cost.most)} with every place taken"


def balance_in_words(scenario: Scenario, key: str, stream: FundingSettings) -> list[str]:
    """Yearly cost of what a stream pays for beside what it has."""
    paid = [
        each
        for group in (scenario.coordinators, scenario.programmes)
        for each in group.values()
        if key in each.funding and each.active
    ]
    overhead = 1.0 + (stream.procurement_overhead if stream.arrangement == "procurement" else 0.0)
    costs = [yearly(scenario, each).times(overhead) for each in paid]
    cost = Yearly(sum(one.least for one in costs), sum(one.most for one in costs))
    if not paid or not any(payments(scenario, key).perhaps):
        return []
    said = [f"what it pays for costs {yearly_in_words(cost)}" if cost.most else "what it pays for costs nothing"]
    if stream.per_year is None:
        return said
    if cost.least > stream.per_year:
        said.append(
            f"at least {sek(cost.least - stream.per_year)} a year is missing: each year the money runs "
            "out, what it pays for stops and begins anew with the next grant"
        )
    elif cost.most > stream.per_year:
        said.append(
            f"with every place taken {sek(cost.most - stream.per_year)} a year is missing; what cannot "
            "be paid stops until the next grant"
        )
    elif cost.most < stream.per_year:
        said.append(f"at least {sek(stream.per_year - cost.most)} a year is not spent and goes back at the end")
    return said


def need_in_words(scenario: Scenario) -> str:
    """A note where posts give clearly more hours than newcomers of the first years need; else nothing."""
    rules = scenario.coordination
    posts = sum(post.fte for post in scenario.coordinators.values() if post.active)
    coming = sum(
        stream.per_year + sum(stream.months.values()) * YEAR / scenario.months for stream in scenario.arrivals.values()
    )
    here = (
        sum(
            place.population * place.newcomers * min(1.0, rules.first_years / (2.0 * place.newcomer_years))
            for place in scenario.places.values()
        )
        if scenario.origins
        else 0.0
    )
    people = max(here, coming * rules.first_years)
    need = max(rules.least_need * len(scenario.places), people / rules.caseload)
    if posts < need + WELL_ABOVE:
        return ""
    cost = sum(yearly(scenario, post).most for post in scenario.coordinators.values() if post.active)
    first = "year" if rules.first_years == 1 else counted(rules.first_years, "year", "years")
    return (
        f"Note: {number(round(posts, 2))} full-time {plural(round(posts, 2), 'post', 'posts')} of coordinators "
        f"({sek(cost)} a year) {plural(round(posts, 2), 'is', 'are')} more than the about {round(people):,} "
        f"{plural(round(people), 'newcomer', 'newcomers')} of their first {first} "
        f"{plural(round(people), 'needs', 'need')}, {measured(round(need, 1), 'post', 'posts')} "
        "(coordination.caseload): what is above the need costs and achieves nothing more"
    )


__all__ = ["Yearly", "balance_in_words", "need_in_words", "sek", "yearly", "yearly_in_words"]
