"""Building: the same bytes on any number of threads, told as it goes on, for up to four hundred places."""

from __future__ import annotations

import pytest

from experiments.bench.country import PLACES, country, sizes
from sim.codes import PLACES_MOST
from sim.digest import digest
from sim.history import begin, simulate
from sim.region.working import minutes_to_work
from sim.scenario import ScenarioError, scenario_from

TOWN = {"population": 40, "newcomers": 0.1}


def region(count: int, **more):
    places = {
        f"p{n}": {**TOWN, "jobs": 0.5 + n % 2, "position": [20.0 * (n % 20), 20.0 * (n // 20)]} for n in range(count)
    }
    return scenario_from({"places": places, "origins": {"one": {}}, "ties": {"settle_months": 4}, "months": 1, **more})


def test_a_region_has_the_same_bytes_on_any_number_of_threads() -> None:
    scenario = region(5)
    assert digest(begin(scenario, 3, threads=1)) == digest(begin(scenario, 3, threads=4))


def test_building_tells_how_far_it_is_up_to_its_end() -> None:
    reported: list[float] = []
    begin(region(3), 1, built=reported.append)
    assert reported == sorted(reported) and len(reported) == 1 + 3 + 4  # people drawn; places laid; months settled
    assert reported[0] > 0.0 and reported[-1] == 1.0


def test_who_builds_can_be_stopped() -> None:
    def stop(part: float) -> None:
        if part > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        begin(region(2), 1, built=stop)


def test_progress_of_a_run_is_below_zero_while_its_region_is_built() -> None:
    reported: list[tuple[int, int]] = []
    simulate(region(2), 1, progress=lambda done, months: reported.append((done, months)))
    building = [done for done, _ in reported if done < 0]
    assert building == sorted(building) and -100 <= building[0] < building[-1] < 0
    assert reported[len(building) :] == [(1, 1)]


def test_four_hundred_places_are_built_and_one_more_is_refused_in_words() -> None:
    town = begin(region(PLACES_MOST, ties={"settle_months": 0}), 1)
    assert (town.state.places.population == TOWN["population"]).all()
    assert int(town.state.people.place.max()) == PLACES_MOST - 1
    with pytest.raises(ScenarioError, match=r"places: .*401.*1 to 400|places.*1 to 400.*401"):
        region(PLACES_MOST + 1)


def test_nobody_works_beyond_reach() -> None:
    town = begin(region(30, ties={"settle_months": 0}), 2)
    state, near = town.state, minutes_to_work(town.state.places, town.scenario.work)
    held = (state.jobs.holder >= 0).nonzero()[0]
    who = state.jobs.holder[held]
    home, work = state.people.place[who], state.employers.place[state.jobs.employer[held]]
    assert (home != work).any()
    assert (near[state.people.car[who], home, work] < float("inf")).all()


def test_the_synthetic_country_has_its_size_at_any_scale() -> None:
    assert len(sizes(1.0)) == PLACES and abs(sum(sizes(0.1)) / 1_000_000 - 1) < 0.001
    assert max(sizes(1.0)) > 10 * sorted(sizes(1.0))[PLACES // 2]
    assert len(country(0.003).places) == len(country(0.003).arrivals) == PLACES
