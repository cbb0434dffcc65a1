"""Policy by place: what a place has otherwise than the region, for the fields in :data:`BY_PLACE`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import Field, create_model

from sim.scenario.paths import extra
from sim.scenario.schema.base import Section
from sim.scenario.schema.clubs import ClubSettings
from sim.scenario.schema.coordination import CoordinationSettings
from sim.scenario.schema.funding import MoneySettings
from sim.scenario.schema.language import LanguageSettings
from sim.scenario.schema.programmes import MentoringSettings
from sim.scenario.schema.services import ServiceSettings

OF: dict[str, type[Section]] = {
    "coordination": CoordinationSettings,
    "money": MoneySettings,
    "language": LanguageSettings,
    "services": ServiceSettings,
    "mentoring": MentoringSettings,
    "clubs": ClubSettings,
}
BY_PLACE = (
    "coordination.openness",
    "money.finances",
    "money.will",
    "language.course_places",
    "language.course_places_per_100",
    "language.evening",
    "language.childcare",
    "services.screening_per_thousand",
    "mentoring.outreach_alone",
    "clubs.fee_support_newcomers",
)
"""Fields that a place may have its own value of. Preschool places, interpreters and the like have a field of the place
to themselves."""


def _own(path: str) -> Any:
    """The field of a place's own value: all that the region's field allows, or nothing."""
    section, name = path.split(".")
    info = OF[section].model_fields[name]
    about = {**extra(info), "source": "scenario"}
    words = f"`{path}` of this place, where it is not that of the region."
    return Annotated[info.annotation | None, *info.metadata], Field(None, description=words, json_schema_extra=about)  # type: ignore[operator]


def _section(section: str) -> type[Section]:
    """A section of the own values of one section of the scenario, found by its name where it is pickled."""
    names = [path.split(".")[1] for path in BY_PLACE if path.startswith(f"{section}.")]
    fields: dict[str, Any] = {name: _own(f"{section}.{name}") for name in names}
    made = create_model(f"Own{section.capitalize()}", __base__=Section, __module__=__name__, **fields)
    setattr(sys.modules[__name__], made.__name__, made)
    return made


_MADE: dict[str, Any] = {name: (kind, Field(default_factory=kind)) for name in OF for kind in (_section(name),)}
if TYPE_CHECKING:

    class OwnSettings(Section): ...

else:
    OwnSettings = create_model("OwnSettings", __base__=Section, __module__=__name__, **_MADE)


def own_value(place: Any, path: str) -> Any:
    """What a place has of its own at ``path`` (one of :data:`BY_PLACE`), or None."""
    section, name = path.split(".")
    return getattr(getattr(place.own, section), name)


def own_of(scenario: Any, path: str) -> np.ndarray[Any, Any]:
    """What holds in each place (float64, P) at ``path`` (one of :data:`BY_PLACE`): its own, or that of the region."""
    section, name = path.split(".")
    usual = getattr(getattr(scenario, section), name)
    own = [own_value(place, path) for place in scenario.places.values()]
    return np.array([usual if value is None else value for value in own], np.float64)
