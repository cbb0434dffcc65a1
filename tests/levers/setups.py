"""Towns in which levers are pulled: a lever can act only where what it changes is there to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from sim.scenario.levers import put
from sim.scenario.schema.clubs import TYPES
from tests.levers.rich import rich_data

Levers = dict[str, Any]
KIND = {
    "per_thousand": 12.0,
    "size": 12,
    "viable": 6,
    "fee": 60,
    "equipment": 300,
    "neutral": 0.5,
    "transport": 0.4,
    "leaving": 0.5,
    "founding": 8.0,
}


def lively_data() -> dict[str, Any]:
    """The rich town with every kind of club and pathway, in which everything happens often."""
    data = rich_data()
    data["places"]["alby"].update(meeting_places={"library": 1, "cafe": 1}, vacant_homes=0.3, openings=0.15)
    data["places"]["berg"].update(vacant_homes=0.3, openings=0.15)
    data["arrivals"]["quota"]["months"] = {"2010-03": 2, "2011-02": 2}
    data["arrivals"]["youth"] = {"pathway": "youth", "place": "alby", "origin": "one", "per_year": 30}
    data["building"] = {"order": {"place": "alby", "months": {"2011-02": 5}}}
    data["buses"] = {"line": {"between": ["alby", "berg"], "active": False}}
    data["sites"] = {"mill": {"place": "alby", "sector": "industry", "posts": 12}}
    data["region"] = {"club_origin_least": 2}
    data["clubs"] = {
        **{kind: dict(KIND) for kind in TYPES},
        "hear_from_friends": 0.6,
        "own_search": 0.3,
        "patience": 2,
        "founders": 2,
        "volunteer_start": 0.4,
        "means_without_work": 1.0,
    }
    data["clubs"]["immigrant"].update(viable=2, founding=20.0, per_thousand=0)
    data["demography"] = {
        "total_fertility": 5.0,
        "death_rate_60_women": 0.05,
        "death_rate_60_men": 0.05,
        "death_rate_any_age": 0.02,
        "separation_per_year": 0.3,
        "partnering_per_year": 1.0,
    }
    data["leaving"] = {"base": 0.03}
    data["coordinators"]["away"] = {"funding": ["town"], "local": False}
    data["coordination"] = {"turnover": 0.9, "vacancy_months": 1}
    data["arriving"] = {"inflow_per_thousand": 150.0, "reunification_earliest": 1, "reunification_mean": 4.0}
    data["work"] = {"posts_opened": 0.04, "posts_closed": 0.02, "loss": [0.05] * 7}
    data["housing"] = {"crowded_look_per_month": 0.6, "own_tenure_per_month": 0.1}
    data["volunteering"].update(joining=0.02)
    return data


MERGING: Levers = {
    "places.berg.population": 60,
    "places.alby.population": 500,
    "places.alby.services": ["school", "shop", "health"],
    "places.berg.services": ["school", "shop", "health"],
    "services.school_pupils": 25,
    "services.school_patience": 19,
    "services.decision_months": 1,
    "services.merging": 1.0,
    "services.merge_reach": 120.0,
}
"""Berg's school is proposed in the nineteenth month, and merges in the August that follows at once."""


@dataclass(frozen=True)
class Setup:
    """A town for the levers at ``paths``."""

    why: str
    """What must be there for them to act."""
    paths: tuple[str, ...]
    """Patterns, as :mod:`fnmatch` reads them; keys of programmes, posts, streams are written ``*``."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """What differs from the lively town, by dotted path."""
    stop: int = 12
    """Months lived before the lever is moved."""
    months: int = 4
    """Months in which it must act."""

    def data(self) -> dict[str, Any]:
        data = lively_data()
        for path, value in self.changes.items():
            *way, _ = path.split(".")
            here = data
            for step in way:
                here = here.setdefault(step, {})
            put(data, path, value)
        return data


SETUPS = (
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
        "destinations within and outside the region by fixed shares, many who move",
        ("leaving.within_region", "leaving.destinations", "leaving.local_destinations", "housing.commute_minutes"),
        {
            "places.alby.population": 500,
            "places.berg.population": 260,
            "elsewhere.draws": False,
            "leaving.within_region": 0.6,
            "leaving.by_age": [1.0] * 10,
        },
        months=6,
    ),
    Setup(
        "many who leave whether content or not, families of locals among them",
        ("leaving.local_school_children", "leaving.onward_compatriots_half"),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.5,
            "leaving.onward": 1.0,
            "leaving.onward_compatriots": 3.0,
            "leaving.by_age": [1.0] * 10,
        },
        stop=6,
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
        "households matched to places by their clubs and empty homes, not by work",
        ("settlement.clubs_half", "settlement.homes_half"),
        {
            "arrivals.quota.settlement": {"rule": "matched"},
            "arrivals.quota.per_year": 100,
            "places.alby.vacant_homes": 0.5,
            "places.berg.vacant_homes": 0.5,
            "places.cove": {"population": 120, "vacant_homes": 0.5, "openings": 0.3},
            "travel": {"alby": {"berg": 100, "cove": 100}, "berg": {"cove": 100}},
            "settlement.over_quota": 20,
            "settlement.work_weight": 0.0,
            "settlement.ties_weight": 1.0,
            "settlement.ties_half": 10000.0,
            "settlement.homes_weight": 1.0,
        },
    ),
    Setup("a year of a grant begins", ("funding.*.per_year",), {"funding.pot": {"months": 36, "per_year": 1_500_000}}),
    Setup(
        "a period about to end, staff that know it, a procurement under way",
        ("funding.*.takeover*", "funding.*.procurement_*", "money.finances", "money.will", "money.drift*"),
        {
            "funding.pot": {
                "months": 14,
                "per_year": 3_000_000,
                "takeover": 1.0,
                "arrangement": "procurement",
                "procurement_months": 2,
            },
            "money": {"finances": 1.0, "will": 1.0, "drift": 0.9},
            "coordinators.post.funding": ["pot"],
            "programmes.mentors.staff": 1.0,
        },
    ),
    Setup("a programme that begins again, its money renewed", ("programmes.*.cost.start",), stop=14),
    Setup(
        "a school that has merged during the run",
        ("prices.school_transport*",),
        {**MERGING, "services.school_patience": 3, "services.decision_months": 0},
    ),
    Setup(
        "more than by default of everything that a lever can buy",
        ("prices.*",),
        {
            "clubs.fee_support_newcomers": 0.5,
            "clubs.transport_support": 1.0,
            "clubs.sport.welcome": 1.0,
            "clubs.evenings_small_children": 24.0,
            "clubs.congregation.neutral": 1.0,
            "clubs.youngest": 0,
            "language.course_places_per_100": 60.0,
            "language.childcare": 1.0,
            "language.evening": 1.0,
            "services.screening_per_thousand": 20.0,
            "places.alby.board_support": 0.5,
            "services.school_pupils": 1,
            "services.shop_inhabitants": 1,
            "services.health_inhabitants": 1,
            "schooling.class_size": 10.0,
            "schooling.adult_education": 0.2,
            "arriving.introduction_months": 60,
            "arriving.reunification_help": 3.0,
            "work.recognition_months": 2.0,
            "work.recognition_language": 0.05,
            "services.interpreters": 1.0,
            "childcare.places": 120.0,
            "childcare.opening_hours": 14.0,
            "childcare.fee": 100.0,
            "childcare.home_care_allowance": 5000.0,
            "arrivals.quota.waiting": {"months": 6.0},
            "arrivals.quota.introduction_months": 0,
            "places.cove": {"population": 60, "vacant_homes": 0.5, "openings": 0.3},
            "travel": {"alby": {"berg": 25, "cove": 100}, "berg": {"cove": 100}},
            "settlement.movement_grants": 1.0,
            "settlement.movement_gain": 0.0,
            "settlement.incentive": 2000,
            "places.alby.services": ["school", "shop", "health"],
            "places.berg.services": ["school", "shop", "health"],
            "places.berg.population": 60,
            "demography.total_fertility": 1.0,
        },
        stop=27,
    ),
    Setup(
        "the school of a place about to merge with that of another",
        ("services.school_*", "services.decision_months", "services.merg*", "places.berg.keep"),
        MERGING,
        stop=17,
    ),
    Setup("a school that is proposed and kept", ("services.pause",), {**MERGING, "services.merging": 0.0}, stop=17),
    Setup(
        "a school without another near by", ("services.last_school",), {**MERGING, "services.merge_reach": 0.0}, stop=17
    ),
    Setup(
        "a place without shop and health centre",
        ("services.shop_reach", "services.health_reach"),
        {"places.berg.services": ["school"], "services.shop_inhabitants": 300, "services.health_inhabitants": 300},
    ),
    Setup("a place with a shop too small", ("places.alby.keep",), {"services.shop_inhabitants": 5000}, stop=22),
    Setup(
        "clubs that find it hard to fill their boards, whose members belong to several and are young",
        ("boards.*", "places.*.board_support"),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.6,
            "origins.one.language": 0.8,
            **{f"clubs.{kind}.board": 7 for kind in TYPES},
            **{f"clubs.{kind}.per_thousand": 4.0 for kind in TYPES if kind != "immigrant"},
            "clubs.own_search": 0.5,
            "clubs.second_club": 1.0,
            "boards.least": 7,
            "boards.after": 2,
            "boards.patience": 6,
            "boards.readiness": 0.5,
            "boards.again": 0.5,
            "boards.term": 12,
            "boards.by_age": [1.0, 1.0, 1.0, 0.5, 0.2, 0.0],
            "demography.death_rate_60_women": 0.005,
            "demography.death_rate_60_men": 0.005,
            "demography.death_rate_any_age": 0.001,
        },
        stop=3,
        months=8,
    ),
    Setup(
        "many who found clubs, fewer clubs than usual",
        ("clubs.founding_need*", "clubs.founding_by_need"),
        {"places.alby.population": 500, "clubs.founding_need": 2.0, "clubs.founding_need_most": 1.5},
        months=8,
    ),
    Setup("old members who help to run clubs", ("clubs.helping_until",), {"places.alby.population": 500}, months=8),
    Setup(
        "women at both ends of the fertile ages have children, newcomers far more",
        ("demography.fertil*", "demography.newcomer_fertility*"),
        {
            "places.alby.population": 500,
            "demography.total_fertility": 8.0,
            "demography.fertility_mean_age": 32.0,
            "demography.fertility_sd": 12.0,
            "demography.fertility_single": 3.0,
            "demography.newcomer_fertility": 4.0,
        },
    ),
    Setup(
        "preschools that are dear and have a queue, mothers who look for work",
        ("childcare.*", "places.*.childcare"),
        {
            "places.alby.population": 600,
            "places.alby.newcomers": 0.5,
            "places.alby.openings": 0.3,
            "places.alby.employment": 0.6,
            "childcare.places": 40.0,
            "childcare.fee": 2500.0,
            "childcare.home_care_allowance": 2500.0,
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
        "few interpreters, many who are ill and look for work",
        ("services.interpret*", "services.understood_from", "places.*.interpreters"),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.5,
            "places.alby.openings": 0.3,
            **{f"health.ill_{who}": 1.0 for who in ("refugees", "youths", "family", "labour")},
            "services.interpreters": 0.3,
            "services.screening_per_thousand": 20.0,
        },
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
        "whoever is below sixty is young for a couple",
        ("demography.partnering_young", "demography.partnering_full_from"),
        {
            "places.alby.population": 800,
            "demography.partnering_full_from": 60,
            "demography.partnering_young": 0.1,
            "demography.partnering_per_year": 2.0,
        },
    ),
    Setup(
        "the young have compulsory schooling and do not study",
        ("demography.youth_leave_share_compulsory",),
        {
            "places.alby.schooling": [1, 0, 0],
            "places.berg.schooling": [1, 0, 0],
            "schooling.upper_secondary": 0.0,
            "schooling.upper_secondary_newcomers": 0.0,
        },
    ),
    Setup(
        "a school year begins; adults without schooling, a place without a school",
        ("schooling.*",),
        {
            "places.alby.population": 500,
            "places.alby.schooling": [0.8, 0.1, 0.1],
            "places.berg.services": ["shop"],
            "schooling.adult_education": 0.2,
            "schooling.adult_education_language": 0.2,
            "schooling.adult_education_months": 4.0,
            "schooling.completion": 0.5,
            "schooling.completion_newcomers": 0.5,
            "schooling.distance_studies": 0.5,
        },
        stop=18,
    ),
    Setup(
        "a place without services but with people enough, under the rival that closed schools drive out",
        ("services.reopening", "services.screening_away", "leaving.school_closed", "leaving.shop_closed"),
        {
            "places.berg.services": [],
            "places.berg.newcomers": 0.5,
            "places.berg.population": 200,
            "arrivals.quota.place": "berg",
            "health.ill_refugees": 1.0,
            "services.patience": 1,
            "services.shop_inhabitants": 170,
            "rivals.school_closure": "drives_out",
            "leaving.base": 0.1,
        },
    ),
    Setup(
        "a place without a school",
        ("rivals.school_closure",),
        {"places.berg.services": [], "places.berg.population": 200, "leaving.base": 0.1, "leaving.school_closed": 3.0},
    ),
    Setup(
        "many in work during their introduction, many who leave",
        ("leaving.programme_work",),
        {"arriving.introduction_months": 60, "leaving.base": 0.2, "leaving.work": 3.0, "leaving.programme_hold": 1.0},
    ),
    Setup(
        "settling that counts for much",
        ("leaving.settling_*",),
        {"leaving.settling_per_year": 1.0, "leaving.base": 0.1},
    ),
    Setup(
        "couples of a newcomer and a local, crowded homes, many who leave",
        ("leaving.local_partner", "leaving.local_crowding"),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.5,
            "places.alby.vacant_homes": 0.02,
            "demography.partnering_per_year": 2.0,
            "housing.crowded_size": 1,
            "leaving.base": 0.1,
            "leaving.by_age": [1.0] * 10,
        },
        stop=6,
    ),
    Setup(
        "a post that is taken up every month",
        ("coordination.holder_*",),
        {"coordination.turnover": 1.0, "coordination.vacancy_months": 0},
    ),
    Setup(
        "nobody waits for a volunteer",
        ("volunteering.demand",),
        {"programmes.mentors.active": False, "programmes.cafe.active": False, "volunteering.joining": 0.1},
    ),
    Setup(
        "the rival that membership counts", ("belonging.membership",), {"rivals.belonging": "informal_and_membership"}
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
    Setup(
        "two places next to each other, people without means of their own",
        ("clubs.reach", "clubs.retirement"),
        {
            "places.berg.population": 260,
            "places.alby.car": 1.0,
            "places.berg.car": 1.0,
            "places.alby.newcomers": 0.5,
            "places.alby.employment": 0.3,
            "travel.alby.berg": 25,
            "clubs.hear_from_friends": 1.0,
            "clubs.readiness": 1.0,
            "clubs.trust_floor": 1.0,
            "clubs.means_without_work": 500.0,
            "leaving.by_age": [1.0] * 10,
            "elsewhere.near": 1000.0,
        },
        months=12,
    ),
    Setup(
        "many newcomers who speak some of the language, go looking for clubs and join them",
        ("clubs.*.language", "clubs.immigrant.*"),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.6,
            "places.alby.car": 0.3,
            "origins.one.language": 0.3,
            "clubs.own_search": 0.5,
            "clubs.readiness": 1.0,
            "clubs.trust_floor": 1.0,
            "clubs.kept_away": 0.0,
            "clubs.means_without_work": 500.0,
            "clubs.second_club": 1.0,
        },
        months=6,
    ),
    Setup(
        "a bus between two places where very few people have a car and everybody hears of clubs and posts",
        ("buses.*", "work.reach_transit", "clubs.reach_transit"),
        {
            "buses.line.active": True,
            "places.berg.population": 260,
            "places.alby.car": 0.1,
            "places.berg.car": 0.1,
            "places.alby.openings": 0.3,
            "places.berg.openings": 0.3,
            "clubs.hear_from_friends": 1.0,
            "clubs.readiness": 1.0,
            "elsewhere.near": 1000.0,
            "work.reach_no_car": 5.0,
            "work.tries": 12,
        },
        months=12,
    ),
    Setup(
        "a choice between two other places, and many who move",
        ("housing.pull_half_minutes",),
        {
            "places.cove": {"population": 90, "vacant_homes": 0.3},
            "travel": {"alby": {"berg": 10, "cove": 60}, "berg": {"cove": 60}},
            "elsewhere.draws": False,
            "leaving.within_region": 1.0,
            "leaving.by_age": [1.0] * 10,
        },
    ),
    Setup(
        "the first of their origin about to come",
        ("meeting.compatriot_seats",),
        {
            "places.alby.newcomers": 0.0,
            "arrivals.quota.per_year": 0,
            "arrivals.quota.months": {"2010-03": 30},
            "arrivals.youth.per_year": 0,
        },
        stop=1,
    ),
    Setup(
        "newcomers of every pathway, some of whom wait for a decision, who fall ill, are seen and recover",
        ("health.*",),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.5,
            "places.alby.vacant_homes": 0.4,
            "arrivals.quota.waiting": {"months": 4.0},
            "arrivals.quota.per_year": 100,
            "arriving.awaiting_share_single": 1.0,
            "services.screening_per_thousand": 50.0,
            "health.falling_ill": 1.0,
            "health.waited_from": [1, 3],
        },
        months=6,
    ),
    Setup(
        "likes that seek likes by origin and stage of life",
        ("ties.stage_gap_years", "ties.least_likeness"),
        {"ties.other_stage_likeness": 0.1, "ties.other_origin_likeness": 0.1},
    ),
    Setup(
        "a place without shop and health centre to come to",
        ("attraction.services",),
        {"places.berg.services": ["school"]},
    ),
    Setup(
        "many of the young at home, who leave at many ages for wherever they can study",
        (
            "demography.youth_leave_by_age",
            "demography.youth_pull_inhabitants",
            "demography.nest_leaving_until",
            "demography.dependent_until",
            "elsewhere.*.university",
            "elsewhere.abroad.tightness",
        ),
        {
            "places.alby.population": 1200,
            "demography.youth_leave_share": 0.9,
            "demography.youth_leave_share_compulsory": 0.9,
            "demography.youth_leave_by_age": [0.1, 0.2, 0.2, 0.15, 0.15, 0.1, 0.1],
            "demography.youth_pull_inhabitants": 1000.0,
            "demography.nest_leaving_per_year": 0.5,
            "elsewhere.abroad.inhabitants": 2_000_000,
            "elsewhere.small.number": 120,
            "leaving.base": 0.1,
        },
        months=16,
    ),
    Setup(
        "the young leave as often for another place of the region as fixed shares say",
        ("demography.youth_within_region",),
        {
            "places.alby.population": 1200,
            "elsewhere.draws": False,
            "demography.youth_leave_share": 0.9,
            "demography.youth_leave_share_compulsory": 0.9,
        },
        months=8,
    ),
    Setup(
        "many of the young who come to a place with posts enough",
        ("arriving.inflow_young_*", "places.*.university"),
        {
            "places.alby.population": 500,
            "arriving.inflow_young_per_thousand": 60.0,
            "places.alby.vacant_homes": 0.5,
            "attraction.market_half": 50.0,
        },
    ),
    Setup(
        "many newcomers, and many of their origin who live elsewhere and come here",
        ("elsewhere.secondary*",),
        {"places.alby.population": 500, "places.alby.newcomers": 0.5, "elsewhere.secondary_per_thousand": 600.0},
    ),
    Setup(
        "many away who come back, alone and with families of their own, and find their parents",
        ("returning.*",),
        {
            "places.alby.population": 1200,
            "places.berg.population": 600,
            "demography.death_rate_60_women": 0.005,
            "demography.death_rate_60_men": 0.005,
            "demography.death_rate_any_age": 0.001,
            "demography.youth_leave_share": 0.9,
            "returning.by_age": [0.3, 0.3, 0.8, 0.8],
            "returning.partner": 0.9,
            "returning.children": 0.5,
        },
        stop=6,
        months=8,
    ),
    Setup(
        "newcomers who waited long for their permits and now look for work",
        ("reception.search_lost_per_year",),
        {
            "arrivals.quota.waiting": {"months": 6.0, "granted": 1.0},
            "arrivals.quota.per_year": 200,
            "arrivals.quota.introduction_months": 0,
            "places.alby.population": 500,
            "places.alby.vacant_homes": 0.5,
            "places.alby.openings": 0.3,
            "work.tries": 12,
        },
        stop=14,
        months=8,
    ),
    Setup(
        "a stream that waits, gets a permit or is refused, and households that leave often",
        ("arrivals.*.waiting.*", "reception.*"),
        {
            "arrivals.quota.waiting": {"months": 4.0, "granted": 0.8},
            "arrivals.quota.per_year": 200,
            "leaving.base": 0.1,
            "places.alby.openings": 0.3,
        },
    ),
    Setup(
        "permits that hang on work",
        ("arrivals.*.permit.within",),
        {"arrivals.quota.permit": {"kind": "work", "within": 3}, "arrivals.quota.per_year": 200},
    ),
    Setup(
        "permits about to end",
        ("arrivals.*.permit.*",),
        {"arrivals.quota.permit": {"kind": "temporary", "months": 3, "renewed": 0.5}, "arrivals.quota.per_year": 200},
    ),
    Setup(
        "households free to choose a place, and grants for moving",
        ("settlement.free_*", "settlement.movement_*"),
        {
            "arrivals.quota.settlement": {"rule": "free"},
            "arrivals.quota.per_year": 100,
            "arrivals.quota.introduction_months": 0,
            "places.alby.vacant_homes": 0.5,
            "places.berg.vacant_homes": 0.5,
            "places.berg.openings": 0.3,
            "travel.alby.berg": 100,
            "settlement.movement_grants": 0.5,
            "settlement.movement_gain": 0.01,
        },
    ),
    Setup(
        "households matched to one of three places, and paid to stay",
        ("settlement.*", "arrivals.*.settlement.*"),
        {
            "arrivals.quota.settlement": {"rule": "matched"},
            "arrivals.quota.per_year": 100,
            "places.alby.vacant_homes": 0.5,
            "places.berg.vacant_homes": 0.5,
            "places.cove": {"population": 120, "vacant_homes": 0.5, "openings": 0.3},
            "travel": {"alby": {"berg": 100, "cove": 100}, "berg": {"cove": 100}},
            "settlement.over_quota": 20,
            "settlement.incentive": 5000,
            "settlement.ties_weight": 10,
            "settlement.homes_weight": 2,
            "leaving.base": 0.1,
        },
    ),
    Setup(
        "two places where few have a car, many come grown up, and licences and cars are got and given up all the time",
        ("driving.*",),
        {
            "places.alby.population": 500,
            "places.alby.newcomers": 0.5,
            "places.berg.population": 260,
            "places.alby.car": 0.3,
            "places.berg.car": 0.3,
            "places.alby.openings": 0.3,
            "places.berg.openings": 0.3,
            "arrivals.labour": {"pathway": "labour", "place": "alby", "origin": "two", "per_year": 60},
            "driving.young": [0.05, 0.05],
            "driving.newcomers": [0.1, 0.1],
            "driving.language": 0.9,
            "driving.give_up_from": 70,
            "driving.give_up": 0.1,
            "driving.car_given_up": 0.1,
            "work.reach_no_car": 5.0,
            "work.tries": 12,
            "work.contact_tries": 20,
        },
        months=12,
    ),
    Setup(
        "empty homes of which something becomes every month, homes built all the time, private contracts that end",
        (
            "housing.pull_down*",
            "housing.holiday*",
            "housing.built*",
            "housing.stock",
            "housing.contract*",
            "housing.crowded*",
        ),
        {
            "places.alby.tenure": [0.4, 0.2, 0.4],
            "housing.crowded_size": 1,
            "housing.pull_down_after": 2,
            "housing.pull_down": 0.2,
            "housing.holiday_after": 2,
            "housing.holiday": 0.2,
            "housing.holiday_return": 0.2,
            "housing.built_below": 0.9,
            "housing.built_per_year": 1.0,
            "housing.contract_ends": 0.1,
        },
    ),
    Setup("the lively town", ("*",)),
)

MOVES: dict[str, list[Levers]] = {
    "health.waited_from": [{"health.waited_from": [100, 200]}],
    **{f"places.{place}.childcare": [{f"places.{place}.childcare": 100.0}] for place in ("alby", "berg")},
    **{f"places.{place}.interpreters": [{f"places.{place}.interpreters": 1.0}] for place in ("alby", "berg")},
    **{f"places.{place}.keep": [{f"places.{place}.keep": ["school", "shop"]}] for place in ("alby", "berg")},
    "services.merging": [{"services.merging": 0.0}],
    "funding.*.permanent": [{"funding.pot.permanent": True, "funding.pot.months": None}],
    "arrivals.*.months": [{"arrivals.quota.months": {"2011-02": 40}}],
    "arrivals.*.schooling": [{"arrivals.quota.schooling": [0, 0, 1]}],
    "arrivals.*.language": [{"arrivals.quota.language": 1.0}],
    "arrivals.*.settlement.agreed": [{"arrivals.quota.settlement.agreed": {"berg": 20}}],
    "arrivals.*.introduction_months": [{"arrivals.quota.introduction_months": 3}],
    "programmes.*.target.origins": [{"programmes.mentors.target.origins": ["two"]}],
    "programmes.*.target.pathways": [{"programmes.mentors.target.pathways": ["labour"]}],
    "programmes.*.target.schooling": [{"programmes.mentors.target.schooling": ["higher"]}],
    "programmes.*.target.youngest": [{"programmes.mentors.target.youngest": 50}],
    "programmes.*.target.oldest": [{"programmes.mentors.target.oldest": 25}],
    "programmes.*.target.from_month": [{"programmes.mentors.target.from_month": 30}],
    "building.*.months": [{"building.order.months": {"2011-02": 9}}],
    "housing.built_beds": [{"housing.built_beds": [1, 1]}],
    "buses.*.minutes": [{"buses.line.minutes": [120]}],
    "money.budget": [{"money.budget": 1.0}],
    "work.growth": [{"work.growth": [0.5] * 7}, {"work.growth": [-0.5] * 7}],
    "volunteering.attention_shocks": [{"volunteering.attention_shocks": {"2011-02": 0.9}}],
    **{f"clubs.{kind}.fee_extra": [{f"clubs.{kind}.fee_extra": [3000.0] * 3}] for kind in TYPES},
}
"""Levers to move where another value of the one field, within its own limits, is not enough to go by."""

REFUSED = {"arrivals.*.months.2010-03": "over by then", "volunteering.attention_shocks.2010-05": "over by then"}
"""Paths at which no lever of this month can do anything, with words of the answer."""


def setup_of(path: str) -> Setup:
    """The first setup that has ``path`` among its own."""
    return next(each for each in SETUPS if any(fnmatchcase(path, pattern) for pattern in each.paths))
