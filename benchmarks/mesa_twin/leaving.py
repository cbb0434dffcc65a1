"""Staying or leaving, by household."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.family import YOUTH_TO
from sim.ages import ADULT, PUPIL_FROM, PUPIL_TO, WORKING_FROM, WORKING_TO
from sim.codes import Service

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import TownModel
    from benchmarks.mesa_twin.things import Household


class Leaving:
    """The hazards of households."""

    def __init__(self, model: TownModel) -> None:
        self.model = model

    def services_push(self) -> float:
        """Of a place without a shop (that a closed school drives nobody out is the rival in force)."""
        return 0.0 if self.model.municipality.open[Service.SHOP] else float(self.model.numbers.leaving.shop_closed)

    def newcomers_may_leave(self, household: Household) -> None:
        """A newcomers' household is one with any grown member who is a newcomer."""
        if household.members and self.model.numbers.leaving.newcomers:
            hazard = self.newcomer_hazard(household)
            if self.model.random.random() < 1.0 - math.exp(-hazard):
                household.leave_region()

    def newcomer_hazard(self, household: Household) -> float:
        """base x pathway x family x exp(pushes) x (hold of the programme | jump after it), by month."""
        rules, month, members = self.model.numbers.leaving, self.model.month, household.members
        grown = members
        if len(members) > 1:
            grown = [one for one in members if one.age >= ADULT and not household.dependent(one)]
        newcomers = [person for person in grown if person.newcomer]
        if not newcomers:
            return 0.0
        first = min(newcomers, key=lambda person: person.arrival)
        if first.arrival == month:
            return 0.0
        end = max(person.introduction_end for person in newcomers)
        belonging = sum(person.belonging for person in grown) / len(grown)
        friends = sum(person.bridging for person in newcomers) / len(newcomers)
        bonding = sum(person.bonding for person in newcomers) / len(newcomers)
        pupils = any(PUPIL_FROM <= person.age < PUPIL_TO for person in members)
        in_work = any(person.job is not None or person.studying for person in grown)
        in_programme = month < end
        push = self.push(rules.work * (rules.programme_work if in_programme else 1.0), 1.0 if in_work else 0.0)
        push += self.push(rules.friends, friends / (friends + rules.friends_half))
        push += self.push(rules.belonging, belonging / (belonging + rules.belonging_half))
        push += self.push(rules.compatriots, bonding / (bonding + rules.compatriots_half))
        push += rules.crowding * household.is_crowded() + self.services_push()
        if pupils and self.model.municipality.open[Service.SCHOOL]:
            push -= rules.school_children
        settled = month - first.arrival - rules.settling_after
        if settled > 0:
            push -= rules.settling_per_year * min(settled, rules.settling_months) / 12.0
        hazard: float = rules.base * rules.pathway[first.pathway] * rules.family[household.family_type()]
        if in_programme:
            hazard *= rules.programme_hold
        elif month - end < rules.programme_jump_months:
            hazard *= rules.programme_jump
        if len(newcomers) < len(grown):
            hazard *= rules.local_partner
        return hazard * math.exp(push)

    @staticmethod
    def push(weight: float, satisfaction: float) -> float:
        return weight * (1.0 - 2.0 * satisfaction)

    def locals_may_leave(self, household: Household) -> None:
        rules, members = self.model.numbers.leaving, household.members
        if not members or not rules.locals:
            return
        if any(one.newcomer and (len(members) == 1 or not household.dependent(one)) for one in members):
            return
        oldest = max(person.age for person in members)
        if self.model.numbers.demography.youth_leave and len(members) == 1 and oldest < 12 * YOUTH_TO:
            return  # asked with the other youth
        push = rules.local_crowding * household.is_crowded() + self.services_push()
        of_working_age = [person for person in members if WORKING_FROM <= person.age < WORKING_TO]
        earner = any(person.job is not None or person.studying for person in of_working_age)
        if of_working_age and not earner and oldest < WORKING_TO:
            push += rules.local_no_work
        if any(PUPIL_FROM <= person.age < PUPIL_TO for person in members):
            push -= rules.local_school_children
        band = sum(oldest >= 12 * limit for limit in rules.ages)
        hazard = rules.by_age[band] / 12.0 * math.exp(push)
        if self.model.random.random() < 1.0 - math.exp(-hazard):
            household.leave_region()
