"""What a place offers, and how that draws people and holds them.

Each of work, the size of the labour market and free homes is weighed as in :mod:`sim.scenario.schema.leaving`: weight x
(2 satisfaction - 1), with satisfaction amount / (amount + half), so that a place in which all is at its half draws
as many as `arriving.inflow_per_thousand` says.
"""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter

MOVERS = "direction: evidence, what draws (Åslund), what drives on (Damm); size assumed"


class AttractionSettings(Section):
    """What a place offers, and how that draws people and holds them."""

    follows: bool = parameter(True, unit="switch", source="model")
    """Whether locals who move in, free settlers and those who leave follow what there is now. Off: as many locals
    move in as `arriving.inflow_per_thousand` says of the first inhabitants, whatever has become of the place."""
    work: float = parameter(0.4, unit="log number", ge=0, le=3, source=MOVERS)
    """Weight of work: vacant posts per seeker in reach."""
    tightness_half: float = parameter(0.35, unit="post/seeker", ge=0.001, le=10, source="assumed")
    """Vacant posts per seeker at which half the weight is felt; seekers are those aged 20-64 who neither work nor
    study."""
    market: float = parameter(0.25, unit="log number", ge=0, le=3, source=MOVERS)
    """Weight of the size of the labour market."""
    market_half: float = parameter(5000.0, unit="post", ge=1, le=1e7, source="assumed")
    """Posts in reach at which half the weight is felt. Posts of another place count less by the way there, as in the
    search for work (`work.commute_scale`, `work.reach_car`)."""
    homes: float = parameter(0.4, unit="log number", ge=0, le=3, source=MOVERS)
    """Weight of free homes, for those who come."""
    vacancy_half: float = parameter(0.05, unit="share", ge=0.001, le=1, source="assumed")
    """Share of the homes standing empty at which half the weight is felt."""
    services: float = parameter(
        0.3, unit="log number", ge=0, le=3, source="assumed; those who live here have pushes of their own"
    )
    """Fewer come where all of school, shop and health centre are closed; a third of it for each."""
    holding: float = parameter(0.5, unit="1", ge=0, le=3, source="assumed")
    """How much of the weight of work and labour market also holds those who live here: it divides hazards that do
    not ask whether one is content."""
