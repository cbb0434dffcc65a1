"""What programmes carry besides help: attitudes, rights, a voice, ways in. Each is seen to act, and not to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.codes import NOBODY, ClubType, Schooling, Tenure
from sim.homes import ANY_TENURE, are_newcomers, find_home, ranges_of
from sim.processes import attitudes, clubs, health, language
from sim.processes.club_access import readiness
from sim.processes.enrolling import ask
from sim.processes.interpreting import understood
from sim.processes.offers import offers_of
from sim.processes.ties import free_hours_of
from sim.processes.work import step as working
from sim.town import Town
from tests.processes.civil import civil_town, live
from tests.processes.homes import add_homes
from tests.processes.societies import clubs_of, live_together, open_club, settle, with_rules
from tests.processes.towns import add_employer, add_person


def helped(
    carries: dict[str, Any], count: int = 40, target: dict[str, Any] | None = None, **sections: Any
) -> tuple[Town, list[int]]:
    """A town in which everybody asks for a programme that carries this and begins at once."""
    person = sections.pop("person", {})
    programme = {"form": "support", "months": 60, "carries": carries, "target": target or {}}
    town = civil_town(programmes={"help": programme}, **sections)
    return town, list(settle(town, count, **{"newcomer": True, **person}))


@pytest.mark.parametrize("who", ["locals", "newcomers"])
def test_a_human_library_moves_the_attitudes_of_those_it_reaches_less_the_friendlier_they_are(who: str) -> None:
    def felt(by: float, before: float) -> float:
        town, rows = helped({"attitude": by}, target={"who": who}, person={"newcomer": who == "newcomers"})
        others = list(settle(town, 5, newcomer=who != "newcomers"))
        town.state.minds.attitude[: max(others) + 1] = before
        live(town)
        assert (town.state.minds.attitude[others] == np.float32(before)).all()
        return float(town.state.minds.attitude[rows].mean())

    assert felt(0.0, -0.2) == pytest.approx(-0.2)
    assert felt(0.1, 0.0) == pytest.approx(0.05)
    assert felt(0.1, -1.0) == pytest.approx(-0.9)
    assert felt(0.1, 1.0) == pytest.approx(1.0)


def test_rights_known_go_a_share_of_the_way_a_month() -> None:
    for share, expected in ((0.0, 0.0), (0.3, 1.0 - 0.7 * 0.7)):
        town, rows = helped({"rights": share})
        assert live(town, 2).state.minds.known[rows].tolist() == pytest.approx([expected] * 40)


def test_who_knows_their_rights_has_an_interpreter_oftener_and_hears_of_programmes() -> None:
    town, (person,) = helped({}, 1, person={"language": 0.0}, services={"asked_for": 0.5})
    town.state.places.interpreters[:] = 0.6
    assert understood(town.state, town.rules, person) == pytest.approx(0.6)
    town.state.minds.known[person] = 1.0
    assert understood(town.state, town.rules, person) == pytest.approx(0.8)

    def hear(known: float, **mentoring: float) -> int:
        town = civil_town(programmes={"help": {"form": "support", "outreach": 0.2}}, mentoring=mentoring)
        rows = settle(town, 300, newcomer=True)
        live(town, 0)
        town.state.minds.known[list(rows)] = known
        town.state.programmes.stream[0] = 0
        chosen = np.full(300, NOBODY, np.int16)
        ask(town.state, town.rules, offers_of(town), chosen)
        return int((chosen != NOBODY).sum())

    assert hear(0.0) < hear(1.0)
    assert hear(0.0) == hear(1.0, outreach_known=0.0)


def test_activity_keeps_well_and_helps_to_recover() -> None:
    def ill(hours: float, at_first: int, **rules: Any) -> int:
        town, rows = helped(
            {"activity": hours}, 300, health={"falling_ill": 1.0, "recovering": 1.0, "activity_helps": 3.0, **rules}
        )
        town.state.people.ill[rows] = at_first
        return int(live(town, 4, health.step).state.people.ill[rows].sum())

    assert ill(20.0, 0, recovering=0.0) < ill(0.0, 0, recovering=0.0)
    assert ill(20.0, 1, falling_ill=0.0) < ill(0.0, 1, falling_ill=0.0)
    assert ill(20.0, 1, activity_helps=0.0) == ill(0.0, 1, activity_helps=0.0)


def test_help_with_papers_gives_hours_back() -> None:
    def free(hours: float) -> float:
        town, rows = helped({"papers": hours})
        live(town)
        return float(free_hours_of(rows[0], town.rules.meeting, town.state.people, town.state.civic))

    assert free(5.0) == free(0.0) + 5.0


def test_officials_who_listen_raise_trust_where_institutions_count() -> None:
    def trust(hours: float, rival: str, known: float = 0.0) -> float:
        town, rows = helped({"officials": hours}, rivals={"trust": rival})
        town.state.minds.known[rows] = known
        return float(live(town, 12, attitudes.step).state.minds.trust[rows].mean())

    for rival in ("both", "institutions"):
        assert trust(0.0, rival) < trust(4.0, rival) < trust(4.0, rival, known=1.0)
    assert trust(0.0, "informal") == trust(4.0, "informal", known=1.0) == trust(0.0, "both")


def test_clubs_count_for_trust_unless_only_institutions_do() -> None:
    def trust(rival: str, member: bool) -> float:
        town, rows = helped({}, 10, rivals={"trust": rival})
        open_club(town, ClubType.SPORT, rows if member else ())
        return float(live(town, 12, attitudes.step).state.minds.trust[rows].mean())

    for rival in ("both", "informal"):
        assert trust(rival, False) < trust(rival, True)
    assert trust("institutions", False) == trust("institutions", True)


def test_reading_and_writing_is_taught_to_those_who_cannot_and_leaves_their_turn_for_a_course() -> None:
    def taught(hours: float, *, illiterate: float = 1.0) -> Town:
        town, _ = helped(
            {"literacy": hours},
            10,
            language={
                "illiterate": illiterate,
                "literacy_hours": 100.0,
                "course_places": 0,
                "course_places_per_100": 0.0,
            },
            person={"schooling": Schooling.COMPULSORY, "language": 0.0},
        )
        return live(town, 3, language.step)

    helped_ones, none = taught(20.0).state.minds, taught(0.0).state.minds
    assert (helped_ones.course_hours[:10] == 60.0).all() and (none.course_hours[:10] == 0.0).all()
    assert (helped_ones.language[:10] > none.language[:10]).all()
    assert (taught(20.0, illiterate=0.0).state.minds.course_hours[:10] == 0.0).all()
    assert (taught(60.0).state.minds.course_hours[:10] == 120.0).all(), "until they can"
    town = taught(20.0)
    late = settle(town, 10, newcomer=True, arrival=2, schooling=Schooling.COMPULSORY, language=0.0)
    live(with_rules(town, language={"course_places": 10}), 1, language.step)
    assert town.state.minds.in_course[:10].all() and not town.state.minds.in_course[list(late)].any()


def test_a_word_with_landlords_opens_homes_to_the_whole_household() -> None:
    def homes_found(help_: float, *, newcomer: bool = True) -> int:
        town, rows = helped(
            {"housing_help": help_}, 60, housing={"refused": [0.7, 0.7, 0.7]}, person={"newcomer": newcomer}
        )
        for row in rows:
            live_together(town, row, add_person(town, age=30.0, newcomer=newcomer))
        live(town)
        town.state.civic.housing_help[60:] = 0.0
        add_homes(town, 1, tenure=Tenure.PRIVATE_RENT)
        households, found = town.state.people.household[rows].tolist(), 0
        for household in households:
            uid, new = town.state.households.uid[household], are_newcomers(town.state, household)
            found += find_home(town.state, town.rules, ranges_of(town), 0, 2, ANY_TENURE, uid, new, False) != NOBODY
        return found

    assert homes_found(0.0) < homes_found(2.0) < 60
    assert homes_found(0.0, newcomer=False) == 60


def test_a_place_in_a_choir_is_had_at_once_by_those_nothing_bars() -> None:
    def singers(chance: float, **more: Any) -> tuple[int, set[int]]:
        sections = {"clubs": {"culture": {"fee": 0.0, "equipment": 0.0, "transport": 0.0, "leaving": 0.0, **more}}}
        town, rows = helped({"club_seat": chance, "clubs": "culture"}, 60, **sections)
        choir = open_club(town, ClubType.CULTURE)
        for _ in range(3):
            open_club(town, ClubType.SPORT)
        live(town)
        inside = {row for row in rows if clubs_of(town, row)}
        assert all(clubs_of(town, row) == [choir] for row in inside)
        return len(inside), inside

    assert singers(0.0)[0] == 0
    assert 15 < singers(0.5)[0] < 45
    assert singers(1.0)[0] == 60
    assert singers(1.0, fee=900.0)[0] < 60


def test_a_place_is_not_given_where_the_venue_keeps_one_away_or_three_clubs_are_had() -> None:
    town, rows = helped({"club_seat": 1.0}, 40, clubs={"kept_away": 1.0})
    open_club(town, ClubType.SPORT, neutral=0)
    live(town)
    assert not any(clubs_of(town, row) for row in rows)
    town, rows = helped({"club_seat": 1.0}, 4)
    had = [open_club(town, ClubType.AID, rows) for _ in range(3)]
    open_club(town, ClubType.SPORT)
    live(town, 3)
    assert all(sorted(clubs_of(town, row)) == had for row in rows)


def test_a_bicycle_reaches_farther_than_no_car_and_not_as_far_as_one() -> None:
    def commuters(minutes: float, bicycle: bool, car: bool = False) -> int:
        town, rows = helped(
            {"bicycle": bicycle},
            100,
            places=2,
            people=600,
            minutes=minutes,
            work={"posts": False, "reach_no_car": 10.0, "reach_bicycle": 25.0, "reach_car": 60.0},
            person={"car": car},
        )
        for _ in range(10):
            add_employer(town, posts=15, place=1, willingness=1.0)
        live(town, 4, working)
        return sum(town.state.work.job[row] != NOBODY for row in rows)

    assert commuters(20.0, False) == 0 < commuters(20.0, True)
    assert commuters(40.0, True) == 0 < commuters(40.0, True, car=True)


def test_a_say_makes_what_is_offered_fit_and_raises_the_trust_of_those_who_have_it() -> None:
    def heard(share: float, have_it: int = 40) -> Town:
        town, rows = helped({"voice": share}, 40)
        town.state.places.newcomers[0] = 40
        town.state.people.birth[rows[have_it:]] = -12 * 80  # too old for it
        return live(town)

    none, some, all_ = heard(0.0), heard(0.2, 10), heard(0.2)
    assert none.state.places.fit[0] == 0.0 < some.state.places.fit[0] < all_.state.places.fit[0] < 0.2
    trust = some.state.minds.trust
    assert trust[0] > trust[39] == none.state.minds.trust[0]
    before = float(all_.state.places.fit[0])
    with_rules(all_, programmes={"help": {"active": False}})
    for _ in range(int(all_.rules.mentoring.fit_half_life)):
        live(all_)
    assert all_.state.places.fit[0] == pytest.approx(before / 2.0, rel=1e-6), "it is forgotten in time"


def test_newcomers_join_clubs_more_readily_and_want_programmes_where_what_is_offered_fits() -> None:
    town, (person, local) = helped({}, 2)
    town.state.people.newcomer[local] = 0
    club = open_club(town, ClubType.SPORT)
    before = [readiness(town.state, town.rules, one, club, 0) for one in (person, local)]
    town.state.places.fit[0] = 1.0
    after = [readiness(town.state, town.rules, one, club, 0) for one in (person, local)]
    assert after[0] == pytest.approx(before[0] * (1.0 + town.rules.mentoring.fit_weight)) and after[1] == before[1]

    def want(fit: float) -> set[int]:
        town, rows = helped({}, 200, target={"share": 0.4})
        town.state.places.fit[0] = fit
        live(town)
        return {row for row in rows if town.state.civic.joined[row]}

    assert want(0.0) < want(1.0)


def test_clubs_step_is_untouched_by_a_say_that_nobody_has() -> None:
    def joined(carries: dict[str, Any]) -> list[list[int]]:
        town, rows = helped(carries, 60, clubs={"own_search": 0.5, "own_search_no_language": 1.0})
        open_club(town, ClubType.SPORT)
        live(town, 4, clubs.step)
        return [clubs_of(town, row) for row in rows]

    assert joined({}) == joined({"voice": 0.0, "club_seat": 0.0})


def test_teaching_beside_it_leads_to_upper_secondary_schooling_as_adult_education_does() -> None:
    def finished(months: float, **person: Any) -> tuple[int, int]:
        """How many have it after a year, and how many of these count as qualified."""
        given = {"schooling": Schooling.COMPULSORY, "recognised": 0, "age": 30.0, **person}
        town, rows = helped({"schooling": months}, 300, person=given, schooling={"adult_education_months": 24.0})
        people = live(town, 12).state.people
        up = people.schooling[rows] == Schooling.SECONDARY
        return int(up.sum()), int(people.recognised[rows][up].sum())

    assert finished(0.0) == (0, 0) == finished(1.0, age=18.0)
    half, full = finished(0.5), finished(1.0)
    assert half[0] == half[1] and full[0] == full[1]
    for found, months in ((half, 0.5), (full, 1.0)):
        expected = 300 * (1 - (1 - months / 24) ** 12)
        assert abs(found[0] - expected) < 4 * expected**0.5
    town, rows = helped({"schooling": 2.0}, 20, person={"schooling": Schooling.HIGHER, "age": 30.0})
    assert (live(town, 6).state.people.schooling[rows] == Schooling.HIGHER).all()


def test_who_is_at_school_learns_there_and_not_twice() -> None:
    town, rows = helped({"schooling": 2.0}, 40, person={"schooling": Schooling.COMPULSORY, "age": 30.0})
    town.state.work.studying[rows] = 1
    live(town, 12)
    assert (town.state.people.schooling[rows] == Schooling.COMPULSORY).all()
