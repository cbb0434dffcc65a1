"""What programmes carry, one thing at a time."""

from __future__ import annotations

from typing import Any

import pytest

from sim.codes import NOBODY, ClubType, Enrolment, FocusSlot, InformationSource, Schooling, Sex
from sim.history import begin
from sim.processes import clubs, language
from sim.processes.work import step as working
from sim.scenario import scenario_from
from sim.schedule import month
from sim.town import Town, Used
from tests.processes.civil import QUIET, civil_town, helped, live
from tests.processes.societies import acquaint, befriend, clubs_of, live_together, open_club, settle, with_rules
from tests.processes.towns import add_employer, add_person

ACTIVE, WAITING, DONE = Enrolment.ACTIVE, Enrolment.WAITING, Enrolment.DONE
GROUP = FocusSlot.PROGRAMME


def carrying(carries: dict[str, Any], *, form: str = "support", months: int = 1, **sections: Any) -> tuple[Town, range]:
    town = civil_town(programmes={"help": {"form": form, "months": 60, "carries": carries}}, **sections)
    _, rows = helped(town, 40, 40, **sections.pop("person", {}))
    return live(town, months), rows


def test_practice_of_the_language_is_learnt_from() -> None:
    def level(hours: float) -> float:
        town = civil_town(
            programmes={"help": {"form": "support", "carries": {"language": hours}}}, language={"courses": False}
        )
        rows = settle(town, 20, newcomer=True, language=0.0)
        live(town, 12, language.step)
        return float(town.state.minds.language[list(rows)].mean())

    assert level(0.0) == 0.0
    assert level(5.0) < level(40.0)


@pytest.mark.parametrize(
    ("form", "by"),
    [
        ("mentor", InformationSource.MENTOR),
        ("group", InformationSource.PROGRAMME),
        ("support", InformationSource.PROGRAMME),
    ],
)
def test_information_tells_of_a_club_of_the_mentor_s_or_of_the_place(form: str, by: InformationSource) -> None:
    def heard(chance: float) -> Town:
        town = civil_town(programmes={"help": {"form": form, "carries": {"information": chance}}})
        mentors, _ = helped(town, 40, 20)
        open_club(town, ClubType.VILLAGE, mentors)
        if form == "mentor":
            open_club(town, ClubType.SPORT)  # to which no mentor belongs
        return live(town, 6)

    town = heard(1.0)
    informed = town.state.memberships.candidate[40:60]
    assert (informed != NOBODY).sum() > 10
    assert set(town.state.memberships.told_by[40:60][informed != NOBODY].tolist()) == {by}
    if form == "mentor":
        assert set(informed[informed != NOBODY].tolist()) == {0}
    assert (heard(0.0).state.memberships.candidate == NOBODY).all()


def test_a_group_may_tell_of_one_kind_of_club_only() -> None:
    town = civil_town(programmes={"help": {"form": "group", "carries": {"information": 1.0, "clubs": "sport"}}})
    helped(town, 40, 20)
    for kind in (ClubType.VILLAGE, ClubType.CULTURE, ClubType.SPORT, ClubType.AID):
        open_club(town, kind)
    town = live(town, 6)
    informed = town.state.memberships.candidate[40:60]
    assert (informed != NOBODY).sum() > 10
    assert set(town.state.clubs.type[informed[informed != NOBODY]].tolist()) == {ClubType.SPORT}


def test_a_mentor_introduces_friends() -> None:
    def introduced(chance: float) -> int:
        town = civil_town(programmes={"help": {"months": 60, "carries": {"friends": chance}}}, meeting=QUIET)
        mentors, rows = helped(town, 40, 20, openness=1.0)
        town.state.minds.openness[:] = 1.0
        acquaint(town, mentors, steps=10)
        live(town, 8)
        return int((town.state.ties.partner[list(rows)] != NOBODY).sum()) - 20

    assert introduced(0.0) == 0
    assert introduced(1.0) > 10


def in_work(leads: float, rival: str = "direct") -> set[int]:
    town = civil_town(
        people=600,
        programmes={"help": {"form": "support", "carries": {"job_leads": leads}, "capacity": 500, "months": 60}},
        rivals={"mentor_effect": rival},
        work={"posts": False},
    )
    rows = settle(town, 200, newcomer=True, language=0.5)
    for _ in range(20):
        add_employer(town, posts=15, willingness=0.5)
    live(town, 3, working)
    return {row for row in rows if town.state.work.job[row] != NOBODY}


def test_job_leads_help_only_under_the_rival_that_mentors_help_directly() -> None:
    assert len(in_work(0.0)) < len(in_work(5.0))
    assert in_work(5.0, "through_ties") == in_work(0.0, "through_ties") == in_work(0.0)


def test_help_with_recognition_makes_qualifications_count_sooner() -> None:
    def recognised(factor: float) -> int:
        town = civil_town(
            programmes={"help": {"form": "support", "carries": {"recognition": factor}, "capacity": 200, "months": 60}},
            work={"hiring": False, "recognition_months": 36.0},
        )
        rows = settle(town, 100, newcomer=True, schooling=Schooling.HIGHER, recognised=0)
        live(town, 6, working)
        return int(town.state.people.recognised[list(rows)].sum())

    assert 0 < recognised(0.0) < recognised(5.0)


def test_experience_counts_as_months_of_work_here() -> None:
    def months(rate: float) -> list[int]:
        town = civil_town(programmes={"help": {"form": "support", "carries": {"experience": rate}}})
        rows = settle(town, 40, newcomer=True)
        return live(town, 6).state.work.months_worked[list(rows)].tolist()

    assert months(0.0) == [0] * 40
    assert months(1.0) == [6] * 40
    assert 3 * 40 * 0.7 < sum(months(0.5)) < 3 * 40 * 1.3


def members(
    carries: dict[str, Any], sport: dict[str, Any] | None = None, *, club_place: int = 0, **person: Any
) -> set[int]:
    """Newcomers who join a sport club they look for themselves."""
    town = civil_town(
        places=2,
        minutes=20.0,
        programmes={"help": {"form": "support", "capacity": 200, "months": 60, "carries": carries}},
        clubs={
            "own_search": 0.5,
            "own_search_no_language": 1.0,
            "closing": False,
            "foundings": False,
            "hear_from_friends": 1.0,
            "sport": {"leaving": 0.0, **(sport or {})},
        },
    )
    hosts = settle(town, 20, place=club_place)
    open_club(town, ClubType.SPORT, hosts, place=club_place)
    seekers = settle(town, 100, **{"newcomer": True, **person})
    if club_place:
        for seeker in seekers:
            befriend(town, seeker, seeker % 20)
    live(town, 8, clubs.step)
    return {row for row in seekers if clubs_of(town, row)}


def test_fee_support_brings_those_who_cannot_pay() -> None:
    dear = {"fee": 400.0}
    assert members({}, dear) < members({"fee_support": 0.5}, dear) < members({"fee_support": 1.0}, dear)


def test_a_lift_brings_those_without_a_car_to_clubs_here_and_in_the_next_place() -> None:
    far = {"transport": 0.9}
    assert members({}, far, car=False) < members({"transport": True}, far, car=False)
    assert members({"transport": True}, far, car=False) == members({}, far, car=True)
    assert members({}, club_place=1, car=False) == set()
    assert members({"transport": True}, club_place=1, car=False)


def test_a_lift_brings_those_without_a_car_to_work_in_the_next_place() -> None:
    def commuters(lift: bool, car: bool = False) -> set[int]:
        town = civil_town(
            places=2,
            people=600,
            minutes=40.0,
            work={"posts": False},
            programmes={"help": {"form": "support", "capacity": 500, "carries": {"transport": lift}}},
        )
        rows = settle(town, 100, newcomer=True, car=car)
        for _ in range(10):
            add_employer(town, posts=15, place=1, willingness=1.0)
        live(town, 6, working)
        return {row for row in rows if town.state.work.job[row] != NOBODY}

    assert commuters(False) == set()
    assert commuters(True) == commuters(False, car=True) > set()


def test_childcare_lets_mothers_of_small_children_into_courses_and_clubs() -> None:
    def found(childcare: bool) -> tuple[int, int]:
        town = civil_town(
            programmes={
                "help": {"form": "support", "capacity": 200, "months": 60, "carries": {"childcare": childcare}}
            },
            language={"course_places": 1000, "childcare": 0.0},
            clubs={
                "own_search": 0.5,
                "own_search_no_language": 1.0,
                "closing": False,
                "foundings": False,
                "mothers_of_small_children": 0.1,
                "culture": {"leaving": 0.0},
            },
        )
        open_club(town, ClubType.CULTURE, settle(town, 20))
        rows = settle(town, 60, newcomer=True, sex=Sex.WOMAN, age=30.0, language=0.3)
        for row in rows:
            live_together(town, row, add_person(town, age=1.0))
        live(town, 5, clubs.step, language.step)
        return int(town.state.minds.in_course.sum()), len([row for row in rows if clubs_of(town, row)])

    without, with_ = found(False), found(True)
    assert without[0] == 0 < with_[0]
    assert without[1] < with_[1]


def test_care_mends_health_by_a_share_of_the_way() -> None:
    town, rows = carrying({"health": 0.5})
    assert (town.state.people.health[list(rows)] == 1.0).all()
    town.state.people.health[list(rows)] = 0.2
    live(town)
    assert town.state.people.health[list(rows)].tolist() == pytest.approx([0.6] * 40)
    town, rows = carrying({"health": 0.0})
    town.state.people.health[list(rows)] = 0.2
    assert live(town).state.people.health[list(rows)].tolist() == pytest.approx([0.2] * 40)


def test_employers_of_its_places_grow_readier() -> None:
    def willing(rate: float) -> list[float]:
        town = civil_town(
            places=2, programmes={"help": {"form": "support", "places": ["place0"], "carries": {"willingness": rate}}}
        )
        both = [add_employer(town, posts=1, place=place, willingness=0.5) for place in (0, 1)]
        live(town, 2)
        return town.state.employers.willingness[both].tolist()

    assert willing(0.0) == [0.5, 0.5]
    assert willing(0.2) == pytest.approx([1.0 - 0.5 * 0.64, 0.5])


def reunited(factor: float) -> int:
    """Families still awaited after three years, of a small town whose refugees come without them."""
    town = begin(
        scenario_from(
            {
                "months": 36,
                "seed": 4,
                "places": {"alby": {"population": 400, "vacant_homes": 0.3}},
                "origins": {"one": {}},
                "arrivals": {"asylum": {"pathway": "asylum", "place": "alby", "origin": "one", "per_year": 30}},
                "ties": {"settle_months": 0},
                "leaving": {"newcomers": False},
                "arriving": {"awaiting_share_single": 1.0, "reunification_mean": 60.0},
                "funding": {"pot": {"permanent": True}},
                "programmes": {
                    "help": {
                        "funding": ["pot"],
                        "form": "support",
                        "capacity": 500,
                        "outreach": 1.0,
                        "months": 60,
                        "carries": {"reunification": factor},
                    }
                },
                "mentoring": {"outreach_alone": 1.0},
            }
        )
    )
    for _ in range(36):
        month(town)
    return int((town.state.households.awaiting[: town.used[Used.HOUSEHOLDS]] > 0).sum())


def test_help_with_reunification_brings_families_sooner() -> None:
    assert reunited(10.0) < reunited(0.0)


def test_help_that_takes_skill_grows_with_experience_and_money_does_not() -> None:
    def carried(months: int, **rules: Any) -> tuple[float, float]:
        town = civil_town(
            programmes={"help": {"form": "support", "carries": {"language": 10.0, "fee_support": 0.5}}},
            mentoring={"novice": 0.5, "experience_months": 12.0, **rules},
        )
        settle(town, 1, newcomer=True)
        live(town, months)
        return float(town.state.civic.practice[0]), float(town.state.civic.fee_support[0])

    assert carried(1) == (5.0, 0.5)
    assert carried(1)[0] < carried(6)[0] < carried(12)[0] < 10.0
    assert carried(12)[1] == 0.5
    assert carried(1, experience_months=0.0)[0] == carried(1, novice=1.0)[0] == 10.0


def test_what_is_carried_ends_with_the_programme() -> None:
    everything = {
        "language": 5.0,
        "job_leads": 1.0,
        "recognition": 1.0,
        "reunification": 1.0,
        "fee_support": 1.0,
        "childcare": True,
        "transport": True,
    }
    town, rows = carrying(everything)
    columns = ("practice", "job_help", "recognition", "reunification", "fee_support", "childcare", "lift")
    assert all((getattr(town.state.civic, name)[list(rows)] > 0).all() for name in columns)
    with_rules(town, programmes={"help": {"active": False}})
    live(town)
    assert all((getattr(town.state.civic, name) == 0).all() for name in columns)
