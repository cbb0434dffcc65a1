"""Anniversaries of arrival counted again, person by person (see :mod:`tests.measures.plain`)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sim.codes import NOBODY, Pathway, Permit, Schooling
from tests.measures.plain import bonding, bridging, here, mean, new, woman


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
    )

    def __init__(self) -> None:
        self.asked: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def observe(self, town: Any) -> None:
        people, month = town.state.people, town.month - 1
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
        return found
