"""The town as a Mesa model: agents made from a starting point, and the order of a month."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import mesa

from benchmarks.mesa_twin import start
from benchmarks.mesa_twin.arrivals import Arrivals
from benchmarks.mesa_twin.labour import Employer, Job, LabourMarket
from benchmarks.mesa_twin.leaving import Leaving
from benchmarks.mesa_twin.measures import observed
from benchmarks.mesa_twin.municipality import Municipality
from benchmarks.mesa_twin.numbers import named, power_of_two
from benchmarks.mesa_twin.person import Person
from benchmarks.mesa_twin.school import School
from benchmarks.mesa_twin.things import Club, Focus, Home, Household
from sim.codes import TIE_KINDS, ClubType, Sex, Tenure, TieKind

OLDEST = 119
FOCUS_HOURS = {
    TieKind.HOUSEHOLD: "household",
    TieKind.NEIGHBOUR: "neighbour",
    TieKind.WORK: "work",
    TieKind.SCHOOL_GATE: "gate",
    TieKind.COMPATRIOT: "compatriot",
    TieKind.MEETING_PLACE: "place",
    TieKind.CLUB: "club",
}


class TownModel(mesa.Model):
    """One town without programmes. ``data``: from :mod:`benchmarks.starting_point`; ``step()`` lives a month.

    ``seed`` fixes every draw (through ``model.random``, as in any Mesa model). ``flows`` counts the events of the
    month; ``datacollector`` keeps :func:`benchmarks.mesa_twin.measures.observed` of every month where ``collect``.
    """

    PUBLIC_RENT, OWNED = Tenure.PUBLIC_RENT, Tenure.OWNED

    def __init__(self, data: dict[str, Any], seed: int = 1, *, collect: bool = True) -> None:
        super().__init__(seed=seed)
        self.numbers = named(data["numbers"])
        self.month, self.collect = 0, collect
        self.calendar_offset: int = data["calendar_offset"]
        self.affinity_key: int = data["affinity_key"]
        self.kept_away_key: int = data["kept_away_key"]
        self.least_quality: float = data["least_quality"]
        self.most_quality: float = data["most_quality"]
        self.club_types = [getattr(self.numbers.clubs, kind.name.lower()) for kind in ClubType]
        self.club_seats = power_of_two(self.numbers.clubs.seats)
        self.compatriot_seats = power_of_two(self.numbers.meeting.compatriot_seats)
        self.root_of_saturation = math.sqrt(self.numbers.ties.saturation_hours)
        self.share_out_hours()
        self.flows: Counter[str] = Counter()
        self.vacant: dict[Home, None] = {}
        self.cluster: int = data["cluster"]
        self.municipality = Municipality(self, data)
        self.school, self.labour = School(self), LabourMarket(self)
        self.arrivals, self.leaving = Arrivals(self, data), Leaving(self)
        self.homes = start.settle(self, data)
        self.population = len(self.agents_by_type[Person])
        self.datacollector = mesa.DataCollector(model_reporters={"month": "month", "measures": observed})

    def share_out_hours(self) -> None:
        """Hours a month for those known at each kind of focus, and (rounds, hours of one) of encounters there."""
        rules = self.numbers.meeting
        self.known_hours: dict[int, float] = {}
        self.encounters: dict[int, tuple[int, float]] = {}
        for kind, name in FOCUS_HOURS.items():
            hours, rounds = getattr(rules, f"{name}_hours"), getattr(rules, f"{name}_encounters", 0)
            known = hours * rules.known_share if rounds else hours
            self.known_hours[kind] = known
            self.encounters[kind] = rounds, (hours - known) / rounds if rounds else 0.0
        self.count_of = [1.0] * TIE_KINDS
        self.count_of[TieKind.WORK] = rules.work_count

    def step(self) -> None:
        """A month, in bygd's order."""
        self.flows.clear()
        self.live_and_die()
        self.arrivals.month()
        self.people().shuffle_do("study")
        self.school.month(list(self.people()), list(self.agents_by_type[Household]))
        self.go_to_clubs()
        self.meet()
        self.municipality.run_courses(list(self.people()))
        self.people().do("learn_language")
        self.municipality.feel_threat()
        self.people().shuffle_do("feel", self.municipality.climate(list(self.people())))
        self.labour.month()
        self.households().shuffle_do("change_home")
        self.municipality.run_services(list(self.people()))
        self.people().do("feel_at_home", self.municipality.climate(list(self.people())))
        self.households().shuffle_do("newcomers_may_leave")
        self.population = len(self.people())
        self.month += 1
        if self.collect:
            self.datacollector.collect(self)

    def live_and_die(self) -> None:
        rules, people = self.numbers.demography, self.people()
        if rules.deaths:
            people.shuffle_do("may_die")
        if rules.births:
            people.shuffle_do("may_give_birth")
        if rules.partnering or rules.separation:
            people.shuffle_do("pair_or_part")
        people.shuffle_do("leave_nest")
        self.households().shuffle_do("locals_may_leave")

    def go_to_clubs(self) -> None:
        people = self.people()
        people.shuffle_do("stay_or_leave_clubs")
        people.shuffle_do("hear_or_join")
        self.agents_by_type[Club].shuffle_do("close_if_weak")
        if self.numbers.clubs.foundings:
            people.shuffle_do("may_found_club")

    def meet(self) -> None:
        people = self.people()
        people.do("offer_hours")
        people.do("spend_hours")
        self.agents_by_type[Focus].shuffle_do("hold_encounters")
        people.shuffle_do("be_introduced")

    def people(self) -> Any:
        return self.agents_by_type[Person]

    def households(self) -> Any:
        return self.agents_by_type[Household]

    def employers(self) -> Any:
        return self.agents_by_type[Employer]

    def new_person(self, *, birth: int, sex: int, origin: int) -> Person:
        return Person(self, birth=birth, sex=sex, origin=origin)

    def death_chance(self, sex: int, years: int) -> float:
        """Monthly chance of dying."""
        rules = self.numbers.demography
        rate = rules.death_rate_60_men if sex == Sex.MAN else rules.death_rate_60_women
        yearly = rate * math.exp(rules.death_growth * (min(years, OLDEST) + 0.5 - 60.0)) + rules.death_rate_any_age
        return 1.0 - math.exp(-yearly / 12.0)

    def logistic_about(self, mean: float, sd: float) -> float:
        """A number between 0 and 1, normal on the logistic scale."""
        return 1.0 / (1.0 + math.exp(-(math.log(mean / (1.0 - mean)) + self.random.gauss(0.0, sd))))

    def find_home(self, size: int, tenure: int | None = None, *, clustered: bool = False) -> Home | None:
        """A vacant home with beds for ``size``: of the tenure wanted and not too large, then larger, then another."""
        fit = [home for home in self.vacant if home.beds >= size]
        wanted = [home for home in fit if tenure is None or home.tenure == tenure]
        most = size + self.numbers.housing.spare_beds
        small = [home for home in wanted if home.beds <= most]
        small_other = [home for home in fit if home.beds <= most]
        for choice in (small, wanted, small_other, fit):
            if choice and clustered:
                begin = self.cluster % len(self.homes)
                return min(choice, key=lambda home: (home.number - begin) % len(self.homes))
            if choice:
                return self.random.choice(choice)
        return None

    def meet_compatriots(self, person: Person) -> None:
        """Newcomers have a seat among those of their origin, in a new group when all are full."""
        if not person.newcomer or person.origin == 0 or TieKind.COMPATRIOT in person.foci:
            return
        for focus in self.agents_by_type[Focus]:
            if focus.kind == TieKind.COMPATRIOT and focus.origin == person.origin:
                if person.enter(TieKind.COMPATRIOT, focus):
                    return
        group = Focus(self, TieKind.COMPATRIOT, self.compatriot_seats, origin=person.origin)
        person.enter(TieKind.COMPATRIOT, group)

    def end_job(self, person: Person) -> None:
        """The job is given up, for whatever reason; the post is vacant from this month."""
        job = person.job
        if job is None:
            return
        if job.team is not None and person.foci.get(TieKind.WORK) is job.team:
            person.quit_focus(TieKind.WORK)
        job.holder, job.vacant_since = None, self.month
        person.job, person.since = None, self.month

    def take_job(self, person: Person, job: Job) -> None:
        """Start in a vacant post; a job held before falls vacant, a class is left for the team."""
        if not job.vacant:
            return
        self.end_job(person)
        person.quit_focus(TieKind.WORK)
        job.holder, person.job, person.since = person, job, self.month
        if job.team is not None:
            person.enter(TieKind.WORK, job.team)
