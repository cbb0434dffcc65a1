"""Money while a town lives: who pays what, until when, and what is there for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bygd.web.background import Teller
from bygd.web.grants import Marks, Row, intervention_rows, stream_rows
from bygd.web.replacements import Replacements, with_replacements
from bygd.web.resimulation import Shelf, begun, key_of, months_of
from experiments.outcomes.interventions import PAYERS
from sim.languages import N_, _

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.town import Town

Array = np.ndarray[Any, Any]
YEAR = 12
PURSE = ("state_grants", "tax", "support")
"""The municipalities' own purse for newcomers, beside the programmes."""


class Outcome(NamedTuple):
    """Something that money may be divided by, counted in the last month lived."""

    one: str
    """What one of it is called, in English; translated where it is said."""
    number: int
    cost: float | None
    """Everything spent so far over the number [SEK]; None where there is none of it or nothing was spent."""


@dataclass(frozen=True)
class Books:
    """The money of one history so far."""

    start: str
    months: int
    years: tuple[str, ...]
    """Names of the years of the run; the last may be shorter."""
    paid: dict[str, Array]
    """By payer (years,) [SEK]; only those who paid anything."""
    hours: Array
    """Hours promised by volunteers (years,) [h]."""
    purse: dict[str, Array]
    """By key of :data:`PURSE` (years,) [SEK]."""
    by_intervention: tuple[tuple[str, str, float], ...]
    """(name, "post" or "programme", spent [SEK]) of all that ever ran."""
    rows: tuple[Row, ...]
    outcomes: tuple[Outcome, ...]
    log: tuple[tuple[str, str], ...]
    """(month, words) of what happened to programmes and their money."""
    planned: bool
    """Whether there is any programme, post or stream of money, so far or to come."""

    @property
    def total(self) -> float:
        """Spent on programmes, posts, levers, bus lines and homes built so far [SEK]."""
        return float(sum(values.sum() for values in self.paid.values()))

    @property
    def besides(self) -> float:
        """Of the total, what levers, bus lines and homes built cost [SEK]; kronor that rounding leaves are none."""
        rest = self.total - sum(spent for *__, spent in self.by_intervention)
        return rest if abs(rest) >= 1.0 else 0.0


_shelf: Shelf[Callable[[], Books]] = Shelf()
"""Books by what they are of: each gives them in the language in force."""


def books_of(scenario: Scenario, seed: int, months: int, teller: Teller) -> Books:
    """The books of the first ``months`` months of a scenario, simulated with ``seed``.

    Raises ``ScenarioError`` where the region cannot be built and ``Cancelled`` where ``teller`` does.
    """
    return _shelf.get(key_of(scenario, seed, months), lambda: _books(scenario, seed, months, teller))()


def _books(scenario: Scenario, seed: int, months: int, teller: Teller) -> Callable[[], Books]:
    from sim.measures.counting import record_some
    from sim.measures.recorder import Recorder

    town = begun(scenario, seed, teller)
    recorder, marks, others = Recorder(list(scenario.places)), Marks(), Replacements(town)
    for month in months_of(town, months, teller):
        recorder.month = month
        record_some(town, recorder, "spent", "net_cost")
        marks.note(town)
        others.look(town)
    measures = recorder.measures()

    def yearly(name: str, group: str = "all") -> Array:
        values = np.zeros(months)
        for month, place, measure, part, value in zip(
            measures.month.tolist(),
            measures.place,
            measures.measure,
            measures.group,
            measures.value.tolist(),
            strict=True,
        ):
            if (place, measure, part) == ("all", name, group):
                values[month] += value
        return by_years(values)

    paid = {payer: yearly("spent_by_payer", payer) for payer in PAYERS}
    paid = {payer: values for payer, values in paid.items() if values.any()}
    total = float(sum(values.sum() for values in paid.values()))
    interventions = [
        (each.name or key, kind, float(yearly("spent", f"{field}.{key}").sum()), f"{field}.{key}")
        for kind, field in (("post", "coordinators"), ("programme", "programmes"))
        for key, each in getattr(scenario, field).items()
    ]
    ran = {group for group, name in zip(measures.group, measures.measure, strict=True) if name == "spent"}
    ahead = scenario.at(months)
    hours, purse = by_years(np.array(marks.hours)), {name: yearly(name) for name in PURSE}
    spent = tuple((name, kind, spent) for name, kind, spent, group in interventions if group in ran)
    outcomes = outcomes_of(town, total)
    log = tuple((scenario.date_of(month), words) for month, words in with_replacements(town.log, others.events))

    def said() -> Books:
        rows = (*stream_rows(ahead, marks), *intervention_rows(ahead, marks))
        years = tuple(years_of(scenario, months))
        return Books(scenario.start, months, years, paid, hours, purse, spent, rows, outcomes, log, bool(rows))

    return said


def by_years(values: Array) -> Array:
    """Monthly values (months,) summed over each twelve months of the run."""
    if not len(values):
        return np.zeros(0)
    return np.asarray(np.add.reduceat(values, np.arange(0, len(values), YEAR)))


def years_of(scenario: Scenario, months: int) -> list[str]:
    """What the years of the run are called: "2012", or "2012-07 to 2013-06" where they begin in July."""
    found = []
    for first in range(0, months, YEAR):
        last = min(first + YEAR, months) - 1
        begins, ends = scenario.date_of(first), scenario.date_of(last)
        whole = begins.endswith("-01") and last == first + YEAR - 1
        found.append(begins[:4] if whole else begins if begins == ends else _("{low} to {high}", low=begins, high=ends))
    return found


def outcomes_of(town: Town, spent: float) -> tuple[Outcome, ...]:
    """What there is in the last month lived, and everything spent over each."""
    from sim.measures.counting import count_now
    from sim.measures.look import Look
    from sim.town import Used

    look = Look(town)
    roll, local_friends = look.roll, look.friends.bridging
    now = count_now(look, "stayers", "newcomers_in_work", "friendships")
    newcomers = roll.newcomer & roll.adult
    count = int(town.used[Used.ENROLMENTS])
    took = town.state.enrolments.begun[:count] >= 0
    numbers = (
        (N_("newcomer who came during the run and still lives where they settled"), int(now["stayers"])),
        (N_("newcomer in work"), int(now["newcomers_in_work"])),
        (N_("grown newcomer with a local friend"), int((newcomers & (local_friends > 0)).sum())),
        (N_("friendship between a newcomer and a local"), int(now["friendships"])),
        (N_("person who took part in a programme"), len(np.unique(town.state.enrolments.person[:count][took]))),
    )
    return tuple(Outcome(one, number, spent / number if number and spent else None) for one, number in numbers)


__all__ = ["PURSE", "Books", "Outcome", "books_of", "by_years", "outcomes_of", "years_of"]
