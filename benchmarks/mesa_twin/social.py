"""Meeting and ties: hours with those one knows, encounters, introductions, fading."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

from benchmarks.mesa_twin.being import Being
from benchmarks.mesa_twin.numbers import pair_number
from benchmarks.mesa_twin.things import Tie
from sim.codes import TieKind

if TYPE_CHECKING:
    from benchmarks.mesa_twin.person import Person

FREE = "free"
QUANTILE = NormalDist().inv_cdf
HOUSEHOLD, CLUB, KIN, MENTOR = TieKind.HOUSEHOLD, TieKind.CLUB, TieKind.KIN, TieKind.MENTOR


class Social(Being):
    """Somebody with limited hours for company."""

    def makes_acquaintances(self) -> bool:
        return self.age >= 12.0 * self.model.numbers.meeting.least_age_years

    def quality_with(self, other: Being) -> float:
        """A pair's lasting affinity (lognormal, mean 1) and likeness; asked once, then remembered."""
        known = self.qualities if self.uid < other.uid else other.qualities
        partner = max(self.uid, other.uid)
        if partner not in known:
            rules, sigma = self.model.numbers.ties, self.model.numbers.ties.affinity_sigma
            z = QUANTILE(pair_number(self.model.affinity_key, self.uid, other.uid))
            gap = (self.birth - other.birth) / (12.0 * rules.age_gap_years)
            quality = math.exp(sigma * z - 0.5 * sigma * sigma) / (1.0 + gap * gap)
            if self.origin != other.origin:
                quality *= rules.other_origin_likeness
            known[partner] = min(self.model.most_quality, max(self.model.least_quality, quality))
        return known[partner]

    def passing_quality(self, other: Being) -> float:
        """What language and attitudes make of an hour between two of different origin."""
        rules, count = self.model.numbers.meeting, 1.0
        if rules.shared_language:
            shared = self.language * other.language / rules.language_enough
            count = rules.language_floor + (1.0 - rules.language_floor) * min(1.0, shared)
        if rules.attitudes_matter and self.newcomer != other.newcomer:
            count *= 1.0 + rules.attitude_weight * (self.attitude + other.attitude)
        return count

    def weakest_below(self, hours: float, lasting: bool) -> Tie | None:
        """The weakest tie that may give way: of kin and mentors with ``lasting``, else of all but these."""
        may = [
            tie
            for tie in self.ties.values()
            if tie.kind != HOUSEHOLD and (tie.kind in (KIN, MENTOR)) == lasting and tie.hours < hours
        ]
        return min(may, key=lambda tie: tie.hours, default=None)

    def giving_way(self, hours: float, kind: int) -> tuple[bool, Tie | None]:
        """Whether there is room for a tie, and which other has to go for it."""
        if len(self.ties) < self.model.numbers.ties.slots:
            return True, None
        weakest = self.weakest_below(math.inf if kind == HOUSEHOLD else hours, False)
        if weakest is None and kind == HOUSEHOLD:
            weakest = self.weakest_below(math.inf, True)
        return weakest is not None, weakest

    def tie_to(self, other: Person, hours: float, kind: int) -> bool:
        """A new tie; where all slots are taken the weakest gives way. False when either has only stronger ones."""
        me = self.is_me()
        room, mine = self.giving_way(hours, kind)
        theirs_room, theirs = other.giving_way(hours, kind)
        if not (room and theirs_room):
            return False
        for tie in (mine, theirs):
            if tie is not None:
                untie(tie)
        me.ties[other] = other.ties[me] = Tie(me, other, hours, kind, self.quality_with(other))
        return True

    def offer_hours(self) -> None:
        """How much of each kind of hour there is for a unit of tie weight."""
        self.forget_month()
        weights: dict[object, float] = {}
        for other, tie in self.ties.items():
            kind, weight = tie.kind, tie.weight
            if kind == CLUB:
                for club in self.clubs:
                    if club in other.clubs:
                        weights[club] = weights.get(club, 0.0) + weight
            elif kind < MENTOR:
                weights[kind] = weights.get(kind, 0.0) + weight
            if kind != HOUSEHOLD:
                weights[FREE] = weights.get(FREE, 0.0) + weight
        free = self.free_hours()
        for what, weight in weights.items():
            if what is FREE:
                hours = free
            else:
                hours = self.model.known_hours[what if isinstance(what, int) else CLUB]
            if weight > 0.0:
                self.rates[what] = hours / self.model.numbers.meeting.quantum_hours / weight
        self.spare = free

    def free_hours(self) -> float:
        return float(self.model.numbers.meeting.free_hours * self.health)

    def spend_hours(self) -> None:
        """Each tie's month, once a pair (by the one who keeps it): company, fading, and what it counts for both."""
        for tie in list(self.ties.values()):
            if tie.a is self:
                self.spend(tie)

    def spend(self, tie: Tie) -> None:
        """Two people spend the weight of their tie times the smaller of what both offer, in whole quarters."""
        a, b, kind, weight = tie.a, tie.b, tie.kind, tie.weight
        quantum, rules = self.model.numbers.meeting.quantum_hours, self.model.numbers.ties
        at_focus = at_leisure = 0.0
        if kind == CLUB:
            for club in a.clubs:
                if club in b.clubs:
                    at_focus += quantum * int(weight * min(a.rates.get(club, 0.0), b.rates.get(club, 0.0)))
        elif kind in a.rates and kind in b.rates:
            at_focus = quantum * int(weight * min(a.rates[kind], b.rates[kind]))
        if kind != HOUSEHOLD:
            at_leisure = quantum * int(weight * min(a.rates[FREE], b.rates[FREE]))
        gain = (at_focus * self.model.count_of[kind] + at_leisure) * tie.quality
        if a.origin != b.origin:
            gain *= a.passing_quality(b)
        half_life = rules.half_life_months * math.sqrt(tie.hours / rules.half_life_hours)
        hours = tie.hours * 2.0 ** (-1.0 / half_life) + gain
        both, bridges = at_focus + at_leisure, a.newcomer != b.newcomer
        for person in (a, b):
            person.spent += both
            person.spare -= at_leisure
            if bridges:
                person.other_hours += gain
                person.local_hours += both if person.newcomer else 0.0
        if hours < rules.forget_hours:
            if kind != HOUSEHOLD:
                untie(tie)
                return
            hours = rules.forget_hours
        tie.set_hours(hours)
        if kind != HOUSEHOLD and hours >= rules.casual_hours:
            for person in (a, b):
                person.friends += 1
                person.bridging += bridges
                person.bonding += a.origin == b.origin
                person.close += hours >= rules.close_hours

    def meet(self, other: Person, kind: int, hours: float) -> bool:
        """An encounter. Strangers let each other in by the geometric mean of both people's openness."""
        me, model = self.is_me(), self.model
        tie = self.ties.get(other)
        if tie is None and model.numbers.meeting.openness_matters:
            if self.random.random() >= math.sqrt(self.openness * other.openness):
                return False
        self.spent += hours
        other.spent += hours
        gain = hours * model.count_of[kind]
        if self.origin != other.origin:
            gain *= self.passing_quality(other)
        if tie is None:
            gain *= self.quality_with(other)
            if gain >= model.numbers.ties.forget_hours:
                self.tie_to(other, gain, kind)
        else:
            gain *= tie.quality
            tie.set_hours(tie.hours + gain)
        if self.newcomer != other.newcomer:
            for person in (me, other):
                person.other_hours += gain
                person.local_hours += hours if person.newcomer else 0.0
        return True

    def be_introduced(self) -> None:
        """With hours to spare, somebody may meet a random friend's random friend."""
        rules = self.model.numbers.meeting
        if self.spare < rules.introduction_hours or self.random.random() >= rules.introductions:
            return
        friend = self.random_acquaintance()
        other = friend.random_acquaintance() if friend is not None else None
        if other is None or other is self or other in self.ties or other.spare < rules.introduction_hours:
            return
        if self.meet(other, TieKind.FRIEND, rules.introduction_hours):
            self.spare -= rules.introduction_hours
            other.spare -= rules.introduction_hours


def untie(tie: Tie) -> None:
    """Remove a tie at both ends, if it is still there."""
    tie.a.ties.pop(tie.b, None)
    tie.b.ties.pop(tie.a, None)
