"""Promises of money: how much, for how long, and what an end undoes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim import allocation
from sim.codes import NOBODY, Enrolment, FocusSlot, Pathway, Status, StreamState, TieKind
from sim.measures.counting import record_some
from sim.measures.recorder import Recorder
from sim.processes import coordination
from sim.processes.funding import results_of
from sim.town import Town, Used
from tests.processes.civil import civil_town, enrolled, helped, kind_of, live, mentors_of, said
from tests.processes.societies import settle, with_rules
from tests.processes.towns import add_person

MONTHLY = {"help": {"form": "support", "cost": {"per_month": 30.0}}}
FINE = {"finances": 1.0, "will": 1.0}


def paid_for(stream: dict[str, Any], programmes: dict[str, Any] = MONTHLY, **sections: Any) -> Town:
    return civil_town(funding={"pot": stream}, programmes=programmes, **sections)


def months_run(town: Town, months: int, row: int = 0) -> list[int]:
    """Months, of the next so many, in which a programme runs."""
    ran = []
    for _ in range(months):
        month = town.month
        live(town)
        if town.state.programmes.stream[row] != NOBODY:
            ran.append(month)
    return ran


def test_a_grant_comes_at_the_start_of_each_year_and_for_part_of_a_year_in_proportion() -> None:
    town = paid_for({"per_year": 600.0, "months": 18})
    streams = town.state.streams
    assert live(town, 1).state.streams.granted[0] == 600.0
    live(town, 11)
    assert streams.granted[0] == 600.0
    live(town, 1)
    assert streams.granted[0] == 900.0
    live(town, 5)
    assert streams.granted[0] == 900.0


def test_what_is_left_at_the_end_of_a_period_goes_back() -> None:
    town = live(paid_for({"per_year": 600.0, "months": 18}), 19)
    streams = town.state.streams
    assert streams.spent[0] == 18 * 30.0
    assert streams.returned[0] == 900.0 - 18 * 30.0


def test_without_an_amount_the_payer_pays_what_it_costs() -> None:
    town = live(paid_for({"months": 12}, {"help": {"form": "support", "cost": {"per_month": 1e6}}}), 12)
    assert town.state.streams.spent[0] == town.state.streams.granted[0] == 12e6


def test_money_that_runs_out_stops_what_it_paid_that_month_and_the_log_says_so() -> None:
    town = paid_for({"per_year": 100.0, "months": 36})
    assert months_run(town, 30) == [0, 1, 2, 12, 13, 14, 24, 25, 26, 27]
    assert said(town, "help: its money has run out") == [3, 15, 28]
    assert said(town, "help: stops") == [3, 15, 28]
    assert said(town, "help: begins") == [0, 12, 24]


def test_what_ran_out_of_money_waits_for_the_next_grant_even_if_it_would_cost_less() -> None:
    """Without participants a programme costs nothing: it must not begin again and again."""
    costs = {"form": "support", "cost": {"per_participant": 10.0}}
    town = paid_for({"per_year": 1000.0, "permanent": True}, {"help": costs})
    settle(town, 30, newcomer=True)
    assert months_run(town, 14) == [0, 1, 2, 3, 12, 13]


def test_one_who_cannot_be_paid_leaves_the_money_to_the_others() -> None:
    dear = {"form": "support", "cost": {"per_month": 1e6}}
    town = paid_for({"per_year": 1000.0, "months": 12}, {"dear": dear, **MONTHLY})
    assert months_run(town, 3, row=1) == [0, 1, 2]
    assert town.state.programmes.uid[0] == 0


def test_a_stream_begins_with_its_month_and_ends_after_its_months() -> None:
    town = paid_for({"start": "2010-04", "months": 5})
    assert months_run(town, 12) == [3, 4, 5, 6, 7]
    assert said(town, "pot: the money has come to its end") == [8]
    assert town.state.streams.state[0] == StreamState.ENDED


def test_a_permanent_stream_does_not_end() -> None:
    assert months_run(paid_for({"permanent": True}), 60) == list(range(60))


@pytest.mark.parametrize(("gap", "runs"), [(0, [0, 1, 2, 3, 4, 5]), (2, [0, 1, 4, 5, 8, 9])])
def test_a_renewal_comes_after_its_gap_and_no_oftener_than_allowed(gap: int, runs: list[int]) -> None:
    town = paid_for({"months": 2, "renewals": 2, "renewal_chance": 1.0, "renewal_gap": gap})
    assert months_run(town, 20) == runs
    assert len(said(town, "granted for another period")) == 2


def test_an_application_can_fail() -> None:
    town = paid_for({"months": 2, "renewals": 9, "renewal_chance": 0.0, "renewal_gap": 0})
    assert months_run(town, 10) == [0, 1]


@pytest.mark.parametrize(
    ("money", "stream", "lasts"),
    [
        (FINE, {"takeover": 1.0}, True),
        (FINE, {"takeover": 0.0}, False),
        ({**FINE, "finances": 0.0}, {"takeover": 1.0}, False),
        ({**FINE, "will": 0.0}, {"takeover": 1.0}, False),
    ],
)
def test_the_municipality_takes_over_by_chance_finances_and_will(money: Any, stream: Any, lasts: bool) -> None:
    town = paid_for({"months": 3, "takeover_results": 0.0, "per_year": 500.0, **stream}, money=money)
    assert months_run(town, 40) == list(range(40 if lasts else 3))
    assert bool(said(town, "taken over by the municipality")) == lasts
    recorder = Recorder(["place0"])
    record_some(town, recorder, "spent")
    payers = {
        row.group
        for row in recorder.measures().to_pandas().itertuples()
        if row.measure == "spent_by_payer" and row.value > 0
    }
    assert payers == ({"municipality"} if lasts else set())


def test_what_is_taken_over_is_paid_in_full() -> None:
    town = paid_for({"months": 3, "takeover_results": 0.0, "per_year": 500.0, "takeover": 1.0}, money=FINE)
    live(town, 3)
    with_rules(town, programmes={"help": {"cost": {"per_month": 1e5}}})
    assert months_run(town, 12) == list(range(3, 15))


@pytest.mark.parametrize("stay", [True, False])
def test_results_weigh_in_the_takeover(stay: bool) -> None:
    town = paid_for({"months": 3, "takeover_results": 1.0, "takeover": 1.0}, money=FINE)
    rows = settle(town, 20, newcomer=True)
    live(town, 2)
    assert enrolled(town, Enrolment.ACTIVE) == set(rows)
    if not stay:
        town.state.people.status[list(rows)] = Status.LEFT
    live(town, 3)
    assert bool(said(town, "taken over")) == stay


def test_results_are_of_those_who_took_part_and_not_of_those_who_only_waited() -> None:
    town = paid_for({"months": 36}, {"help": {"form": "support", "capacity": 10, "months": 24}})
    rows = settle(town, 20, newcomer=True)
    live(town, 2)
    waiting = enrolled(town, Enrolment.WAITING)
    assert len(waiting) == 10
    town.state.people.status[list(waiting)] = Status.LEFT
    live(town, 2)
    assert enrolled(town, Enrolment.DONE) == waiting < set(rows)
    assert results_of(town, "pot") == 1.0


def test_procurement_costs_months_and_overhead_and_a_partnership_neither() -> None:
    stream = {
        "months": 12,
        "renewals": 1,
        "renewal_chance": 1.0,
        "renewal_gap": 0,
        "procurement_months": 4,
        "procurement_overhead": 0.5,
    }
    town = paid_for({**stream, "arrangement": "procurement"})
    assert months_run(town, 30) == [*range(4, 12), *range(16, 24)]
    assert town.state.streams.spent[0] == 16 * 45.0
    town = paid_for({**stream, "arrangement": "partnership"})
    assert months_run(town, 30) == list(range(24))
    assert town.state.streams.spent[0] == 24 * 30.0


def test_a_programme_costs_staff_participants_and_volunteers_and_its_start_once() -> None:
    each = {
        "staff": 0.5,
        "hours": 4.0,
        "cost": {"start": 1000.0, "per_month": 10.0, "per_participant": 3.0, "per_volunteer": 2.0},
    }
    town = paid_for({"months": 12}, {"mentors": each}, money={"staff_month": 200.0})
    helped(town, 20, 10)
    costs = [float(live(town).state.programmes.cost[0]) for _ in range(3)]
    assert costs == [1110.0, 110.0 + 10 * 3.0 + 10 * 2.0, 110.0 + 10 * 3.0 + 10 * 2.0]


@pytest.mark.parametrize(("drift", "staff", "lost"), [(1.0, 1.0, True), (0.0, 1.0, False), (1.0, 0.0, False)])
def test_staff_leave_before_the_end_of_the_money_and_their_experience_with_them(
    drift: float, staff: float, lost: bool
) -> None:
    help_ = {"help": {"form": "support", "staff": staff}}
    town = paid_for({"months": 12}, help_, money={"drift": drift, "drift_months": 3})
    live(town, 9)
    assert town.state.programmes.months_run[0] == 9
    live(town, 2)
    assert (town.state.programmes.months_run[0] < 9) == lost
    assert bool(said(town, "staff leave")) == lost


def test_the_budget_of_the_run_stops_everything_for_good() -> None:
    streams = {"pot": {"months": 24}, "later": {"start": "2011-06", "permanent": True}}
    programmes = {**MONTHLY, "next": {"form": "support", "funding": ["later"], "cost": {"per_month": 1.0}}}
    town = civil_town(funding=streams, programmes=programmes, money={"budget": 100.0})
    assert months_run(town, 3) == [0, 1, 2]
    live(town, 40)
    assert town.state.streams.spent.tolist() == [90.0, 0.0]
    assert said(town, "the budget of the run is used up") == [3]
    assert (town.state.streams.state == StreamState.ENDED).all()
    with_rules(town, money={"budget": 1e9})
    assert months_run(town, 12, row=1) == []


def test_what_nobody_pays_does_not_count_against_the_budget() -> None:
    dear = {"form": "support", "cost": {"per_month": 1e6}}
    town = paid_for({"per_year": 1000.0, "months": 12}, {"dear": dear, **MONTHLY}, money={"budget": 1000.0})
    assert months_run(town, 12, row=1) == list(range(12))


def test_one_stream_after_another_pays_without_a_break() -> None:
    streams = {"first": {"months": 5}, "second": {"start": "2010-06", "months": 4, "payer": "eu"}}
    each = {"form": "support", "funding": ["first", "second"], "cost": {"start": 100.0, "per_month": 1.0}}
    town = civil_town(funding=streams, programmes={"help": each})
    assert months_run(town, 12) == list(range(9))
    assert town.state.streams.spent.tolist() == [105.0, 4.0]
    assert said(town, "help: begins") == [0]
    assert said(town, "help: stops") == [9]


def test_a_stream_switched_off_stops_what_it_pays_and_gives_the_rest_back() -> None:
    town = live(paid_for({"per_year": 600.0, "months": 24}), 4)
    with_rules(town, funding={"pot": {"active": False}})
    assert months_run(town, 12) == []
    assert town.state.streams.returned[0] == 600.0 - 4 * 30.0


def test_an_end_breaks_up_matches_sends_the_queue_home_and_forgets() -> None:
    mentors = {"mentors": {"capacity": 10, "months": 24}}
    town = paid_for({"months": 6}, mentors)
    helped(town, 20, 15)
    live(town, 6)
    (matched, waiting) = enrolled(town, Enrolment.ACTIVE), enrolled(town, Enrolment.WAITING)
    assert (len(matched), len(waiting)) == (10, 5)
    pairs = [(person, mentors_of(town, person)[0]) for person in matched]
    assert all(kind_of(town, *pair) == TieKind.MENTOR for pair in pairs)
    live(town, 1)
    assert all(kind_of(town, *pair) == TieKind.FRIEND for pair in pairs), "ties live on by their own hours"
    assert enrolled(town, Enrolment.ACTIVE, Enrolment.WAITING) == set()
    assert town.state.programmes.months_run[0] == 0
    assert (town.state.civic.company == 0.0).all()
    assert (town.state.civic.load == 0.0).all()


def test_an_end_breaks_up_groups() -> None:
    town = paid_for({"months": 6}, {"cafe": {"form": "group", "months": 24}})
    helped(town, 20, 15)
    live(town, 6)
    column = town.state.memberships.focus[:, FocusSlot.PROGRAMME]
    assert (column != NOBODY).sum() > 15
    live(town, 1)
    assert (town.state.memberships.focus[:, FocusSlot.PROGRAMME] == NOBODY).all()


def test_a_successor_starts_from_scratch_and_takes_those_who_only_waited() -> None:
    stream = {"months": 6, "renewals": 1, "renewal_chance": 1.0, "renewal_gap": 2}
    town = paid_for(stream, {"mentors": {"capacity": 10, "months": 24}})
    helped(town, 30, 15)
    live(town, 6)
    first, waited = enrolled(town, Enrolment.ACTIVE), enrolled(town, Enrolment.WAITING)
    live(town, 3)
    assert town.state.programmes.months_run[0] == 1
    assert enrolled(town, Enrolment.ACTIVE) == waited
    assert not enrolled(town, Enrolment.ACTIVE) & first


def test_an_end_lets_the_coordinator_go_and_a_successor_starts_from_scratch() -> None:
    stream = {"pot": {"months": 12, "renewals": 1, "renewal_chance": 1.0, "renewal_gap": 1}}
    town = civil_town(
        funding=stream, coordinators={"post": {"tenure": 60}}, money={"drift": 0.0}, coordination={"turnover": 0.0}
    )
    settle(town, 40)
    live(town, 12, coordination.step)
    assert town.state.posts.tenure[0] == 71
    before = float(town.state.posts.embedded[0])
    live(town, 1, coordination.step)
    assert (town.state.posts.filled[0], town.state.posts.holder[0]) == (0, NOBODY)
    live(town, 1, coordination.step)
    assert town.state.posts.tenure[0] == 0
    assert town.state.posts.embedded[0] < before


def test_a_vacant_post_costs_its_office_alone() -> None:
    town = civil_town(
        coordinators={"post": {"fte": 2.0, "cost_per_month": 70.0}},
        money={"staff_month": 100.0},
        coordination={"turnover": 0.0, "vacancy_months": 2},
    )
    settle(town, 40)
    live(town, 2, coordination.step)
    assert town.state.posts.cost[0] == 270.0
    town.state.people.status[town.state.posts.holder[0]] = Status.LEFT
    live(town, 2, coordination.step)
    assert town.state.posts.filled[0] == 0
    assert town.state.posts.cost[0] == 70.0


def purse(town: Town) -> dict[tuple[str, str], float]:
    recorder = Recorder(list(town.scenario.places))
    record_some(town, recorder, "tax")
    return {(row.place, row.measure): row.value for row in recorder.measures().to_pandas().itertuples()}


def test_state_grants_follow_who_moves_and_stop_after_their_months() -> None:
    money = {"state_grant": 2400.0, "state_grant_months": 24}
    town = civil_town(places=2, money=money)
    rows = settle(town, 10, newcomer=True, arrival=0)
    add_person(town, newcomer=True, pathway=Pathway.LABOUR)
    town.month = 5
    assert purse(town)["place0", "state_grants"] == 1000.0
    town.state.people.place[list(rows)[:4]] = 1
    assert purse(town)["place0", "state_grants"] == 600.0
    assert purse(town)["place1", "state_grants"] == 400.0
    town.month = 25
    assert purse(town)["place1", "state_grants"] == 0.0


def test_state_grants_are_spread_over_years_as_said() -> None:
    money = {"state_grant": 3600.0, "state_grant_months": 24, "state_grant_years": [2.0, 1.0]}
    town = civil_town(money=money)
    settle(town, 10, newcomer=True, arrival=0)
    for month, each in ((1, 200.0), (12, 200.0), (13, 100.0), (24, 100.0), (25, 0.0)):
        town.month = month
        assert purse(town)["place0", "state_grants"] == pytest.approx(10 * each)


def test_newcomers_in_work_pay_tax_and_those_without_cost_support_after_their_introduction() -> None:
    town = civil_town(money={"tax_rate": 1.0, "income": [84.0] * 3, "support_without_work": 5.0})
    rows = settle(town, 10, newcomer=True, introduction_end=24)
    settle(town, 10)
    town.state.work.job[list(rows)[:4]] = 1
    town.month = 12
    assert (purse(town)["place0", "tax"], purse(town)["place0", "support"]) == (28.0, 0.0)
    town.month = 30
    assert purse(town)["place0", "support"] == 30.0


def test_one_month_without_money_makes_no_debt() -> None:
    """Whatever runs, no stream with an amount spends more than it was granted."""
    costs = {"form": "support", "cost": {"per_participant": 7.0, "per_month": 3.0, "start": 11.0}}
    town = paid_for({"per_year": 500.0, "permanent": True}, {"a": costs, "b": costs})
    settle(town, 25, newcomer=True)
    for _ in range(40):
        live(town)
        streams = town.state.streams
        assert streams.spent[0] <= streams.granted[0]
        assert streams.month_spent[0] == pytest.approx(town.state.programmes.cost.sum())


def test_streams_that_pay_for_nothing_leave_no_trace_in_the_state() -> None:
    town = live(civil_town(funding={"pot": {"months": 3}}), 6)
    empty = allocation.allocate("streams", 1)
    assert np.array_equal(town.state.streams.uid, empty.uid)
    assert town.used[Used.ENROLMENTS] == 0
