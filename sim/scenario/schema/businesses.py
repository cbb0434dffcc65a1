"""Businesses of one's own: who founds one, who buys from it, when it closes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.codes import Sector
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Share

Weights = Annotated[tuple[Share, ...], Field(min_length=len(Sector), max_length=len(Sector))]


class BusinessSettings(Section):
    """A yearly hazard to found a business, the product of `start` and of factors between 0 and 1 for money, customers
    and, of newcomers, language and years here; a yearly hazard to close it. Off by default: the employers of the first
    month have no owners among the people, so their number begins at nothing."""

    active: bool = parameter(False, unit="switch", source="assumed")
    """Whether anybody founds a business."""
    start: tuple[Share, Share, Share, Share] = parameter(
        (0.018, 0.033, 0.045, 0.083),
        unit="share/year",
        source="assumed; evidence: new firms of immigrants, Norway (35 of 100 founders are women), owners of firms "
        "among immigrants (5 to 9 %)",
    )
    """Hazard of local women, local men, newcomer women and newcomer men whom nothing holds back."""
    age_from: float = parameter(20.0, unit="year", ge=15, le=60, source="assumed")
    """Least age of a founder."""
    age_to: float = parameter(60.0, unit="year", ge=20, le=80, source="assumed")
    """Age from which nobody founds."""
    months_half: float = parameter(24.0, unit="month", ge=1, le=480, source="assumed")
    """Money: months of work here with which the factor is a half."""
    friends_half: float = parameter(10.0, unit="friend", ge=1, le=200, source="assumed")
    """Customers: friends with whom the factor is a half."""
    without_language: float = parameter(0.3, unit="1", ge=0, le=1, source="assumed")
    """Factor of newcomers who do not speak the language; 1 when fluent."""
    years_half: float = parameter(2.0, unit="year", ge=0, le=40, source="assumed")
    """Years since arrival with which the factor of newcomers is a half."""
    push: float = parameter(1.5, unit="1", ge=0, le=10, source="assumed")
    """Multiplier for those without work."""
    sectors: Weights = parameter(
        (0.02, 0.02, 0.1, 0.6, 0.0, 0.06, 0.2),
        unit="share",
        source="assumed; direction: evidence, new firms of immigrants, Norway (hotels, restaurants, transport)",
    )
    """Weights of the sectors in which businesses are founded."""
    own_customers: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """Share of a founder's own post that is new demand; the rest is taken from others of the sector and place."""
    willing: tuple[Share, Share] = parameter(
        (0.45, 0.8), unit="0-1", source="assumed; direction: evidence, whom self-employed immigrants employ, Sweden"
    )
    """Willingness to hire newcomers of a local's business, and of a newcomer's."""
    close: float = parameter(0.15, unit="share/year", ge=0, le=1, source="assumed")
    """Hazard that a business closes."""
    young_months: int = parameter(36, unit="month", ge=0, le=240, source="assumed")
    """Months for which a business is young."""
    close_young: float = parameter(1.5, unit="1", ge=0, le=10, source="assumed")
    """Multiplier of that hazard for a young one."""
    close_newcomers: float = parameter(
        1.2, unit="1", ge=0, le=10, source="assumed; direction: evidence, survival of immigrants' firms, Norway"
    )
    """Multiplier for a newcomer's."""
