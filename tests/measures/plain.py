"""Every measure counted again, person by person, in plain Python and networkx: nothing of sim.measures.

A function a measure, named after it by ``@of``, in the modules ``plain_*``; it gives the value by group for the whole
region, or by (group, place) where it knows the places. Months have gone by: ``town.month`` counts the next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.codes import NOBODY, Sex, Status, TieKind
from sim.town import Used

Found = dict[Any, float]
ANSWERS: dict[str, Callable[[Any], Found]] = {}


def of(*names: str) -> Callable[[Any], Any]:
    def register(function: Any) -> Any:
        for name in names:
            ANSWERS[name] = (lambda town, name=name: function(town, name)) if len(names) > 1 else function
        return function

    return register


def here(town: Any) -> list[int]:
    return [i for i in range(int(town.used[Used.PEOPLE])) if town.state.people.status[i] == Status.HERE]


def age(town: Any, i: int) -> float:
    return (town.month - int(town.state.people.birth[i])) / 12.0


def new(town: Any, i: int) -> bool:
    return bool(town.state.people.newcomer[i])


def woman(town: Any, i: int) -> bool:
    return bool(town.state.people.sex[i] == Sex.WOMAN)


def adults(town: Any, newcomer: bool) -> list[int]:
    return [i for i in here(town) if new(town, i) == newcomer and age(town, i) >= 18]


def workers(town: Any, newcomer: bool) -> list[int]:
    return [i for i in here(town) if new(town, i) == newcomer and 20 <= age(town, i) < 65]


def mean(values: list[Any]) -> float:
    return float(sum(values)) / len(values) if values else float("nan")


def friends(town: Any, i: int, hours: float) -> list[int]:
    ties = town.state.ties
    return [
        int(j)
        for j, h, k in zip(ties.partner[i], ties.hours[i], ties.kind[i], strict=True)
        if j != NOBODY and k != TieKind.HOUSEHOLD and h >= hours
    ]


def casual(town: Any) -> float:
    return float(town.rules.ties.casual_hours)


def bridging(town: Any, i: int) -> int:
    return sum(new(town, j) != new(town, i) for j in friends(town, i, casual(town)))


def bonding(town: Any, i: int) -> int:
    origin = town.state.people.origin
    return sum(int(origin[j]) == int(origin[i]) for j in friends(town, i, casual(town)))


def by_sex(town: Any, people: list[int], value: Callable[[int], Any]) -> Found:
    return {
        "all": mean([value(i) for i in people]),
        "women": mean([value(i) for i in people if woman(town, i)]),
        "men": mean([value(i) for i in people if not woman(town, i)]),
    }


def by_place(town: Any, people: list[int], where: Any) -> Found:
    found: Found = {("all", row): 0.0 for row in range(len(town.scenario.places))}
    for i in people:
        found["all", int(where[i])] += 1
    return found | {"all": float(len(people))}


def generation(town: Any, i: int) -> str:
    people = town.state.people
    if not people.newcomer[i]:
        return "born_here" if people.origin[i] else "locals"
    came = int(people.arrival[i]) - int(people.waited[i])
    return "came_as_children" if (came - int(people.birth[i])) / 12.0 < 18 else "came_grown"


def by_generation(town: Any, value: Callable[[int], Any], ages: tuple[int, int]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {"locals": [], "born_here": [], "came_as_children": [], "came_grown": []}
    for i in here(town):
        if ages[0] <= age(town, i) < ages[1]:
            found[generation(town, i)].append(value(i))
    return found


def groups_of_whom(town: Any) -> dict[str, list[int]]:
    people = here(town)
    newcomers = [i for i in people if new(town, i)]
    return {
        "locals": [i for i in people if not new(town, i)],
        "newcomers": newcomers,
        "newcomer_women": [i for i in newcomers if woman(town, i)],
        "newcomer_men": [i for i in newcomers if not woman(town, i)],
    }
