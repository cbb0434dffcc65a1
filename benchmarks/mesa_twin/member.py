"""Clubs: staying or leaving, hearing of one and joining it, founding one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mesa_twin.being import Being
from benchmarks.mesa_twin.numbers import clip, pair_number
from benchmarks.mesa_twin.things import Club, Focus
from sim.codes import CLUBS_MOST, ClubType, Sex, TieKind

if TYPE_CHECKING:
    from benchmarks.mesa_twin.person import Person


class Member(Being):
    """Somebody who may belong to up to three clubs."""

    def quit_club(self, club: Club) -> None:
        self.clubs.remove(club)
        club.focus.discard(self.is_me())
        self.orphan_ties(TieKind.CLUB)
        if not self.clubs:
            self.volunteer = False

    def join_club(self, club: Club) -> bool:
        if len(self.clubs) >= CLUBS_MOST or not club.focus.add(self.is_me()):
            return False
        self.clubs.append(club)
        return True

    def has_means(self) -> bool:
        """Somebody of the household is in work, or of an age to have a pension."""
        retired = 12 * self.model.numbers.clubs.retirement
        return any(person.job is not None or person.age >= retired for person in self.household.members)

    def can_pay(self, club: Club) -> bool:
        """Whether the cost is within a lasting threshold (log-logistic, shape 2)."""
        rules, kind = self.model.numbers.clubs, club.settings
        extra = kind.fee_extra[self.origin] if self.origin < len(kind.fee_extra) else 0.0
        cost = max(0.0, kind.fee + extra) + kind.equipment / rules.equipment_months
        if self.newcomer:
            cost *= 1.0 - rules.fee_support_newcomers
        ratio = cost / (rules.means_in_work if self.has_means() else rules.means_without_work)
        return self.lasting["means"] * (1.0 + ratio * ratio) < 1.0

    def can_get_there(self, club: Club) -> bool:
        kept_home = club.settings.transport * (1.0 - self.model.numbers.clubs.transport_support)
        return self.car or self.lasting["transport"] >= kept_home

    def is_kept_away(self, club: Club) -> bool:
        """The association is another origin's, or the venue shuts this newcomer out for good."""
        if club.origin != 0 and self.origin != club.origin:
            return True
        if not self.newcomer or club.neutral:
            return False
        return pair_number(self.model.kept_away_key, self.uid, club.uid) < self.model.numbers.clubs.kept_away

    def knows_somebody_in(self, club: Club) -> bool:
        return any(tie.kind == TieKind.CLUB and club in other.clubs for other, tie in self.ties.items())

    def stay_or_leave_clubs(self) -> None:
        """Dues once a year in one's own month; leaving at a chance, likelier without a friend there; helping."""
        rules = self.model.numbers.clubs
        if not self.clubs:
            self.volunteer = False
            return
        dues = self.uid % 12 == self.model.month % 12
        for club in list(self.clubs):
            chance = 1.0 - (1.0 - club.settings.leaving) ** (1.0 / 12.0)
            if self.volunteer:
                chance *= rules.volunteer_leaving
            u = self.random.random()
            leaves = u < chance or (u < chance * rules.friendless_leaving and not self.knows_somebody_in(club))
            if leaves or (dues and not self.can_pay(club)):
                self.quit_club(club)
        if not self.clubs:
            return
        u, aged = self.random.random(), self.age >= 12 * rules.helping_until
        if self.volunteer:
            self.volunteer = not aged and u >= rules.volunteer_stop / 12.0
        elif not aged:
            start = rules.volunteer_start / 12.0 * self.health
            self.volunteer = u < start * (1.0 + self.trust) * self.language

    def hear_or_join(self) -> None:
        """Who heard of a club last month joins it or thinks no more of it; others may hear of one."""
        if self.age < 12 * self.model.numbers.clubs.youngest:
            return
        club, self.candidate = self.candidate, None
        if club is None:
            if len(self.clubs) < CLUBS_MOST:
                self.candidate = self.hear()
        elif club.is_open and club not in self.clubs and len(self.clubs) < CLUBS_MOST:
            if self.random.random() < self.readiness(club) and not self.is_kept_away(club):
                if self.can_get_there(club) and self.can_pay(club):
                    self.join_club(club)

    def hear(self) -> Club | None:
        """Of a club, from an acquaintance, by looking, or at a child's school."""
        rules, told = self.model.numbers.clubs, None
        if self.random.random() < rules.hear_from_friends:
            friend = self.random_acquaintance()
            column = int(self.random.random() * CLUBS_MOST)
            if friend is not None and column < len(friend.clubs):
                told = friend.clubs[column]
        if told is None:
            u, floor = self.random.random(), rules.own_search_no_language
            search = rules.own_search * (floor + (1.0 - floor) * self.language)
            at_school = TieKind.SCHOOL_GATE in self.foci and u >= 1.0 - rules.hear_at_school
            clubs = self.model.agents_by_type[Club]
            if (u < search or at_school) and len(clubs):
                told = self.random.choice(list(clubs))
        return told if told is not None and told not in self.clubs else None

    def readiness(self, club: Club) -> float:
        """Chance that somebody whom nothing bars joins."""
        rules, kind = self.model.numbers.clubs, club.settings
        chance: float = rules.readiness * rules.second_club ** len(self.clubs) * self.health
        chance *= rules.trust_floor + (1.0 - rules.trust_floor) * self.trust
        if self.language < kind.language:
            chance *= self.language / kind.language
        evenings = rules.evenings
        if self.household.has_child_below(12 * rules.small_child_age):
            evenings = rules.evenings_small_children
            if self.sex == Sex.WOMAN:
                chance *= rules.mothers_of_small_children
        if evenings < kind.evening_hours:
            chance *= evenings / kind.evening_hours
        if self.sex == Sex.MAN and len(self.household.members) == 1:
            chance *= rules.lone_men
        if self.newcomer and club.origin == 0:
            chance *= club.welcome
        return chance

    def may_found_club(self) -> None:
        """Asked once a year: an idea, and enough acquaintances to carry it out with."""
        rules, model = self.model.numbers.clubs, self.model
        if not self.here or self.uid % 12 != model.month % 12 or self.age < 12 * rules.founder_age:
            return
        kind = self.club_to_found()
        if kind is None or len(self.clubs) >= CLUBS_MOST:
            return
        immigrant = kind == ClubType.IMMIGRANT
        if immigrant and any(club.origin == self.origin for club in model.agents_by_type[Club]):
            return
        recruits = [(other, self.random.random()) for other in self.ties if self.could_recruit(other, immigrant)]
        recruits = [(other, draw) for other, draw in recruits if draw < rules.recruiting]
        if len(recruits) + 1 < rules.founders:
            return
        self.found(kind, recruits)

    def club_to_found(self) -> ClubType | None:
        u, passed = self.random.random(), 0.0
        for kind in ClubType:
            if kind != ClubType.IMMIGRANT or self.newcomer:
                passed += self.model.club_types[kind].founding / 1000.0
                if u < passed:
                    return kind
        return None

    def could_recruit(self, other: Person, immigrant: bool) -> bool:
        if other.age < 12 * self.model.numbers.clubs.youngest or len(other.clubs) >= CLUBS_MOST:
            return False
        return not immigrant or other.origin == self.origin

    def found(self, kind: ClubType, recruits: list[tuple[Person, float]]) -> None:
        """A new club of the founder and those recruited, some of whom give up an older one."""
        rules, model = self.model.numbers.clubs, self.model
        settings = model.club_types[kind]
        data = {
            "uid": self.random.getrandbits(64),
            "type": kind,
            "welcome": clip(settings.welcome + rules.welcome_spread * (self.random.random() - 0.5), 0.0, 1.0),
            "neutral": self.random.random() < settings.neutral,
            "origin": self.origin if kind == ClubType.IMMIGRANT else 0,
            "weak_months": 0,
        }
        club = Club(model, data, Focus(model, TieKind.CLUB, model.club_seats))
        self.join_club(club)
        self.volunteer = True
        for other, draw in recruits:
            if draw < rules.recruiting * rules.drawn_from_old and other.clubs:
                other.quit_club(other.clubs[0])
            other.join_club(club)
