"""What comes before settlement and how it is done: waiting, permits, and which place somebody is settled in."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Key, Weight

LAW = "nothing: a decision on papers"
Yearly = Annotated[float, Field(ge=0, le=100_000)]


class WaitingSettings(Section):
    """How the households of a stream wait for a decision before they are settled; they live in the stream's place
    meanwhile. The decision is one for the household; a household with a grown member who may stay is granted."""

    months: float = parameter(
        0.0,
        unit="month",
        ge=0,
        le=120,
        source="evidence: Waiting for a decision, Sweden and Denmark: 4 to 19 months",
        paid="reception_place",
    )
    """Mean wait; 0 for those who come with a permit."""
    spread: float = parameter(4.0, unit="month", ge=0, le=60, source="assumed")
    """Standard deviation of the waits (lognormal, whole months, at least one)."""
    granted: float = parameter(
        1.0,
        unit="share",
        ge=0,
        le=1,
        source="evidence: Granted, Sweden: 27 to 77 % of decisions; here of those meant to be settled",
        paid=LAW,
    )
    """Share of households granted a permit; the others depart in the month of the decision."""
    housing: Literal["centre", "own"] = parameter(
        "centre", unit="choice", source="assumed", paid="nothing: the month in reception costs the same"
    )
    """Where they live meanwhile: in a reception centre (homes of the place that are rented side by side), or
    wherever they find a home."""


class PermitSettings(Section):
    """The permit that a stream's households get."""

    kind: Literal["permanent", "temporary", "work"] = parameter("permanent", unit="choice", source="scenario", paid=LAW)
    """Permanent; temporary, renewed or not after its months; or hanging on work: whoever has left school must be in
    work within `within` months, gets a permanent permit then, and departs otherwise."""
    months: int = parameter(36, unit="month", ge=1, le=240, source="assumed", paid=LAW)
    """Length of a temporary permit: three years for refugees in Sweden from July 2016 (Act 2016:752)."""
    renewed: float = parameter(0.95, unit="share", ge=0, le=1, source="assumed", paid=LAW)
    """Share of households whose temporary permit is renewed each time; the others depart."""
    then: Literal["permanent", "temporary"] = parameter("permanent", unit="choice", source="assumed", paid=LAW)
    """What a renewed permit is."""
    within: int = parameter(
        6,
        unit="month",
        ge=1,
        le=120,
        source="evidence: Permit that hangs on work, Sweden: a job within six months of leaving school",
        paid=LAW,
    )
    """Months without studies in which somebody whose permit hangs on work must be in work."""


class SettlingSettings(Section):
    """In which place the households of a stream are settled: all in the stream's own, or by a rule over several."""

    rule: Literal["given", "assigned", "agreed", "capacity", "free", "matched"] = parameter(
        "given",
        unit="choice",
        source="evidence: Assigned or not, Sweden; Matched settlement",
        paid="nothing: who decides on the place does not change what settling costs",
    )
    """Given: the stream's `place`. Assigned: by share of the inhabitants. Agreed: by the numbers of `agreed`.
    Capacity: by share of the homes that stand empty. Free: households choose by inhabitants, work and people of
    their origin. Matched: the place where the estimate of work, ties and homes is best, under quotas."""
    among: tuple[Key, ...] = parameter(
        (), unit="name", refers="places", source="scenario", structural=True, max_length=400
    )
    """The places it distributes over; all of the region when empty."""
    agreed: dict[Key, Yearly] = parameter(
        unit="person/year",
        refers="places",
        source="scenario",
        default_factory=dict,
        max_length=400,
        paid="nothing: a number that a place agrees to take",
        used_where={"settlement.rule": ("agreed", "matched")},
    )
    """People that each place agreed to take in a calendar year, for `agreed`, and as quotas of `matched` (by
    inhabitants when empty). A place not named takes nobody."""


class ReceptionSettings(Section):
    """What waiting for a decision does, and what follows the permit."""

    permits: bool = parameter(True, unit="switch", source="model")
    """Whether decisions are made and permits end; without it those who wait go on waiting."""
    hold: float = parameter(0.1, unit="1", ge=0, le=1, source="assumed")
    """Multiplier of the hazard of leaving while a household waits."""
    onward_months: float = parameter(12.0, unit="month", ge=0, le=120, source="assumed")
    """The month of the permit, when whoever has waited may go where they like, counts as so many months of the
    ordinary hazard of leaving (seed 001: before its project most left Punkalaidun once they had a permit)."""
    search: float = parameter(0.3, unit="1", ge=0, le=1, source="assumed")
    """Multiplier of the search for work while waiting."""
    search_lost_per_year: float = parameter(
        0.217,
        unit="log rate/year",
        ge=0,
        le=3,
        source="evidence: Waiting and work later, Switzerland: 17 to 22 % fewer in work for one more year",
    )
    """Lasting fall of the search for work for each year waited: -ln(1 - 0.195)."""


class SettlementSettings(Section):
    """How places are weighed against each other, and money that moves people or keeps them."""

    work_weight: Weight = parameter(
        1.0,
        unit="weight",
        source="evidence: Matched settlement: work is the aim of those tried",
        paid="nothing: how a proposal is made",
    )
    """Weight of the estimate of work in a matched proposal: vacancies at their level in reach without a car,
    per vacancy or person without work there."""
    ties_weight: Weight = parameter(0.5, unit="weight", source="assumed", paid="nothing: how a proposal is made")
    """Weight of people of one's origin and of clubs."""
    homes_weight: Weight = parameter(0.2, unit="weight", source="assumed", paid="nothing: how a proposal is made")
    """Weight of homes that stand empty."""
    ties_half: float = parameter(20.0, unit="person", ge=0.1, le=10_000, source="assumed")
    """People of one's origin at which that estimate is half."""
    clubs_half: float = parameter(8.0, unit="club/1000", ge=0.1, le=1000, source="assumed")
    """Open clubs per thousand inhabitants at which theirs is half."""
    homes_half: float = parameter(10.0, unit="home/1000", ge=0.1, le=1000, source="assumed")
    """Empty homes per thousand inhabitants at which theirs is half."""
    over_quota: float = parameter(
        0.2, unit="share", ge=0, le=20, source="assumed", paid="nothing: how strictly quotas are kept"
    )
    """Share by which a matched place may go beyond its quota of the year."""
    free_size: float = parameter(1.0, unit="1", ge=0, le=5, source="assumed")
    """Elasticity of a free choice to the inhabitants of a place: 1, in proportion."""
    free_work: float = parameter(
        1.0, unit="log odds", ge=0, le=20, source="evidence: What draws, Sweden: work (direction; size assumed)"
    )
    """Weight of the estimate of work in a free choice."""
    free_ties: float = parameter(
        2.0,
        unit="log odds",
        ge=0,
        le=20,
        source="evidence: What draws, Sweden: people of one's own country (direction; size assumed)",
    )
    """Weight of the estimate of ties in a free choice."""

    movement_grants: float = parameter(0.0, unit="1/month", ge=0, le=1, source="assumed", paid="movement_grant")
    """Monthly chance that a household of newcomers without work is paid to move to the place of the region where
    its estimate of work is best and a home is free."""
    movement_gain: float = parameter(0.1, unit="0-1", ge=0, le=1, source="assumed")
    """Least by which the estimate of work there must be better."""
    incentive: float = parameter(0.0, unit="SEK/month", ge=0, le=50_000, source="assumed", paid="residence_incentive")
    """Money for each household of newcomers that stays, by place of settlement or any other of the region."""
    incentive_months: int = parameter(60, unit="month", ge=0, le=480, source="assumed", paid="residence_incentive")
    """For how long after settlement it is paid."""
    incentive_effect: float = parameter(0.1, unit="log hazard per 1000 SEK/month", ge=0, le=2, source="assumed")
    """How much it lowers the hazard of leaving while it is paid."""
