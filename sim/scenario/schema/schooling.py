"""School classes, school gates, and studies after school."""

from __future__ import annotations

from sim.scenario.schema.base import Section, parameter


class SchoolingSettings(Section):
    """School classes, school gates, and studies after school."""

    classes: bool = parameter(True, unit="switch", source="assumed")
    """Whether children meet in school classes."""
    gates: bool = parameter(True, unit="switch", source="evidence: parents meet locals through children")
    """Whether parents meet at preschools and school gates."""
    class_size: float = parameter(22.0, unit="pupil", ge=8, le=32, source="assumed", paid="school_class")
    """Pupils a new class is planned for; arrivals fill it up to 32 before another opens."""
    school_reach: float = parameter(75.0, unit="minute", ge=10, le=240, source="assumed")
    """The longest journey to the nearest open school; beyond it children are taught elsewhere."""

    upper_secondary: float = parameter(0.97, unit="share", ge=0, le=1, source="assumed")
    """Locals who go on to upper-secondary school at 16."""
    upper_secondary_newcomers: float = parameter(0.85, unit="share", ge=0, le=1, source="assumed")
    """Newcomers, and youths who arrive at 16 to 18, who go to upper-secondary school."""
    completion: float = parameter(0.88, unit="share", ge=0, le=1, source="assumed")
    """Locals in upper-secondary school who finish it at 19."""
    completion_newcomers: float = parameter(0.65, unit="share", ge=0, le=1, source="assumed")
    """Newcomers in upper-secondary school who finish it at 19."""
    distance_studies: float = parameter(0.08, unit="share", ge=0, le=1, source="assumed")
    """Those finishing upper-secondary school who stay and take a degree from home, done at 22; most who
    go on to higher education leave the town instead."""

    adult_education: float = parameter(
        0.008, unit="probability/month", ge=0, le=0.2, source="assumed", paid="adult_education"
    )
    """Hazard of entering adult education for those out of work with compulsory schooling only."""
    adult_education_until: float = parameter(45.0, unit="year", ge=20, le=67, source="assumed")
    """Age from which nobody enters adult education any more."""
    adult_education_months: float = parameter(24.0, unit="month", ge=3, le=96, source="assumed", paid="adult_education")
    """Mean length of adult education to upper-secondary level."""
    adult_education_language: float = parameter(0.4, unit="0-1", ge=0, le=1, source="assumed")
    """Local language needed to enter adult education."""
