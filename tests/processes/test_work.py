"""Promises of work: hiring by channel, careers, posts; each mechanism against the same town without it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, Channel, Flow, FocusSlot, Schooling, Sex, TieKind
from sim.network import tie
from sim.processes import work
from sim.processes.careers import loss_hazard
from sim.processes.hiring import suitable_at
from sim.processes.seeking import search_effort
from sim.town import Town, Used
from tests.processes.towns import add_employer, add_person, employ, employed, posts_of, town_of

STILL: dict[str, Any] = {
    "posts": False,
    "inactive": 0.0,
    "inactive_newcomers": 0.0,
    "loss": [0.0] * 7,
    "change_job": 0.0,
    "better_job": 0.0,
}
"""A labour market in which only hiring happens."""
CAREERS: dict[str, Any] = {"posts": False, "hiring": False}
"""One in which nobody is hired and no post comes or goes."""


def live(town: Town, months: int) -> Town:
    for _ in range(months):
        town.month += 1
        work.step(town)
    return town


def market(
    people: int = 60,
    posts: int = 1600,
    *,
    rules: dict[str, Any] | None = None,
    sector: int = 1,
    skill: Schooling = Schooling.SECONDARY,
    willingness: float = 0.5,
    threat: float = 0.0,
    months: int = 2,
    **person: Any,
) -> Town:
    """``people`` alike look for ``posts`` alike for some months; so many posts that they do not compete."""
    town = town_of(work=STILL | (rules or {}))
    for _ in range(people):
        add_person(town, **person)
    add_employer(town, posts=posts, sector=sector, skill=skill, willingness=willingness)
    town.state.places.threat[:] = threat
    return live(town, months)


def check_books(town: Town) -> None:
    s = town.state
    jobs = np.arange(int(town.used[Used.JOBS]))
    held = jobs[s.jobs.holder[jobs] != NOBODY]
    assert (s.work.job[s.jobs.holder[held]] == held).all()
    assert (s.jobs.open[held] == 1).all()
    people = np.arange(int(town.used[Used.PEOPLE]))
    working = people[s.work.job[people] != NOBODY]
    assert (s.jobs.holder[s.work.job[working]] == working).all()
    assert len(held) == len(working)
    for employer in range(int(town.used[Used.EMPLOYERS])):
        holders = s.jobs.holder[posts_of(town, employer)]
        origins = s.people.origin[holders[holders != NOBODY]]
        assert (np.bincount(origins, minlength=16) == s.employers.origins[employer]).all()
    team = s.memberships.focus[working, FocusSlot.WORK]
    assert ((team == NOBODY) | (team == s.jobs.focus[s.work.job[working]])).all()


def busy_town(**rules: Any) -> Town:
    """Locals and newcomers of several trades in two places, some in work, with ties."""
    town = town_of(places=2, work=rules)
    for number in range(160):
        add_person(
            town,
            age=20 + number % 44,
            sex=Sex(number % 2),
            place=number % 2,
            schooling=Schooling(number % 3),
            car=number % 4 > 0,
        )
    for number in range(40):
        add_person(
            town,
            age=20 + number,
            sex=Sex(number % 2),
            place=number % 2,
            newcomer=True,
            origin=1 + number % 2,
            schooling=Schooling(number % 3),
            language=0.5,
            recognised=0,
        )
    for number in range(10):
        employer = add_employer(town, posts=18, place=number % 2, sector=number % 7, skill=Schooling(number % 3))
        for job in posts_of(town, employer)[:12]:
            employ(town, number * 12 + int(job) % 18, job, since=-30)
    for number in range(190):
        for step in (1, 7, 10):
            tie(number, (number + step) % 200, 30.0, TieKind.FRIEND, 100, 0, town.state.ties)
    return town


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


def test_language_closes_care_to_those_without_it_and_farming_hardly() -> None:
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


def test_newcomers_are_at_more_risk_for_their_first_months_in_a_job() -> None:
    rules = town_of(work={"loss_newcomer": 2.0, "loss_newcomer_months": 5}).rules
    more = [loss_hazard(rules, 0.01, tenure, True) / loss_hazard(rules, 0.01, tenure, False) for tenure in (4, 5)]
    assert more == pytest.approx([2.0, 1.0])


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
    town = town_of(work=STILL | {"search_mother_infant": 0.2, "search_mother_small": 0.5} | rules)
    mother = add_person(town, sex=Sex.WOMAN)
    add_person(town, age=age, household=int(town.state.people.household[mother]))
    assert search_effort(town.state, town.rules, mother) == pytest.approx(parts)


def test_who_is_as_old_as_a_sister_is_no_child() -> None:
    for gap, parts in ((16, 1.0), (14, 0.15)):
        town = town_of(work=STILL, schooling={"parent_gap_years": gap})
        woman = add_person(town, age=16.5, sex=Sex.WOMAN)
        add_person(town, age=1.0, household=int(town.state.people.household[woman]))
        assert search_effort(town.state, town.rules, woman) == pytest.approx(parts)


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


def test_new_jobs_and_newcomers_jobs_are_lost_more() -> None:
    def lost(since: int, newcomer: bool = False, **rules: Any) -> int:
        town = town_of(work=CAREERS | rules)
        employer = add_employer(town, posts=300)
        for job in posts_of(town, employer):
            employ(town, add_person(town, newcomer=newcomer), job, since=since)
        return int(live(town, 8).state.places.flows[0, Flow.JOB_LOSSES])

    old, new = lost(-60), lost(0)
    assert 0 < old < new < lost(0, newcomer=True)
    assert lost(0, loss=[0.0] * 7) == 0
    assert lost(0, loss_new=0.0) <= old


def test_everybody_retires_between_the_two_ages() -> None:
    town = town_of(work=CAREERS | {"loss": [0.0] * 7})
    employer = add_employer(town, posts=60)
    for job in posts_of(town, employer):
        employ(town, add_person(town, age=62.9), job)
    assert employed(town) == 1.0
    live(town, 24)
    assert 0.1 < employed(town) < 0.9
    live(town, 27)
    assert employed(town) == 0.0
    assert town.state.places.flows[0, Flow.JOB_LOSSES] == 0  # nobody was dismissed


def test_experience_grows_in_work_only() -> None:
    town = town_of(work=CAREERS | {"loss": [0.0] * 7})
    add_employer(town, posts=1)
    worker, idle = add_person(town), add_person(town)
    employ(town, worker, 0)
    live(town, 9)
    assert town.state.work.months_worked[[worker, idle]].tolist() == [9, 0]


def posts_after(people: int, months: int = 60, **rules: Any) -> int:
    town = town_of(work={"inactive": 0.0} | rules)
    for number in range(10):
        employer = add_employer(town, posts=20)
        for job in posts_of(town, employer)[: people // 10]:
            employ(town, add_person(town, age=30 + number), job, since=-60)
    for _ in range(max(0, people - 200)):
        add_person(town)
    live(town, months)
    check_books(town)
    return int(town.state.jobs.open[: town.used[Used.JOBS]].sum())


def test_posts_follow_the_people_there_are_to_fill_them() -> None:
    assert posts_after(150) < 190
    assert posts_after(260) > 210
    assert posts_after(260, posts=False) == 200


def test_growing_sector_gains_posts_and_a_shrinking_one_loses_them() -> None:
    growing, steady, shrinking = (posts_after(400, 24, growth=[rate] * 7) for rate in (0.05, 0.0, -0.05))
    assert growing > steady > shrinking


def test_shortage_occupations_take_applicants_sooner() -> None:
    scarce = [1.0] * 15 + [3.0] * 3 + [1.0] * 3
    usual = employed(market(sector=5, months=1, rules={"shortage": [1.0] * 21}))
    assert employed(market(sector=5, months=1, rules={"shortage": scarce})) > usual
    assert employed(market(sector=1, months=1, rules={"shortage": scarce})) == employed(
        market(sector=1, months=1, rules={"shortage": [1.0] * 21})
    )


def test_one_seeker_more_leaves_most_others_hires_as_they_were() -> None:
    def hires(extra: int) -> Any:
        town = town_of(work=STILL)
        for _ in range(100):
            add_person(town)
        for number in range(5):
            add_employer(town, posts=40, sector=number)
        for _ in range(extra):
            add_person(town)
        live(town, 3)
        return town.state.work.job[:100].copy()

    assert (hires(0) == hires(1)).mean() > 0.95
