"""Anniversaries of arrival counted again, person by person (see :mod:`tests.measures.plain`)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sim.codes import NOBODY, STILL, Pathway, Permit, Schooling, Status
from sim.town import Used
from tests.measures.plain import bonding, bridging, here, mean, new, woman
from tests.measures.plain_civil import granted
from tests.measures.plain_purse import BANDS, REFUGEES, tax

NOT_SETTLED = (Permit.WAITING, Permit.REFUSED)


def anniversaries(town: Any) -> dict[str, list[int]]:
    """Adult newcomers with an anniversary in the month just simulated, by group ("y2", "y2:women", …)."""
    people, found = town.state.people, defaultdict(list)
    for i in here(town):
        months = town.month - 1 - int(people.arrival[i])
        grown = town.month - 1 - int(people.birth[i]) >= 18 * 12
        came = new(town, i) and people.arrival[i] >= 0 and people.permit[i] != Permit.WAITING
        if came and months > 0 and months % 12 == 0 and grown:
            year = f"y{months // 12}"
            groups = [
                "",
                ":women" if woman(town, i) else ":men",
                f":{Schooling(int(people.schooling[i])).name.lower()}",
            ]
            if people.pathway[i] == Pathway.FAMILY:
                groups.append(":family")
            if people.pathway[i] in (Pathway.QUOTA, Pathway.ASYLUM, Pathway.YOUTH):
                groups.append(":refugees")
            for group in groups:
                found[year + group].append(i)
    return dict(found)


def net_of(town: Any, i: int) -> float:
    """What a newcomer brings the municipality in the month, less what it pays for them [SEK]."""
    scenario, people, month = town.scenario, town.state.people, town.month - 1
    prices, money, age = scenario.prices, scenario.money, month - int(people.birth[i])
    low = max(one for one in BANDS if one * 12 <= age)
    paid_at = {"pupil": 6, "upper_secondary": 16, "care_65": 65, "care_80": 80}
    net = getattr(prices, f"brings_{low}") / 12 + tax(town, i)
    net -= sum(getattr(prices, name) for name, at in paid_at.items() if at == low)
    settled = Pathway(int(people.pathway[i])) in REFUGEES
    if settled and month - int(people.arrival[i]) < money.state_grant_months:
        net += granted(money, month - int(people.arrival[i]))
    idle = town.state.work.job[i] == NOBODY and not town.state.work.studying[i] and 20 * 12 <= age < 65 * 12
    if idle and month >= people.introduction_end[i]:
        net -= money.support_without_work
    if people.care[i] != NOBODY:
        net += scenario.childcare.fee - prices.childcare_place
    if town.state.minds.in_course[i]:
        net -= prices.course_hour * scenario.language.hours_week * 52 / 12
    services = scenario.services
    if age >= 18 * 12 and float(town.state.minds.language[i]) < services.understood_from:
        net -= prices.interpreter_hour * services.interpreter_hours * services.interpreters
    if town.state.work.studying[i] and age >= 240 and people.schooling[i] == Schooling.COMPULSORY:
        net -= prices.adult_education
    return net


class Anniversaries:
    """What those with an anniversary of arrival in the months of a year were like on it."""

    NAMES = (
        "cohort_size",
        "cohort_working_age",
        "employed_by_year",
        "local_friends",
        "isolated",
        "bonding",
        "language",
        "net_per_newcomer",
    )

    def __init__(self) -> None:
        self.asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.net: dict[int, float] = defaultdict(float)
        self.a_year: dict[str, list[float]] = defaultdict(list)

    def observe(self, town: Any) -> None:
        people, month = town.state.people, town.month - 1
        for i in range(int(town.used[Used.PEOPLE])):
            settled = new(town, i) and people.arrival[i] >= 0 and people.permit[i] not in NOT_SETTLED
            months = month - int(people.arrival[i])
            if not settled or people.status[i] == Status.DEAD:
                continue
            stays = people.settled_until[i] == STILL
            self.net[i] += net_of(town, i) if stays else 0.0
            if months > 0 and months % 12 == 0:
                for since in (f"y{months // 12}:", ""):
                    self.a_year[since + ("stayed" if stays else "left")].append(self.net[i] * 12 / months)
        for group, asked in anniversaries(town).items():
            self.asked[group] += [
                {
                    "local_friends": bridging(town, i),
                    "isolated": bridging(town, i) == 0,
                    "bonding": bonding(town, i),
                    "language": float(town.state.minds.language[i]),
                    "employed_by_year": bool(town.state.work.job[i] != NOBODY)
                    if 20 * 12 <= month - int(people.birth[i]) < 65 * 12
                    else None,
                }
                for i in asked
            ]

    def answers(self) -> dict[tuple[str, str], float]:
        found: dict[tuple[str, str], float] = {}
        kinds = ("", ":women", ":men", ":family", ":refugees", *(f":{one.name.lower()}" for one in Schooling))
        years = {group.partition(":")[0] for group in self.asked}
        for group in [f"{year}{kind}" for year in years for kind in kinds]:
            asked = self.asked.get(group, [])
            of_age = [one["employed_by_year"] for one in asked if one["employed_by_year"] is not None]
            found["cohort_size", group] = float(len(asked))
            found["cohort_working_age", group] = float(len(of_age))
            for name in ("local_friends", "isolated", "bonding", "language"):
                found[name, group] = mean([one[name] for one in asked])
            if of_age:
                found["employed_by_year", group] = mean(of_age)
        return found | {("net_per_newcomer", group): mean(values) for group, values in self.a_year.items()}
