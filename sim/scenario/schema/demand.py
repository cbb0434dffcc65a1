"""What demand for labour follows, and sites: employers whose size the scenario says."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.codes import Sector
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Key, Levels, Line, Share
from sim.words import figure

BySector = Annotated[tuple[Share, ...], Field(min_length=len(Sector), max_length=len(Sector))]
SectorName = Literal["primary", "industry", "building", "trade", "public", "care", "business"]
ROUNDING = 1e-9


class DemandSettings(Section):
    """What the demand for labour of a place follows, sector by sector.

    Vectors of 7 go by sector (farming and forestry, industry, building, trade, public, care, business). In the
    first month employers of a place want the posts they have. Of what a sector wants later, a share goes with local
    services, inhabitants, children, or the old of the place; the rest is sold elsewhere, or paid for from there, and
    goes by a trend of its own (`work.growth` of the sector and `places.<key>.demand`).
    """

    local: BySector = parameter((0.0, 0.1, 0.6, 0.7, 0.0, 0.0, 0.4), unit="share", source="assumed")
    """Share of a sector that serves those who live and work here: it follows inhabitants and, by `multiplier`, what is
    sold elsewhere."""
    people: BySector = parameter((0.0, 0.0, 0.0, 0.0, 0.35, 0.4, 0.0), unit="share", source="assumed")
    """Share that follows inhabitants alone: administration, health care."""
    children: BySector = parameter((0.0, 0.0, 0.0, 0.0, 0.45, 0.0, 0.0), unit="share", source="assumed")
    """Share that follows children of school age: education."""
    old: BySector = parameter((0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 0.0), unit="share", source="assumed")
    """Share that follows those of 65 and over: care of the old."""
    children_from: float = parameter(6.0, unit="year", ge=0, le=20, source="assumed", structural=True)
    """Age from which a child counts for education."""
    children_to: float = parameter(16.0, unit="year", ge=0, le=30, source="assumed", structural=True)
    """Age at which it no longer does."""
    old_from: float = parameter(65.0, unit="year", ge=40, le=100, source="assumed", structural=True)
    """Age from which somebody counts for the care of the old."""
    very_old_from: float = parameter(80.0, unit="year", ge=40, le=110, source="assumed", structural=True)
    """Age from which they count `very_old_weight` times."""
    very_old_weight: float = parameter(4.0, unit="1", ge=0, le=50, source="assumed", structural=True)
    """How many of those between the two ages need as much care as one of the very old."""

    multiplier: float = parameter(
        0.25,
        unit="post/post",
        ge=0,
        le=5,
        source="evidence: local multiplier, Sweden (five for ten in the long run, those who move in for it among them; "
        "that half of it needs nobody to move is assumed)",
    )
    """Posts in local services for each more in what is sold elsewhere, while the number of inhabitants stays."""
    cycle: float = parameter(0.0, unit="1", ge=-3, le=3, source="a lever")
    """How the business cycle stands: 0 as usual, -1 a recession like that of 2008-09, above 0 a boom. A lever here is
    a recession: {2008-10: -1, 2010-04: 0}."""
    amplitude: BySector = parameter(
        (0.02, 0.14, 0.06, 0.0, 0.0, 0.0, 0.02),
        unit="share",
        source="evidence: a recession, Sweden 2008-09 (industry and building; the others assumed)",
    )
    """Share of a sector's demand that a `cycle` of -1 takes away, and one of 1 adds."""

    opening: float = parameter(0.1, unit="share/month", ge=0, le=1, source="assumed")
    """Share of the posts wanting that employers open in a month, besides one for each they close."""
    closing: float = parameter(
        0.2,
        unit="share/month",
        ge=0,
        le=1,
        source="assumed: most of the fall of 2008-09 came within a year and a half (evidence: a recession, Sweden)",
    )
    """Share of the posts too many that employers close in a month."""
    last_hired: bool = parameter(True, unit="switch", source="assumed; evidence: job loss of immigrants, Norway")
    """Whether of an employer's posts too many those go first that nobody holds, then those of the last hired; without
    it, whichever the lot falls on."""

    @model_validator(mode="after")
    def _shares_fit(self) -> Self:
        for sector in Sector:
            given = [vector[sector] for vector in (self.local, self.people, self.children, self.old)]
            if sum(given) > 1.0 + ROUNDING:
                raise ValueError(
                    f"local, people, children and old of {sector.name.lower()} (number {int(sector)}) add up to "
                    f"{figure(sum(given))}; allowed: at most 1, for what is left is sold elsewhere"
                )
        return self


class SiteSettings(Section):
    """One employer by name: a sawmill, a mine, a reception centre. It has the posts that `posts` says, whatever the
    demand of its place; a lever at `posts` opens, closes, widens or cuts it."""

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    place: Key = parameter(unit="name", refers="places", source="scenario", structural=True)
    """Key of the place where it is."""
    sector: SectorName = parameter(unit="choice", source="scenario", structural=True)
    """What it does. Those of the first month are of the place's jobs, its own sector's first."""
    posts: int = parameter(unit="post", ge=0, le=20_000, source="scenario")
    """How many work there, vacant posts included; none: it is not there, or no more. Set to none, all its posts are
    closed in that month."""
    levels: Levels | None = parameter(None, unit="share", source="scenario", structural=True)
    """Shares of its posts that ask for compulsory, secondary and higher schooling; as usual in the sector when not
    given."""


SECTOR_NAMES: tuple[str, ...] = tuple(sector.name.lower() for sector in Sector)
