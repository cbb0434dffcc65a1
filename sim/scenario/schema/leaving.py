"""What makes a household stay or leave.

Newcomers' monthly hazard is ``base`` x pathway x family type x exp(sum of pushes). A push has the form
``weight x (1 - 2 satisfaction)``, with satisfaction amount / (amount + half): 0 where somebody is half
satisfied. With everything half satisfied, 24 months of introduction (hazard x 0.279), 12 of jump (x 2.97)
and 24 ordinary months (x 1) amount to 66.3 ordinary months, and the five-year stay is
exp(-66.3 x base x family): single men 61 %, single women 73 %, couples 69 %, couples with children 72 %,
lone parents 79 %; half-yearly exits of couples are 0.9 % during the programme, 9.5 % after it and 3.3 %
later. Statistics Norway's (63, 70, 72, 77 and 78 % after five years) and the Rockwool Foundation's (0-3 %
during the programme, above 8 % right after it) are among what the values are fitted to.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.schema.base import FITTED, Section, parameter
from sim.scenario.schema.kinds import Destinations, Factor

Yearly = Annotated[float, Field(ge=0, le=2)]
Years = Annotated[int, Field(ge=0, le=120)]
BY_AGE = "evidence: moves between municipalities by age, Norway 2011"
DENMARK = "evidence: Rockwool Foundation, hazard shape"


class LeavingSettings(Section):
    """What makes a household stay or leave."""

    newcomers: bool = parameter(True, unit="switch", source="model")
    """Whether newcomer households leave."""
    locals: bool = parameter(True, unit="switch", source="model")
    """Whether households of locals leave (youth leaving is a switch of its own)."""
    base: float = parameter(0.0056, unit="1/month", ge=0, le=0.2, source=FITTED)
    """Newcomers' monthly hazard: a couple, half satisfied, well after the introduction programme."""
    family: tuple[Factor, ...] = parameter(
        (0.842, 1.35, 1.0, 0.873, 0.622), unit="1", min_length=5, max_length=5, source=FITTED
    )
    """Multipliers: single women, single men, couples, couples with children, lone parents."""
    pathway: tuple[Factor, ...] = parameter(
        (0.5, 0.5, 1.0, 1.0, 0.8, 1.2, 1.3, 0.9), unit="1", min_length=8, max_length=8, source="assumed"
    )
    """Multipliers by pathway: resident, inflow (both only in mixed households), quota, asylum, family,
    labour, youth, secondary arrival."""
    programme_hold: float = parameter(0.279, unit="1", ge=0, le=1, source=FITTED)
    """Multiplier while the introduction programme lasts."""
    programme_jump: float = parameter(2.97, unit="1", ge=1, le=20, source=FITTED)
    """Multiplier in the months after its end."""
    programme_jump_months: int = parameter(12, unit="month", ge=0, le=60, source=DENMARK)
    """How long the jump lasts."""
    belonging: float = parameter(0.584, unit="log hazard", ge=0, le=3, source=FITTED)
    """Weight of belonging (mean of the adults)."""
    belonging_half: float = parameter(0.4, unit="0-1", ge=0.01, le=1, source="assumed")
    """Belonging at which half the weight is felt."""
    work: float = parameter(0.35, unit="log hazard", ge=0, le=3, source="assumed")
    """Weight of work: some adult in work or studying against none."""
    programme_work: float = parameter(0.5, unit="1", ge=0, le=1, source="assumed")
    """Multiplier of this weight during the introduction programme."""
    friends: float = parameter(0.35, unit="log hazard", ge=0, le=3, source="assumed")
    """Weight of local friends (mean of the adult newcomers)."""
    friends_half: float = parameter(1.0, unit="person", ge=0.01, le=20, source="assumed")
    """Local friends per adult newcomer at which half the weight is felt."""
    compatriots: float = parameter(0.3, unit="log hazard", ge=0, le=3, source="assumed")
    """Weight of friends of the same origin here (mean of the adult newcomers); those who lack them have
    them elsewhere."""
    compatriots_half: float = parameter(1.0, unit="person", ge=0.01, le=20, source="assumed")
    """Friends of the same origin per adult newcomer at which half the weight is felt."""
    crowding: float = parameter(0.4, unit="log hazard", ge=0, le=3, source="assumed")
    """Push of a home without a bed to spare."""
    school_children: float = parameter(0.2, unit="log hazard", ge=0, le=3, source="assumed")
    """Hold of children at a school that is open in the place."""
    settling_per_year: float = parameter(0.0408, unit="log hazard/year", ge=0, le=1, source=FITTED)
    """Fall of the hazard for each year beyond ``settling_after``, for ``settling_months``."""
    settling_after: int = parameter(60, unit="month", ge=0, le=480, source="assumed")
    """Months since arrival after which the hazard begins to fall."""
    settling_months: int = parameter(120, unit="month", ge=0, le=480, source="assumed")
    """For how many more it falls."""
    named_push: float = parameter(0.05, unit="log hazard", ge=0, le=3, source="assumed")
    """A push below this is no cause of leaving: other reasons were. It changes the record alone."""
    local_partner: float = parameter(0.5, unit="1", ge=0, le=2, source="assumed")
    """Multiplier where a newcomer lives with a local partner."""
    school_closed: float = parameter(0.6, unit="log hazard", ge=0, le=3, source="assumed")
    """Push of a closed school on families, if the rival says so (newcomers and locals)."""
    shop_closed: float = parameter(0.15, unit="log hazard", ge=0, le=3, source="assumed")
    """Push of a place without a shop (newcomers and locals)."""

    ages: tuple[Years, ...] = parameter(
        (20, 25, 30, 35, 40, 45, 55, 65, 80), unit="year", min_length=9, max_length=9, source=BY_AGE
    )
    """Limits of the ages of `by_age`: below the first, from the first to the second, and so on."""
    by_age: tuple[Yearly, ...] = parameter(
        (0.055, 0.142, 0.128, 0.079, 0.047, 0.03, 0.02, 0.014, 0.009, 0.01),
        unit="1/year",
        min_length=10,
        max_length=10,
        source=f"{BY_AGE}; from 40 on assumed",
    )
    """How often people move away, by the age of the oldest of the household: all of the hazard of locals, who
    are asked for nothing but work, homes and services, and what `onward` is a share of for newcomers."""
    local_school_children: float = parameter(
        0.45, unit="log hazard", ge=0, le=3, source=f"{BY_AGE} (5-14 against the parents' ages)"
    )
    """Hold of children of school age on locals."""
    local_no_work: float = parameter(0.8, unit="log hazard", ge=0, le=3, source="assumed")
    """Push on a household of locals of working age with nobody in work or studying."""
    local_crowding: float = parameter(0.3, unit="log hazard", ge=0, le=3, source="assumed")
    """Push of a home without a bed to spare on locals."""

    onward: float = parameter(
        0.3, unit="share", ge=0, le=1, source="direction: evidence, moving on and moves by age; size assumed"
    )
    """How much of newcomers' leaving does not ask whether they are content: this share of `by_age`, times family,
    pathway and the hold of the introduction programme, takes the place of as much of the hazard that asks. 0: none."""
    onward_compatriots: float = parameter(
        0.3, unit="log hazard", ge=0, le=3, source="direction: evidence, what drives on (Damm); size assumed"
    )
    """Weight, in this part, of how many of the same origin live in the place."""
    onward_compatriots_half: float = parameter(50.0, unit="person", ge=1, le=100_000, source="assumed")
    """So many at which half the weight is felt."""

    within_region: float = parameter(0.2, unit="share", ge=0, le=1, source="assumed")
    """Share of leavers who first try another place of the region, where there is one with a home; where destinations
    do not follow the pull of places (`elsewhere.draws`)."""
    destinations: Destinations = parameter(
        (0.46, 0.28, 0.12, 0.14), unit="weight", source="evidence: Statistics Sweden, where leavers go"
    )
    """Newcomers who leave the region: larger city, small or rural, metropolitan, abroad; likewise."""
    local_destinations: Destinations = parameter((0.48, 0.32, 0.17, 0.03), unit="weight", source="assumed")
    """Locals who leave the region, youth among them; likewise."""
