"""The order of the month: every process, with its settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import Field

from sim.scenario.schema.arrivals import ArrivalSettings
from sim.scenario.schema.attitudes import AttitudeSettings
from sim.scenario.schema.attraction import AttractionSettings
from sim.scenario.schema.base import Section
from sim.scenario.schema.belonging import BelongingSettings
from sim.scenario.schema.boards import BoardSettings
from sim.scenario.schema.childcare import ChildcareSettings
from sim.scenario.schema.climate import ClimateSettings
from sim.scenario.schema.clubs import ClubSettings
from sim.scenario.schema.coordination import CoordinationSettings
from sim.scenario.schema.demand import DemandSettings
from sim.scenario.schema.demography import DemographySettings
from sim.scenario.schema.driving import DrivingSettings
from sim.scenario.schema.elsewhere import ElsewhereSettings
from sim.scenario.schema.funding import MoneySettings
from sim.scenario.schema.health import HealthSettings
from sim.scenario.schema.housing import HousingSettings
from sim.scenario.schema.language import LanguageSettings
from sim.scenario.schema.leaving import LeavingSettings
from sim.scenario.schema.meeting import MeetingSettings
from sim.scenario.schema.meeting_places import MeetingPlaceSettings
from sim.scenario.schema.programmes import MentoringSettings
from sim.scenario.schema.reception import ReceptionSettings, SettlementSettings
from sim.scenario.schema.returning import ReturningSettings
from sim.scenario.schema.schooling import SchoolingSettings
from sim.scenario.schema.services import ServiceSettings
from sim.scenario.schema.volunteering import VolunteeringSettings
from sim.scenario.schema.work import WorkSettings

S = TypeVar("S", bound=Section)


def process(settings: type[S], module: str = "", in_past: bool = False) -> S:
    """Declare a process by its settings, which are at their defaults where the file says nothing.

    ``module``: the module of :mod:`sim.processes` whose ``step`` it takes, where the section has another name.
    ``in_past``: whether it takes part in the months before the first (:mod:`sim.region.past`).
    """
    extra: dict[str, Any] = {"process": module} if module else {}
    if in_past:
        extra["in_past"] = True
    found: S = Field(default_factory=settings, json_schema_extra=extra or None)
    return found


class Processes(Section):
    """What happens in a month, in this order. A line is a process: its section of the scenario, its record for
    kernels (``town.rules.<name>``) and its step in :mod:`sim.schedule`."""

    attraction: AttractionSettings = process(AttractionSettings)
    demography: DemographySettings = process(DemographySettings)
    arriving: ArrivalSettings = process(ArrivalSettings, "arrivals")
    elsewhere: ElsewhereSettings = process(ElsewhereSettings)
    returning: ReturningSettings = process(ReturningSettings)
    reception: ReceptionSettings = process(ReceptionSettings)
    health: HealthSettings = process(HealthSettings, in_past=True)
    childcare: ChildcareSettings = process(ChildcareSettings, in_past=True)
    schooling: SchoolingSettings = process(SchoolingSettings, in_past=True)
    money: MoneySettings = process(MoneySettings, "funding")
    coordination: CoordinationSettings = process(CoordinationSettings)
    volunteering: VolunteeringSettings = process(VolunteeringSettings, "volunteers")
    mentoring: MentoringSettings = process(MentoringSettings, "mentorship")
    driving: DrivingSettings = process(DrivingSettings)
    clubs: ClubSettings = process(ClubSettings, in_past=True)
    boards: BoardSettings = process(BoardSettings, "club_boards", in_past=True)
    meeting_places: MeetingPlaceSettings = process(MeetingPlaceSettings, in_past=True)
    meeting: MeetingSettings = process(MeetingSettings, in_past=True)
    language: LanguageSettings = process(LanguageSettings, in_past=True)
    climate: ClimateSettings = process(ClimateSettings)
    attitudes: AttitudeSettings = process(AttitudeSettings, in_past=True)
    demand: DemandSettings = process(DemandSettings)
    work: WorkSettings = process(WorkSettings, in_past=True)
    housing: HousingSettings = process(HousingSettings, in_past=True)
    services: ServiceSettings = process(ServiceSettings, in_past=True)
    belonging: BelongingSettings = process(BelongingSettings, in_past=True)
    settlement: SettlementSettings = process(SettlementSettings)
    leaving: LeavingSettings = process(LeavingSettings)


EXTRAS: dict[str, dict[str, Any]] = {
    name: info.json_schema_extra or {}  # type: ignore[misc]
    for name, info in Processes.model_fields.items()
}
IN_PAST = tuple(name for name, extra in EXTRAS.items() if extra.get("in_past"))
"""Sections of the processes that take part in the months before the first."""


def order(sections: Iterable[str] = tuple(EXTRAS)) -> tuple[str, ...]:
    """Names of the modules of :mod:`sim.processes` that take a step, in the order of the month: of all processes, or
    of those with these ``sections``."""
    return tuple(EXTRAS[name].get("process", name) for name in sections)
