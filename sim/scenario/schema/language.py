"""Learning the local language: courses, and hours spoken with locals."""

from __future__ import annotations

from sim.scenario.schema.base import FITTED, Section, parameter


class LanguageSettings(Section):
    """Courses and their limits, and the pace of learning."""

    courses: bool = parameter(True, unit="switch", source="Swedish for immigrants and its like", paid="course_hour")
    """Whether there are language courses."""
    course_places: int = parameter(4, unit="places", ge=0, le=100_000, source="assumed", paid="course_hour")
    """Course places in every place with newcomers, however few they are."""
    course_places_per_100: float = parameter(
        30.0, unit="places per 100 newcomers", ge=0, le=100, source="assumed", paid="course_hour"
    )
    """Course places besides, by the number of newcomers living in the place."""
    hours_week: float = parameter(
        15.0,
        unit="hours/week",
        ge=0,
        le=40,
        source="Swedish for immigrants: at least 15 hours a week",
        paid="course_hour",
    )
    """Hours taught a week."""
    attendance: float = parameter(0.413, unit="share", ge=0, le=1, source=FITTED)
    """Share of those hours taken on average, with holidays and absence."""
    youngest: int = parameter(
        16,
        unit="year",
        ge=0,
        le=30,
        source="assumed",
        paid="nothing: who may come does not change the number of course places",
    )
    """Age from which people go to a course (younger ones learn at school)."""
    oldest: int = parameter(
        64,
        unit="year",
        ge=30,
        le=100,
        source="assumed",
        paid="nothing: who may come does not change the number of course places",
    )
    """Age to which people go to a course."""
    years: float = parameter(
        5.0,
        unit="year",
        ge=0.5,
        le=20,
        source="assumed",
        paid="nothing: who may come does not change the number of course places",
    )
    """Years after arrival in which one may start a course."""
    enough: float = parameter(
        0.65,
        unit="language level",
        ge=0.01,
        le=1,
        source="assumed",
        paid="nothing: how long people stay does not change the number of course places",
    )
    """Level at which people leave the course; 0.5 is about B1."""
    dropping_out: float = parameter(0.02, unit="chance/month", ge=0, le=0.5, source="assumed")
    """Chance of giving a course up; the place goes to the next, and one may come again."""
    childcare: float = parameter(
        0.5, unit="share", ge=0, le=1, source="direction: seeds 001, 004; size assumed", paid="course_childcare"
    )
    """Share of mothers of small children who have childcare during the course."""
    small_child_age: int = parameter(3, unit="year", ge=0, le=12, source="assumed")
    """Children below this age need that care."""
    evening: float = parameter(0.3, unit="share", ge=0, le=1, source="assumed", paid="evening_course")
    """Share of those in work who can go to a course, in the evening."""

    guided_hours_to_b1: float = parameter(
        550.0, unit="hours", ge=100, le=3000, source="evidence: guided hours to B1, 350-700"
    )
    """Guided hours from nothing to level 0.5 at pace 1, if nothing else taught."""
    contact_worth: float = parameter(0.121, unit="guided hours per hour", ge=0, le=2, source=FITTED)
    """What an hour spent with locals teaches, in guided hours."""
    contact_floor: float = parameter(0.3, unit="share", ge=0, le=1, source="assumed")
    """Share of that for somebody who does not yet speak; it grows to the whole with the language."""
    school_hours: float = parameter(30.0, unit="guided hours/month", ge=0, le=200, source="assumed")
    """What school teaches a newcomer's child a month, in guided hours."""
    school_age: int = parameter(6, unit="year", ge=3, le=10, source="assumed")
    """Age from which school teaches the language."""
    pace_compulsory: float = parameter(
        0.7, unit="factor", ge=0.01, le=3, source="evidence: guided hours to B1, fewer with more schooling"
    )
    """Pace with compulsory schooling."""
    pace_secondary: float = parameter(
        1.0, unit="factor", ge=0.01, le=3, source="evidence: guided hours to B1, fewer with more schooling"
    )
    """Pace with upper-secondary schooling."""
    pace_higher: float = parameter(
        1.4, unit="factor", ge=0.01, le=3, source="evidence: guided hours to B1, fewer with more schooling"
    )
    """Pace with higher schooling."""
    ageing: float = parameter(0.012, unit="share/year", ge=0, le=0.05, source="assumed")
    """Loss of pace for each year of age above `ageing_from`."""
    ageing_from: int = parameter(25, unit="year", ge=10, le=60, source="assumed")
    """Age from which the pace falls."""
    slowest: float = parameter(0.4, unit="factor", ge=0.01, le=1, source="assumed")
    """Least that age leaves of the pace."""
    poor_health: float = parameter(0.4, unit="factor", ge=0, le=1, source="assumed")
    """Pace left with no health at all; it grows to the whole with full health."""
