"""Learning the local language: courses, and hours spoken with locals."""

from __future__ import annotations

from sim.scenario.schema.base import FITTED, Section, parameter

SAME_PLACES = "nothing: the number of course places stays"
WHO_MAY = "nothing: who may come does not change the number of course places"
GUIDED = "evidence: guided hours to B1, fewer with more schooling"


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
    """Share of those hours that the person in the middle takes, with holidays and absence."""
    uneven: bool = parameter(True, unit="switch", source="evidence: no course passed in four years, Sweden")
    """Whether people differ lastingly in pace and attendance beyond schooling, age and health."""
    pace_sigma: float = parameter(0.5, unit="log pace", ge=0, le=2, source="assumed")
    """Standard deviation of the logarithm of the lasting personal pace (lognormal, mean 1)."""
    attendance_sigma: float = parameter(0.8, unit="log odds", ge=0, le=3, source="assumed")
    """Standard deviation of the log odds of the lasting personal attendance."""
    literacy: bool = parameter(
        True,
        unit="switch",
        source="evidence: no course passed in four years, Sweden (the first track is finished least)",
    )
    """Whether those who cannot read and write must learn it first, on the same course places."""
    illiterate: float = parameter(0.4, unit="share", ge=0, le=1, source="assumed")
    """Share of those who come grown with compulsory schooling or less who cannot read and write the letters used."""
    literacy_hours: float = parameter(300.0, unit="hours", ge=0, le=3000, source="assumed", paid=SAME_PLACES)
    """Course hours taken until they can."""
    literacy_worth: float = parameter(0.25, unit="share", ge=0, le=1, source="assumed")
    """What such an hour teaches of the language, against an hour of a language course."""
    youngest: int = parameter(16, unit="year", ge=0, le=30, source="assumed", paid=WHO_MAY)
    """Age from which people go to a course (younger ones learn at school)."""
    oldest: int = parameter(64, unit="year", ge=30, le=100, source="assumed", paid=WHO_MAY)
    """Age to which people go to a course."""
    years: float = parameter(5.0, unit="year", ge=0.5, le=20, source="assumed", paid=WHO_MAY)
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
    dropping_out: float = parameter(
        0.03,
        unit="chance/month",
        ge=0,
        le=0.5,
        source="evidence: a calendar year of a course in Swedish (of women, who find work less, 18-27 % break off)",
    )
    """Chance of breaking a course off for no reason that the model knows; the place goes to the next."""
    dropping_out_ill: float = parameter(3.0, unit="1", ge=0, le=20, source="assumed")
    """That chance with no health at all, against full health."""
    interruptions: bool = parameter(True, unit="switch", source="evidence: how long they take part, Sweden")
    """Whether whoever breaks off stays away for months or for good, and a job or a small child without care breaks a
    course off; without it people queue again in the next month."""
    away_months: float = parameter(8.0, unit="month", ge=0, le=120, source="assumed")
    """Mean months, beyond the first, until somebody who broke off may have a place again."""
    for_good: float = parameter(
        0.4,
        unit="share",
        ge=0,
        le=1,
        source="assumed; evidence: how long they take part, Sweden (of those who left within a year four in ten had "
        "passed no course)",
    )
    """Share of those who give up, for no reason that the model knows, who never come back."""
    results: bool = parameter(True, unit="switch", source="evidence: a calendar year of a course in Swedish")
    """Whether courses end with a result or without one, and hours and years in courses have a limit."""
    course_step: float = parameter(
        0.16, unit="language level", ge=0.01, le=1, source="assumed: four courses to `enough`, as in Sweden"
    )
    """How much higher the level must be for each course passed."""
    course_hours: float = parameter(
        390.0, unit="hours", ge=20, le=3000, source="assumed: half a year of 15 hours a week", paid=SAME_PLACES
    )
    """Hours taught after which a course is over, passed or not."""
    repeats: float = parameter(
        0.8,
        unit="share",
        ge=0,
        le=1,
        source="assumed; evidence: a calendar year of a course in Swedish (40-54 % going on)",
        paid=SAME_PLACES,
    )
    """Share of those who have not passed who take the course again; the others are given no place any more."""
    most_hours: float = parameter(1500.0, unit="hours", ge=50, le=10_000, source="assumed", paid=SAME_PLACES)
    """Course hours taken after which nobody has a place any more."""
    most_years: float = parameter(
        4.0,
        unit="year",
        ge=0.5,
        le=20,
        source="evidence: how long they take part, Sweden (9 % still there after four years)",
        paid=SAME_PLACES,
    )
    """Years since the first place after which nobody has one any more."""
    childcare: float = parameter(
        0.1, unit="share", ge=0, le=1, source="direction: seeds 001, 004; size assumed", paid="course_childcare"
    )
    """Share of mothers of small children whose course looks after the children; the others need a place at preschool
    (section `childcare`)."""
    small_child_age: int = parameter(6, unit="year", ge=0, le=12, source="assumed")
    """Children below this age need that care."""
    evening: float = parameter(0.3, unit="share", ge=0, le=1, source="assumed", paid="evening_course")
    """Share of those in work who can go to a course, in the evening; the others break it off when they find work."""

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
    pace_compulsory: float = parameter(0.7, unit="factor", ge=0.01, le=3, source=GUIDED)
    """Pace with compulsory schooling."""
    pace_secondary: float = parameter(1.0, unit="factor", ge=0.01, le=3, source=GUIDED)
    """Pace with upper-secondary schooling."""
    pace_higher: float = parameter(1.4, unit="factor", ge=0.01, le=3, source=GUIDED)
    """Pace with higher schooling."""
    ageing: float = parameter(0.012, unit="share/year", ge=0, le=0.05, source="assumed")
    """Loss of pace for each year of age above `ageing_from`."""
    ageing_from: int = parameter(25, unit="year", ge=10, le=60, source="assumed")
    """Age from which the pace falls."""
    slowest: float = parameter(0.4, unit="factor", ge=0.01, le=1, source="assumed")
    """Least that age leaves of the pace."""
    poor_health: float = parameter(0.4, unit="factor", ge=0, le=1, source="assumed")
    """Pace left with no health at all; it grows to the whole with full health."""
