"""When school, shop and health centre stay open."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter

WHEN = "nothing: when a school closes, not whether"
BY_THEMSELVES = "nothing: how far people go by themselves"


class ServiceSettings(Section):
    """When school, shop and health centre stay open, and how many newcomers the health centre sees."""

    closures: bool = parameter(True, unit="switch", source="model", paid="school, shop, health_centre")
    """Whether services close and open by their thresholds."""
    school_pupils: int = parameter(
        40,
        unit="pupil",
        ge=0,
        le=2000,
        source="evidence: pupils of a school that closes (more than half below 40)",
        paid="school, school_transport",
    )
    """Pupils of 6-15, those from places whose school closed among them, below whom a school is too small."""
    school_patience: int = parameter(36, unit="month", ge=1, le=240, source="assumed", paid=WHEN)
    """Months in a row below it before merging is proposed."""
    decision_months: int = parameter(12, unit="month", ge=0, le=120, source="assumed", paid=WHEN)
    """Months from a proposal to the decision, which waits for the next turn of a school year (August)."""
    merging: float = parameter(0.6, unit="share", ge=0, le=1, source="assumed", paid="school_transport")
    """Share of proposals that end in merging; else the school stays for `pause` months at least."""
    pause: int = parameter(
        48, unit="month", ge=0, le=240, source="assumed: a term of office", paid="nothing: when a school closes"
    )
    """Months after a decision to keep a school before it can be proposed again."""
    merge_reach: float = parameter(
        60.0, unit="minute", ge=0, le=240, source="assumed", paid="nothing: a rule of what may close"
    )
    """A school without another open one within so many minutes by car does not close."""
    last_school: bool = parameter(False, unit="switch", source="assumed", paid="nothing: a rule of what may close")
    """Whether a school closes even where no other is within `merge_reach`: its pupils then go to one outside the
    region, whom the model does not follow there."""
    shop_reach: float = parameter(45.0, unit="minute", ge=0, le=240, source="assumed", paid=BY_THEMSELVES)
    """How far the people of a place without a shop go to one; it counts them as customers."""
    health_reach: float = parameter(90.0, unit="minute", ge=0, le=240, source="assumed", paid=BY_THEMSELVES)
    """How far the people of a place without a health centre go to one."""
    shop_inhabitants: int = parameter(200, unit="person", ge=0, le=20_000, source="assumed", paid="shop")
    """Customers a shop needs: inhabitants of the place, and of those whose nearest open shop it is."""
    health_inhabitants: int = parameter(1000, unit="person", ge=0, le=50_000, source="assumed", paid="health_centre")
    """The same of a health centre."""
    patience: int = parameter(24, unit="month", ge=1, le=240, source="assumed")
    """Months in a row below the threshold before shop or health centre closes, or above the higher one before any
    closed service opens."""
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
    asked_for: float = parameter(
        0.5, unit="share", ge=0, le=1, source="assumed", paid="nothing: what comes of knowing one's rights is no policy"
    )
    """Of the talks that would be without an interpreter, the share in which who knows their rights as locals do
    (``carries.rights``) gets one all the same."""
    interpreter_hours: float = parameter(
        0.25, unit="hours/month", ge=0, le=20, source="assumed", paid="interpreter_hour"
    )
    """Hours of talks a month of each grown newcomer below that level that need one."""
    treated_health: float = parameter(0.85, unit="0-1", ge=0, le=1, source="assumed")
    """Capacity after treatment; those below it wait for it."""
