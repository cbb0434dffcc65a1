"""Placements with employers: what a programme offers the host, and what employers go by."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from sim.codes import Sector
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.carries import ITS_COST
from sim.scenario.schema.demand import SectorName

PLACES_PEOPLE = {"form": ("placement",)}
PAYS = {"form": ("placement",), "host.pay": ("subsidised",)}
WAGES = "wage_subsidy"


class HostSettings(Section):
    """The employers a placement is with, and what it offers them. `hours` of the programme are the supervisor's."""

    kinds: Literal["any", "private", "municipal"] = parameter(
        "any", unit="choice", source="scenario", paid=ITS_COST, used_where=PLACES_PEOPLE
    )
    """Whose employers: all, all but the municipality, or the municipality alone."""
    sectors: tuple[SectorName, ...] = parameter(
        (), unit="names", source="scenario", max_length=len(Sector), used_where=PLACES_PEOPLE
    )
    """What they do; any when empty."""
    size_from: int = parameter(
        5, unit="post", ge=1, le=20_000, source="assumed", paid=ITS_COST, used_where=PLACES_PEOPLE
    )
    """Fewest posts of a host."""
    size_to: int = parameter(
        20_000, unit="post", ge=1, le=20_000, source="scenario", paid=ITS_COST, used_where=PLACES_PEOPLE
    )
    """Most posts of a host."""
    pay: Literal["none", "subsidised"] = parameter(
        "none", unit="choice", source="scenario", paid=WAGES, used_where=PLACES_PEOPLE
    )
    """`subsidised`: a post, whose holder is in work; `none`: a seat in a team, without a post."""
    subsidy: float = parameter(
        0.8,
        unit="share",
        ge=0,
        le=1,
        source="evidence: wage subsidies, share and months (Sweden 2018)",
        paid=WAGES,
        used_where=PAYS,
    )
    """Share of the wage (`prices.wage_subsidy`) that is paid to the host."""
    subsidy_months: int = parameter(
        12, unit="month", ge=0, le=120, source="evidence: wage subsidies, share and months", paid=WAGES, used_where=PAYS
    )
    """How long it is paid; the post lasts for the `months` of the programme."""
    tasks_redistributed: bool = parameter(
        True,
        unit="switch",
        source="direction: seed 001 (workplace mentors need time for it)",
        paid=ITS_COST,
        used_where=PLACES_PEOPLE,
    )
    """Whether colleagues take over some of the supervisor's tasks. If not, fewer employers host, and few of the hours
    are kept (`mentoring.kept_without_time`)."""
    kept: float = parameter(
        0.3,
        unit="chance",
        ge=0,
        le=1,
        source="assumed; evidence: programmes for immigrants on social assistance, Denmark (20 to 51 % end in a job)",
        paid=ITS_COST,
        used_where=PLACES_PEOPLE,
    )
    """Chance to be kept at the end where the host has a vacant post."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.size_to < self.size_from:
            raise ValueError(f"size_to: {self.size_to} is less than size_from ({self.size_from})")
        return self


class PlacementSettings(Section):
    """What employers go by who are asked to take somebody in, and what comes of it."""

    posts_for_one: float = parameter(10.0, unit="post", ge=1, le=1000, source="assumed")
    """Posts of an employer for each placement it has room for."""
    asked: float = parameter(3.0, unit="employer/month", ge=0, le=1000, source="assumed")
    """Employers asked in a month for somebody who waits."""
    municipal_willing: float = parameter(
        0.7,
        unit="probability",
        ge=0,
        le=1,
        source="assumed",
        paid="nothing: it is a decision of the municipality's own",
    )
    """Chance that a municipal employer who is asked takes somebody in; others go by their willingness to hire
    newcomers."""
    subsidy_pull: float = parameter(0.5, unit="log factor", ge=0, le=10, source="assumed")
    """How much a subsidy of the whole wage adds to the logarithm of that chance."""
    unrelieved: float = parameter(0.5, unit="1", ge=0, le=1, source="direction: seed 001; size assumed")
    """Multiplier of that chance where nobody takes over tasks of the supervisor's."""
    kept_full: float = parameter(0.3, unit="1", ge=0, le=1, source="assumed")
    """Multiplier of the chance to be kept where the host has no vacant post: one more is opened."""
    lock_in: float = parameter(0.6, unit="1", ge=0, le=1, source="assumed")
    """How much those placed without pay look for work, against others."""
    displaces: float = parameter(
        0.65, unit="post/post", ge=0, le=1, source="evidence: displacement by subsidised posts, Sweden"
    )
    """Posts that employers of the sector and place want less for each subsidised one; for a seat without pay none."""
