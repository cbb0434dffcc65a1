"""What a browser session holds: the run, the run left alone, levers moved between months."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from bygd.web.levers import FUNDING, changes_of, levers_of, with_handles
from bygd.web.series import measures
from bygd.web.session import Session
from sim.codes import NOBODY
from sim.history import digest, simulate
from sim.scenario import Scenario, ScenarioError, load_scenario, scenario_from
from sim.scenario.inheritance import whole_scenarios
from sim.scenario.words import constraints
from tests.web.small import hamlet, helped


def lived(session: Session, months: int) -> Session:
    for _ in range(months):
        session.step()
    return session


@pytest.mark.parametrize("scenario", [hamlet(), helped()], ids=["without", "with a project"])
def test_levers_added_at_zero_leave_the_history_as_it_is(scenario: Scenario) -> None:
    session = lived(Session(scenario, 3), 8)
    assert digest(session.town) == simulate(scenario, 3).digest


@pytest.mark.parametrize("path", whole_scenarios(), ids=lambda path: path.stem)
def test_every_scenario_that_comes_with_bygd_gets_all_levers(path: Any) -> None:
    scenario, handles = with_handles(load_scenario(path))
    for lever in levers_of(handles):
        target = lever.target(scenario)
        limits = constraints(target.annotation)
        assert lever.low >= limits.get("ge", -np.inf) or lever.key == FUNDING
        assert lever.high <= limits.get("le", np.inf)
        assert lever.help_in(scenario).endswith(".") and lever.unit and lever.label
        assert not target.structural


def test_the_three_levers_begin_where_the_scenario_has_them() -> None:
    at = {lever.key: Session(hamlet(), 1).value(lever) for lever in Session(hamlet(), 1).levers}
    assert (at["mentor_hours"], at["coordinator"], at[FUNDING]) == (0, 0, 0)
    session = Session(helped(), 1)
    at = {lever.key: session.value(lever) for lever in session.levers}
    assert (at["mentor_hours"], at["coordinator"], at[FUNDING], at["capacity"]) == (6, 1, 3, 20)


def test_levers_moved_begin_next_month_and_are_what_a_file_would_do() -> None:
    session = lived(Session(hamlet(), 3), 2)
    for key, value in (("mentor_hours", 8), ("coordinator", 2), (FUNDING, 4)):
        session.pull(key, value)
    posts = session.town.state.posts
    assert posts.stream[0] == NOBODY
    session.step()
    assert posts.stream[0] != NOBODY
    lived(session, 5)
    assert posts.stream[0] == NOBODY, "four months of money are over"
    again = scenario_from(session.scenario.canonical())
    assert digest(session.town) == simulate(again, 3).digest


def test_the_run_left_alone_is_the_scenario_without_the_levers() -> None:
    session = lived(Session(hamlet(), 3), 3)
    session.pull("free_hours", 90)
    session.pull("readiness", 0.1)
    lived(session, 5)
    assert session.left_alone is not None
    assert digest(session.left_alone) == simulate(hamlet(), 3).digest != digest(session.town)
    for measure in measures():
        assert len(session.baseline.of(measure.key)) == len(session.series.of(measure.key)) == 9
        assert session.baseline.of(measure.key)[:4] == session.series.of(measure.key)[:4]


def test_a_lever_moved_before_the_first_month_is_there_from_the_beginning() -> None:
    session = Session(hamlet(), 3)
    session.pull("volunteering", 0.005)
    lived(session, 8)
    assert session.left_alone is not None
    assert digest(session.left_alone) == simulate(hamlet(), 3).digest
    data = hamlet().canonical()
    data["volunteering"]["joining"] = 0.005
    assert digest(session.town) == simulate(scenario_from(data), 3).digest


def test_moves_are_marked_at_their_month_and_the_last_of_a_month_counts() -> None:
    session = lived(Session(hamlet(), 3), 2)
    session.pull("mentor_hours", 8)
    session.pull("mentor_hours", 4)
    session.pull("mentor_hours", 4)
    session.step()
    session.pull("coordinator", 0.5)
    assert [(mark.month, mark.words) for mark in session.marks] == [
        (2, "Mentor hours: 4 hours a month"),
        (3, "Coordinator: 0.5 × full time"),
    ]


def test_money_can_end_be_granted_again_and_changed_in_length() -> None:
    session = Session(hamlet(months=20), 3)
    session.pull("coordinator", 1)
    posts, ran = session.town.state.posts, []
    moves = {1: 2, 4: 3, 5: 1, 7: 12, 9: 0, 11: 2}
    for month in range(16):
        if month in moves:
            session.pull(FUNDING, moves[month])
        session.step()
        posts = session.town.state.posts
        ran.append(bool(posts.stream[0] != NOBODY))
    assert [month for month, ran_then in enumerate(ran) if ran_then] == [1, 2, 4, 7, 8, 11, 12]


def test_more_grants_than_there_are_is_refused_in_words() -> None:
    session = Session(hamlet(months=40), 3)
    session.pull("coordinator", 1)
    for _ in range(4):
        session.pull(FUNDING, 1)
        lived(session, 2)
    with pytest.raises(ScenarioError, match="all 4 grants of this run have been used"):
        session.pull(FUNDING, 1)


def test_a_wrong_value_is_refused_and_changes_nothing() -> None:
    session = lived(Session(hamlet(), 3), 2)
    before = digest(session.town)
    with pytest.raises(ScenarioError, match="allowed: a number from 0 to 50"):
        session.pull("coordinator", 51)
    assert (digest(session.town), session.marks, session.left_alone) == (before, [], None)


def test_after_the_last_month_nothing_moves() -> None:
    session = lived(Session(hamlet(months=2), 3), 5)
    assert session.month == 2 and not session.running
    with pytest.raises(ScenarioError, match="the run is over"):
        session.pull("coordinator", 1)


def test_reset_is_the_same_town_with_the_levers_put_back() -> None:
    session = Session(hamlet(), 3)
    first = digest(session.town)
    lived(session, 2).pull("coordinator", 2)
    session.reset()
    assert (session.month, digest(session.town), session.marks) == (0, first, [])
    assert session.scenario.levers == {} and len(session.series) == 1


def test_a_region_that_cannot_be_leaves_the_present_run() -> None:
    session = lived(Session(hamlet(), 3), 2)
    with pytest.raises(ScenarioError):
        session.begin(hamlet(places={"vik": {"population": 260, "homes": 3}}), 3)
    assert session.month == 2
    session.step()
    assert session.month == 3


def test_newcomers_who_find_no_home_are_counted_on_the_page() -> None:
    from bygd.web.series_picture import cards

    own = {"pathway": "asylum", "place": "vik", "origin": "east", "per_year": 40, "homes": "free"}
    full = hamlet(places={"vik": {"population": 260, "vacant_homes": 0}}, arrivals={"own": own})
    session = lived(Session(full, 3), 8)
    table = simulate(full, 3).to_pandas()
    counted = table[(table.measure == "arrivals_unhoused") & (table.place == "all")].set_index("month").value
    told = session.series.of("arrivals_unhoused")
    assert sum(told) > 0 and told[1:] == counted.loc[0:].tolist()
    shown = cards(session.series, session.baseline, [], 8, full.start)
    assert 'data-measure="arrivals_unhoused"><h3>Turned away, no home</h3>' in shown


def test_two_sessions_are_apart() -> None:
    one, other = Session(hamlet(), 3), Session(hamlet(), 3)
    one.pull("free_hours", 90)
    lived(one, 4)
    lived(other, 8)
    assert digest(other.town) == simulate(hamlet(), 3).digest
    assert one.month == 4 and other.marks == []


def test_nothing_is_asked_of_a_lever_that_stands_where_it_is_wanted() -> None:
    session = Session(helped(), 1)
    for lever in session.levers:
        value = session.value(lever)
        assert changes_of(lever, value, session.town, session.now, session.handles) == {}


@pytest.mark.slow
def test_playing_on_and_on_takes_no_more_memory() -> None:
    import gc

    import psutil

    from bygd.web.frame import frame_of
    from bygd.web.network import TownNetwork

    session = Session(hamlet(months=50), 3)

    def held_after_playing() -> int:
        """Bytes the process holds after one more run, watched month by month with its levers moved."""
        session.reset()
        network = TownNetwork(session.town)
        session.pull("coordinator", 1)
        for number in range(50):
            session.step()
            frame_of(session, network, number, playing=True)
        gc.collect()
        return int(psutil.Process().memory_info().rss)

    after_50 = held_after_playing()
    after_300 = [held_after_playing() for _ in range(5)][-1]
    assert after_300 - after_50 < 16_000_000
