"""Work: holding and losing a job, looking for one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.being import Being
from sim.codes import Channel, Schooling, Sex

if TYPE_CHECKING:
    from benchmarks.mesa_twin.labour import Job

SKILLS = 3


class Worker(Being):
    """Somebody who may work."""

    def retirement_age(self) -> float:
        """In months; a person's own, for life."""
        rules = self.model.numbers.work
        span = rules.retirement_to - rules.retirement_from
        return float(12.0 * (rules.retirement_from + span * self.lasting["retires"]))

    def counted_schooling(self) -> int:
        """The schooling an employer counts."""
        return (
            self.schooling if self.recognised else max(0, self.schooling - self.model.numbers.work.unrecognised_steps)
        )

    def may_be_recognised(self) -> None:
        rules = self.model.numbers.work
        if rules.recognition and not self.recognised and self.schooling > Schooling.COMPULSORY:
            if self.language >= rules.recognition_language:
                self.recognised = self.random.random() * rules.recognition_months < 1.0

    def work_a_month(self) -> None:
        """Experience, or retirement, or the loss of the job; the employer learns from newcomers."""
        rules, job = self.model.numbers.work, self.job
        if job is None:
            return
        self.months_worked += 1
        if self.age >= self.retirement_age():
            self.model.end_job(self.is_me())
            return
        tenure = self.model.month - self.since
        hazard = rules.loss[job.employer.sector] * (1.0 + rules.loss_new * 0.5 ** (tenure / rules.loss_half_months))
        if self.newcomer and tenure < rules.loss_newcomer_months:
            hazard *= rules.loss_newcomer
        lost = self.random.random() < hazard
        if self.newcomer and rules.willingness_learning:
            job.employer.judge(tenure, lost)
        if lost:
            self.model.end_job(self.is_me())

    def search_intensity(self) -> float:
        """Chance that somebody without a job looks for one this month."""
        rules, age, month = self.model.numbers.work, self.age, self.model.month
        if self.lasting["inactive"] < (rules.inactive_newcomers if self.newcomer else rules.inactive):
            return 0.0
        if age >= self.retirement_age():
            return 0.0
        effort = self.health
        if month < self.introduction_end:
            effort *= rules.search_in_introduction
        if age >= rules.older_from * 12.0:
            effort *= rules.search_older
        if self.sex == Sex.WOMAN:
            effort *= self.search_of_mother()
            if self.newcomer and self.arrival - self.birth >= 12.0 * rules.search_newcomer_women_from:
                here = max(0, month - self.arrival)
                gap = 1.0 - rules.search_newcomer_women
                effort *= 1.0 - gap * 0.5 ** (here / rules.search_newcomer_women_half)
        return effort

    def search_of_mother(self) -> float:
        rules = self.model.numbers.work
        gap = self.model.numbers.demography.parent_gap * 12.0
        children = [one.age for one in self.household.members if one.birth - self.birth >= gap]
        if not children or not rules.childcare:
            return 1.0
        if min(children) < rules.mother_infant_until * 12.0:
            return float(rules.search_mother_infant)
        return float(rules.search_mother_small) if min(children) < rules.mother_small_until * 12.0 else 1.0

    def looks(self) -> bool:
        """Whether somebody looks for work, or for other work, this month."""
        rules, age = self.model.numbers.work, self.age
        if self.studying or age < rules.age_from * 12.0 or age >= rules.retirement_to * 12.0:
            return False
        if self.job is None:
            return self.random.random() < self.search_intensity()
        overqualified = self.schooling > self.job.skill
        return self.random.random() < (rules.better_job if overqualified else rules.change_job)

    def look_for_work(self) -> None:
        """Some pigeonholes of the board, then those one knows."""
        if not self.looks():
            return
        for _ in range(self.model.numbers.work.tries):
            self.try_board()
        if self.model.numbers.work.contacts:
            for _ in range(self.model.numbers.work.contact_tries):
                self.ask_acquaintance()

    def channel(self) -> Channel:
        """How a vacancy is come across; NONE where the channel is closed."""
        rules = self.model.numbers.work
        u = self.random.random() * (rules.open_share + rules.employer_share + rules.service_share)
        if u < rules.open_share:
            return Channel.OPEN
        if u < rules.open_share + rules.employer_share:
            known = not self.newcomer or self.months_worked >= rules.asked_after
            return Channel.EMPLOYER if known else Channel.NONE
        return Channel.NONE if self.job is not None else Channel.SERVICE

    def wants(self, job: Job) -> bool:
        """In work one wants more when over-qualified, and no less otherwise."""
        if self.job is None:
            return True
        held = self.job.skill
        return job.skill > held if self.schooling > held else job.skill >= held

    def try_board(self) -> None:
        if self.channel() == Channel.NONE:
            return
        job = self.random.choice(self.model.labour.pigeonholes)
        if job is not None and self.wants(job):
            self.model.labour.apply(self.is_me(), job, self.suitability(job, niche=False))

    def ask_acquaintance(self) -> None:
        """A contact in work tells of a vacancy with their own employer, at one's level or the nearest below."""
        rules, contact = self.model.numbers.work, self.random_acquaintance()
        if contact is None or contact.job is None:
            return
        seen = contact.job.employer.seen
        levels = [level for level in range(self.counted_schooling(), -1, -1) if level in seen]
        job = seen[levels[0]] if levels else None
        if job is None or not self.wants(job):
            return
        niche = self.origin != 0 and self.origin == contact.origin and job.skill == 0
        chance = self.suitability(job, niche) * rules.contact_boost * (rules.niche_boost if niche else 1.0)
        self.model.labour.apply(self.is_me(), job, min(chance, rules.most_suitable))

    def suitability(self, job: Job, niche: bool) -> float:
        """Chance that the employer finds this applicant suitable."""
        rules, kind = self.model.numbers.work, job.employer.sector * SKILLS + job.skill
        surplus = self.counted_schooling() - job.skill
        chance: float = rules.accept * rules.shortage[kind]
        if surplus > 0:
            chance *= rules.over_one**surplus if rules.overqualification else 0.0
        elif surplus < 0:
            chance *= rules.under_one if surplus == -1 else rules.under_two
        if rules.language:
            needed = rules.language_needed[kind] * (rules.niche_language if niche else 1.0)
            fluent = 1.0 + math.exp((needed - 1.0) / rules.language_width)
            chance *= fluent / (1.0 + math.exp((needed - self.language) / rules.language_width))
        if self.newcomer:
            experience = min(1.0, self.months_worked / rules.experience_months)
            chance *= job.employer.willingness * (1.0 - rules.threat_weight * self.model.municipality.threat)
            chance *= rules.inexperience + (1.0 - rules.inexperience) * experience
        return min(chance, float(rules.most_suitable))
