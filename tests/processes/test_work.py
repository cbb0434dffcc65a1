"""Promises of work: hiring by channel, careers, posts; each mechanism against the same town without it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim import codes
from sim.codes import NOBODY, Channel, Flow, Permit, Schooling, Sex, TieKind
from sim.network import tie
from sim.processes.employers import trust_in_newcomer
from sim.processes.hiring import suitable_at
from sim.processes.seeking import search_intensity
from sim.town import Town
from tests.processes.labour_markets import CAREERS, STILL, busy_town, check_books, live, market
from tests.processes.towns import add_employer, add_person, employ, employed, posts_of, town_of


def test_every_book_agrees_after_years_of_work() -> None:
    town = busy_town()
    for _ in range(8):
        live(town, 6)
        check_books(town)
    assert town.state.places.flows[:, Flow.HIRES_OPEN : Flow.JOB_LOSSES + 1].sum(axis=0).min() > 0


def test_hires_and_losses_are_counted_where_people_live() -> None:
    town = market(people=30)
    flows = town.state.places.flows[0, Flow.HIRES_OPEN : Flow.HIRES_CONTACT + 1]
    assert flows.sum() == (town.state.work.job[:30] != NOBODY).sum() > 10
    assert (town.state.work.found_by[:30][town.state.work.job[:30] != NOBODY] >= Channel.OPEN).all()


def test_nobody_is_hired_where_hiring_is_off() -> None:
    assert employed(market()) > 0.3
    assert employed(market(rules={"hiring": False})) == 0.0


def test_language_closes_care_to_those_without_it_and_farming_little() -> None:
    low = Schooling.COMPULSORY
    beginner = {"newcomer": True, "language": 0.1, "schooling": low, "skill": low, "willingness": 1.0}
    care = employed(market(sector=5, **beginner))
    farming = employed(market(sector=0, **beginner))
    assert care < farming - 0.15
    assert employed(market(sector=5, rules={"language": False}, **beginner)) > care + 0.2


def test_recognised_qualification_opens_jobs_at_ones_level() -> None:
    level = Schooling.HIGHER
    engineer = {"newcomer": True, "schooling": level, "skill": level, "willingness": 1.0}
    known = employed(market(recognised=1, **engineer))
    unknown = employed(market(recognised=0, rules={"recognition": False}, **engineer))
    assert known > unknown + 0.2


def test_qualifications_come_to_be_recognised_once_the_language_suffices() -> None:
    def recognised(language: float, **rules: Any) -> int:
        town = market(
            posts=1, months=36, rules={"hiring": False} | rules, newcomer=True, recognised=0, language=language
        )
        return int(town.state.people.recognised[:60].sum())

    assert 20 < recognised(0.6) < 55
    assert recognised(0.6, recognition=False) == 0
    assert recognised(0.2) == 0


def test_employers_willingness_and_threat_decide_over_newcomers_only() -> None:
    newcomer = {"newcomer": True}
    willing = employed(market(willingness=0.9, **newcomer))
    assert willing > employed(market(willingness=0.1, **newcomer)) + 0.2
    assert willing > employed(market(willingness=0.9, threat=1.0, rules={"threat_weight": 1.0}, **newcomer))
    assert employed(market(willingness=0.1)) == employed(market(willingness=0.9))


def test_good_hires_make_employers_willing_and_early_dismissals_unwilling() -> None:
    def willingness(tenure: int, **rules: Any) -> float:
        town = town_of(work=CAREERS | {"loss": [0.0] * 7} | rules)
        employer = add_employer(town, posts=5, willingness=0.4)
        for job in posts_of(town, employer):
            employ(town, add_person(town, newcomer=True), job, since=0)
        return float(live(town, tenure).state.employers.willingness[employer])

    assert willingness(12) > 0.45
    assert willingness(12, willingness_learning=False) == np.float32(0.4)
    assert willingness(5, loss=[0.2] * 7) < 0.4


def test_over_qualified_move_up_when_posts_of_their_level_open() -> None:
    def at_level(**rules: Any) -> int:
        town = town_of(work=STILL | {"better_job": 0.15} | rules)
        low = add_employer(town, posts=40, skill=Schooling.COMPULSORY)
        for job in posts_of(town, low):
            employ(town, add_person(town, schooling=Schooling.SECONDARY), job)
        add_employer(town, posts=40, skill=Schooling.SECONDARY)
        live(town, 24)
        return int((town.state.jobs.skill[town.state.work.job[:40]] == Schooling.SECONDARY).sum())

    assert at_level() > 15
    assert at_level(better_job=0.0) == 0


def test_people_take_jobs_below_their_schooling_unless_switched_off() -> None:
    teacher = {"schooling": Schooling.HIGHER, "skill": Schooling.COMPULSORY}
    assert employed(market(**teacher)) > 0.1
    assert employed(market(rules={"overqualification": False}, **teacher)) == 0.0


def commuters(car: bool, minutes: float = 30.0, **rules: Any) -> float:
    town = town_of(places=2, minutes=minutes, work=STILL | rules)
    for _ in range(60):
        add_person(town, place=0, car=car)
    add_employer(town, posts=60, place=1)
    return employed(live(town, 12))


def test_work_elsewhere_is_within_reach_with_a_car_only() -> None:
    assert commuters(car=True) > 0.2
    assert commuters(car=False) == 0.0
    assert commuters(car=True, minutes=90.0) == 0.0
    assert commuters(car=True, commuting=False) == 0.0


def with_contacts(rival: str = "contacts_first", kind: TieKind = TieKind.FRIEND, origin: int = 0, **rules: Any) -> Town:
    """40 seekers with two ties each into small workplaces, 40 without, and formal channels shut."""
    town = town_of(work=STILL | {"tries": 0, "contact_tries": 8} | rules, rivals={"work_and_integration": rival})
    inside = []
    for _ in range(20):
        employer = add_employer(town, posts=6, skill=Schooling.COMPULSORY, willingness=1.0)
        inside.append(add_person(town, newcomer=origin > 0, origin=origin))
        employ(town, inside[-1], posts_of(town, employer)[0])
    for number in range(80):
        seeker = add_person(town, newcomer=True, origin=1, schooling=Schooling.COMPULSORY, language=0.3)
        for contact in (inside[number % 20], inside[(number + 7) % 20]) if number < 40 else ():
            tie(seeker, contact, 15.0, kind, 100, 0, town.state.ties)
    return live(town, 12)


def test_contacts_lead_to_jobs_and_weak_ties_count() -> None:
    town = with_contacts()
    assert employed(town, range(20, 60)) > 0.15
    assert employed(town, range(60, 100)) == 0.0
    hired = [p for p in range(20, 60) if town.state.work.job[p] != NOBODY]
    assert {int(town.state.work.found_by[p]) for p in hired} == {Channel.CONTACT}
    assert all(0 <= town.state.work.contact[p] < 20 for p in hired)
    assert employed(with_contacts(contacts=False), range(20, 60)) == 0.0


def test_under_work_first_only_kin_and_compatriots_tell_of_jobs() -> None:
    seekers = range(20, 60)
    assert employed(with_contacts("work_first"), seekers) == 0.0
    assert employed(with_contacts("work_first", kind=TieKind.KIN), seekers) > 0.1
    assert employed(with_contacts("work_first", origin=1), seekers) > 0.1


def test_same_origin_contact_opens_niche_jobs() -> None:
    seekers = range(20, 60)
    niche = employed(with_contacts(origin=1), seekers)
    assert niche > employed(with_contacts(origin=1, niche_boost=1.0, niche_language=1.0), seekers)
    assert niche > employed(with_contacts(origin=2), seekers)


def test_same_origin_contact_multiplies_the_chance_of_a_workplace_more_than_ten_times() -> None:
    workplaces = 200  # those of a town of three thousand
    town = town_of(people=3000, work=STILL)
    for _ in range(workplaces):
        add_employer(town, posts=4, skill=Schooling.COMPULSORY, willingness=0.5)
    inside = []
    for employer in range(workplaces):
        inside.append(add_person(town, newcomer=True, schooling=Schooling.COMPULSORY))
        employ(town, inside[-1], posts_of(town, employer)[0])
    seekers = []
    for number in range(workplaces):
        seekers.append(add_person(town, newcomer=True, schooling=Schooling.COMPULSORY, language=0.4))
        tie(seekers[-1], inside[number], 20.0, TieKind.COMPATRIOT, 100, 0, town.state.ties)
    live(town, 12)
    hired = [p for p in seekers if town.state.work.job[p] != NOBODY]
    where = [int(town.state.jobs.employer[town.state.work.job[p]]) for p in hired]
    with_contact = sum(place == p - seekers[0] for p, place in zip(hired, where, strict=True))
    others = (len(hired) - with_contact) / (workplaces - 1)
    assert with_contact > 10 * others > 0


def test_small_children_keep_mothers_from_looking_for_work() -> None:
    def mothers(**rules: Any) -> float:
        town = town_of(work=STILL | rules)
        for _ in range(60):
            mother = add_person(town, sex=Sex.WOMAN)
            add_person(town, age=0.3, household=int(town.state.people.household[mother]))
        add_employer(town, posts=1600)
        return employed(live(town, 2), range(0, 120, 2))

    assert mothers() < mothers(childcare=False) - 0.2


@pytest.mark.parametrize(
    ("age", "rules", "parts"),
    [
        (1.5, {}, 0.2),
        (2.5, {}, 0.5),
        (2.5, {"mother_infant_until": 3}, 0.2),
        (1.5, {"mother_infant_until": 1}, 0.5),
        (7.5, {}, 1.0),
        (7.5, {"mother_small_until": 8}, 0.5),
    ],
)
def test_age_of_the_youngest_child_says_how_much_a_mother_looks(
    age: float, rules: dict[str, Any], parts: float
) -> None:
    """Where there are no preschools."""
    work = STILL | {"search_mother_infant": 0.2, "search_mother_small": 0.5} | rules
    town = town_of(work=work, childcare={"care": False})
    mother = add_person(town, sex=Sex.WOMAN)
    add_person(town, age=age, household=int(town.state.people.household[mother]))
    assert search_intensity(town.state, town.rules, mother) == pytest.approx(parts)


def test_who_is_as_old_as_a_sister_is_no_child() -> None:
    for gap, parts in ((16, 1.0), (14, 0.15)):
        town = town_of(work=STILL, demography={"parent_gap": gap})
        woman = add_person(town, age=16.5, sex=Sex.WOMAN)
        add_person(town, age=1.0, household=int(town.state.people.household[woman]))
        assert search_intensity(town.state, town.rules, woman) == pytest.approx(parts)


def test_surely_suitable_applicants_come_first_as_python_too() -> None:
    """A logarithm of zero is infinite in compiled code and an error in Python's."""
    assert getattr(suitable_at, "py_func", suitable_at)(1.0, 0.5) == suitable_at(1.0, 0.5) == 0.0
    assert suitable_at(0.5, 0.5) == np.inf


def test_newcomer_women_look_less_at_first_and_men_do_not() -> None:
    woman = {"newcomer": True, "sex": Sex.WOMAN, "willingness": 1.0}
    newly, settled = market(**woman), market(arrival=-180, **woman)
    assert employed(newly) < employed(settled) - 0.1
    man = {"newcomer": True, "willingness": 1.0}
    assert employed(market(**man)) == employed(market(arrival=-180, **man))


def test_girls_who_grew_up_here_look_for_work_as_others_do() -> None:
    """The gap is of those who came grown up: who came as a child went to school here."""
    woman = {"newcomer": True, "sex": Sex.WOMAN, "willingness": 1.0, "age": 35.0}
    girl, youth = market(arrival=-20 * 12, **woman), market(arrival=-17 * 12, **woman)
    man = market(arrival=-20 * 12, **{**woman, "sex": Sex.MAN})
    assert employed(girl) == employed(man) > employed(youth) + 0.1
    assert (
        employed(market(arrival=-20 * 12, rules={"search_newcomer_women_from": 10}, **woman))
        == employed(market(arrival=-20 * 12, rules={"search_newcomer_women_from": 0}, **woman))
        < employed(girl)
    )


def test_posts_that_are_no_more_change_no_chance_of_finding_one() -> None:
    """The board has room for the posts there are, however many there have been."""

    def hired(closed: int) -> list[int]:
        town = town_of(work=STILL | {"tries": 1, "contacts": False})
        for _ in range(60):
            add_person(town)
        add_employer(town, posts=60)
        other = posts_of(town, add_employer(town, posts=closed))
        town.state.jobs.open[other] = 0
        return live(town, 2).state.work.job[:60].tolist()

    assert hired(0).count(NOBODY) < 56
    assert hired(300) == hired(0)


def test_introduction_programme_puts_off_the_search() -> None:
    person = {"newcomer": True, "willingness": 1.0}
    held = employed(market(introduction_end=24, **person))
    assert held < employed(market(**person))
    assert employed(market(introduction_end=24, rules={"search_in_introduction": 1.0}, **person)) > held


def test_a_permit_that_soon_ends_takes_away_chances_where_employers_mind() -> None:
    def trusts(minds: float) -> list[float]:
        town = town_of(work={"short_permit": minds})
        employer = add_employer(town, posts=1)
        about = {"newcomer": True, "months_worked": 30}
        rows = [
            add_person(town, permit=permit, permit_until=until, **about)
            for permit, until in (
                (Permit.PERMANENT, codes.STILL),
                (Permit.TEMPORARY, 36),
                (Permit.TEMPORARY, 3),
                (Permit.WORK, 3),
            )
        ]
        return [float(trust_in_newcomer(town.state, town.rules, row, employer)) for row in rows]

    assert len(set(trusts(0.0))) == 1
    permanent, long, short, on_work = trusts(0.6)
    assert permanent == trusts(0.0)[0] > long > short == on_work > 0.4 * permanent


def test_employers_learn_from_those_of_their_sector_and_place_who_employ_newcomers() -> None:
    town = town_of(places=2, work={**STILL, "hiring": False, "learn_neighbours": 0.1})
    hires, same, other_sector, other_place = (
        add_employer(town, posts=2, sector=sector, place=place, willingness=willingness)
        for sector, place, willingness in ((1, 0, 0.9), (1, 0, 0.3), (2, 0, 0.3), (1, 1, 0.3))
    )
    employ(town, add_person(town, newcomer=True), posts_of(town, hires)[0], since=-60)
    live(town, 1)
    willing = town.state.employers.willingness
    assert willing[[hires, same, other_sector, other_place]].tolist() == pytest.approx([0.9, 0.36, 0.3, 0.3])
    live(town, 60)
    assert willing[same] == pytest.approx(0.9, abs=0.01) and willing[other_sector] == pytest.approx(0.3)
