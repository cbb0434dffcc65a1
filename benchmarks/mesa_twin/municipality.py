"""What the town has for all: course places, services, and how threatened it feels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.mesa_twin.numbers import clip, share_gone
from sim.ages import PUPIL_FROM, PUPIL_TO
from sim.codes import Service

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import TownModel
    from benchmarks.mesa_twin.person import Person

HEALTH_STEP = 1e-6
LONGEST_WAIT = 241


class Municipality:
    """One town's courses and services."""

    def __init__(self, model: TownModel, data: dict[str, Any]) -> None:
        self.model = model
        self.threat: float = data["threat"]
        self.open = [bool(state) for state in data["services"]]
        self.weak: list[int] = data["services_weak"]

    def feel_threat(self) -> None:
        """The year's rate of inflow above what is taken in stride."""
        rules, flows = self.model.numbers.attitudes, self.model.flows
        excess = 0.0
        if rules.threat:
            yearly = 12.0 * (flows["arrivals"] + flows["unhoused"]) / max(1, self.model.population)
            excess = (yearly - rules.inflow_taken_in_stride) / rules.inflow_full_threat
        self.threat = clip(self.threat + share_gone(rules.threat_half_life) * (excess - self.threat), 0.0, 1.0)

    def climate(self, people: list[Person]) -> float:
        """How locals meet newcomers: their mean attitude, less felt threat, halved about the middle."""
        attitudes = [person.attitude for person in people if not person.newcomer]
        mean = sum(attitudes) / len(attitudes) if attitudes else 0.0
        return clip(0.5 + 0.5 * (mean - self.threat), 0.0, 1.0)

    def run_courses(self, people: list[Person]) -> None:
        """Who is done or gives up leaves; free places go to the longest here, those who gave up last."""
        rules, random = self.model.numbers.language, self.model.random
        newcomers = [person for person in people if person.newcomer]
        queue, taken = [], 0
        for person in newcomers:
            if person.in_course:
                gives_up = random.random() < rules.dropping_out or person.language >= rules.enough
                person.in_course = rules.courses and not gives_up
                taken += person.in_course
            elif rules.courses and person.wants_course():
                wait = 0 if person.course_hours > 0.0 else min(LONGEST_WAIT, self.model.month - person.arrival + 1)
                queue.append((wait, random.random(), person))
        if newcomers:
            free = max(0, int(rules.course_places + rules.course_places_per_100 * len(newcomers) / 100.0) - taken)
            for _, _, person in sorted(queue, key=lambda row: (-row[0], row[1]))[:free]:
                person.in_course = True

    def run_services(self, people: list[Person]) -> None:
        """School, shop and health centre stay while enough people use them; newcomers in poor health are seen."""
        rules = self.model.numbers.services
        pupils = sum(PUPIL_FROM <= person.age < PUPIL_TO for person in people)
        if rules.closures:
            self.open_or_close(Service.SCHOOL, pupils, rules.school_pupils)
            self.open_or_close(Service.SHOP, len(people), rules.shop_inhabitants)
            self.open_or_close(Service.HEALTH, len(people), rules.health_inhabitants)
        if rules.screening:
            waiting = [one for one in people if one.newcomer and one.health < rules.treated_health - HEALTH_STEP]
            capacity = rules.screening_per_thousand * len(people) / 1000.0
            capacity *= 1.0 if self.open[Service.HEALTH] else rules.screening_away
            for person in waiting:
                if self.model.random.random() * len(waiting) < capacity:
                    person.health = rules.treated_health

    def open_or_close(self, service: Service, users: int, threshold: float) -> None:
        rules, is_open = self.model.numbers.services, self.open[service]
        turning = users < threshold if is_open else threshold > 0.0 and users >= threshold * rules.reopening
        self.weak[service] = self.weak[service] + 1 if turning else 0
        if self.weak[service] >= rules.patience:
            self.open[service], self.weak[service] = not is_open, 0
