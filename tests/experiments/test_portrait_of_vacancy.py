"""What `check` says of homes: as many empty as the region built has, and those who are to come."""

from __future__ import annotations

import pytest

from experiments.portrait.vacancy import Vacancy, sentence, vacancies, vacancies_in_words
from sim.codes import NOBODY
from sim.history import begin
from sim.scenario import scenario_from
from sim.town import Used

DATA = {
    "start": "2010-01",
    "months": 36,
    "places": {"vik": {"name": "Vik", "population": 300, "vacant_homes": 0.1}, "as": {"population": 100}},
    "travel": {"vik": {"as": 15.0}},
    "origins": {"east": {}},
    "arrivals": {
        "one": {
            "pathway": "quota",
            "place": "vik",
            "origin": "east",
            "per_year": 30,
            "months": {"2010-05": 8, "2020-01": 99},
        }
    },
}


def test_homes_that_stand_empty_are_those_of_the_region_built():
    scenario = scenario_from(DATA)
    (one,) = vacancies(scenario)
    town = begin(scenario)
    homes = town.state.homes
    rows = slice(0, int(town.used[Used.HOMES]))
    assert one.vacant == ((homes.household[rows] == NOBODY) & (homes.place[rows] == 0)).sum() > 0
    assert one.expected == pytest.approx(30 * 3 + 8)


def test_too_few_homes_are_reported_and_enough_are_not_warned_of():
    reported = vacancies_in_words(scenario_from(DATA))
    assert reported.startswith("Homes in Vik: ") and "about 98 newcomers" in reported
    assert reported.endswith("unless enough others come free, the rest wait for one (measure without_home).")
    few = {**DATA, "arrivals": {"one": {**DATA["arrivals"]["one"], "per_year": 1, "months": {}}}}
    assert "unless" not in vacancies_in_words(scenario_from(few))
    assert vacancies_in_words(scenario_from({**DATA, "arrivals": {}})) == ""


def test_one_home_stands_and_two_stand():
    one = Vacancy("Vik", 1, 1.2, 2.0, 0.0)
    assert "Homes in Vik: 1 stands empty at the start; about 1 newcomer is to come" in sentence(one)
    assert "2 stand empty at the start; about 4 newcomers are to come" in sentence(Vacancy("Vik", 2, 4.0, 2.0, 0.0))
    assert sentence(Vacancy("Vik", 0, 4.0, 2.0, 0.0)).startswith("Homes in Vik: none stand empty")


def test_what_becomes_of_those_without_a_home_is_told_by_who_finds_it():
    said = [sentence(Vacancy("Vik", 1, 9.0, 2.0, assigned)) for assigned in (0.0, 4.0, 9.0)]
    assert said[0].endswith("the rest find none and do not come (measure arrivals_unhoused).")
    assert said[1].endswith(
        "of the rest those whom the municipality houses wait for one (measure without_home), "
        "the others do not come (measure arrivals_unhoused)."
    )
    assert said[2].endswith("the rest wait for one (measure without_home).")
    own = {**DATA, "arrivals": {"one": {**DATA["arrivals"]["one"], "homes": "free"}}}
    assert vacancies(scenario_from(own))[0].assigned == 0 < vacancies(scenario_from(DATA))[0].assigned
