"""Attitude to the other group, trust, belonging."""

from __future__ import annotations

from benchmarks.mesa_twin.being import Being
from benchmarks.mesa_twin.numbers import clip, share_gone


class Minded(Being):
    """Somebody who feels one way or another about the others and the place."""

    def feel(self, climate: float) -> None:
        """Attitude and trust after a month."""
        self.attitude = self.attitude_after()
        rules = self.model.numbers.attitudes
        if rules.trust:
            target = rules.trust_middle + rules.trust_openness * (self.openness - 0.5)
            target += rules.trust_member * bool(self.clubs) + rules.trust_volunteer * self.volunteer
            if self.newcomer:
                target += rules.trust_treatment * (climate - 0.5)
            self.trust += share_gone(rules.trust_half_life) * (clip(target, 0.0, 1.0) - self.trust)

    def attitude_after(self) -> float:
        """Back to a disposition, and away from it by contact, a bad experience, friends."""
        rules, attitude = self.model.numbers.attitudes, self.attitude
        disposition = rules.disposition_openness * (self.openness - 0.5)
        if self.newcomer:
            disposition += rules.disposition_newcomer
        else:
            disposition += rules.disposition_local - rules.threat_harm * self.model.municipality.threat
        new = attitude + share_gone(rules.disposition_half_life) * (disposition - attitude)
        if rules.contact and self.other_hours > 0.0:
            much = self.other_hours / (self.other_hours + rules.contact_half)
            new += rules.contact_gain * rules.spread * much * (1.0 - attitude)
            if self.random.random() < rules.bad_contact * much * (1.0 - attitude):
                new -= rules.bad_harm * (1.0 + attitude)
        if rules.influence and self.random.random() < rules.influence_chance:
            friend = self.random_acquaintance()
            if friend is not None and friend.newcomer == self.newcomer:
                new += rules.influence_step * (friend.attitude - attitude)
        return clip(new, -1.0, 1.0)

    def feel_at_home(self, climate: float) -> None:
        """Belonging moves to what life here warrants."""
        rules = self.model.numbers.belonging
        friends = self.bridging if self.newcomer else self.friends
        target = rules.floor + rules.ties * friends / (friends + rules.ties_half)
        target += rules.close * self.close / (self.close + rules.close_half)
        target += rules.language * self.language
        working_age = 12 * rules.working_age <= self.age < 12 * rules.retirement
        if self.job is not None or self.studying or not working_age:
            target += rules.work
        here = max(0, self.model.month - self.arrival)
        target += rules.time * here / (here + rules.time_half)
        target += rules.treatment * (climate if self.newcomer else 1.0)
        self.belonging += share_gone(rules.half_life) * (clip(target, 0.0, 1.0) - self.belonging)
