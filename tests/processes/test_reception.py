"""Promises of reception: who waits is decided on once, permits are an identity, what hangs on work ends without."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import STILL, Exit, Flow, Permit, Schooling, Sex, Status
from sim.measures.cohorts import retention
from sim.processes import arrivals, reception
from sim.processes.hazards import CAUSES, newcomer_hazard
from sim.processes.seeking import search_intensity
from sim.town import Town, Used
from tests.processes.homes import add_homes, family, here
from tests.processes.towns import add_employer, add_person, employ, posts_of, town_of

STREAM = {"pathway": "asylum", "place": "place0", "origin": "one", "per_year": 120.0}
KINDS = (Permit.WAITING, Permit.TEMPORARY, Permit.PERMANENT, Permit.WORK)


def receiving(waiting: dict[str, Any] | None = None, permit: dict[str, Any] | None = None, **sections: Any) -> Town:
    """An empty town with homes to which a stream comes that waits for 8 months on average."""
    stream = {**STREAM, "waiting": {"months": 8, **(waiting or {})}, "permit": permit or {}}
    arriving = {"inflow": False, "reunification": False, **sections.pop("arriving", {})}
    town = town_of(origins={"one": {}}, arrivals={"stream": stream}, arriving=arriving, **sections)
    add_homes(town, 600, beds=8)
    return town


def counted(town: Town) -> dict[Permit, int]:
    permits = town.state.people.permit[here(town)]
    return {kind: int((permits == kind).sum()) for kind in KINDS}


def live(town: Town, months: int) -> None:
    """Arrivals and decisions alone; in every month people by permit are those of before, more those given one, less
    those whose ended."""
    places = town.state.places
    for _ in range(months):
        before = counted(town)
        for counters in (places.flows, places.permits_given, places.permits_ended, places.settled_by):
            counters[:] = 0
        arrivals.step(town)
        reception.step(town)
        after = counted(town)
        for kind in KINDS:
            given, ended = (int(flow[:, kind].sum()) for flow in (places.permits_given, places.permits_ended))
            assert after[kind] == before[kind] + given - ended, kind.name
        town.month += 1


def uids(town: Town, rows: Any) -> set[int]:
    return set(town.state.people.uid[rows].tolist())


def everybody(town: Town) -> np.ndarray[Any, Any]:
    return np.arange(int(town.used[Used.PEOPLE]))


def test_they_wait_and_are_then_settled() -> None:
    town = receiving(reception={"onward_months": 0})
    live(town, 36)
    people, rows = town.state.people, here(town)
    waits, settled = (rows[people.permit[rows] == kind] for kind in (Permit.WAITING, Permit.PERMANENT))
    assert len(waits) > 20 and len(settled) > 100 and len(waits) + len(settled) == len(rows)
    assert (people.introduction_end[waits] < 0).all(), "no introduction before the permit"
    assert (people.introduction_end[settled] == people.arrival[settled] + 24).all()
    assert 6 < people.waited[settled].mean() < 10 and people.waited[settled].std() > 2
    assert (people.permit_until[waits] >= town.month).all(), "somebody was passed over"
    cohort = retention(town, ["place0"])
    assert cohort.at_risk[0] == len(settled), "who waits is in no cohort"


def test_without_waiting_nobody_waits_and_all_have_their_permit() -> None:
    town = receiving({"months": 0})
    live(town, 12)
    assert counted(town)[Permit.PERMANENT] == len(here(town)) > 50
    assert (town.state.people.waited[here(town)] == 0).all()


@pytest.mark.parametrize("switch", [True, False])
def test_decisions_can_be_switched_off(switch: bool) -> None:
    town = receiving(reception={"permits": switch})
    live(town, 24)
    assert (counted(town)[Permit.PERMANENT] == 0) is not switch


def test_refused_households_depart_and_a_larger_share_refuses_none_that_a_lower_one_grants() -> None:
    granted = {}
    for share in (0.4, 0.7):
        town = receiving({"granted": share}, reception={"onward_months": 0})
        live(town, 30)
        people, rows = town.state.people, everybody(town)
        refused = rows[people.permit[rows] == Permit.REFUSED]
        granted[share] = uids(town, rows[people.permit[rows] == Permit.PERMANENT])
        decided = len(granted[share]) + len(refused)
        assert abs(len(granted[share]) / decided - share) < 0.12
        assert (people.status[refused] == Status.LEFT).all() and (people.exit_cause[refused] == Exit.REFUSED).all()
        assert (town.state.households.size[people.household[rows[people.status[rows] == Status.HERE]]] > 0).all()
    assert granted[0.4] < granted[0.7]


def test_a_household_with_somebody_who_may_stay_is_not_refused() -> None:
    town = receiving({"granted": 0.0}, arriving={"newcomers": False})
    waiting, partner = family(town, 30.0, 32.0, newcomer=True)
    (alone,) = family(town, 30.0, newcomer=True)
    people = town.state.people
    people.stream[[waiting, alone]] = town.kept(reception.sources_of).streams.uid[0]
    for person in (waiting, alone):
        people.permit[person], people.permit_until[person] = Permit.WAITING, 3
    people.permit[partner] = Permit.PERMANENT
    live(town, 5)
    assert people.status[alone] == Status.LEFT and people.status[waiting] == Status.HERE
    assert people.permit[waiting] == Permit.PERMANENT


def test_many_leave_in_the_month_of_their_permit_and_fewer_who_have_friends() -> None:
    left = {}
    for friends in (0, 5):
        town = receiving(leaving={"base": 0.05})
        for _ in range(30):
            town.state.contacts.bridging[:] = friends
            live(town, 1)
            left[friends] = left.get(friends, 0) + int(town.state.places.flows[:, Flow.LEFT_AT_PERMIT].sum())
    assert left[0] > 1.3 * left[5] > 0


def test_waiting_holds_and_costs_work_later() -> None:
    town = town_of()
    (person,) = family(town, 35.0, sexes=(Sex.MAN,), newcomer=True, arrival=-30)
    pushes = np.zeros(CAUSES)
    household = int(town.state.people.household[person])
    free = newcomer_hazard(town.state, town.rules, household, pushes)
    looks = search_intensity(town.state, town.rules, person)
    town.state.people.permit[person] = Permit.WAITING
    assert newcomer_hazard(town.state, town.rules, household, pushes) == pytest.approx(0.1 * free)
    assert search_intensity(town.state, town.rules, person) == pytest.approx(0.3 * looks)
    town.state.people.permit[person], town.state.people.waited[person] = Permit.PERMANENT, 12
    assert search_intensity(town.state, town.rules, person) == pytest.approx((1 - 0.195) * looks, rel=1e-3)


def test_temporary_permits_are_renewed_or_end() -> None:
    town = receiving({"months": 0}, {"kind": "temporary", "months": 12, "renewed": 0.6})
    live(town, 36)
    people, rows = town.state.people, everybody(town)
    old = rows[people.arrival[rows] < 20]
    stay = people.status[old] == Status.HERE
    assert 0.4 < stay.mean() < 0.8
    assert (people.permit[old[stay]] == Permit.PERMANENT).all()
    assert (people.exit_cause[old[~stay]] == Exit.PERMIT_ENDED).all()
    assert (people.exit_month[old[~stay]] == people.arrival[old[~stay]] + 12).all()


def test_a_permit_that_is_renewed_as_a_temporary_one_ends_again() -> None:
    town = receiving({"months": 0}, {"kind": "temporary", "months": 6, "renewed": 0.9, "then": "temporary"})
    live(town, 40)
    people, rows = town.state.people, everybody(town)
    lasted = (
        people.exit_month[rows][people.status[rows] == Status.LEFT]
        - people.arrival[rows][people.status[rows] == Status.LEFT]
    )
    assert set(lasted % 6) == {0} and len(set(lasted.tolist())) > 2


def hanging_on_work(**columns: Any) -> tuple[Town, int]:
    town = receiving({"months": 0}, {"kind": "work", "within": 6}, arriving={"newcomers": False})
    (person,) = family(town, 20.0, sexes=(Sex.MAN,), newcomer=True)
    people = town.state.people
    people.permit[person], people.stream[person] = Permit.WORK, town.kept(reception.sources_of).streams.uid[0]
    for column, value in columns.items():
        getattr(town.state.work, column)[person] = value
    return town, person


def test_who_leaves_school_without_work_departs_after_six_months() -> None:
    town, person = hanging_on_work(studying=1)
    people = town.state.people
    live(town, 10)
    assert people.permit_until[person] == STILL, "at school nobody counts"
    town.state.work.studying[person] = 0
    live(town, 6)
    assert people.status[person] == Status.HERE
    live(town, 1)
    assert people.status[person] == Status.LEFT and people.exit_cause[person] == Exit.PERMIT_ENDED
    assert town.state.places.flows[0, Flow.REFUSED] == 1


def test_with_work_within_the_months_the_permit_is_permanent() -> None:
    town, person = hanging_on_work()
    live(town, 4)
    employer = add_employer(town, posts=1, skill=Schooling.COMPULSORY)
    employ(town, person, posts_of(town, employer)[0])
    live(town, 10)
    assert town.state.people.status[person] == Status.HERE
    assert town.state.people.permit[person] == Permit.PERMANENT


def test_a_grown_partner_stays_and_children_do_not_stay_alone() -> None:
    town, person = hanging_on_work()
    (mother,) = family(town, 30.0, newcomer=True)
    child = add_person(town, age=4.0, household=int(town.state.people.household[mother]))
    people = town.state.people
    people.permit[mother], people.stream[mother] = Permit.WORK, people.stream[person]
    live(town, 8)
    assert (people.status[[person, mother, child]] == Status.LEFT).all()
