"""Language and studies."""

from __future__ import annotations

import math

from benchmarks.mesa_twin.being import Being
from sim.codes import Schooling, Sex

GRADUATION, DEGREE, SCHOOL_TO = 19, 22, 15
WEEKS = 52.0 / 12.0


class Learner(Being):
    """Somebody who may learn the language, and go to school."""

    @property
    def school_age(self) -> int:
        """Age by calendar year in the school year under way."""
        return self.model.school.year - self.cohort

    @property
    def cohort(self) -> int:
        return (self.birth + self.model.calendar_offset) // 12

    def wants_course(self) -> bool:
        """Of age, not long here, not fluent enough, and able by childcare and evening courses."""
        rules, age = self.model.numbers.language, self.age
        if age < 12 * rules.youngest or age >= 12 * (rules.oldest + 1):
            return False
        if self.model.month - self.arrival > 12.0 * rules.years or self.language >= rules.enough:
            return False
        if self.job is not None and self.lasting["evening"] >= rules.evening:
            return False
        if self.sex == Sex.WOMAN and self.lasting["childcare"] >= rules.childcare:
            return not self.household.has_child_below(12 * rules.small_child_age)
        return True

    def pace(self) -> float:
        """Learning against a healthy young adult with upper-secondary schooling."""
        rules = self.model.numbers.language
        pace = (rules.pace_compulsory, rules.pace_secondary, rules.pace_higher)[self.schooling]
        years = self.age / 12.0 - rules.ageing_from
        if years > 0.0:
            pace *= max(rules.slowest, 1.0 - rules.ageing * years)
        return float(pace * (rules.poor_health + (1.0 - rules.poor_health) * self.health))

    def learn_language(self) -> None:
        """From courses, school and hours with locals, ever slower towards fluency."""
        if not self.newcomer or self.language >= 1.0:
            return
        rules, pace = self.model.numbers.language, 1.0
        hours = self.local_hours * rules.contact_worth
        hours *= rules.contact_floor + (1.0 - rules.contact_floor) * self.language
        if self.age >= 12 * rules.youngest:
            pace = self.pace()
            if self.in_course:
                course = rules.hours_week * WEEKS * rules.attendance
                hours += course
                self.course_hours += course
        elif self.age >= 12 * rules.school_age:
            hours += rules.school_hours
        self.language += (1.0 - self.language) * min(1.0, hours * pace * math.log(2.0) / rules.guided_hours_to_b1)

    def study(self) -> None:
        """Upper-secondary school, a degree from home, adult education."""
        age, turn = self.school_age, self.model.school.turn
        if age <= SCHOOL_TO:
            return
        if age <= DEGREE and (turn or self.arrival >= self.model.month - 1):
            self.study_after_school(age, turn)
        if self.schooling == Schooling.COMPULSORY and age > GRADUATION:
            self.study_as_adult(age)

    def study_after_school(self, age: int, turn: bool) -> None:
        rules, newcomer = self.model.numbers.schooling, self.newcomer
        enters = rules.upper_secondary_newcomers if newcomer else rules.upper_secondary
        finishes = rules.completion_newcomers if newcomer else rules.completion
        just_came = self.arrival >= self.model.month - 1
        if age < GRADUATION and self.job is None and not self.studying:
            if (age == SCHOOL_TO + 1 or just_came) and self.lasting["enters"] < enters:
                self.studying = True
        elif turn and age == GRADUATION and self.studying:
            self.studying = False
            if self.lasting["finishes"] < finishes:
                self.finish(Schooling.SECONDARY)
                self.studying = self.lasting["degree"] < rules.distance_studies
        elif turn and age == DEGREE and self.studying and self.schooling == Schooling.SECONDARY:
            self.studying = False
            self.finish(Schooling.HIGHER)

    def study_as_adult(self, age: int) -> None:
        rules = self.model.numbers.schooling
        if self.studying:
            if self.random.random() * rules.adult_education_months < 1.0:
                self.studying = False
                self.finish(Schooling.SECONDARY)
        elif self.job is None and age < rules.adult_education_until:
            if self.language >= rules.adult_education_language and self.random.random() < rules.adult_education:
                self.studying = True

    def finish(self, level: Schooling) -> None:
        self.schooling, self.recognised = level, True
