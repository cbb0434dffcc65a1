"""How homes are found and left."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Levels, Share

ByTenure = tuple[Share, Share, Share]
Beds = Annotated[int, Field(ge=1, le=10)]


def fewest_first(beds: tuple[int, int]) -> tuple[int, int]:
    if beds[0] > beds[1]:
        raise ValueError(f"found {beds[0]} before {beds[1]}; give the fewest beds first, then the most")
    return beds


SPARED = "nothing: those who live in them pay; what others pay for stands in `building`"


class HousingSettings(Section):
    """How homes are found and left."""

    moves: bool = parameter(True, unit="switch", source="model")
    """Whether households change home within their place, and contracts end."""
    crowded_size: int = parameter(3, unit="person", ge=1, le=10, source="assumed")
    """A household of at least this size without a bed to spare is crowded."""
    crowded_look_per_month: float = parameter(0.12, unit="1/month", ge=0, le=1, source="assumed")
    """Monthly chance that a crowded household looks for a larger home."""
    own_tenure_per_month: float = parameter(0.004, unit="1/month", ge=0, le=1, source="assumed")
    """Monthly chance that a household in public rent with somebody in work looks for a home of another
    tenure."""
    concentration: float = parameter(
        0.3,
        unit="share",
        ge=0,
        le=1,
        source="assumed",
        paid="nothing: where homes are given does not change how many there are",
    )
    """Share of newcomer households who are given homes next to each other; the others are spread."""
    commute_minutes: float = parameter(60.0, unit="minute", ge=0, le=300, source="assumed")
    """Longest journey to a job that is kept when a household moves to another place of the region."""
    spare_beds: int = parameter(2, unit="bed", ge=0, le=8, source="assumed")
    """Beds beyond its size that a household looking for a home accepts before homes that are larger still."""
    homes_looked_at: int = parameter(4096, unit="home", ge=1, le=1_000_000, source="assumed")
    """Most homes of a place looked at in one search."""
    pull_half_minutes: float = parameter(30.0, unit="minute", ge=1, le=1440, source="assumed")
    """Travel time at which another place of the region draws half as many of those who move within it."""

    # the stock of homes
    stock: bool = parameter(True, unit="switch", source="model", paid=SPARED)
    """Whether homes are built where they are short, pulled down where they stand empty, and become holiday homes."""
    pull_down_after: int = parameter(24, unit="month", ge=0, le=1200, source="assumed")
    """Months that a public home stands empty before it may be pulled down."""
    pull_down: float = parameter(
        0.004,
        unit="1/month",
        ge=0,
        le=1,
        source="evidence: pulled down, public housing, Sweden: 98 in 2017, under 500 in 2023, of about 6,500 empty "
        "ones (0.8 %); rate by arithmetic, 5 % a year of those long empty",
    )
    """Monthly chance that it then is."""
    holiday_after: int = parameter(36, unit="month", ge=0, le=1200, source="assumed")
    """Months that an owned home stands empty before it may become a holiday home."""
    holiday: float = parameter(
        0.02,
        unit="1/month",
        ge=0,
        le=1,
        source="assumed; evidence: holiday homes, 57-68 % of small houses in ten places",
    )
    """Monthly chance that it then does."""
    holiday_return: float = parameter(
        0.001, unit="1/month", ge=0, le=1, source="assumed; evidence: lived in all year, holiday homes, 5-16 %"
    )
    """Monthly chance that a holiday home comes back on the market."""
    built_below: float = parameter(0.02, unit="share", ge=0, le=1, source="assumed", paid=SPARED)
    """Share of vacant homes in a place below which some are built of themselves, more the fewer there are."""
    built_per_year: float = parameter(0.01, unit="share/year", ge=0, le=1, source="assumed", paid=SPARED)
    """Homes built a year where none is vacant, as a share of those of the place."""
    built_tenure: Levels = parameter((0.5, 0.3, 0.2), unit="weight", source="assumed")
    """Of these owned, rented from the municipality, rented privately."""
    built_beds: Annotated[tuple[Beds, Beds], AfterValidator(fewest_first)] = parameter(
        (2, 5), unit="bed", source="assumed"
    )
    """Fewest and most beds of these, evenly."""

    # who gets a home, and for how long
    refused: ByTenure = parameter(
        (0.0, 0.02, 0.3),
        unit="share",
        source="assumed; evidence: landlords and names, private ones refuse more than public ones",
        paid="nothing: law and opinion",
    )
    """Share of owned, public and private homes that newcomers do not get when they look."""
    contract_ends: float = parameter(0.006, unit="1/month", ge=0, le=1, source="assumed")
    """Monthly chance that a household that rents privately has to leave its home."""
    contract_ends_newcomers: float = parameter(1.5, unit="1", ge=0, le=20, source="assumed")
    """Factor of that chance for newcomers."""
