"""Care of small children: places, queue and fee."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Share

ByAge = Annotated[tuple[Share, Share, Share], Field()]


class ChildcareSettings(Section):
    """Preschools: who gets a place, what it costs, and what follows for the parents.

    Children come in question from ``age_from`` until they start school. A child without a place keeps its mother
    from looking for work (`work.search_mother_infant`, `work.search_mother_small`) and from a language course, and its
    parents meet no others at a gate.
    """

    care: bool = parameter(True, unit="switch", source="model", paid="childcare_place")
    """Whether there are preschools; without them mothers' search follows the age of the youngest child alone, a share
    `language.childcare` of mothers can attend a course, and all parents of small children meet at gates."""
    age_from: float = parameter(
        1.0,
        unit="year",
        ge=0,
        le=5,
        source="assumed: the parental leave of all Nordic countries ends about then",
        paid="nothing: who may come does not change the number of places",
    )
    """Age from which a child may have a place."""
    places: float = parameter(
        88.0,
        unit="place per 100 children",
        ge=0,
        le=120,
        source="assumed: a little above the children enrolled (evidence: at preschool, Sweden)",
        paid="childcare_place",
    )
    """Places of a preschool for each hundred children of these ages in a place; where places are fewer than children
    who have one, none is sent home, and the next free ones are not given again. A place may differ:
    `places.<key>.childcare`."""
    enrolled: ByAge = parameter(
        (0.50, 0.89, 0.94), unit="share", source="evidence: at preschool, Sweden, at one, at two, at three to five"
    )
    """Share of children whose parents want a place, at one, at two, and from three on, at the usual fee."""
    born_abroad: float = parameter(
        0.75, unit="1", ge=0, le=2, source="evidence: at preschool, Sweden, 72 against 96 % at three"
    )
    """The same of children born abroad, against those born here."""
    priority: Literal["queue", "working", "newcomers"] = parameter(
        "queue", unit="choice", source="assumed", paid="nothing: who is first does not change the number of places"
    )
    """Who comes first, before whoever asked first: nobody; children all of whose parents work or study; children of
    newcomers."""
    opening_hours: float = parameter(10.5, unit="hours/day", ge=0, le=24, source="assumed", paid="childcare_hour")
    """How long preschools are open on a working day."""
    working_day: float = parameter(9.5, unit="hours/day", ge=1, le=24, source="assumed")
    """Hours a day that a full-time job takes, with the way there; shorter opening hours leave a mother that share of
    the posts."""

    fee: float = parameter(1300.0, unit="SEK/month", ge=0, le=30_000, source="assumed", paid="childcare_fee")
    """What parents pay for one child."""
    fee_usual: float = parameter(1300.0, unit="SEK/month", ge=1, le=30_000, source="assumed")
    """Fee at which `enrolled` holds."""
    fee_effect: float = parameter(
        0.25,
        unit="1",
        ge=0,
        le=5,
        source="evidence: cheaper preschool, Norway (elasticity of mothers' labour supply, taken for that of places)",
    )
    """Elasticity of the share that wants a place to what it costs parents, what they forgo by it included."""
    fee_effect_newcomers: float = parameter(
        0.5,
        unit="1",
        ge=0,
        le=5,
        source="evidence: money for care at home, Norway (much stronger for immigrants; size assumed)",
    )
    """The same of newcomers' children."""
    home_care_allowance: float = parameter(
        0.0, unit="SEK/month", ge=0, le=30_000, source="scenario", paid="home_care_allowance"
    )
    """Money for a child who has no place at preschool, up to `allowance_until`."""
    allowance_until: float = parameter(3.0, unit="year", ge=0, le=7, source="assumed", paid="home_care_allowance")
    """Age up to which it is paid."""
