"""Employers, their posts, and the board on which seekers come across vacancies."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from benchmarks.mesa_twin.numbers import power_of_two
from benchmarks.mesa_twin.things import Focus
from sim.codes import TieKind

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import TownModel
    from benchmarks.mesa_twin.person import Person


class Job:
    """A post; open or not, with a holder or none, in a work team."""

    def __init__(self, employer: Employer, skill: int, team: Focus | None, month: int) -> None:
        self.employer, self.skill, self.team, self.vacant_since = employer, skill, team, month
        self.holder: Person | None = None
        self.is_open = True
        self.offer: tuple[float, Person] | None = None

    @property
    def vacant(self) -> bool:
        return self.is_open and self.holder is None


class Employer(mesa.Agent):
    """Opens, closes and gives up posts; learns from the newcomers hired."""

    model: TownModel

    def __init__(self, model: TownModel, sector: int, willingness: float) -> None:
        super().__init__(model)
        self.sector, self.willingness = sector, willingness
        self.jobs: list[Job] = []
        self.seen: dict[int, Job] = {}

    def judge(self, tenure: int, lost: bool) -> None:
        """More willing when a newcomer stays past probation, less when one is dismissed during it."""
        rules = self.model.numbers.work
        if lost and tenure < rules.probation_months:
            self.willingness *= 1.0 - rules.willingness_loss
        elif not lost and tenure == rules.probation_months:
            self.willingness += rules.willingness_gain * (1.0 - self.willingness)

    def turn_over(self) -> None:
        """Close filled posts, give up those vacant too long, open new ones."""
        rules, month = self.model.numbers.work, self.model.month
        if not rules.posts or not self.jobs:
            return
        growth = rules.growth[self.sector] / 12.0
        for job in self.jobs:
            if not job.is_open:
                continue
            if job.holder is not None:
                if self.random.random() < rules.posts_closed + max(0.0, -growth):
                    job.is_open = False
                    self.model.end_job(job.holder)
            elif month - job.vacant_since > rules.patience_months and self.random.random() < rules.withdrawal:
                job.is_open = False
        posts = sum(job.is_open for job in self.jobs)
        for _ in range(int((rules.posts_opened + max(0.0, growth)) * max(1, posts) + self.random.random())):
            self.open_post()

    def open_post(self) -> None:
        """A closed post again, else a new one like one of those there are, in a team with a seat left."""
        closed = [job for job in self.jobs if not job.is_open]
        if closed:
            job = closed[-1]
        else:
            like = self.random.choice(self.jobs)
            job = Job(self, like.skill, self.team_for(like), self.model.month)
            self.jobs.append(job)
        job.is_open, job.holder, job.vacant_since = True, None, self.model.month

    def team_for(self, like: Job) -> Focus:
        for team in (like.team, self.jobs[-1].team):
            if team is not None:
                if sum(job.is_open and job.team is team for job in self.jobs) < len(team.seats):
                    return team
        return Focus(self.model, TieKind.WORK, max(4, power_of_two(self.model.numbers.work.team_seats)))


class LabourMarket:
    """The town's board of pigeonholes, and the offers of a month."""

    def __init__(self, model: TownModel) -> None:
        self.model = model
        self.pigeonholes: list[Job | None] = [None]
        self.offered: list[Job] = []

    def month(self) -> None:
        """A month of careers, posts, looking for work, and hiring."""
        from benchmarks.mesa_twin.person import Person

        people, employers = self.model.agents_by_type[Person], self.model.agents_by_type[Employer]
        people.do("may_be_recognised")
        people.shuffle_do("work_a_month")
        employers.shuffle_do("turn_over")
        if self.model.numbers.work.hiring:
            self.pin_up(list(employers))
            people.shuffle_do("look_for_work")
            self.hire()

    def pin_up(self, employers: list[Employer]) -> None:
        """Vacancies fall into pigeonholes by lot; of two in one, one is seen."""
        posts = sum(job.is_open for employer in employers for job in employer.jobs)
        self.pigeonholes = [None] * (posts // self.model.numbers.work.board_posts + 1)
        for employer in employers:
            employer.seen = {}
        vacancies = [job for employer in employers for job in employer.jobs if job.vacant]
        self.model.random.shuffle(vacancies)
        for job in vacancies:
            self.pigeonholes[self.model.random.randrange(len(self.pigeonholes))] = job
            job.employer.seen[job.skill] = job

    def apply(self, person: Person, job: Job, chance: float) -> None:
        """Suitable by chance; the first suitable applicant to come is kept (an exponential race)."""
        u = self.model.random.random()
        if u >= chance:
            return
        when = math.log(1.0 - u) / math.log(1.0 - chance) if chance < 1.0 else 0.0
        if job.offer is None:
            self.offered.append(job)
        if job.offer is None or when < job.offer[0]:
            job.offer = when, person

    def hire(self) -> None:
        """Everybody takes the best post offered; those declined stay vacant."""
        best: dict[Person, Job] = {}
        for job in self.offered:
            assert job.offer is not None
            rival = best.get(job.offer[1])
            if rival is None or rival.offer is None or (job.skill, -job.offer[0]) > (rival.skill, -rival.offer[0]):
                best[job.offer[1]] = job
        for job in self.offered:
            job.offer = None
        self.offered = []
        for person, job in best.items():
            self.model.take_job(person, job)
