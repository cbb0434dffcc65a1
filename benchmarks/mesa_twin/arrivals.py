"""Who comes: newcomers by stream, families after them, locals moving in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.mesa_twin.numbers import clip, poisson
from benchmarks.mesa_twin.things import HOUSEHOLD_MOST, Home, Household
from sim.ages import ADULT, WORKING_FROM, WORKING_TO
from sim.codes import FamilyType, Pathway, Sex, Tenure

if TYPE_CHECKING:
    from benchmarks.mesa_twin.model import TownModel
    from benchmarks.mesa_twin.person import Person

ILL = (Pathway.QUOTA, Pathway.ASYLUM)
WITH_CHILDREN = (FamilyType.COUPLE_CHILDREN, FamilyType.LONE_PARENT)
COUPLES = (FamilyType.COUPLE, FamilyType.COUPLE_CHILDREN)


def family_size(mix: list[float], children: float) -> float:
    """Expected people in a household of a mix."""
    sizes = (1.0, 1.0, 2.0, 2.0 + children, 1.0 + children)
    return sum(weight * size for weight, size in zip(mix, sizes, strict=True)) / sum(mix)


class Arrivals:
    """The town's gate: a month's arrivals."""

    def __init__(self, model: TownModel, data: dict[str, Any]) -> None:
        self.model = model
        self.origins: list[dict[str, Any]] = data["origins"]
        self.first_population: int = data["population"]
        self.streams = [self.stream(each) for each in data["streams"]]

    def stream(self, data: dict[str, Any]) -> dict[str, Any]:
        """A stream of newcomers with everything its people bring."""
        rules, origin = self.model.numbers.arriving, self.origins[data["origin"] - 1]
        pathway = Pathway[data["pathway"].upper()]
        introduction = data["introduction_months"]
        if introduction is None:
            introduction = 0 if pathway == Pathway.LABOUR else rules.introduction_months
        return {
            **data,
            "pathway": pathway,
            "schooling": data["schooling"] or origin["schooling"],
            "language": origin["language"] if data["language"] is None else data["language"],
            "recognised": 1.0 if pathway == Pathway.LABOUR else origin["recognised"],
            "introduction": introduction,
            "children": rules.children_mean,
            "trust": rules.trust_mean,
            "attitude": rules.attitude_mean,
            "belonging": rules.belonging_start,
            "car": 0.0,
            "months": dict(data.get("months", ())),
        }

    def inflow(self) -> dict[str, Any]:
        """Locals moving in, as a stream."""
        rules = self.model.numbers.arriving
        return {
            "pathway": Pathway.INFLOW,
            "origin": 0,
            "mix": rules.inflow_mix,
            "adult_age": rules.inflow_age,
            "adult_age_sd": rules.inflow_age_sd,
            "schooling": rules.inflow_schooling,
            "language": 1.0,
            "recognised": 1.0,
            "homes": "free",
            "introduction": 0,
            "children": rules.inflow_children_mean,
            "trust": rules.inflow_trust,
            "attitude": rules.inflow_attitude,
            "belonging": rules.inflow_belonging,
            "car": rules.inflow_car_share,
        }

    def month(self) -> None:
        """Families reunited first, then the streams, then locals."""
        rules, random = self.model.numbers.arriving, self.model.random
        came: list[Person] = []
        if rules.reunification:
            for household in list(self.model.agents_by_type[Household]):
                self.may_reunite(household)
        for stream in self.streams if rules.newcomers else ():
            size = 1.0 if stream["pathway"] == Pathway.YOUTH else family_size(stream["mix"], rules.children_mean)
            for _ in range(poisson(stream["per_year"] / 12.0 / size, random)):
                came += self.bring(stream)[0]
            left = stream["months"].get(self.model.month, 0)
            while left > 0:
                people, size = self.bring(stream, left)
                came += people
                left -= size
        if rules.inflow:
            inflow = self.inflow()
            people_a_month = self.first_population * rules.inflow_per_thousand / 1000.0 / 12.0
            for _ in range(poisson(people_a_month / family_size(inflow["mix"], inflow["children"]), random)):
                came += self.bring(inflow)[0]
        self.first_jobs(came)

    def bring(self, stream: dict[str, Any], room: int = 0) -> tuple[list[Person], int]:
        """One household of a stream: its people (nobody where there is no home for them), and its size."""
        rules, random, model = self.model.numbers.arriving, self.model.random, self.model
        local = stream["pathway"] == Pathway.INFLOW
        family = FamilyType(random.choices(range(len(FamilyType)), stream["mix"])[0])
        if stream["pathway"] == Pathway.YOUTH:
            family = FamilyType.SINGLE_MAN if random.random() < rules.youth_men else FamilyType.SINGLE_WOMAN
        children = 0
        if family in WITH_CHILDREN:
            children = min(rules.most_children, 1 + poisson(stream["children"] - 1.0, random))
        adults = 2 if family in COUPLES else 1
        size = adults + children
        if room and size > room:
            return [], 0
        head_sex = Sex.MAN if family == FamilyType.SINGLE_MAN else Sex.WOMAN
        if family == FamilyType.LONE_PARENT and random.random() < rules.lone_fathers:
            head_sex = Sex.MAN
        home = self.home_for(stream, size)
        if home is None:
            model.flows["unhoused"] += 0 if local else size
            return [], size
        household = Household(model)
        household.move_to(home)
        for years, sex in self.members(stream, adults, children, head_sex):
            self.add(household, stream, years, sex)
        if stream["pathway"] in ILL:
            self.leave_family_behind(household, family)
        return list(household.members), size

    def home_for(self, stream: dict[str, Any], size: int) -> Home | None:
        """The assigned get public rent if any; a share of newcomers get homes next to each other."""
        clustered = stream["pathway"] != Pathway.INFLOW
        clustered = clustered and self.model.random.random() < self.model.numbers.housing.concentration
        tenure = Tenure.PUBLIC_RENT if stream["homes"] == "assigned" else None
        return self.model.find_home(size, tenure, clustered=clustered)

    def members(self, stream: dict[str, Any], adults: int, children: int, head_sex: Sex) -> list[tuple[float, Sex]]:
        """Ages [year] and sexes: the head, the partner, the children."""
        rules, random = self.model.numbers.arriving, self.model.random
        youngest, oldest = (
            (rules.youngest_parent, rules.oldest_parent) if children else (rules.youngest_adult, rules.oldest_adult)
        )
        age = clip(random.gauss(stream["adult_age"], stream["adult_age_sd"]), youngest, oldest)
        if stream["pathway"] == Pathway.YOUTH:
            age = rules.youth_from + rules.youth_span * random.random()
        found = [(age, head_sex)]
        if adults == 2:
            years = random.gauss(age + rules.partner_older, rules.partner_spread)
            found.append((clip(years, rules.youngest_adult, rules.oldest_partner), Sex.MAN))
        for _ in range(children):
            years = random.random() * min(rules.oldest_child, age - rules.youngest_adult)
            found.append((years, self.child_sex()))
        return found

    def child_sex(self) -> Sex:
        return Sex.MAN if self.model.random.random() < self.model.numbers.arriving.boys else Sex.WOMAN

    def leave_family_behind(self, household: Household, family: FamilyType) -> None:
        rules, random = self.model.numbers.arriving, self.model.random
        single = family in (FamilyType.SINGLE_MAN, FamilyType.SINGLE_WOMAN)
        if single and random.random() < rules.awaiting_share_single:
            household.awaiting = min(rules.most_children, 1 + poisson(rules.awaiting_mean - 1.0, random))
        elif family == FamilyType.LONE_PARENT and random.random() < rules.awaiting_share_parent:
            household.awaiting = 1
        household.awaiting_since = self.model.month

    def add(self, household: Household, stream: dict[str, Any], years: float, sex: int) -> Person:
        """Somebody of a stream joins a household that has its home."""
        model, rules, random = self.model, self.model.numbers.arriving, self.model.random
        person = model.new_person(birth=model.month - int(years * 12.0), sex=sex, origin=stream["origin"])
        person.newcomer = stream["pathway"] != Pathway.INFLOW
        person.pathway = stream["pathway"]
        person.recognised = not person.newcomer
        if person.age >= ADULT:
            person.schooling = random.choices(range(3), stream["schooling"])[0]
            person.recognised = random.random() < stream["recognised"]
            if stream["pathway"] in ILL and random.random() < self.model.numbers.health.ill_refugees:
                person.health = self.model.numbers.health.capacity
        person.car = random.random() < stream["car"]
        if person.newcomer:
            person.language = stream["language"]
            if stream["introduction"]:
                person.introduction_end = model.month + stream["introduction"]
        person.trust = clip(random.gauss(stream["trust"], rules.trust_sd), 0.0, 1.0)
        person.attitude = clip(random.gauss(stream["attitude"], rules.attitude_sd), -1.0, 1.0)
        person.openness = model.logistic_about(rules.openness_mean, rules.openness_sd)
        person.belonging = stream["belonging"]
        household.join(person)
        person.enter_neighbourhood()
        model.meet_compatriots(person)
        model.flows["arrivals" if person.newcomer else "inflow"] += 1
        return person

    def may_reunite(self, household: Household) -> None:
        """The family abroad comes together, to a home with beds for all."""
        rules, random, model = self.model.numbers.arriving, self.model.random, self.model
        if household.awaiting <= 0 or model.month - household.awaiting_since < rules.reunification_earliest:
            return
        if random.random() >= rules.reunification_help / rules.reunification_mean:
            return
        sponsor = min(household.members, key=lambda one: one.birth)
        size = len(household.members) + household.awaiting
        if sponsor.origin == 0 or size > HOUSEHOLD_MOST:
            return
        if household.home is None or household.home.beds < size:
            home = model.find_home(size, Tenure.PUBLIC_RENT)
            if home is None:
                return
            household.move_to(home)
        stream = self.stream(self.reunited(sponsor.origin))
        spouse, oldest = len(household.grown()) < 2, sponsor.age / 12.0
        for number in range(household.awaiting):
            if number == 0 and spouse and oldest >= rules.youngest_adult:
                sex = Sex.WOMAN if sponsor.sex == Sex.MAN else Sex.MAN
                gap = rules.partner_older if sex == Sex.MAN else -rules.partner_older
                years = clip(
                    random.gauss(oldest + gap, rules.partner_spread), rules.youngest_adult, rules.oldest_reunited
                )
            else:
                sex = self.child_sex()
                years = random.random() * min(rules.oldest_child, max(1.0, oldest - rules.youngest_adult))
            self.add(household, stream, years, sex)
        household.awaiting = 0

    @staticmethod
    def reunited(origin: int) -> dict[str, Any]:
        """What those bring who come to their family: what their origin brings."""
        return {"pathway": "family", "origin": origin, "introduction_months": None, "schooling": None, "language": None}

    def first_jobs(self, came: list[Person]) -> None:
        """Labour migrants, and a share of locals moving in, come to a vacant job they have the schooling for."""
        model = self.model
        shares = {Pathway.LABOUR: 1.0, Pathway.INFLOW: model.numbers.arriving.job_first_share}
        for person in came:
            if not WORKING_FROM <= person.age < WORKING_TO or person.job is not None:
                continue
            if model.random.random() >= shares.get(Pathway(person.pathway), 0.0):
                continue
            level = person.schooling if person.recognised else max(0, person.schooling - 1)
            jobs = [job for employer in model.employers() for job in employer.jobs if job.vacant and job.skill <= level]
            if jobs:
                model.take_job(person, model.random.choice(jobs))
