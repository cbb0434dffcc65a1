"""Whether those who are to come will find a home: vacant homes at the start against expected arrivals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.codes import NOBODY
from sim.region.places import make_draft
from sim.rng import seed_word
from sim.scenario import Scenario
from sim.scenario.schema.arrivals import ArrivalStream
from sim.words import plural

YEAR = 12


class Vacancy(NamedTuple):
    """One place that newcomers are to come to."""

    name: str
    vacant: int
    """Homes that stand empty in the first month."""
    expected: float
    """Newcomers over the whole run, as the file has it at the start [person]."""
    household: float
    """Mean size of the place's households [person]."""
    assigned: float
    """Of those who are to come, for how many the municipality finds the home [person]."""

    @property
    def homes_needed(self) -> float:
        return self.expected / self.household


def vacancies(scenario: Scenario) -> list[Vacancy]:
    """Of every place that a stream of arrivals goes to. Draws the places' people and homes, builds nothing
    else. Raises ``ScenarioError`` where a place has too few homes for its own people."""
    now, seed = scenario.at(0), seed_word(scenario.seed)
    found = []
    for key, place in now.places.items():
        streams = [stream for stream in now.arrivals.values() if comes_to(stream, key)]
        coming = [(stream.homes == "assigned", coming_with(scenario, stream)) for stream in streams]
        expected = sum(count for _, count in coming)
        if expected:
            draft = make_draft(now, key, seed)
            found.append(
                Vacancy(
                    place.name or key,
                    int(np.sum(draft.housing.household == NOBODY)),
                    float(expected),
                    draft.people / draft.households,
                    float(sum(count for assigned, count in coming if assigned)),
                )
            )
    return found


def coming_with(scenario: Scenario, stream: ArrivalStream) -> float:
    """Newcomers of a stream over the whole run [person]."""
    inside = (count for month, count in stream.months.items() if 0 <= scenario.month_of(month) < scenario.months)
    return stream.per_year * scenario.months / YEAR + sum(inside)


def comes_to(stream: ArrivalStream, place: str) -> bool:
    """Whether all of a stream is to live in a place; of those that a rule distributes nobody can say where."""
    return stream.place == place and stream.settlement.rule == "given"


def vacancies_in_words(scenario: Scenario) -> str:
    """A sentence a place; empty where nobody is to come."""
    return "\n".join(sentence(one) for one in vacancies(scenario))


def sentence(one: Vacancy) -> str:
    """Homes that stand empty beside the newcomers who are to come."""
    coming, vacant = round(one.expected), f"{one.vacant:,}" if one.vacant else "none"
    words = (
        f"Homes in {one.name}: {vacant} {plural(one.vacant, 'stands', 'stand')} empty at the start; about "
        f"{coming:,} {plural(coming, 'newcomer is', 'newcomers are')} to come over the run, "
        f"{plural(coming, 'who needs', 'who need')} some {one.homes_needed:,.0f} at {one.household:.1f} to a home"
    )
    if one.homes_needed > one.vacant:
        words += f"; unless enough others come free, {what_becomes_of_the_rest(one)}"
    return f"{words}."


def what_becomes_of_the_rest(one: Vacancy) -> str:
    """Of those for whom no home is free."""
    waiting, away = "wait for one (measure without_home)", "do not come (measure arrivals_unhoused)"
    if one.assigned >= one.expected:
        return f"the rest {waiting}"
    if one.assigned == 0:
        return f"the rest find none and {away}"
    return f"of the rest those whom the municipality houses {waiting}, the others {away}"


__all__ = ["Vacancy", "sentence", "vacancies", "vacancies_in_words"]
