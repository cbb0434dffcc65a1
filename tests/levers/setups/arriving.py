"""Those who come: streams, waiting and permits, the place they are given."""

from __future__ import annotations

from tests.levers.setups.town import Setup

ARRIVING = (
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
        "newcomers who waited long for their permits and now look for work",
        ("reception.search_lost_per_year",),
        {
            "arrivals.quota.waiting": {"months": 6.0, "granted": 1.0},
            "arrivals.quota.per_year": 300,
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
)
