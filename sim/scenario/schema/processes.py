"""The order of the month: every process, with its settings."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import Field

from sim.scenario.schema.arrivals import ArrivalSettings
from sim.scenario.schema.attitudes import AttitudeSettings
from sim.scenario.schema.base import Section
from sim.scenario.schema.belonging import BelongingSettings
from sim.scenario.schema.clubs import ClubSettings
from sim.scenario.schema.coordination import CoordinationSettings
from sim.scenario.schema.demography import DemographySettings
from sim.scenario.schema.driving import DrivingSettings
from sim.scenario.schema.funding import MoneySettings
from sim.scenario.schema.housing import HousingSettings
from sim.scenario.schema.language import LanguageSettings
from sim.scenario.schema.leaving import LeavingSettings
from sim.scenario.schema.meeting import MeetingSettings
from sim.scenario.schema.programmes import MentoringSettings
from sim.scenario.schema.schooling import SchoolingSettings
from sim.scenario.schema.services import ServiceSettings
from sim.scenario.schema.volunteering import VolunteeringSettings
from sim.scenario.schema.work import WorkSettings

S = TypeVar("S", bound=Section)


def process(settings: type[S], module: str = "") -> S:
    """Declare a process by its settings, which are at their defaults where the file says nothing.

    ``module``: the module of :mod:`sim.processes` whose ``step`` it takes, where the section has another name.
    """
    found: S = Field(default_factory=settings, json_schema_extra={"process": module} if module else None)
    return found


class Processes(Section):
    """What happens in a month, in this order. A line is a process: its section of the scenario, its record for
    kernels (``town.rules.<name>``) and its step in :mod:`sim.schedule`."""

    demography: DemographySettings = process(DemographySettings)
    arriving: ArrivalSettings = process(ArrivalSettings, "arrivals")
    schooling: SchoolingSettings = process(SchoolingSettings)
    money: MoneySettings = process(MoneySettings, "funding")
    coordination: CoordinationSettings = process(CoordinationSettings)
    volunteering: VolunteeringSettings = process(VolunteeringSettings, "volunteers")
    mentoring: MentoringSettings = process(MentoringSettings, "mentorship")
    driving: DrivingSettings = process(DrivingSettings)
    clubs: ClubSettings = process(ClubSettings)
    meeting: MeetingSettings = process(MeetingSettings)
    language: LanguageSettings = process(LanguageSettings)
    attitudes: AttitudeSettings = process(AttitudeSettings)
    work: WorkSettings = process(WorkSettings)
    housing: HousingSettings = process(HousingSettings)
    services: ServiceSettings = process(ServiceSettings)
    belonging: BelongingSettings = process(BelongingSettings)
    leaving: LeavingSettings = process(LeavingSettings)


def order() -> tuple[str, ...]:
    """Names of the modules of :mod:`sim.processes` that take a step, in the order of the month."""
    extras: dict[str, Any] = {name: info.json_schema_extra or {} for name, info in Processes.model_fields.items()}
    return tuple(extra.get("process", name) for name, extra in extras.items())


__all__ = ["Processes", "order", "process"]
