"""When school, shop and health centre stay open."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter


class ServiceSettings(Section):
    """When school, shop and health centre stay open, and how many newcomers the health centre sees."""

    closures: bool = parameter(True, unit="switch", source="model", paid="school, shop, health_centre")
    """Whether services close and open by their thresholds."""
    school_pupils: int = parameter(25, unit="pupil", ge=0, le=2000, source="assumed", paid="school")
    """Children of 6-15 a school needs."""
    shop_inhabitants: int = parameter(200, unit="person", ge=0, le=20_000, source="assumed", paid="shop")
    """Inhabitants a shop needs."""
    health_inhabitants: int = parameter(1000, unit="person", ge=0, le=50_000, source="assumed", paid="health_centre")
    """Inhabitants a health centre needs."""
    patience: int = parameter(24, unit="month", ge=1, le=240, source="assumed")
    """Months in a row below the threshold before a service closes, or above the higher one before one
    opens."""
    reopening: float = parameter(1.3, unit="1", ge=1, le=5, source="assumed")
    """A closed service opens only above its threshold times this."""
    screening: bool = parameter(True, unit="switch", source="model", paid="screening")
    """Whether newcomers in poor health are seen and treated."""
    screening_per_thousand: float = parameter(
        2.0, unit="person/1000/month", ge=0, le=1000, source="assumed", paid="screening"
    )
    """Newcomers in poor health whom a place can see a month, per thousand inhabitants; the others wait."""
    screening_away: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed", paid="screening")
    """What is left of it where the place has no health centre of its own."""
    interpreting: bool = parameter(True, unit="switch", source="evidence: interpreters, Denmark")
    """Whether it matters at the doctor's and at the employment service that one is understood."""
    interpreters: float = parameter(
        0.7, unit="share", ge=0, le=1, source="assumed; evidence: interpreters, Denmark", paid="interpreter_hour"
    )
    """Share of the talks that need an interpreter, at the doctor's and at offices, in which one is there; a place may
    differ: `places.<key>.interpreters`."""
    understood_from: float = parameter(
        0.35,
        unit="language level",
        ge=0,
        le=1,
        source="assumed; evidence: interpreters, Denmark (one in five needs one after three years)",
        paid="nothing: who needs an interpreter is no policy",
    )
    """Level from which people need none."""
    interpreter_hours: float = parameter(
        0.25, unit="hours/month", ge=0, le=20, source="assumed", paid="interpreter_hour"
    )
    """Hours of talks a month of each grown newcomer below that level that need one."""
    treated_health: float = parameter(0.85, unit="0-1", ge=0, le=1, source="assumed")
    """Capacity after treatment; those below it wait for it."""
