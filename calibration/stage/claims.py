"""What the evidence says of places against each other, as claims of runs with their intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from calibration.patterns.findings import Claim, above, below
from calibration.stage.ranges import (
    CENTRALITY_WORK,
    CLUB_DENSITY,
    DEMAND,
    FIRST_MARKET,
    HOMES,
    KINDS_WORK,
    NEIGHBOURS,
    SEVEN_YEARS,
    SMALL_KEEP,
    WORK,
)
from calibration.stage.rows import growth
from calibration.stage.seen import Seen
from calibration.stage.towns import REMOTE, UMEA, Kind

PERCENT, THOUSAND = 100.0, 1000.0
OF_KIND = {
    kind: tuple(place for place, one in UMEA.kinds.items() if one is kind)
    for kind in (Kind.CITY, Kind.COMMUTER, Kind.NEIGHBOUR)
}
CITY, NEAR, RURAL = (OF_KIND[kind] for kind in (Kind.CITY, Kind.COMMUTER, Kind.NEIGHBOUR))
AROUND = (*NEAR, *RURAL)
PLACES = (*CITY, *AROUND)
SLACK, TIGHT = ("farby",), ("millby",)
"""Places of settlement-region.yaml: one lacks posts, the other people."""
LOCAL_YEARS = (2, 3, 4)
"""Years after arrival in which work was held against that of the municipality."""


def each(runs: Sequence[Seen], value: Callable[[Seen], float]) -> list[float]:
    return [value(run) for run in runs]


def spread(values: Sequence[float]) -> float:
    """From the least to the largest."""
    return max(values) - min(values)


def working_more(seen: Seen, places: Sequence[str], others: Sequence[str], *years: int) -> float:
    """Refugees in work so many years after arrival, in some places less in others [points]."""
    return PERCENT * (seen.refugees_working(places, *years) - seen.refugees_working(others, *years))


def five_years(seen: Seen, kind: Kind) -> float:
    return PERCENT * seen.refugees_working(OF_KIND[kind], 5)


def between_kinds(seen: Seen) -> float:
    """From the kind of place with the fewest to that with the most [points]."""
    return spread([five_years(seen, kind) for kind in OF_KIND])


def locals_working(seen: Seen, place: str) -> float:
    return PERCENT * seen.end(place, "employed", "locals")


def slope(seen: Seen) -> float:
    """Points of refugees' work for a point of locals', straight line over the places by least squares, each weighed by
    the newcomers who came there."""
    there = [place for place in PLACES if not np.isnan(seen.refugees_working((place,), *LOCAL_YEARS))]
    if len(there) < 2:
        return math.nan
    theirs = [PERCENT * seen.refugees_working((place,), *LOCAL_YEARS) for place in there]
    years = range(11, seen.months, 12)
    ours = [
        PERCENT * float(np.mean([seen.series(place, "employed", "locals")[month] for month in years]))
        for place in there
    ]
    weights = np.sqrt([seen.total(place, "arrivals") for place in there])
    return float(np.polyfit(ours, theirs, 1, w=weights)[0])


def size_and_stay(seen: Seen) -> float:
    """Rank correlation (Spearman) of inhabitants before the first month with the share of refugees still there after
    five years."""
    size = [seen.start(place, "population") for place in PLACES]
    stay = [seen.refugees_stay((place,), 60) for place in PLACES]
    if np.isnan(stay).any():
        return math.nan
    from scipy.stats import spearmanr

    return float(spearmanr(size, stay).statistic)


def density(seen: Seen, place: str) -> float:
    """Clubs for each thousand inhabitants."""
    return THOUSAND * seen.end(place, "clubs_open") / seen.end(place, "population")


def empty(seen: Seen, place: str) -> float:
    return PERCENT * seen.end(place, "homes_vacant")


def region_claims(runs: Sequence[Seen]) -> list[tuple[str, Claim]]:
    """(row of the evidence, what it claims of the region of Umeå)."""
    (city,) = CITY
    return [
        (NEIGHBOURS, above("Umeå's growth, % a year", each(runs, lambda s: growth(s, city)))),
        (
            NEIGHBOURS,
            below(
                "growth of the fastest neighbour less Umeå's",
                each(runs, lambda s: max(growth(s, place) for place in AROUND) - growth(s, city)),
            ),
        ),
        (
            NEIGHBOURS,
            above(
                "neighbours of five that do not grow by more than 0.3 % a year",
                each(runs, lambda s: float(sum(growth(s, place) <= 0.3 for place in AROUND))),
                2.99,
            ),
        ),
        (
            CENTRALITY_WORK,
            above(
                "refugees in work in years one to three, rural neighbours less Umeå, points",
                each(runs, lambda s: working_more(s, RURAL, CITY, 1, 2, 3)),
            ),
        ),
        (
            KINDS_WORK,
            above(
                "between kinds of place, refugees in work five years after arrival, points",
                each(runs, between_kinds),
                4.0,
            ),
        ),
        (
            KINDS_WORK,
            below("the same, at most", each(runs, lambda s: spread([five_years(s, kind) for kind in OF_KIND])), 25.0),
        ),
        (
            KINDS_WORK,
            below(
                "the commuter place less the best other kind, points",
                each(
                    runs,
                    lambda s: (
                        five_years(s, Kind.COMMUTER) - max(five_years(s, Kind.CITY), five_years(s, Kind.NEIGHBOUR))
                    ),
                ),
            ),
        ),
        (DEMAND, above("points of refugees' work for a point of locals'", each(runs, slope), 0.3)),
        (DEMAND, below("the same, no more than", each(runs, slope), 0.9)),
        (
            WORK,
            below(
                "locals in work, from the least to the best place, points",
                each(runs, lambda s: spread([locals_working(s, place) for place in PLACES])),
                4.0,
            ),
        ),
        (SMALL_KEEP, above("rank correlation of size and stay after five years", each(runs, size_and_stay))),
        (
            SMALL_KEEP,
            above(
                "refugees still there after five years, Umeå less rural neighbours, points",
                each(runs, lambda s: PERCENT * (s.refugees_stay(CITY, 60) - s.refugees_stay(RURAL, 60))),
            ),
        ),
        (
            SEVEN_YEARS,
            above(
                "refugees still there after seven years, Umeå less rural neighbours, points",
                each(runs, lambda s: PERCENT * (s.refugees_stay(CITY, 84) - s.refugees_stay(RURAL, 84))),
            ),
        ),
        (
            CLUB_DENSITY,
            above(
                "clubs for 1,000 inhabitants, the neighbour with fewest less Umeå",
                each(runs, lambda s: min(density(s, place) for place in AROUND) - density(s, city)),
            ),
        ),
        (
            HOMES,
            above(
                "homes that stand empty, rural neighbours on average less Umeå, points",
                each(runs, lambda s: float(np.mean([empty(s, place) for place in RURAL])) - empty(s, city)),
            ),
        ),
    ]


def remote_claims(runs: Sequence[Seen]) -> list[tuple[str, Claim]]:
    """(row of the evidence, what it claims of the made-up remote place and the small town nearest to it)."""
    (remote,) = REMOTE.kinds
    (town,) = set(REMOTE.scenario().places) - {remote}
    return [
        (
            CENTRALITY_WORK,
            above(
                "refugees in work in years one to three, the made-up remote place less the town nearest to it, points",
                each(runs, lambda s: working_more(s, (remote,), (town,), 1, 2, 3)),
            ),
        ),
        (
            SMALL_KEEP,
            below(
                "refugees still there after five years, the made-up remote place less the town nearest to it, points",
                each(runs, lambda s: PERCENT * (s.refugees_stay((remote,), 60) - s.refugees_stay((town,), 60))),
            ),
        ),
    ]


def slack_claims(runs: Sequence[Seen]) -> list[tuple[str, Claim]]:
    """(row of the evidence, what it claims of a slack and a tight place to which newcomers are assigned)."""
    return [
        (
            FIRST_MARKET,
            below(
                f"refugees in work {words} after arrival, the slack place less the tight one, points",
                [working_more(run, SLACK, TIGHT, *years) for run in runs],
            ),
        )
        for words, years in (("one and two years", (1, 2)), ("three to six years", (3, 4, 5, 6)))
    ]


__all__ = ["OF_KIND", "region_claims", "remote_claims", "slack_claims"]
