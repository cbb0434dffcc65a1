"""What a comparison of places is asked: which places, with which policy, how often and how long."""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from bygd.places.comparing.features import Feature, differing, mixed
from bygd.places.comparing.orders import Mix, mixes
from bygd.places.folding import key_of
from bygd.places.lookup import find
from bygd.places.scenario import Asked as Place
from bygd.places.scenario import scenario_text
from bygd.places.settlements import Settlement
from bygd.places.table import Municipality, Table
from experiments.commands.identity import model, plain
from experiments.comparison.result import Arm
from experiments.workers.limits import NO_LIMITS, Limits
from sim.scenario import Scenario, load_scenario, with_overrides
from sim.scenario.errors import Problem, ScenarioError

FEWEST, MOST = 2, 8
KEY = "place"
OPTION = "bygd places compare"
Policy = Callable[[str], Scenario]
"""Given the file of a place, its scenario with the policy. Raises ``ScenarioError``."""


@dataclass(frozen=True)
class Town:
    """One place of the comparison."""

    row: Municipality
    key: str
    """Of its file: its name in letters a to z."""
    text: str
    """Of the scenario, as ``bygd new --place`` writes it, but for the key of its place: :data:`KEY` in all, since
    random draws go by keys."""
    warnings: tuple[str, ...]
    scenario: Scenario
    """For the months asked for."""
    policy: Scenario | None = None

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def people(self) -> int:
        return self.scenario.places[next(iter(self.scenario.places))].population


class Way(NamedTuple):
    """The way from the first place to another."""

    other: Town
    features: tuple[Feature, ...]
    """By which they differ, in their order."""


@dataclass(frozen=True)
class Asked:
    """All of it."""

    towns: tuple[Town, ...]
    pairs: int
    months: int
    seed: int
    policy: str = ""
    """Name of the file of the policy; empty without one."""
    jobs: int = 1
    limits: Limits = NO_LIMITS
    decompose: bool = True

    @property
    def first(self) -> Town:
        return self.towns[0]

    @functools.cached_property
    def ways(self) -> tuple[Way, ...]:
        """From the first place to each other; none where nothing is asked of what differs."""
        first = self.first.scenario
        others = self.towns[1:] if self.decompose else ()
        return tuple(Way(town, tuple(differing(first, town.scenario))) for town in others)

    def arms(self) -> dict[str, Arm]:
        """Everything that is simulated, by name. Raises ``ScenarioError``."""
        found: dict[str, Arm] = {}
        for town in self.towns:
            found[base_name(town)] = _arm(base_name(town), town.scenario)
            if town.policy is not None:
                found[policy_name(town)] = _arm(policy_name(town), town.policy)
        for path in self.ways:
            for mix in mixes(path.features):
                name = mix_name(self.first, path, mix)
                if name not in found:
                    taken = [feature for feature in path.features if feature.key in mix]
                    found[name] = _arm(name, mixed(self.first.scenario, path.other.scenario, taken))
        return found

    def identity(self) -> dict[str, Any]:
        """What all runs in the folder have in common."""
        return {
            "model": model(),
            "arms": [town.row.id for town in self.towns],
            "seed": self.seed,
            "months": self.months,
            **{town.row.id: plain(town.scenario) for town in self.towns},
            **{policy_name(town): plain(town.policy) for town in self.towns if town.policy is not None},
        }


def _arm(name: str, scenario: Scenario) -> Arm:
    return Arm(name, name, scenario)


def base_name(town: Town) -> str:
    return town.key


def policy_name(town: Town) -> str:
    return f"{town.key} with the policy"


def mix_name(first: Town, path: Way, mix: Mix) -> str:
    """Name of the arm of the first place with some features of another: with none, or with all, that of a place."""
    if not mix:
        return base_name(first)
    if len(mix) == len(path.features):
        return base_name(path.other)
    return f"{first.key} with {', '.join(sorted(mix))} of {path.other.key}"


def towns_of(table: Table, names: Sequence[str], months: int, policy: Policy | None = None) -> tuple[Town, ...]:
    """The places that the words name, each as ``bygd new --place`` has it. Raises ``ScenarioError`` for too few, too
    many, a settlement, a place named twice, and a policy that does not fit."""
    if not FEWEST <= len(names) <= MOST:
        words = f"{len(names)} given; allowed: {FEWEST} to {MOST} places, as in: {OPTION} Vindeln Punkalaidun"
        raise ScenarioError(Problem(words, file=OPTION))
    found: list[Town] = []
    for name in names:
        place = find(table, name, OPTION)
        if isinstance(place, Settlement):
            words = f"{place.shown} is a settlement; municipalities are compared: {place.within.id}"
            raise ScenarioError(Problem(words, file=OPTION))
        if place in [town.row for town in found]:
            raise ScenarioError(Problem(f"{place.shown} is named twice", file=OPTION))
        found.append(_town(table, place, months, policy, {town.key for town in found}))
    return tuple(found)


def _town(table: Table, row: Municipality, months: int, policy: Policy | None, taken: set[str]) -> Town:
    made = scenario_text(table, Place(place=row.id))
    key = key_of(row.name)
    key = f"{key}_{row.code}" if key in taken else key
    length = {"months": months}
    with tempfile.TemporaryDirectory(prefix="bygd-places-") as folder:
        file = Path(folder) / f"{key}.yaml"
        text = of_one_key(made.text)
        file.write_text(text, encoding="utf-8")
        scenario = with_overrides(load_scenario(file), length)
        town = Town(row, key, text, tuple(made.warnings), scenario)
        if policy is None:
            return town
        with_it = with_overrides(policy(str(file)), length)
    if set(with_it.places) != set(scenario.places):
        words = "has places of its own; a policy for several places is a difference, such as programmes/friend-mentor"
        raise ScenarioError(Problem(words, "places", "--policy"))
    return replace(town, policy=with_it)


def of_one_key(text: str) -> str:
    """The text of a scenario of one place, its key :data:`KEY`."""
    return re.sub(r"(?m)^(    place: )\w+$", rf"\1{KEY}", re.sub(r"(?m)^(places:\n  )\w+:$", rf"\1{KEY}:", text))


__all__ = ["KEY", "Asked", "Town", "base_name", "mix_name", "policy_name", "towns_of"]
