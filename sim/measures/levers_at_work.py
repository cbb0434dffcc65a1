"""Which items of the ledger the rules in force can make differ from what is there by default.

Most levers rest most of the time, and an item whose levers all rest adds nothing. That follows from the rules alone,
so it is asked once for as long as they hold, and not every month. An item that is not named in :data:`AT_WORK` hangs
on what happened before too, and is always looked at.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.codes import Service
from sim.processes.childcare import places_per_100
from sim.processes.club_boards import support_of
from sim.processes.interpreting import interpreters_by_place
from sim.processes.services import kept_services
from sim.scenario.schema.arrivals import ArrivalSettings
from sim.scenario.schema.childcare import ChildcareSettings
from sim.scenario.schema.clubs import TYPES, ClubSettings
from sim.scenario.schema.language import LanguageSettings
from sim.scenario.schema.meeting_places import MeetingPlaceSettings
from sim.scenario.schema.schooling import SchoolingSettings
from sim.scenario.schema.services import ServiceSettings
from sim.scenario.schema.work import WorkSettings
from sim.town import Town

CHILDCARE, CLUBS, LANGUAGE, SCHOOLING = ChildcareSettings(), ClubSettings(), LanguageSettings(), SchoolingSettings()
ARRIVING, PLACES, SERVICES, WORK = ArrivalSettings(), MeetingPlaceSettings(), ServiceSettings(), WorkSettings()
"""The defaults: what is there if no lever is moved."""
OF_COURSES = ("courses", "course_places", "course_places_per_100", "hours_week")
OF_SCREENING = ("screening", "screening_per_thousand", "screening_away")
"""Fields that a number of course places, or of people who can be seen, hangs on."""


def share_added(value: float, default: float) -> float:
    """Share of its users that something has because it is larger than by default."""
    return max(0.0, 1.0 - default / value) if value > 0.0 else 0.0


def at_default_prices(rules: ClubSettings, name: str) -> bool:
    """Whether a kind of club asks of everybody what it asks by default."""
    now, usual = getattr(rules, name), getattr(CLUBS, name)
    alike = now.fee == usual.fee and now.equipment == usual.equipment and not any(now.fee_extra)
    return bool(alike and rules.equipment_months == CLUBS.equipment_months)


def fees(town: Town) -> bool:
    rules = town.scenario.clubs
    return rules.fee_support_newcomers != 0.0 or not all(at_default_prices(rules, name) for name in TYPES)


def ways_kept(rules: ClubSettings) -> list[tuple[float, float]]:
    """For each kind of club the share of those without a car who cannot get there, now and by default."""
    support = 1.0 - rules.transport_support
    return [(getattr(rules, name).transport * support, getattr(CLUBS, name).transport) for name in TYPES]


def lift(town: Town) -> bool:
    return any(kept < usual for kept, usual in ways_kept(town.scenario.clubs))


def of_clubs(field: str) -> Callable[[Town], bool]:
    """Whether ``field`` of any kind of club is not as by default."""

    def moved(town: Town) -> bool:
        return any(
            getattr(getattr(town.scenario.clubs, name), field) != getattr(getattr(CLUBS, name), field) for name in TYPES
        )

    return moved


def board_support(town: Town) -> bool:
    return town.scenario.boards.boards and bool(support_of(town).any())


def meeting_place_hour(town: Town) -> bool:
    at_home = any(place.opening_hours for place in town.scenario.places.values())
    return at_home or town.scenario.meeting_places.hours != PLACES.hours


def evening_childcare(town: Town) -> bool:
    return town.scenario.clubs.evenings_small_children > CLUBS.evenings_small_children


def course_hour(town: Town) -> bool:
    return any(getattr(town.scenario.language, name) != getattr(LANGUAGE, name) for name in OF_COURSES)


def course_childcare(town: Town) -> bool:
    return share_added(town.scenario.language.childcare, LANGUAGE.childcare) > 0.0


def evening_course(town: Town) -> bool:
    return share_added(town.scenario.language.evening, LANGUAGE.evening) > 0.0


def screening(town: Town) -> bool:
    return any(getattr(town.scenario.services, name) != getattr(SERVICES, name) for name in OF_SCREENING)


def of_service(service: Service, field: str) -> Callable[[Town], bool]:
    """Whether ``service`` is kept open with fewer users (``field``) than by default, or whatever their number."""

    def moved(town: Town) -> bool:
        rules = town.scenario.services
        lower = not rules.closures or getattr(rules, field) < getattr(SERVICES, field)
        return lower or bool(kept_services(town)[:, service].any())

    return moved


def school_class(town: Town) -> bool:
    return town.scenario.schooling.class_size != SCHOOLING.class_size


def grown_students_added(town: Town) -> float:
    """Share of the grown students with compulsory schooling that there would not be by default."""
    rules = town.scenario.schooling
    now = rules.adult_education * rules.adult_education_months
    return share_added(now, SCHOOLING.adult_education * SCHOOLING.adult_education_months)


def adult_education(town: Town) -> bool:
    return grown_students_added(town) > 0.0


def reunification(town: Town) -> bool:
    return town.scenario.arriving.reunification_help > ARRIVING.reunification_help


def residence_incentive(town: Town) -> bool:
    rules = town.scenario.settlement
    return rules.incentive != 0.0 and rules.incentive_months != 0


def recognitions_added(town: Town) -> float:
    """Chance a month that a qualification is assessed, more than by default."""
    rules = town.scenario.work
    return max(0.0, (1.0 / rules.recognition_months if rules.recognition else 0.0) - 1.0 / WORK.recognition_months)


def recognition(town: Town) -> bool:
    return recognitions_added(town) > 0.0


def childcare_place(town: Town) -> bool:
    return bool((places_per_100(town) != CHILDCARE.places).any())


def childcare_hour(town: Town) -> bool:
    return town.scenario.childcare.opening_hours != CHILDCARE.opening_hours


def childcare_fee(town: Town) -> bool:
    """Fees come with places too."""
    return town.scenario.childcare.fee != CHILDCARE.fee or childcare_place(town)


def home_care_allowance(town: Town) -> bool:
    return town.scenario.childcare.home_care_allowance != 0.0


def interpreter_hour(town: Town) -> bool:
    hours = town.scenario.services.interpreter_hours
    shares = interpreters_by_place(town)
    return hours != SERVICES.interpreter_hours or bool((shares != np.float32(SERVICES.interpreters)).any())


AT_WORK: dict[str, Callable[[Town], bool]] = {
    "fees": fees,
    "lift": lift,
    "neutral_venue": of_clubs("neutral"),
    "club_welcome": of_clubs("welcome"),
    "board_support": board_support,
    "meeting_place_hour": meeting_place_hour,
    "evening_childcare": evening_childcare,
    "course_hour": course_hour,
    "course_childcare": course_childcare,
    "evening_course": evening_course,
    "screening": screening,
    "school": of_service(Service.SCHOOL, "school_pupils"),
    "shop": of_service(Service.SHOP, "shop_inhabitants"),
    "health_centre": of_service(Service.HEALTH, "health_inhabitants"),
    "school_class": school_class,
    "adult_education": adult_education,
    "reunification": reunification,
    "residence_incentive": residence_incentive,
    "recognition": recognition,
    "childcare_place": childcare_place,
    "childcare_hour": childcare_hour,
    "childcare_fee": childcare_fee,
    "home_care_allowance": home_care_allowance,
    "interpreter_hour": interpreter_hour,
}
"""By the name of the item."""

__all__ = [
    "ARRIVING",
    "AT_WORK",
    "CHILDCARE",
    "CLUBS",
    "LANGUAGE",
    "PLACES",
    "SCHOOLING",
    "SERVICES",
    "grown_students_added",
    "recognitions_added",
    "share_added",
    "ways_kept",
]
