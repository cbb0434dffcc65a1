"""Levels of language, courses, preschools and mothers counted again, person by person."""

from __future__ import annotations

from typing import Any

from sim.codes import LONG_AGO, NOBODY
from tests.measures.plain import Found, adults, age, by_place, here, mean, new, of, woman, workers

FULL_YEARS = {"year_2": 1, "year_3": 2, "year_5": 4, "year_9": 8}


@of("language_low", "language_high")
def _(town: Any, name: str) -> Found:
    level, arrival = town.state.minds.language, town.state.people.arrival

    def share(people: list[int]) -> float:
        return mean([level[i] < 0.2 if name == "language_low" else level[i] >= 0.5 for i in people])

    found = {"all": share(adults(town, True))}
    for group, years in FULL_YEARS.items():
        found[group] = share([i for i in adults(town, True) if years <= (town.month - arrival[i]) / 12 < years + 1])
    return found


@of("low_after_course")
def _(town: Any) -> Found:
    begun = town.state.minds.course_begun
    then = [i for i in adults(town, True) if begun[i] != LONG_AGO and 4 <= (town.month - begun[i]) / 12 < 5]
    return {"all": mean([town.state.minds.language[i] < 0.2 for i in then])}


@of("children_in_care", "childcare_fees")
def _(town: Any, name: str) -> Found:
    people = town.state.people
    each = 1.0 if name == "children_in_care" else float(town.scenario.childcare.fee)
    found = by_place(town, [i for i in here(town) if people.care[i] != NOBODY], people.care)
    return {key: value * each for key, value in found.items()}


@of("care_places", "childcare_cost")
def _(town: Any, name: str) -> Found:
    each = 1.0 if name == "care_places" else float(town.scenario.prices.childcare_place)
    return {"all": sum(int(count) for count in town.state.places.care_places) * each}


@of("care_queue")
def _(town: Any) -> Found:
    """Noted when places were given, before the rest of the month's moves."""
    return {"all": float(sum(int(count) for count in town.state.places.care_queue))}


@of("employed_mothers")
def _(town: Any) -> Found:
    household = town.state.people.household
    with_child = {int(household[i]) for i in here(town) if age(town, i) < 6 and household[i] != NOBODY}
    found = {}
    for group, newcomer in (("newcomers", True), ("locals", False)):
        mothers = [i for i in workers(town, newcomer) if woman(town, i) and int(household[i]) in with_child]
        assert all(new(town, i) == newcomer for i in mothers)
        found[group] = mean([town.state.work.job[i] != NOBODY for i in mothers])
    return found
