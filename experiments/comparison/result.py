"""Arms side by side: a base and policies with the same random draws, and what differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.comparison.breakdown import differences_in
from experiments.comparison.fieller import Ratio, fieller
from experiments.comparison.paired import Difference, PathDifference, difference, path_difference
from experiments.outcomes.breakdown import Key
from experiments.outcomes.outcome import BY_KEY, Result, available
from experiments.portrait.interventions import stream_in_words
from experiments.portrait.values import differences, unit_of, value_words
from experiments.posterior import Draws
from experiments.workers.run import Outcome
from sim.languages import SOURCE, in_language
from sim.scenario.errors import ScenarioError
from sim.scenario.periods import first_month
from sim.scenario.schema.contents import PROSE
from sim.words import counted, duration

if TYPE_CHECKING:
    from sim.scenario import Scenario


class _Effects(Mapping[str, str]):
    """Rows of the catalogue that say what one more is called, as it stands now."""

    def __getitem__(self, key: str) -> str:
        if not (key in BY_KEY and BY_KEY[key].one):
            raise KeyError(key)
        return BY_KEY[key].one

    def __iter__(self) -> Iterator[str]:
        return (key for key, row in BY_KEY.items() if row.one)

    def __len__(self) -> int:
        return sum(1 for _ in self)


EFFECTS: Mapping[str, str] = _Effects()
"""Outcomes that money is divided by, counted at the end of the run: what one more of each is called."""
MONTHS = 12


@dataclass(frozen=True)
class Arm:
    """One scenario of a comparison."""

    name: str
    """Of its file, without ending; made distinct where two files share it."""
    file: str
    scenario: Scenario
    """With the settings applied."""

    @property
    def title(self) -> str:
        return self.scenario.title or self.name


@dataclass(frozen=True)
class Versus:
    """One policy against the base, over the replicates that finished in both."""

    name: str
    title: str
    replicates: tuple[int, ...]
    """Of the pairs, in order."""
    changes: tuple[tuple[str, str], ...]
    """(dotted path, "old → new [unit]") of everything the files differ by."""
    differences: tuple[Difference, ...]
    costs: Mapping[str, Ratio]
    """By effect: extra money per extra unit."""
    paths: Mapping[str, PathDifference]
    """By outcome."""
    draws: int = 0
    """Sets of parameters the pairs were simulated with; 0: one."""
    units: tuple[int, ...] = ()
    """What each of the values of a difference is of: numbers of replicates, or of sets of parameters."""
    breakdown: Mapping[Key, Difference] = field(default_factory=dict)
    """By (measure, place, group), "all" being everywhere and everybody."""
    grants: tuple[str, ...] = ()
    """Each stream of money that the base has not: whose, how much, how long, in a sentence."""

    def of(self, outcome: str) -> Difference | None:
        return next((one for one in self.differences if one.outcome == outcome), None)

    @property
    def pairs(self) -> int:
        return len(self.replicates)


class Place(NamedTuple):
    """A place of the region."""

    key: str
    name: str
    people: int
    """Inhabitants at the start."""


def places_of(scenario: Scenario) -> tuple[Place, ...]:
    """The places of a scenario, the largest first."""
    found = [Place(key, about.name or key, about.population) for key, about in scenario.places.items()]
    return tuple(sorted(found, key=lambda one: -one.people))


@dataclass(frozen=True)
class Comparison:
    """Everything a figure or the report may show."""

    title: str
    """Of the base."""
    base: str
    """Name of the base."""
    start: str
    months: int
    policies: tuple[Versus, ...]
    notes: tuple[str, ...] = field(default=())
    """How money was made equal."""
    drawn: str = ""
    """Which sets of parameters the runs were simulated with; empty: the files' own."""
    places: tuple[Place, ...] = ()
    """Of the base, the largest first."""
    place: Place | None = None
    """The one that all outcomes are of; None: the whole region."""

    @property
    def pairs(self) -> int:
        """Of the policy that has most."""
        return max((policy.pairs for policy in self.policies), default=0)

    @property
    def draws(self) -> int:
        """Sets of parameters simulated; 0: the files' own."""
        return max((policy.draws for policy in self.policies), default=0)

    def calendar(self, month: Any) -> Any:
        """Months of the model as calendar years: the end of month −1 is the start of the first year."""
        year, first = self.start.split("-")
        return int(year) + (int(first) - 1 + np.asarray(month) + 1) / MONTHS


def comparable(base: Arm, policies: Sequence[Arm], *, any_length: bool = False) -> None:
    """Raise ``ScenarioError``, saying which and why, where an arm cannot be compared with the base.

    ``any_length``: the command sets the length of all arms.
    """
    problems = []
    for arm in policies:
        ours, theirs = base.scenario, arm.scenario
        if ours.start != theirs.start:
            problems.append(
                f"{arm.file} begins {theirs.start}, {base.file} {ours.start}: arms of a "
                "comparison begin in the same month"
            )
        if ours.months != theirs.months and not any_length:
            problems.append(
                f"{arm.file} lasts {counted(theirs.months, 'month', 'months')}, {base.file} {ours.months}: give "
                "--months for one length"
            )
        if list(ours.places) != list(theirs.places):
            problems.append(
                f"{arm.file} has the places {', '.join(theirs.places)}; {base.file} has "
                f"{', '.join(ours.places)}: arms of a comparison have the same places"
            )
    if problems:
        raise ScenarioError(*problems)


def changes_between(base: Scenario, policy: Scenario) -> tuple[tuple[str, str], ...]:
    """What the two differ by, prose aside: (dotted path, "old → new [unit]")."""
    old, new = base.canonical(), policy.canonical()
    for name in PROSE:
        old.pop(name)
        new.pop(name)
    found = []
    for path, before, after in differences(old, new):
        unit = unit_of(new if after is not None else old, path)
        found.append((path, f"{_words(before)} → {_words(after)}{unit}"))
    return tuple(found)


def grants_in_words(base: Scenario, policy: Scenario) -> tuple[str, ...]:
    """Money that the policy has and the base has not, or not so: whose, how much, how long, what it is to the costs,
    and how long after it the outcomes are counted; in English."""
    with in_language(SOURCE):
        return tuple(_grants(base, policy))


def _grants(base: Scenario, policy: Scenario) -> Iterator[str]:
    for key, stream in policy.funding.items():
        if not stream.active or stream == base.funding.get(key):
            continue
        said = "; ".join(stream_in_words(policy, key, stream)) + "."
        first = first_month(policy, stream)
        since = policy.months - max(0, first + (stream.months or 0))
        if not stream.permanent and stream.months and 0 < since < policy.months and first < policy.months:
            said += f" The run goes on for {duration(since)} after that."
        yield said


def _words(value: Any) -> str:
    if isinstance(value, dict) and value and all(not isinstance(held, dict) for held in value.values()):
        return ", ".join(f"{key}: {value_words(held)}" for key, held in value.items())
    return value_words(value)


def versus(
    base: Arm, policy: Arm, base_runs: Sequence[Outcome], policy_runs: Sequence[Outcome], draws: Draws | None = None
) -> Versus:
    """The policy against the base; outcomes of runs hold a :class:`Result`. Pairs are made by replicate."""
    ours = {outcome.run.replicate: outcome.read for outcome in base_runs if not outcome.failed}
    theirs = {outcome.run.replicate: outcome.read for outcome in policy_runs if not outcome.failed}
    both = sorted(set(ours) & set(theirs))
    before: list[Result] = [ours[replicate] for replicate in both]
    after: list[Result] = [theirs[replicate] for replicate in both]
    groups = draws.groups(both) if draws is not None else None
    found = []
    for headline in available([*before, *after]):
        key = headline.key
        found.append(
            difference(
                key, np.array([one.values[key] for one in before]), np.array([one.values[key] for one in after]), groups
            )
        )
    by_key = {one.outcome: one for one in found}
    spent = by_key.get("spent")
    costs = {
        key: fieller(spent.values, by_key[key].values, one_more=groups is not None)
        for key in EFFECTS
        if spent is not None and key in by_key
    }
    paths = {
        key: path
        for key, row in BY_KEY.items()
        if row.followed and (path := path_difference(key, before, after, groups)) is not None
    }
    units = both if groups is None else np.unique(groups).tolist()
    parts = differences_in(before, after, groups)
    return Versus(
        policy.name,
        policy.title,
        tuple(both),
        changes_between(base.scenario, policy.scenario),
        tuple(found),
        costs,
        paths,
        0 if groups is None else len(units),
        tuple(units),
        parts,
        grants_in_words(base.scenario, policy.scenario),
    )


def label_of(outcome: str) -> str:
    return BY_KEY[outcome].label


__all__ = [
    "EFFECTS",
    "Arm",
    "Comparison",
    "Place",
    "Versus",
    "changes_between",
    "comparable",
    "grants_in_words",
    "label_of",
    "places_of",
    "versus",
]
