"""Each seed tells of a direction; the model takes it. One test a seed, a few paired runs each.

Not fitted to: where the model contradicts a seed, that is a finding for the validation report.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.codes import Pathway, Status
from sim.history import begin
from sim.schedule import month as live_a_month
from tests.patterns.paired import SEEDS, Arm, gain, scenario_of

pytestmark = [pytest.mark.pattern, pytest.mark.slow]


def test_punkalaidun_gains_fade_after_the_project_ends() -> None:
    """Seed 001: good projects end with their budget.

    Friendships made live on by their own hours, so the mean over all newcomers goes on for years; what fades
    is what the project does for those who come ("y2": in their second year here).
    """
    project = Arm("seeds/punkalaidun")
    nothing = Arm("seeds/punkalaidun", funding__project__active=False)
    then = gain("2016-12", "local_friends", project, nothing, "y2")
    later = gain("2019-12", "local_friends", project, nothing, "y2")
    assert then > 0.1
    assert later < 0.5 * then
    alone_then = gain("2016-12", "isolated", project, nothing)
    assert alone_then < 0
    assert alone_then < gain("2019-12", "isolated", project, nothing)


def test_punkalaidun_gains_stay_when_it_is_taken_over() -> None:
    """Seed 001 and evidence: not fading when taken over; until the end the two are one history."""
    taken, ended = Arm("seeds/punkalaidun-taken-over"), Arm("seeds/punkalaidun")
    assert np.array_equal(taken.at("2015-12", "local_friends"), ended.at("2015-12", "local_friends"))
    assert gain("2019-12", "local_friends", taken, ended) > 0
    assert gain("2019-12", "local_friends", taken, ended, "y2") > 0.1
    assert np.all(ended.over("2017-02", "2019-12", "taking_part", "friend_mentor") == 0)
    assert np.all(taken.over("2019-01", "2019-12", "taking_part", "friend_mentor").sum(axis=1) > 0)
    assert np.all(ended.over("2017-02", "2019-12", "spent") == 0)


def test_umea_shared_staff_bring_families_and_cost_the_state_then_the_municipalities() -> None:
    """Seed 002: a family-reunion counsellor, and posts that go on when the project ends."""
    shared, none = Arm("seeds/umea-shared-staff", range(1, 3)), Arm("umea-region", range(1, 3))
    period = "2006-01", "2015-12"
    assert shared.over(*period, "arrivals").sum() > none.over(*period, "arrivals").sum()
    assert np.all(shared.over("2006-02", "2008-12", "spent") > 0)
    assert np.all(shared.over("2009-02", "2015-12", "spent") > 0)


def test_surge_town_grows_and_its_volunteers_come_and_go() -> None:
    """Seed 004: 4.3 % more inhabitants in six years. Seed 001: interest was down by 2018."""
    surge = Arm("seeds/surge-town")
    growth = surge.at("2016-12", "population") / 3000 - 1
    assert 0.01 < growth.mean() < 0.08
    ready = surge.over("2015-01", "2019-12", "volunteers_ready").mean(axis=0)
    before, peak, after = ready[:8].mean(), ready[8:30].max(), ready[-12:].mean()
    assert peak > before
    assert after < peak


def test_iceland_support_families_leave_friends_behind() -> None:
    """Seed 001: families who call each other family after the programme ends."""
    families = Arm("seeds/iceland-support-families")
    none = Arm("seeds/iceland-support-families", programmes__support_families__active=False)
    assert gain("2020-12", "local_friends", families, none) > 0
    assert gain("2022-12", "local_friends", families, none) > 0


def test_hudiksvall_most_youths_are_in_work_with_one_worker() -> None:
    """Seed 003: one member of staff, 46 youths, almost all in stable jobs after school."""
    with_worker = [youths_in_work(seed) for seed in SEEDS]
    without = [youths_in_work(seed, programmes__ung_kraft__active=False) for seed in SEEDS]
    assert np.mean(with_worker) > 0.5
    assert np.mean(with_worker) > np.mean(without)


def youths_in_work(seed: int, **settings: object) -> float:
    """Share of the unaccompanied youths still here at the end who are in work."""
    scenario = scenario_of("seeds/hudiksvall", **settings)
    town = begin(scenario, seed)
    for _ in range(scenario.months):
        live_a_month(town)
    people = town.state.people
    here = (people.pathway == Pathway.YOUTH) & (people.status == Status.HERE)
    return float(np.mean(town.state.work.job[: len(here)][here] >= 0))


def test_soenderborg_more_newcomers_are_members() -> None:
    """Seed 001: bringing inhabitants old and new into voluntary activities is an opportunity to meet."""
    board = Arm("seeds/soenderborg")
    none = Arm("seeds/soenderborg", funding__village_forum__active=False)
    assert gain("2018-12", "members", board, none, "newcomers") > 0
    assert gain("2018-12", "local_friends", board, none) > 0


def test_a_club_near_closing_is_saved() -> None:
    """Seed 001: clubs in danger of closing, revigorated by newcomers."""
    free = Arm("seeds/club-near-closing")
    none = Arm("seeds/club-near-closing", programmes__free_sport__active=False)
    period = "2011-01", "2019-12"
    assert free.over(*period, "clubs_saved").sum() > none.over(*period, "clubs_saved").sum()
    assert free.over(*period, "clubs_closed").sum() <= none.over(*period, "clubs_closed").sum()


def test_friends_show_the_way_first_a_queue_then_a_surplus() -> None:
    """Seed 001: waiting lists at first; by 2018 fewer refugees, less interest, and volunteers to spare."""
    friends = Arm("seeds/friends-show-the-way")
    waiting = friends.over("2015-01", "2019-12", "waiting", "friend_mentor").mean(axis=0)
    ready = friends.over("2015-01", "2019-12", "volunteers_ready").mean(axis=0)
    first, last = slice(0, 24), slice(36, 60)
    assert waiting[first].max() > waiting[last].mean()
    assert waiting[first].mean() > ready[first].min()
    assert ready[last].mean() > waiting[last].mean()
    assert ready.argmax() > waiting.argmax()


def test_with_no_one_responsible_ties_are_mostly_bonding() -> None:
    """Seed 001: what nobody organises gets lost; minorities often have no friend outside their own.

    Holds for years one to five. Contradicted for the long settled: over all newcomers the model gives about
    as many local friends as friends of the same origin (a finding, see docs/findings.md).
    """
    nobody = Arm("seeds/no-one-responsible")
    somebody = Arm("three-levers-town", funding__project__permanent=True, funding__project__months=None)
    for year in ("y1", "y2", "y3", "y5"):
        own = nobody.at("2019-12", "bonding", year).mean()
        local = nobody.at("2019-12", "local_friends", year).mean()
        assert own > 1.5 * local, year
    assert gain("2019-12", "isolated", nobody, somebody) > 0


def test_a_closed_town_gives_a_drive_for_volunteers_no_answer() -> None:
    """Seed 001: a municipality's drive for volunteers had zero response.

    The model gives hardly any instead of none: fewer than one adult in a hundred, and a fraction of what
    the same drive finds in an open town. Its answer to attitude is not fitted to this seed.
    """
    closed = Arm("seeds/closed-town")
    ready = closed.over("2012-01", "2013-12", "volunteers_ready")
    matched = closed.over("2012-01", "2013-12", "taking_part", "friend_mentor")
    open_ = Arm(
        "seeds/closed-town", places__granby__attitude=0.15, places__granby__welcome=0.55,
        attitudes__disposition_local=0.1, arriving__inflow_attitude=0.1, arriving__openness_mean=0.55,
    )
    adults = 0.8 * 3000
    assert ready.mean() < 0.01 * adults
    assert ready.mean() < 0.5 * open_.over("2012-01", "2013-12", "volunteers_ready").mean()
    assert matched.mean() < open_.over("2012-01", "2013-12", "taking_part", "friend_mentor").mean()
    assert closed.over("2013-01", "2013-12", "waiting", "friend_mentor").mean() > 0
