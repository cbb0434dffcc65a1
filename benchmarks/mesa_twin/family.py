"""Births, deaths, couples, leaving the nest and the region."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.being import Being
from benchmarks.mesa_twin.things import HOUSEHOLD_MOST, Focus, Home, Household
from sim.ages import ADULT
from sim.codes import Schooling, Sex, TieKind

if TYPE_CHECKING:
    from benchmarks.mesa_twin.person import Person

YOUTH_FROM, YOUTH_TO = 18, 25
COLUMNS = 9
"""Memberships that somebody who looks for a partner may think of: five foci, three clubs, a programme's group."""


class Family(Being):
    """Somebody who is born, lives with others, and is gone one day."""

    def leave_region(self) -> None:
        """Everything held is freed, every tie is cut."""
        me = self.is_me()
        self.here = False
        self.model.end_job(me)
        for kind in list(self.foci):
            self.quit_focus(kind)
        for club in list(self.clubs):
            self.clubs.remove(club)
            club.focus.discard(me)
        for other in self.ties:
            del other.ties[me]
        self.ties.clear()
        self.household.quit(me)
        self.remove()

    def depart(self) -> None:
        self.model.flows["departures_newcomers" if self.newcomer else "departures_locals"] += 1
        self.leave_region()

    def may_die(self) -> None:
        """Gompertz and Makeham; minors left without any adult move to relatives elsewhere."""
        if not self.here or self.random.random() >= self.model.death_chance(self.sex, self.age // 12):
            return
        household = self.household
        self.model.flows["deaths"] += 1
        self.leave_region()
        if household.members and not any(person.age >= ADULT for person in household.members):
            household.leave_region()

    def may_give_birth(self) -> None:
        """By age, more with a partner and in a newcomer's first years; a home without a bed to spare is left first."""
        rules, months = self.model.numbers.demography, self.age
        if not self.here or self.sex != Sex.WOMAN:
            return
        if months < rules.fertile_from * 12 or months >= rules.fertile_to * 12:
            return
        z = (months / 12.0 - rules.fertility_mean_age) / rules.fertility_sd
        chance = math.exp(-0.5 * z * z) / (rules.fertility_sd * math.sqrt(2.0 * math.pi) * 12.0) * rules.total_fertility
        partner = self.household.partner_of(self.is_me())
        chance *= rules.fertility_single if partner is None else rules.fertility_partnered
        if self.newcomer and self.model.month - self.arrival < rules.newcomer_fertility_years * 12.0:
            chance *= rules.newcomer_fertility
        household = self.household
        size = len(household.members)
        if self.random.random() >= chance or size >= HOUSEHOLD_MOST:
            return
        if min(person.age for person in household.members) < rules.birth_spacing_months:
            return
        if household.home is None or household.home.beds <= size:
            larger = self.model.find_home(size + 1)
            if larger is None:
                return
            household.move_to(larger)
        self.give_birth()

    def give_birth(self) -> None:
        sex = Sex.MAN if self.random.random() < self.model.numbers.demography.boys else Sex.WOMAN
        child = self.model.new_person(birth=self.model.month, sex=sex, origin=self.origin)
        child.car, child.trust, child.attitude = self.car, self.trust, self.attitude
        child.openness, child.belonging = self.openness, self.belonging
        self.household.join(child)
        child.enter_neighbourhood()
        self.model.flows["births"] += 1

    def pair_or_part(self) -> None:
        """Singles look for somebody, less often with age; couples part."""
        rules, age = self.model.numbers.demography, self.age / 12.0
        if not self.here or age < rules.partnering_from or age >= rules.partnering_to:
            return
        u, v = self.random.random(), self.random.random()
        looking, parting = rules.partnering_per_year / 12.0, rules.separation_per_year / 12.0
        if u >= looking and v >= parting:
            return
        partner = self.household.partner_of(self.is_me())
        if partner is not None:
            if rules.separation and v < parting and self.uid < partner.uid:
                self.part_from(partner)
            return
        if age < rules.partnering_full_from:
            looking *= rules.partnering_young
        elif age > rules.partnering_full_to:
            looking *= 0.5 ** ((age - rules.partnering_full_to) / rules.partnering_half_age)
        if rules.partnering and u < looking and self.household.awaiting == 0:
            found = self.find_partner()
            if found is not None:
                self.move_together(found)

    def could_pair(self, other: Person) -> bool:
        """Grown, of the other sex and like age, single, and of another household."""
        gap = self.model.numbers.demography.partner_age_gap * 12.0
        if other.sex == self.sex or other.age < ADULT or other.household is self.household:
            return False
        if abs(other.birth - self.birth) > gap or other.household.awaiting > 0:
            return False
        return other.household.partner_of(other) is None

    def find_partner(self) -> Person | None:
        """The dearest single among friends, else one met on a seat of one's foci."""
        rules, found = self.model.numbers, None
        dearest = rules.ties.friend_hours
        for other, tie in self.ties.items():
            if tie.kind not in (TieKind.HOUSEHOLD, TieKind.KIN) and tie.hours >= dearest and self.could_pair(other):
                found, dearest = other, tie.hours
        if found is not None:
            return found
        foci: list[Focus | None] = [self.foci.get(kind) for kind in range(TieKind.NEIGHBOUR, TieKind.CLUB)]
        foci += [club.focus for club in self.clubs]
        foci += [None] * (COLUMNS - len(foci))
        for attempt in range(rules.demography.partner_tries):
            focus = foci[attempt % COLUMNS]
            met = self.random.choice(focus.seats) if focus is not None else None
            if met is not None and met is not self and self.could_pair(met):
                if met not in self.ties or self.ties[met].kind != TieKind.KIN:
                    return met
        return None

    def is_head(self) -> bool:
        """Whether somebody is the one grown member of a household."""
        me = self.is_me()
        return not self.household.dependent(me) and len(self.household.grown()) == 1

    def move_together(self, other: Person) -> None:
        """Two singles and their children, to the home of either if large enough, else to a vacant one, else not."""
        host, guest = self.is_me(), other
        heads = {host: host.is_head(), guest: guest.is_head()}
        total = sum(len(person.household.members) if head else 1 for person, head in heads.items())
        if total > HOUSEHOLD_MOST:
            return

        def has_beds(person: Person) -> bool:
            home = person.household.home
            return heads[person] and home is not None and home.beds >= total

        if heads[guest] and not has_beds(host) and (not heads[host] or has_beds(guest)):
            host, guest = guest, host
        if not has_beds(host):
            home = self.model.find_home(total)
            if home is None:
                return
            if heads[host]:
                host.household.move_to(home)
            else:
                host.leave_home(home)
        before = guest.household
        for person in list(before.members) if heads[guest] else [guest]:
            before.quit(person)
            host.household.join(person)
            person.enter_neighbourhood()

    def part_from(self, partner: Person) -> None:
        """The man (or the one asked) moves to a home of his own if one is free; the children stay."""
        goer = partner if partner.sex == Sex.MAN and self.sex != Sex.MAN else self.is_me()
        home = self.model.find_home(1)
        if home is not None:
            goer.leave_home(home)

    def leave_home(self, home: Home) -> None:
        """A household of one's own in a vacant home."""
        me, model = self.is_me(), self.model
        self.household.quit(me)
        household = Household(model)
        household.members.append(me)
        self.household = household
        household.move_to(home)

    def leave_nest(self) -> None:
        """The young go elsewhere for studies and work, or to a home of their own."""
        rules, age = self.model.numbers.demography, self.age // 12
        if not self.here or age < YOUTH_FROM or age >= rules.nest_leaving_until:
            return
        dependent = self.household.dependent(self.is_me())
        if not dependent and (age >= YOUTH_TO or len(self.household.members) > 1 or self.newcomer):
            return
        if rules.youth_leave and age < YOUTH_TO and not self.studying:
            secondary = self.schooling >= Schooling.SECONDARY
            share = rules.youth_leave_share if secondary else rules.youth_leave_share_compulsory
            by_age = rules.youth_leave_by_age[: YOUTH_TO - YOUTH_FROM]
            hazard = -math.log(1.0 - share) / (12.0 * sum(by_age)) * by_age[age - YOUTH_FROM]
            hazard /= 1.0 + self.model.population / rules.youth_pull_inhabitants
            if self.random.random() < 1.0 - math.exp(-hazard):
                self.depart()
                return
        if dependent and self.random.random() < rules.nest_leaving_per_year / 12.0:
            home = self.model.find_home(1)
            if home is not None:
                self.leave_home(home)
