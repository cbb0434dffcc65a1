"""The people of the first month have lived here before it: since they came or were born, and not a month longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, FocusSlot, Status
from sim.digest import digest
from sim.processes import demand
from sim.region import build_region, past
from sim.region.reads import building_text
from sim.scenario import Scenario, scenario_from, with_levers
from sim.scenario.schema.processes import IN_PAST
from sim.scenario.schema.root import Scenario as Schema
from sim.simulation import Simulation
from sim.town import Town, Used
from tests.properties.invariants import assert_all_books_agree, open_posts

MONTHS = 30
START = "2010-01"
TWO = {
    "start": START,
    "months": 12,
    "places": {
        "alby": {"population": 500, "newcomers": 0.25, "newcomer_years": 2.0, "jobs": 1.1},
        "berg": {"population": 150, "newcomers": 0.1, "newcomer_years": 2.0},
    },
    "travel": {"alby": {"berg": 20.0}},
    "origins": {"one": {}, "two": {}},
    "ties": {"settle_months": MONTHS},
}


def scenario(**changes: Any) -> Scenario:
    return scenario_from({**TWO, **changes})


def watched(monkeypatch: pytest.MonkeyPatch, look: Callable[[Town], None], of: Scenario, seed: int = 3) -> Town:
    """The region of ``of``, looked at after every month of its past."""
    lived_months = past.lived_months

    def looking(town: Town, *more: Any) -> Iterator[int]:
        for month in lived_months(town, *more):
            look(town)
            yield month

    monkeypatch.setattr(past, "lived_months", looking)
    return build_region(of, seed)


@pytest.fixture(scope="module")
def lived() -> Town:
    return build_region(scenario(), 3)


@pytest.fixture(scope="module")
def guessed() -> Town:
    return build_region(scenario(past={"lived": False}), 3)


def test_nobody_is_there_before_they_come_or_are_born(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []

    def look(town: Town) -> None:
        state, count = town.state, int(town.used[Used.PEOPLE])
        there = np.maximum(state.people.birth[:count], state.people.arrival[:count]) <= town.month
        there |= town.month == -1  # born in the very month in which the story begins
        assert (there == (state.people.status[:count] == Status.HERE)).all()
        away = np.flatnonzero(~there)
        assert (state.memberships.focus[away] == NOBODY).all()
        assert (state.work.job[away] == NOBODY).all()
        assert not np.isin(state.foci.roster, away).any()
        assert not np.isin(state.jobs.holder, away).any()
        assert not np.isin(state.households.members, away).any()
        assert not np.isin(state.ties.partner, away).any()
        assert (state.ties.partner[away] == NOBODY).all()
        assert state.places.population.sum() == there.sum()
        counts.append(len(away))

    town = watched(monkeypatch, look, scenario())
    assert len(counts) == MONTHS and counts[0] > 80 and counts[-1] == 0
    assert sorted(counts, reverse=True) == counts
    assert town.month == 0


def test_the_books_agree_in_every_month_of_the_past(monkeypatch: pytest.MonkeyPatch) -> None:
    posts: list[list[int]] = []

    def look(town: Town) -> None:
        if town.month % 3 == 0:
            assert_all_books_agree(town)
        posts.append(open_posts(town).tolist())

    town = watched(monkeypatch, look, scenario())
    assert_all_books_agree(town)
    assert abs(np.array(posts) / np.array(posts[0]) - 1.0).max() < 0.1, "demand is held, so posts stay about as many"
    assert not town.state.places.flows.any(), "what happened before the first month is not told of it"


def test_margins_of_the_first_month_are_those_without_a_past(lived: Town, guessed: Town) -> None:
    held = {
        "people": (
            "uid status birth sex place household newcomer origin pathway arrival settled_in schooling car "
            "introduction_end"
        ),
        "households": "uid place members size awaiting",
        "homes": "place tenure beds focus",
        "clubs": "uid place type open founded welcome welcome_own welcome_usual neutral origin",
        "employers": "uid place sector site",
        "places": "population newcomers service_open first_keys first_posts link",
    }
    for group, columns in held.items():
        for column in columns.split():
            here, there = (getattr(getattr(town.state, group), column) for town in (lived, guessed))
            assert (here == there).all(), f"{group}.{column}"
    for town in (lived, guessed):
        homes = town.state.homes.household[: int(town.used[Used.HOMES])]
        assert (homes != NOBODY).sum() == (town.state.households.size > 0).sum()


def test_what_is_held_exists_and_a_process_says_that_it_takes_part() -> None:
    for section, fields in past.HELD.items():
        assert set(fields) <= set(Schema.model_fields[section].annotation.model_fields), section  # type: ignore[union-attr]
    assert set(IN_PAST) >= {"schooling", "clubs", "meeting", "language", "attitudes", "work", "housing", "belonging"}
    assert not set(IN_PAST) & {"demography", "arriving", "leaving", "money", "coordination", "mentoring", "demand"}


def test_nothing_is_older_than_those_it_belongs_to(lived: Town) -> None:
    state, count = lived.state, int(lived.used[Used.PEOPLE])
    entered = past.months_of_entry(lived)
    assert (state.work.since[:count] >= entered).all()
    a, slot = np.nonzero(state.ties.partner[:count] != NOBODY)
    begun = np.maximum(entered[a], entered[state.ties.partner[a, slot]])
    assert (state.ties.since[a, slot] >= np.maximum(begun, -MONTHS)).all()
    assert (state.work.months_worked[:count] <= np.maximum(0, -state.people.birth[:count] - 12 * 15)).all()


def test_newcomers_have_learned_and_met_by_their_years_here(lived: Town, guessed: Town) -> None:
    """Rules instead of a guess: who came last year is where somebody is who comes during the run."""

    def recent(town: Town, column: Any) -> float:
        people, count = town.state.people, int(town.used[Used.PEOPLE])
        who = (people.newcomer[:count] == 1) & (people.arrival[:count] >= -12) & (people.birth[:count] < -216)
        assert who.sum() > 20
        return float(column[:count][who].mean())

    assert recent(lived, lived.state.contacts.bridging) < 0.3 * recent(guessed, guessed.state.contacts.bridging)
    assert recent(lived, lived.state.minds.belonging) < recent(guessed, guessed.state.minds.belonging) - 0.05
    assert (lived.state.minds.course_hours > 0).any() and not (guessed.state.minds.course_hours > 0).any()
    assert (lived.state.work.found_by > 0).any()


def test_who_came_during_the_past_sees_compatriots_and_neighbours(lived: Town) -> None:
    state, count = lived.state, int(lived.used[Used.PEOPLE])
    came = (state.people.newcomer[:count] == 1) & (state.people.arrival[:count] > -MONTHS)
    focus = state.memberships.focus[:count][came]
    assert (focus[:, FocusSlot.COMPATRIOTS] != NOBODY).all()
    assert (focus[:, FocusSlot.NEIGHBOURS] != NOBODY).mean() > 0.95


def test_the_past_has_the_same_bytes_on_any_number_of_threads(lived: Town) -> None:
    assert digest(build_region(scenario(), 3, threads=3)) == digest(lived)


def test_a_lever_of_the_first_month_does_not_act_before_it(lived: Town) -> None:
    levers = {
        "language.courses": False,
        "work.hiring": False,
        "clubs.own_search": 0.0,
        "volunteering.youngest": 30,
        "clubs.sport.welcome": 0.9,
    }
    at_once = with_levers(scenario(), START, levers)
    found = build_region(at_once, 3)
    assert found.rules.language.courses == 0
    for group in ("people", "minds", "work", "memberships", "ties"):
        for here, there in zip(getattr(found.state, group), getattr(lived.state, group), strict=True):
            assert (here == there).all()
    quiet = with_levers(scenario(), START, {"language.courses": False, "leaving.base": 0.0})
    assert building_text(quiet) == building_text(scenario())
    assert building_text(at_once) != building_text(scenario()), "volunteers and welcome are of the first month"


def test_what_the_file_says_holds_before_the_first_month_too(lived: Town) -> None:
    without = build_region(scenario(language={"courses": False}), 3)
    assert not (without.state.minds.course_hours > 0).any()
    assert building_text(scenario(language={"courses": False})) != building_text(scenario())


def test_a_fork_of_the_built_region_equals_a_run_from_its_start() -> None:
    policy = with_levers(scenario(), START, {"language.courses": False})
    built = build_region(scenario(), 3)
    whole = Simulation(policy, 3).advance()
    assert Simulation(policy, 3, region=built).advance().history().digest == whole.history().digest
    forked = Simulation(scenario(), 3).fork(policy).advance()
    assert forked.history().digest == whole.history().digest


def test_without_months_there_is_no_past() -> None:
    none = {"ties": {"settle_months": 0}}
    off = build_region(scenario(**none, past={"lived": False}), 3)
    assert digest(build_region(scenario(**none), 3)) == digest(off)


def test_demand_goes_on_from_the_start(lived: Town) -> None:
    before = lived.state.places.demand.copy()
    twin = lived.copied()
    demand.step(twin)
    assert np.allclose(twin.state.places.demand, before, rtol=0.02)
