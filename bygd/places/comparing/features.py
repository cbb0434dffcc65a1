"""The features by which two places differ, and a place that has some of another's.

A feature is a group of fields of a scenario as ``bygd new --place`` writes it. Newcomers come by their number for each
inhabitant: a place that is given another's size has as many of its own for each inhabitant as before.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sim.languages import N_
from sim.scenario import Scenario, scenario_from
from sim.scenario.schema.contents import PROSE

Data = dict[str, Any]


class Feature(NamedTuple):
    """Fields that go together."""

    key: str
    words: str
    place: tuple[str, ...] = ()
    """Fields of ``places.<key>``."""
    sections: tuple[str, ...] = ()
    """Sections of the scenario."""


SIZE = Feature("size", N_("size: how many live there"), ("population",))
ARRIVALS = Feature(
    "arrivals", N_("who comes, for each inhabitant: refugees and labour migrants"), (), ("arrivals", "origins")
)
NAMED = (
    SIZE,
    Feature("ages", N_("ages of the inhabitants"), ("ages",)),
    Feature(
        "work", N_("work: how many locals are in work, posts, trades"), ("employment", "jobs", "sectors", "university")
    ),
    Feature("people", N_("class of place: schooling, cars"), ("schooling", "car")),
    Feature("homes", N_("homes: how many stand empty, who owns them"), ("vacant_homes", "tenure")),
    Feature(
        "newcomers",
        N_("newcomers who live there already: how many, from where, for how long"),
        ("newcomers", "newcomer_origins", "newcomer_years"),
    ),
    ARRIVALS,
    Feature("where", N_("where it lies: minutes to towns and cities"), ("position",), ("elsewhere",)),
)
RULES = Feature("rules", N_("rules of the country"))
REST = Feature("rest", N_("everything else together: the first month, labels"))
FEATURES = (*NAMED, RULES, REST)
"""In the order in which they are put into the first place, one after the other; then in the opposite order."""
OWN = {*PROSE, "months", "seed", "places"}
"""Sections that are no feature: of a comparison all places have the same months and seed."""
OF_THE_REST = {"start"}
OF_NO_FEATURE = {"name"}
"""Fields of a place that change nothing."""


def only_place(data: Mapping[str, Any]) -> str:
    """The key of the one place."""
    (key,) = data["places"]
    return str(key)


def fields_of(feature: Feature, one: Data, other: Data) -> list[tuple[str, ...]]:
    """Paths of a feature in two scenarios of one key: of :data:`RULES` and :data:`REST` those no other feature has."""
    key = only_place(one)
    if feature not in (RULES, REST):
        return [*(("places", key, name) for name in feature.place), *((name,) for name in feature.sections)]
    taken = {name for each in NAMED for name in each.sections} | OWN | OF_THE_REST
    if feature is RULES:
        return [(name,) for name in one if name not in taken]
    fields = {name for each in NAMED for name in each.place} | OF_NO_FEATURE
    names = [name for name in one["places"][key] if name not in fields]
    return [*(("places", key, name) for name in names), *((name,) for name in sorted(OF_THE_REST))]


def at(data: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = data
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def differing(first: Scenario, other: Scenario) -> list[Feature]:
    """The features in which two places of one key differ, in their order."""
    one, two = first.canonical(), other.canonical()
    return [
        feature
        for feature in FEATURES
        if any(_rate(one, path) != _rate(two, path) for path in fields_of(feature, one, two))
    ]


def _rate(data: Data, path: tuple[str, ...]) -> Any:
    """What stands at a path; newcomers of streams for each inhabitant, to six digits, since files round them."""
    found = at(data, path)
    if path != ("arrivals",):
        return found
    people = data["places"][only_place(data)]["population"]
    return {key: {**stream, "per_year": round(stream["per_year"] / people, 6)} for key, stream in found.items()}


def mixed(first: Scenario, other: Scenario, taken: Collection[Feature]) -> Scenario:
    """``first`` with the features ``taken`` of ``other``, a place of the same key: with none of them it is ``first``,
    with all that differ the other (under the first's name). Raises ``ScenarioError`` for a place that cannot be."""
    one, two = copy.deepcopy(first.canonical()), other.canonical()
    key = only_place(one)
    for feature in taken:
        for path in fields_of(feature, one, two):
            _put(one, path, at(two, path))
    if (SIZE in taken) != (ARRIVALS in taken):
        source = two if ARRIVALS in taken else first.canonical()
        scale = one["places"][key]["population"] / source["places"][key]["population"]
        for stream in one["arrivals"].values():
            stream["per_year"] *= scale
    return scenario_from(one)


def _put(data: Data, path: tuple[str, ...], value: Any) -> None:
    *above, last = path
    held = data
    for step in above:
        held = held[step]
    held[last] = copy.deepcopy(value)


__all__ = ["FEATURES", "REST", "RULES", "Feature", "differing", "mixed", "only_place"]
