"""Levers that have to be moved in a way of their own, and those that are refused."""

from __future__ import annotations

from sim.scenario.schema.clubs import TYPES
from tests.levers.setups.town import Levers

MOVES: dict[str, list[Levers]] = {
    "health.waited_from": [{"health.waited_from": [100, 200]}],
    **{f"places.{place}.childcare": [{f"places.{place}.childcare": 100.0}] for place in ("alby", "berg")},
    **{f"places.{place}.interpreters": [{f"places.{place}.interpreters": 1.0}] for place in ("alby", "berg")},
    **{
        f"places.{place}.opening_hours": [{f"places.{place}.opening_hours": {"cafe": 0.0}}]
        for place in ("alby", "berg")
    },
    **{f"places.{place}.keep": [{f"places.{place}.keep": ["school", "shop"]}] for place in ("alby", "berg")},
    "services.merging": [{"services.merging": 0.0}],
    "funding.*.permanent": [{"funding.pot.permanent": True, "funding.pot.months": None}],
    "arrivals.*.months": [{"arrivals.quota.months": {"2011-02": 40}}],
    "arrivals.*.schooling": [{"arrivals.quota.schooling": [0, 0, 1]}],
    "arrivals.*.language": [{"arrivals.quota.language": 1.0}],
    "arrivals.*.settlement.agreed": [{"arrivals.quota.settlement.agreed": {"berg": 20}}],
    "arrivals.*.introduction_months": [{"arrivals.quota.introduction_months": 3}],
    "programmes.*.target.origins": [{"programmes.mentors.target.origins": ["two"]}],
    "programmes.*.organised_by": [{"programmes.mentors.organised_by": ["two"]}],
    "programmes.*.target.pathways": [{"programmes.mentors.target.pathways": ["labour"]}],
    "programmes.*.target.schooling": [{"programmes.mentors.target.schooling": ["higher"]}],
    "programmes.*.host.size_to": [{"programmes.placement.host.size_to": 4}],
    "programmes.*.host.sectors": [{"programmes.placement.host.sectors": ["care"]}],
    "programmes.*.target.youngest": [{"programmes.mentors.target.youngest": 50}],
    "programmes.*.target.oldest": [{"programmes.mentors.target.oldest": 25}],
    "programmes.*.target.from_month": [{"programmes.mentors.target.from_month": 30}],
    "building.*.months": [{"building.order.months": {"2011-02": 9}}],
    "housing.built_beds": [{"housing.built_beds": [1, 1]}],
    "buses.*.minutes": [{"buses.line.minutes": [120]}],
    "organising.arrears": [{"organising.arrears": [1, 5, 8]}],
    "organising.novelty": [{"organising.novelty": [0.0, 0.0, 0.0]}],
    "organising.turnover": [{"organising.turnover": [1.0, 1.0, 1.0]}],
    "money.budget": [{"money.budget": 1.0}],
    "work.growth": [{"work.growth": [0.5] * 7}, {"work.growth": [-0.5] * 7}],
    "volunteering.attention_shocks": [{"volunteering.attention_shocks": {"2011-02": 0.9}}],
    "climate.outside": [{"climate.outside": {"2011-02": 0.9}}],
    "money.state_grant_years": [{"money.state_grant_years": [3.0, 1.0]}],
    **{f"clubs.{kind}.fee_extra": [{f"clubs.{kind}.fee_extra": [3000.0] * 3}] for kind in TYPES},
}
"""Levers to move where another value of the one field, within its own limits, is not enough to go by."""

REFUSED = {"arrivals.*.months.2010-03": "over by then", "volunteering.attention_shocks.2010-05": "over by then"}
"""Paths at which no lever of this month can do anything, with words of the answer."""
