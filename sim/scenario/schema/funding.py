"""Who pays for programmes and coordinators, how much, for how long, and what happens then."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Line, Month, Weight

BY_ITSELF = "nothing: money by itself; what it pays for has its own costs"
Payer = Literal["municipality", "region", "state", "eu", "foundation", "association"]


GRANT_YEARS = 10
"""Most years over which a state grant is paid."""
Income = Annotated[float, Field(ge=0, le=5_000_000)]
GRANT = "evidence: state grant per settled refugee, Sweden 2019"
PROCURED = {"arrangement": ("procurement",)}


class FundingSettings(Section):
    """One stream of money. What it pays for names it in ``funding``."""

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    active: bool = parameter(True, unit="switch", source="a lever")
    """Off: as if the stream were not in the file."""
    payer: Payer = parameter("state", unit="choice", source="scenario", structural=True)
    """Whose money it is."""
    per_year: float | None = parameter(None, unit="SEK/year", ge=0, le=1e9, source="scenario", paid=BY_ITSELF)
    """Granted at the start of each year of a period; without an amount the payer pays what it costs."""
    start: Month | None = parameter(None, unit="month", source="scenario", structural=True)
    """First month, written 2010-01; the first of the scenario when not given."""
    months: int | None = parameter(None, unit="month", ge=1, le=480, source="scenario", paid=BY_ITSELF)
    """Length of a period. A stream without an end says ``permanent: true`` instead."""
    permanent: bool = parameter(False, unit="switch", source="scenario", paid=BY_ITSELF)
    """A line in the budget rather than a project: it does not end."""
    renewals: int = parameter(0, unit="period", ge=0, le=40, source="scenario", paid=BY_ITSELF)
    """How often it can be applied for again."""
    renewal_chance: float = parameter(
        0.6,
        unit="chance",
        ge=0,
        le=1,
        source="evidence: volunteer-guide projects granted of applied, 57-66 %",
        paid=BY_ITSELF,
    )
    """Chance that an application for another period is granted."""
    renewal_gap: int = parameter(6, unit="month", ge=0, le=36, source="assumed", paid=BY_ITSELF)
    """Months without money between one period and the next."""
    takeover: float = parameter(0.0, unit="chance", ge=0, le=1, source="scenario", paid=BY_ITSELF)
    """Chance that the municipality takes over at the end where its finances, its will and the results are
    all in favour; the three multiply it."""
    takeover_results: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """How much of that chance hangs on results: the share of those who took part who are still here."""
    arrangement: Literal["partnership", "procurement", "project"] = parameter(
        "partnership",
        unit="choice",
        source="direction: seed 001 (partnerships lawful where no market competes)",
        paid="in: funding.<key>.procurement_overhead, on top of every cost it pays",
    )
    """Procurement costs start-up months and overhead that small organisations cannot carry. A project is as a
    partnership, but asks an organisation for applications and reports (`organising`)."""
    procurement_months: int = parameter(6, unit="month", ge=0, le=24, source="assumed", used_where=PROCURED)
    """Months that a procurement takes before anything can begin, in each period."""
    procurement_overhead: float = parameter(0.15, unit="share", ge=0, le=1, source="assumed", used_where=PROCURED)
    """Added to every cost for tendering and reporting."""

    @model_validator(mode="after")
    def _ends(self) -> Self:
        if self.permanent and self.months is not None:
            raise ValueError("months: a permanent stream has no length; give one or the other")
        if not self.permanent and self.months is None:
            raise ValueError("months: it has no end; give its length in months, or permanent: true")
        return self


class MoneySettings(Section):
    """The municipality's purse, and what holds for all streams."""

    budget: float | None = parameter(
        None,
        unit="SEK",
        ge=0,
        le=1e11,
        source="a lever: none by default",
        paid="nothing: a limit to what the rest may cost",
    )
    """The most that all programmes and coordinators together may cost over the whole run; when the next month
    would cost more, they all stop. What levers buy (`prices`) and bus lines cost is not in it; `compare
    --equal-budget` takes that off first, so that arms may spend the same."""
    finances: float = parameter(0.5, unit="0-1", ge=0, le=1, source="assumed")
    """How well off the municipality is: what it can take over when a project ends."""
    will: float = parameter(0.5, unit="0-1", ge=0, le=1, source="assumed")
    """How much it wants to."""
    follows: bool = parameter(False, unit="switch", source="assumed: off, for its size is not known")
    """Whether finances follow what is left in the purse, from `finances` on, and with them what is taken over and
    whether the municipality grants its own money again."""
    follows_scale: float = parameter(1_000.0, unit="SEK/person/month", ge=10, le=1e6, source="assumed")
    """What must be left a month for each inhabitant to take finances from 0 to 1 in the long run."""
    follows_half_life: float = parameter(24.0, unit="month", ge=1, le=240, source="assumed")
    """Months in which finances go half of the way."""
    discount: float = parameter(
        0.0, unit="share/year", ge=0, le=0.2, source="assumed: none", paid="nothing: a way of reckoning"
    )
    """At which `net_balance` is told at its value in the first month too."""
    staff_month: float = parameter(
        51_000.0,
        unit="SEK/month",
        ge=0,
        le=500_000,
        source="evidence: coordinator, full time, about 590-640 thousand SEK a year with on-costs",
    )
    """One full-time post with on-costs."""
    drift_months: int = parameter(6, unit="month", ge=0, le=36, source="assumed")
    """From how long before the end of their money on staff look for other jobs."""
    drift: float = parameter(0.06, unit="chance/month", ge=0, le=1, source="assumed")
    """Chance a month that such staff leave."""
    state_grant: float = parameter(142_600.0, unit="SEK", ge=0, le=5_000_000, source=GRANT)
    """State grant to the municipality for each settled refugee or family member. It follows who moves."""
    state_grant_months: int = parameter(24, unit="month", ge=1, le=12 * GRANT_YEARS, source=GRANT)
    """Months over which the grant is paid out."""
    state_grant_years: tuple[Weight, ...] = parameter(
        (), unit="weight", max_length=GRANT_YEARS, source="assumed: alike; evidence: the countries' own rates"
    )
    """How it is spread over the years since settlement: a weight for each year begun, the first one first; evenly over
    the months when empty."""
    tax_rate: float = parameter(0.207, unit="share", ge=0, le=1, source="evidence: Municipal tax, Sweden")
    """Municipal tax on the income of those in work."""
    income: tuple[Income, Income, Income] = parameter(
        (345_000.0, 375_000.0, 510_000.0),
        unit="SEK/year",
        source="assumed; together somewhat above evidence: Income by years in Sweden, 2019 (with those without work)",
    )
    """Income of somebody in work whose post asks for compulsory, upper-secondary and higher schooling."""
    support_without_work: float = parameter(6_000.0, unit="SEK/month", ge=0, le=50_000, source="assumed")
    """What the municipality pays for a grown newcomer without work after the introduction programme."""
    assistance: float = parameter(
        1_750.0,
        unit="SEK/month",
        ge=0,
        le=50_000,
        source="assumed: a third get it; evidence: Social assistance, Stockholm, 9,135 a household for seven months",
    )
    """What it pays for a local of 20 to 64 without studies whose household has neither work nor pension."""

    @model_validator(mode="after")
    def _a_weight_for_each_year(self) -> Self:
        weights, years = self.state_grant_years, -(-self.state_grant_months // 12)
        if weights and (len(weights) != years or sum(weights) == 0.0):
            raise ValueError(f"state_grant_years: give {years} weights, one a year begun, not all 0, or none")
        return self
