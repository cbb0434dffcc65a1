"""How residents are born, age, pair up and die, and how youth leave."""

from __future__ import annotations

from typing import Annotated

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import SomeWeight, Weight

Ages = Annotated[tuple[Weight, Weight, Weight, Weight, Weight, Weight, Weight], SomeWeight()]


class DemographySettings(Section):
    """How residents are born, age, pair up and die, and how youth leave."""

    births: bool = parameter(True, unit="switch", source="model")
    """Whether children are born."""
    total_fertility: float = parameter(1.8, unit="children/woman", ge=0, le=8, source="assumed")
    """Children a woman would have at the rates of one year (rural Nordic places lie a little above 1.7)."""
    fertility_mean_age: float = parameter(30.5, unit="year", ge=20, le=40, source="assumed")
    """Mean age at birth; births spread normally around it."""
    fertility_sd: float = parameter(5.5, unit="year", ge=1, le=12, source="assumed")
    """Spread of the age at birth."""
    fertile_from: int = parameter(15, unit="year", ge=10, le=25, source="assumed")
    """Age from which women have children."""
    fertile_to: int = parameter(50, unit="year", ge=35, le=60, source="assumed")
    """Age from which they no longer do."""
    boys: float = parameter(0.514, unit="share", ge=0, le=1, source="assumed")
    """Share of boys among the newborn (about 106 to 100 girls)."""
    fertility_partnered: float = parameter(1.5, unit="1", ge=0, le=5, source="assumed")
    """Multiplier for women who live with a partner."""
    fertility_single: float = parameter(0.3, unit="1", ge=0, le=5, source="assumed")
    """Multiplier for women who do not."""
    newcomer_fertility: float = parameter(1.3, unit="1", ge=0, le=5, source="assumed")
    """Multiplier in a newcomer's first years."""
    newcomer_fertility_years: float = parameter(5.0, unit="year", ge=0, le=20, source="assumed")
    """How long the newcomers' multiplier holds."""
    birth_spacing_months: int = parameter(15, unit="month", ge=10, le=60, source="assumed")
    """Least time between two births."""

    deaths: bool = parameter(True, unit="switch", source="model")
    """Whether people die."""
    death_rate_60_women: float = parameter(0.0042, unit="1/year", ge=0, le=0.1, source="assumed")
    """Women's yearly death rate at 60 (Gompertz)."""
    death_rate_60_men: float = parameter(0.0065, unit="1/year", ge=0, le=0.1, source="assumed")
    """Men's yearly death rate at 60 (Gompertz)."""
    death_growth: float = parameter(0.106, unit="1/year", ge=0.02, le=0.2, source="assumed")
    """Growth of the death rate with each year of age."""
    death_rate_any_age: float = parameter(0.0003, unit="1/year", ge=0, le=0.05, source="assumed")
    """Yearly death rate that does not depend on age (accidents)."""

    partnering: bool = parameter(True, unit="switch", source="model")
    """Whether singles pair up."""
    partnering_per_year: float = parameter(0.16, unit="1/year", ge=0, le=2, source="assumed")
    """How often a single of the full ages looks for somebody among friends and in the foci they belong to."""
    partnering_from: int = parameter(18, unit="year", ge=16, le=40, source="assumed")
    """Age from which singles look for somebody; couples part from it on too."""
    partnering_full_from: int = parameter(20, unit="year", ge=16, le=60, source="assumed")
    """Age from which they look in full."""
    partnering_young: float = parameter(0.5, unit="1", ge=0, le=1, source="assumed")
    """How often they look before that age, against in full."""
    partnering_full_to: int = parameter(35, unit="year", ge=16, le=90, source="assumed")
    """Age after which they look less and less."""
    partnering_to: int = parameter(75, unit="year", ge=20, le=120, source="assumed")
    """Age from which nobody looks for somebody or parts."""
    partnering_half_age: float = parameter(15.0, unit="year", ge=2, le=60, source="assumed")
    """Years after ``partnering_full_to`` in which the looking halves."""
    partner_age_gap: float = parameter(10.0, unit="year", ge=1, le=30, source="assumed")
    """Largest age gap of a new couple."""
    partner_tries: int = parameter(12, unit="meetings", ge=0, le=100, source="assumed")
    """Seats of own foci looked at when no friend is single."""
    separation: bool = parameter(True, unit="switch", source="model")
    """Whether couples part."""
    separation_per_year: float = parameter(0.012, unit="1/year", ge=0, le=1, source="assumed")
    """Yearly chance that a couple parts, if a home is free for the one who goes."""

    youth_leave: bool = parameter(True, unit="switch", source="model")
    """Whether the young leave the region for studies and work."""
    youth_leave_share: float = parameter(
        0.70, unit="share", ge=0, le=0.99, source="evidence: lost youth (Mellander), level assumed"
    )
    """Share of 18-year-olds with secondary schooling who have left before 25."""
    youth_leave_share_compulsory: float = parameter(0.40, unit="share", ge=0, le=0.99, source="assumed")
    """The same for those without secondary schooling: lower ambitions to study elsewhere."""
    youth_leave_by_age: Ages = parameter((0.05, 0.35, 0.25, 0.15, 0.10, 0.06, 0.04), unit="weight", source="assumed")
    """How the leaving spreads over ages 18 to 24."""
    youth_pull_inhabitants: float = parameter(40_000.0, unit="person", ge=100, le=10_000_000, source="assumed")
    """Size of a place at which studies and work at hand halve the leaving."""
    youth_within_region: float = parameter(0.25, unit="share", ge=0, le=1, source="assumed")
    """Share of leaving youth who try another place of the region first, where there is one; where destinations do not
    follow the pull of places (`elsewhere.draws`)."""
    nest_leaving_per_year: float = parameter(0.15, unit="1/year", ge=0, le=5, source="assumed")
    """How often a grown child moves to a home of their own in the place, if one is free."""
    nest_leaving_until: int = parameter(30, unit="year", ge=19, le=60, source="assumed")
    """Age from which grown children at home stay there."""
    dependent_until: int = parameter(30, unit="year", ge=18, le=60, source="assumed")
    """Age from which somebody who lives with a parent heads a household of their own, as others do from 18."""
    parent_gap: int = parameter(16, unit="year", ge=12, le=30, source="assumed")
    """Least years between somebody and a member of the household taken for a parent, at the gate and where small
    children keep mothers from looking for work too; those closer in age may be a couple."""
    household_tie_hours: float = parameter(400.0, unit="hour", ge=50, le=5000, source="assumed")
    """Hours-equivalent with which a household tie begins (a birth, a reunion, moving together)."""
