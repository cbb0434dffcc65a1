"""Parameters of ties: how they count, grow and fade."""

from __future__ import annotations

import math
from typing import Self

from sim.codes import HOUSEHOLD_SEATS
from sim.scenario.schema.base import FITTED, Section, parameter

UNSIZED = "to be fitted: no size published; direction: evidence, own group first among adolescents"
"""Of likenesses that stand at no effect until they are fitted."""


class TiesSettings(Section):
    """How hours together make a tie, and how a tie fades."""

    slots: int = parameter(32, unit="ties", ge=HOUSEHOLD_SEATS, le=150, source="assumed", structural=True)
    """Most ties one person can keep up, more than the largest household has; when all are taken the weakest
    gives way to a stronger. A random acquaintance is thought of by drawing one of so many: who has half of
    them thinks of somebody half of the time."""
    settle_months: int = parameter(96, unit="month", ge=0, le=240, source="assumed", structural=True)
    """Months before the start in which the first ties grow; with `past.lived` all of life goes on in them."""
    half_life_months: float = parameter(4.44, unit="month", ge=0.5, le=60, source=FITTED)
    """Half-life of a tie of `half_life_hours`; it grows with the square root of the hours."""
    half_life_hours: float = parameter(10.0, unit="hour", ge=1, le=100, source="assumed")
    """Hours-equivalent at which `half_life_months` holds."""
    forget_hours: float = parameter(0.5, unit="hour", ge=0.1, le=10, source="assumed")
    """A tie below this is forgotten."""
    saturation_hours: float = parameter(100.0, unit="hour", ge=10, le=5000, source="assumed")
    """Hours beyond which a tie draws no more company: without it the closest friends eat the budget."""
    casual_hours: float = parameter(50.0, unit="hour", ge=10, le=200, source="evidence: Hall 2019 (40-60 h)")
    """Hours-equivalent of a casual friend."""
    friend_hours: float = parameter(90.0, unit="hour", ge=20, le=400, source="evidence: Hall 2019 (80-100 h)")
    """Hours-equivalent of a friend."""
    close_hours: float = parameter(200.0, unit="hour", ge=50, le=1000, source="evidence: Hall 2019 (above 200 h)")
    """Hours-equivalent of a close friend."""
    affinity_sigma: float = parameter(0.786, unit="1", ge=0, le=2, source=FITTED)
    """Spread of the pair's lasting affinity (lognormal with mean 1): some pairs click. 0 = all alike."""
    age_gap_years: float = parameter(20.0, unit="year", ge=2, le=100, source="assumed; to be fitted")
    """Age gap at which an hour counts half."""
    other_origin_likeness: float = parameter(1.0, unit="1", ge=0.1, le=1, source=UNSIZED)
    """What an hour counts between people of different origin, beyond language and attitude; 1: as among their own."""
    other_stage_likeness: float = parameter(1.0, unit="1", ge=0.1, le=1, source=UNSIZED)
    """What an hour counts between somebody who has children at home and somebody who has none, or parents whose
    children are of very different age; 1: as between parents of children of one age."""
    stage_gap_years: float = parameter(5.0, unit="year", ge=1, le=20, source="assumed; to be fitted")
    """Difference in age of the youngest children at which half of `other_stage_likeness` is felt."""
    least_likeness: float = parameter(0.02, unit="1", ge=0.01, le=1, source="assumed")
    """What an hour counts at least, however unlike two people are in age, origin and stage of life."""

    def without_likes(self) -> Self:
        """The same where nobody seeks their like, in age, origin or stage of life (``rivals.likes``)."""
        return self.model_copy(
            update={"age_gap_years": math.inf, "other_origin_likeness": 1.0, "other_stage_likeness": 1.0}
        )
