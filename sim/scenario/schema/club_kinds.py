"""Kinds of clubs: what one is like, and what is usual for each kind."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Annotated, Any, TypeVar

from pydantic import Field, create_model

from sim.codes import ORIGIN_LIMIT
from sim.scenario.schema.base import Section, parameter

Extra = Annotated[float, Field(ge=-5000, le=5000)]


class ClubTypeSettings(Section):
    """What one kind of club is like."""

    per_thousand: float = parameter(
        2.0,
        unit="clubs per 1,000 inhabitants",
        ge=0,
        le=20,
        structural=True,
        source="assumed; Sweden has over 20 associations of all kinds per 1,000 inhabitants",
    )
    """Clubs at the start; 0 for immigrants' associations, which people found."""
    size: float = parameter(40.0, unit="members", ge=4, le=120, structural=True, source="assumed")
    """Typical number of members at the start."""
    viable: int = parameter(10, unit="members", ge=0, le=100, source="assumed")
    """Members below which a club cannot go on for long."""
    board: int = parameter(5, unit="members", ge=0, le=15, source="assumed")
    """Seats of its board; 0 for those that need none."""
    fee: float = parameter(50.0, unit="SEK/month", ge=0, le=5000, source="assumed", paid="fees")
    """Membership fee spread over the year."""
    fee_extra: tuple[Extra, ...] = parameter(
        (), unit="SEK/month", max_length=ORIGIN_LIMIT, source="a lever: nothing by default", paid="fees"
    )
    """Added to the fee by group: first the local majority, then the origin groups in their order; missing
    ones pay nothing more. Negative amounts are support for a group; a fee is never below nothing."""
    equipment: float = parameter(0.0, unit="SEK", ge=0, le=50000, source="assumed", paid="fees")
    """What one needs to buy to take part."""
    evening_hours: float = parameter(8.0, unit="hours/month", ge=0, le=60, source="assumed")
    """Evening hours a member needs free."""
    language: float = parameter(
        0.3, unit="language level", ge=0, le=1, source="direction: seed 001 (choir much, sport little); size assumed"
    )
    """Language level at which it is no obstacle any more."""
    welcome: float = parameter(0.6, unit="share", ge=0, le=1, source="assumed", paid="club_welcome")
    """Mean welcome given to newcomers."""
    neutral: float = parameter(
        1.0,
        unit="share",
        ge=0,
        le=1,
        source="direction: seed 001 (church venues felt unsafe by some); size assumed",
        paid="neutral_venue",
    )
    """Share of these clubs whose venue keeps nobody away."""
    transport: float = parameter(0.1, unit="share", ge=0, le=1, source="assumed", paid="lift")
    """Share of those without a car who cannot get to a club in their own place."""
    leaving: float = parameter(0.14, unit="share/year", ge=0, le=0.95, source="assumed")
    """Yearly chance of leaving of a member with a friend in the club."""
    founding: float = parameter(0.05, unit="clubs per 1,000 adults and year", ge=0, le=20, source="assumed")
    """How often somebody sets about founding one (immigrants' associations: per 1,000 adult newcomers)."""


Kind = TypeVar("Kind", bound=ClubTypeSettings)


def usual(**values: float) -> Callable[[type[Kind]], type[Kind]]:
    """Give a kind of club defaults of its own: what a block in a file does not state is as usual for the kind."""

    def with_defaults(kind: type[Kind]) -> type[Kind]:
        fields: dict[str, Any] = {}
        for name, value in values.items():
            info = copy(ClubTypeSettings.model_fields[name])
            info.default = float(value) if info.annotation is float else value
            fields[name] = (info.annotation, info)
        return create_model(kind.__name__, __base__=kind, __doc__=kind.__doc__, __module__=kind.__module__, **fields)

    return with_defaults


@usual(
    per_thousand=4.0,
    size=60,
    viable=14,
    board=7,
    fee=120,
    equipment=1800,
    evening_hours=12,
    language=0.15,
    welcome=0.75,
    transport=0.2,
    leaving=0.15,
    founding=0.10,
)
class SportSettings(ClubTypeSettings):
    """Sports clubs."""


@usual(
    per_thousand=3.2,
    size=50,
    viable=10,
    board=7,
    fee=15,
    evening_hours=4,
    language=0.35,
    welcome=0.8,
    transport=0.15,
    leaving=0.10,
    founding=0.05,
)
class VillageSettings(ClubTypeSettings):
    """Village preservation, small-place associations, local history."""


@usual(
    per_thousand=5.0,
    size=30,
    viable=8,
    fee=70,
    equipment=300,
    evening_hours=8,
    language=0.6,
    welcome=0.55,
    transport=0.1,
    leaving=0.14,
    founding=0.15,
)
class CultureSettings(ClubTypeSettings):
    """Choirs, crafts, theatre, study circles."""


@usual(
    per_thousand=1.8,
    size=80,
    viable=12,
    board=7,
    fee=0,
    evening_hours=3,
    language=0.4,
    welcome=0.75,
    neutral=0.2,
    transport=0.1,
    leaving=0.10,
    founding=0.01,
)
class CongregationSettings(ClubTypeSettings):
    """Congregations."""


@usual(
    per_thousand=0.0,
    size=25,
    viable=7,
    fee=20,
    evening_hours=4,
    language=0.0,
    welcome=0.95,
    transport=0.1,
    leaving=0.15,
    founding=6.0,
)
class AssociationSettings(ClubTypeSettings):
    """Immigrants' own associations; founding counts newcomers whose group has none in the place."""


@usual(
    per_thousand=1.8,
    size=45,
    viable=8,
    fee=25,
    evening_hours=6,
    language=0.35,
    welcome=0.8,
    transport=0.05,
    leaving=0.15,
    founding=0.03,
)
class AidSettings(ClubTypeSettings):
    """Red Cross, Save the Children and the like."""


@usual(
    per_thousand=0.4,
    size=20,
    viable=6,
    board=0,
    fee=0,
    evening_hours=4,
    language=0.25,
    welcome=0.85,
    transport=0.05,
    leaving=0.4,
    founding=0.30,
)
class PopupSettings(ClubTypeSettings):
    """Loose networks formed by an event: they gain and lose people fast."""


__all__ = [
    "AidSettings",
    "AssociationSettings",
    "ClubTypeSettings",
    "CongregationSettings",
    "CultureSettings",
    "PopupSettings",
    "SportSettings",
    "VillageSettings",
]
