"""The levers at hand: policies that somebody decides on and pays for, and assumptions of the model."""

from __future__ import annotations

from bygd.web.lever import Lever

FUNDING = "funding"
LASTING = 120
"""Months of funding shown for money that does not end."""
FRIENDS, WORK, MONEY = "local_friends", "employed", "spent"


def levers_of(programme: str, post: str, stream: str) -> tuple[Lever, ...]:
    """Policies first, the three of mentors, coordinator and money before the others; then assumptions: those that
    moved friends, staying and work most in ``docs/findings.md``. The keys are of a scenario's entries."""
    return (*_the_three(programme, post, stream), *_policies(programme), *_assumptions())


def _the_three(programme: str, post: str, stream: str) -> tuple[Lever, ...]:
    return (
        Lever(
            "mentor_hours",
            "Mentor hours",
            f"programmes.{programme}.hours",
            "hours a month",
            0,
            16,
            1,
            (FRIENDS, MONEY),
            words="Hours a month that a newcomer meets a mentor. 0: no mentors.",
        ),
        Lever(
            "coordinator",
            "Coordinator",
            f"coordinators.{post}.fte",
            "× full time",
            0,
            4,
            0.25,
            (FRIENDS, "volunteers_ready", MONEY),
            words="Finds volunteers, brings people together, opens clubs and employers. 0: no post.",
        ),
        Lever(
            FUNDING,
            "Months of funding",
            f"funding.{stream}.months",
            "months",
            0,
            LASTING,
            6,
            (MONEY, FRIENDS),
            words="How long the money for mentors and coordinator lasts, from when it begins. 0: none.",
        ),
    )


def _policies(programme: str) -> tuple[Lever, ...]:
    return (
        Lever(
            "capacity",
            "Room with mentors",
            f"programmes.{programme}.capacity",
            "at once",
            0,
            200,
            5,
            (FRIENDS, MONEY),
            words="How many can have a mentor at a time; the others wait.",
        ),
        Lever(
            "fees",
            "Newcomers' club fees paid",
            "clubs.fee_support_newcomers",
            "of 100",
            0,
            1,
            0.1,
            (FRIENDS, MONEY),
            scale=100,
        ),
        Lever("lifts", "Lifts to clubs", "clubs.transport_support", "of 100", 0, 1, 0.1, (FRIENDS, MONEY), scale=100),
        Lever("course_hours", "Hours of language course", "language.hours_week", "a week", 0, 40, 1, (WORK, MONEY)),
        Lever(
            "homes",
            "Newcomers housed side by side",
            "housing.concentration",
            "of 100",
            0,
            1,
            0.05,
            (FRIENDS, "isolated"),
            scale=100,
        ),
    )


def _assumptions() -> tuple[Lever, ...]:
    return (
        Lever(
            "volunteering",
            "Locals beginning to volunteer",
            "volunteering.joining",
            "in 10,000 a month",
            0,
            0.005,
            0.0002,
            ("volunteers_ready",),
            scale=10_000,
            assumed=True,
        ),
        Lever(
            "free_hours",
            "Free hours for company",
            "meeting.free_hours",
            "hours a month",
            20,
            100,
            1,
            (FRIENDS, "isolated"),
            assumed=True,
        ),
        Lever(
            "readiness",
            "Joining a club one knows of",
            "clubs.readiness",
            "of 100",
            0,
            1,
            0.05,
            (FRIENDS, "clubs_open"),
            scale=100,
            assumed=True,
        ),
        Lever(
            "course",
            "Course hours attended",
            "language.attendance",
            "of 100",
            0,
            1,
            0.05,
            (WORK,),
            scale=100,
            words="Share of the taught hours that are taken, with holidays and absence.",
            assumed=True,
        ),
        Lever(
            "hiring",
            "Suitable applicants hired",
            "work.accept",
            "of 100",
            0,
            0.5,
            0.01,
            (WORK,),
            scale=100,
            assumed=True,
        ),
        Lever(
            "first_job",
            "Chance of a first job here",
            "work.inexperience",
            "of 100",
            0,
            1,
            0.05,
            (WORK,),
            scale=100,
            words="A newcomer's chance without work experience here, where the same with it is 100.",
            assumed=True,
        ),
        Lever(
            "inactive",
            "Newcomers not looking for work",
            "work.inactive_newcomers",
            "of 100",
            0,
            0.6,
            0.02,
            (WORK,),
            scale=100,
            words="Of working age, for illness, trauma or work at home.",
            assumed=True,
        ),
    )


__all__ = ["FUNDING", "LASTING", "levers_of"]
