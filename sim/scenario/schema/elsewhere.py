"""Places outside the region: what draws people there, and who comes from there."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from copy import copy
from typing import Any, TypeVar

import numpy as np
from pydantic import Field, create_model

from sim.scenario.schema.base import Section, kernel_fields, pack, parameter, record
from sim.scenario.schema.kinds import Families
from sim.state.columns import addressable

LEAVERS = "assumed; shares between those of evidence: where leavers go (Sweden), moving on (Norway)"


class OutsideSettings(Section):
    """One kind of place outside the region."""

    inhabitants: float = parameter(100_000.0, unit="person", ge=1, le=1e8, source=LEAVERS)
    """Inhabitants of one such place: its labour market."""
    number: float = parameter(1.0, unit="place", ge=0, le=10_000, source=LEAVERS)
    """How many such places people think of; 0: nobody goes there."""
    minutes: float = parameter(180.0, unit="minute", ge=0, le=10_000, source=LEAVERS)
    """Travel time to the nearest of them."""
    newcomers: float = parameter(0.15, unit="share", ge=0.001, le=1, source=LEAVERS)
    """Share of newcomers among the inhabitants: kin, compatriots and their shops and congregations."""
    tightness: float = parameter(1.0, unit="1", ge=0.01, le=20, source="assumed")
    """Vacant posts per seeker there, against `attraction.tightness_half`."""
    university: bool = parameter(False, unit="switch", source="assumed")
    """Whether one can study there."""


Kind = TypeVar("Kind", bound=OutsideSettings)


def usual(**values: float | bool) -> Callable[[type[Kind]], type[Kind]]:
    """Give a kind of place defaults of its own: what a block in a file does not state is as usual for the kind."""

    def with_defaults(kind: type[Kind]) -> type[Kind]:
        fields: dict[str, Any] = {}
        for name, value in values.items():
            info = copy(OutsideSettings.model_fields[name])
            info.default = float(value) if info.annotation is float else value
            fields[name] = (info.annotation, info)
        return create_model(kind.__name__, __base__=kind, __doc__=kind.__doc__, __module__=kind.__module__, **fields)

    return with_defaults


@usual(inhabitants=100_000, number=10, minutes=150, newcomers=0.18)
class CitySettings(OutsideSettings):
    """Larger cities."""


@usual(inhabitants=10_000, number=60, minutes=90, newcomers=0.08, tightness=0.9)
class SmallSettings(OutsideSettings):
    """Small towns and rural places."""


@usual(inhabitants=1_000_000, number=1, minutes=300, newcomers=0.25, tightness=1.2, university=True)
class MetropolisSettings(OutsideSettings):
    """The metropolis."""


@usual(inhabitants=500_000, number=1, minutes=600, newcomers=1.0)
class AbroadSettings(OutsideSettings):
    """Abroad, home countries among it."""


@usual(inhabitants=130_000, number=4, minutes=180, newcomers=0.15, university=True)
class UniversityTownSettings(OutsideSettings):
    """University towns."""


class ElsewhereSettings(Section):
    """Places outside the region: where those who leave go, and newcomers who come from there.

    People go to a place in proportion to inhabitants / (1 + minutes / `half_minutes`), times a power of its size, what
    `attraction.work` makes of its vacant posts, and for newcomers a power of its share of newcomers; the same between
    the places of a region.
    """

    city: CitySettings = Field(default_factory=CitySettings)
    """Larger cities."""
    small: SmallSettings = Field(default_factory=SmallSettings)
    """Small towns and rural places."""
    metropolis: MetropolisSettings = Field(default_factory=MetropolisSettings)
    """The metropolis."""
    abroad: AbroadSettings = Field(default_factory=AbroadSettings)
    """Abroad."""
    university_town: UniversityTownSettings = Field(default_factory=UniversityTownSettings)
    """University towns."""

    draws: bool = parameter(True, unit="switch", source="model")
    """Whether destinations follow size, distance, work, compatriots and studies. Off: the fixed shares
    `leaving.destinations` and `leaving.local_destinations`, and within the region inhabitants by travel time."""
    near: float = parameter(
        3.0,
        unit="1",
        ge=0,
        le=1e6,
        source="assumed; near a city one leaver in four then stays near (evidence: where onward moves go)",
    )
    """Multiplier of places of the region: one knows them, and kin, friends and work stay near. 0: nobody moves
    there."""
    half_minutes: float = parameter(30.0, unit="minute", ge=1, le=1440, source="assumed")
    """Travel time at which a place draws half as many."""
    size_alone: float = parameter(
        0.3, unit="exponent", ge=-2, le=2, source="evidence: moving on, single men twice as often to Oslo as families"
    )
    """Power of the inhabitants (against 100,000) by which people living alone prefer large places, beyond
    proportion."""
    size_families: float = parameter(
        -0.15, unit="exponent", ge=-2, le=2, source="evidence: moving on, families; families that leave large cities"
    )
    """The same of those with children; those without, who do not live alone, have none."""
    compatriots: float = parameter(
        0.5, unit="exponent", ge=0, le=5, source="direction: evidence, what draws; size assumed"
    )
    """Power of the share of newcomers (outside), or of their own origin (in the region), by which newcomers choose."""
    study_until: int = parameter(25, unit="year", ge=18, le=40, source="assumed")
    """Age below which those who leave are drawn by a university."""
    study: float = parameter(3.0, unit="1", ge=1, le=50, source="assumed")
    """Multiplier of a place with a university, for them."""

    secondary: bool = parameter(True, unit="switch", source="model")
    """Whether newcomers who live elsewhere in the country come here."""
    secondary_per_thousand: float = parameter(
        12.0, unit="person/1000/year", ge=0, le=1000, source="direction: evidence, what draws (Åslund); size assumed"
    )
    """How many come a year for each thousand of their origin who live here, in a place that offers what is usual
    (section `attraction`: work, the labour market, services and homes multiply it)."""
    secondary_kin: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """Share of their households that have relatives among their compatriots here."""
    secondary_kin_hours: float = parameter(150.0, unit="hour", ge=0, le=2000, source="assumed")
    """Hours-equivalent of the tie with them."""
    secondary_mix: Families = parameter((0.18, 0.40, 0.10, 0.25, 0.07), unit="weight", source="assumed")
    """Their households: single women, single men, couples, couples with children, lone parents."""
    secondary_age: float = parameter(31.0, unit="year", ge=18, le=80, source="assumed")
    """Mean age of their adults."""
    secondary_age_sd: float = parameter(8.0, unit="year", ge=0, le=20, source="assumed")
    """Spread of their ages."""
    secondary_language: float = parameter(0.35, unit="0-1", ge=0, le=1, source="assumed")
    """Their level of the local language: they have lived in the country for some years."""
    secondary_car: float = parameter(0.25, unit="share", ge=0, le=1, source="assumed")
    """Share of their adults with a car."""

    @classmethod
    def kernel_record(cls) -> Any:
        return ElsewhereRules

    def packed(self) -> Any:
        """Common numbers by name, and those of the kinds of places as a table (:data:`ElsewhereRules`)."""
        kinds = [getattr(self, name) for name in OUTSIDE]
        table = np.asarray([[getattr(kind, name) for kind in kinds] for name in TRAITS], np.float64)
        return ElsewhereRules._make([*pack(_COMMON, self), table])


OUTSIDE = ("city", "small", "metropolis", "abroad", "university_town")
"""In the order of codes.Destination, from LARGER_CITY on."""
TRAITS = tuple(kernel_fields(OutsideSettings))
_COMMON = record(ElsewhereSettings)
ElsewhereRules: Any = addressable(namedtuple("ElsewhereRules", (*_COMMON._fields, "outside")))
"""The section for kernels: common numbers by name; ``outside`` (traits, kinds) float64, at [:func:`trait`, kind]."""


def trait(name: str) -> int:
    """The row of ``ElsewhereRules.outside`` that holds ``name``."""
    return TRAITS.index(name)
