"""The scenario's numbers in the form kernels take: one named tuple of named tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sim.scenario.schema.arrivals import ArrivalRules
from sim.scenario.schema.attitudes import AttitudeRules
from sim.scenario.schema.base import pack
from sim.scenario.schema.belonging import BelongingRules
from sim.scenario.schema.clubs import ClubRules, club_rules
from sim.scenario.schema.coordination import CoordinationRules
from sim.scenario.schema.demography import DemographyRules
from sim.scenario.schema.funding import MoneyRules
from sim.scenario.schema.housing import HousingRules
from sim.scenario.schema.language import LanguageRules
from sim.scenario.schema.leaving import LeavingRules
from sim.scenario.schema.meeting import MeetingRules
from sim.scenario.schema.programmes import MentoringRules
from sim.scenario.schema.rivals import RivalRules
from sim.scenario.schema.schooling import SchoolingRules
from sim.scenario.schema.services import ServiceRules
from sim.scenario.schema.ties import TiesRules
from sim.scenario.schema.volunteering import VolunteeringRules
from sim.scenario.schema.work import WorkRules
from sim.state.columns import addressable
from sim.state_abi import goes_by_address

if TYPE_CHECKING:
    from sim.scenario import Scenario


@addressable
class Rules(NamedTuple):
    """One record per section; ``arrivals`` holds the scenario's ``arriving``."""

    demography: Any
    arrivals: Any
    housing: Any
    services: Any
    leaving: Any
    money: Any
    coordination: Any
    volunteering: Any
    mentoring: Any
    clubs: Any
    meeting: Any
    ties: Any
    language: Any
    attitudes: Any
    belonging: Any
    work: Any
    schooling: Any
    rivals: Any


RECORDS: dict[str, Any] = {
    "demography": DemographyRules,
    "arrivals": ArrivalRules,
    "housing": HousingRules,
    "services": ServiceRules,
    "leaving": LeavingRules,
    "money": MoneyRules,
    "coordination": CoordinationRules,
    "volunteering": VolunteeringRules,
    "mentoring": MentoringRules,
    "meeting": MeetingRules,
    "ties": TiesRules,
    "language": LanguageRules,
    "attitudes": AttitudeRules,
    "belonging": BelongingRules,
    "work": WorkRules,
    "schooling": SchoolingRules,
    "rivals": RivalRules,
}


for _record in (Rules, ClubRules, *RECORDS.values()):
    goes_by_address(_record)


def rules_of(scenario: Scenario) -> Rules:
    """The scenario's numbers as records (choices as positions, vectors as float64 arrays)."""
    return Rules(
        clubs=club_rules(scenario.clubs),
        **{
            name: pack(record, getattr(scenario, "arriving" if name == "arrivals" else name))
            for name, record in RECORDS.items()
        }
    )
