"""Work: who looks for it, who is taken, posts and benefits."""

from __future__ import annotations

from tests.levers.setups.town import Setup

LABOUR = (
    Setup(
        "nobody with more than compulsory schooling, posts that ask for more",
        ("work.under_two",),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.6,
            "places.alby.openings": 0.3,
            "places.alby.schooling": [1, 0, 0],
            "places.berg.schooling": [1, 0, 0],
            "origins.one.schooling": [1, 0, 0],
            "origins.two.schooling": [1, 0, 0],
            "schooling.upper_secondary": 0.0,
            "schooling.upper_secondary_newcomers": 0.0,
            "work.tries": 12,
            "work.loss": [0.5] * 7,
            "work.under_two": 0.5,
        },
        months=6,
    ),
    Setup(
        "newcomers with schooling that nobody has recognised, in and out of work",
        ("work.unrecognised_steps",),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.6,
            "places.alby.openings": 0.3,
            "origins.one.schooling": [0.2, 0.2, 0.6],
            "origins.one.recognised": 0.0,
            "work.tries": 12,
            "work.loss": [0.5] * 7,
            "work.inexperience": 1.0,
        },
        months=6,
    ),
    Setup(
        "benefits higher than usual, so that newcomer men look for less work than all they can",
        ("benefits.effect_half",),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.5,
            "places.alby.openings": 0.3,
            "benefits.level": 3.0,
            "benefits.effect_men": 1.0,
        },
    ),
    Setup(
        "many mothers of small children without preschools",
        ("work.mother_*", "work.search_mother_*"),
        {
            "places.alby.population": 800,
            "places.alby.openings": 0.3,
            "places.alby.employment": 0.6,
            "childcare.care": False,
            "work.search_mother_infant": 0.0,
            "work.search_mother_small": 0.4,
        },
        months=6,
    ),
    Setup(
        "benefits lower than usual, many newcomers without work",
        ("benefits.effect_*",),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.5,
            "places.alby.openings": 0.3,
            "benefits.level": 0.3,
        },
    ),
    Setup(
        "newcomers who are soon past their probation",
        ("work.willingness_gain",),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.6,
            "places.alby.openings": 0.3,
            "work.tries": 12,
            "work.probation_months": 2,
        },
    ),
    Setup(
        "jobs are heard of from people of one's own origin alone, and many change hands",
        ("work.niche_*",),
        {
            "places.alby.newcomers": 0.6,
            "places.alby.newcomer_origins": {"one": 1},
            "places.alby.population": 500,
            "places.alby.openings": 0.3,
            "origins.one.schooling": [1, 0, 0],
            "places.alby.schooling": [0.8, 0.1, 0.1],
            "work.tries": 0,
            "work.contact_tries": 20,
            "work.loss": [0.05] * 7,
            "rivals.labour_demand": "posts_follow_people",
            "work.posts_opened": 0.1,
        },
    ),
    Setup(
        "women who looked for little work when they came",
        ("work.search_newcomer_women*",),
        {
            "places.alby.newcomers": 0.6,
            "work.search_newcomer_women": 0.05,
            "work.search_newcomer_women_half": 400,
            "places.alby.openings": 0.3,
        },
    ),
    Setup(
        "many newcomers new in their jobs, who lose them ten times as often as others",
        ("work.loss_newcomer_months",),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.6,
            "places.alby.openings": 0.3,
            "work.tries": 12,
            "work.loss": [0.05] * 7,
            "work.loss_newcomer": 10,
        },
        months=6,
    ),
    Setup(
        "posts that follow people",
        ("work.posts_opened", "work.team_seats"),
        {"rivals.labour_demand": "posts_follow_people"},
    ),
    Setup(
        "a deep recession in every sector, just begun",
        ("demand.amplitude", "demand.closing", "demand.last_hired"),
        {"demand.cycle": -1.0, "demand.amplitude": [0.5] * 7, "demand.closing": 0.2},
        stop=3,
    ),
    Setup(
        "newcomers in and out of work, at employers that judge them",
        ("work.experience_months", "work.willingness_loss", "work.asked_after", "work.language_needed"),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.6,
            "places.alby.openings": 0.3,
            "work.tries": 12,
            "work.loss": [0.5] * 7,
            "work.probation_months": 24,
            "work.inexperience": 0.05,
        },
        months=6,
    ),
)
