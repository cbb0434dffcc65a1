"""Published ranges of the rows, by kind of place: each from a row of docs/evidence.md, written there before any run."""

from __future__ import annotations

import math
from dataclasses import dataclass

from calibration.stage.towns import Kind
from sim.words import figure

CENTRALITY = "Population by centrality, Norway 1998–2006"
SPARSE = "Parts of the change, 20 sparsely populated municipalities, Sweden 2013"
NEIGHBOURS = "Umeå and its neighbours 2000–2015"
OLD_SWEDEN = "Aged 65 and over, small inland municipalities, Sweden"
OLD_FINLAND = "Aged 65 and over, Finland"
VERY_OLD = "District municipalities over twenty years, Norway"
GENERATION = "Ten years of one generation, Sweden"
AT_TWENTY = "Moves of those aged 20 to 29, Nordic municipalities 2010–2019"
FAMILIES = "Whom large cities lose, Sweden 2017"
FIFTEEN = "Fifteen-year-olds in the least central municipalities, Norway"
CLUBS = "Associations founded and closed outside the city, Hordaland 1999–2009"
MINORITIES = "Associations with members of minorities, Hordaland 2009"
HOMES = "Empty flats, Sweden"
WORK = "In work by country of birth and kind of region, Sweden about 2010"
RECEIVED = "Received in 2016, still in the municipality, Sweden"
SEVEN_YEARS = "Settled, still there after seven years, Norway"
CENTRALITY_WORK = "Work in the first years by centrality, Norway"
KINDS_WORK = "Refugees of 2015 in work five years on, by kind of municipality, Sweden"
DEMAND = "Local employment and refugees' employment"
FIRST_MARKET = "First labour market and the years after, Sweden"
SMALL_KEEP = "Small and remote keep fewest, Norway"
CLUB_DENSITY = "Inhabitants for each association, Denmark 2018"
COMMUTING = "Commuting out of the municipality, Sweden"

TOWNS = (Kind.SMALL, Kind.REMOTE)
SHRINKING = (Kind.SMALL, Kind.WITHOUT, Kind.REMOTE, Kind.NEIGHBOUR)
PEOPLED = tuple(kind for kind in Kind if kind is not Kind.WITHOUT)
"""Kinds of place to which newcomers come."""


@dataclass(frozen=True)
class Range:
    """Within which a row is right in some kinds of place, in the row's unit."""

    row: str
    """Of the table it belongs to (:mod:`calibration.stage.rows`)."""
    kinds: tuple[Kind, ...]
    low: float
    high: float
    source: str
    """The first cell of a row of docs/evidence.md."""

    @property
    def words(self) -> str:
        if math.isinf(self.high):
            return f"above {figure(self.low)}"
        if math.isinf(self.low):
            return f"below {figure(self.high)}"
        return f"{figure(self.low)} to {figure(self.high)}"


INF = math.inf
RANGES = (
    Range("growth", TOWNS, -1.2, -0.2, CENTRALITY),
    Range("growth", (Kind.WITHOUT,), -1.9, -0.7, SPARSE),
    Range("growth", (Kind.COMMUTER,), 0.0, INF, CENTRALITY),
    Range("growth", (Kind.CITY,), 0.0, INF, NEIGHBOURS),
    Range("growth", (Kind.NEIGHBOUR,), -INF, 0.3, NEIGHBOURS),
    Range("natural", TOWNS, -1.0, -0.3, SPARSE),
    Range("domestic", TOWNS, -1.2, -0.3, SPARSE),
    Range("moves_0", (Kind.COMMUTER,), 0.0, INF, FAMILIES),
    Range("moves_18", SHRINKING, -INF, 0.0, AT_TWENTY),
    Range("moves_18", (Kind.CITY,), 0.0, INF, AT_TWENTY),
    Range("moves_35", (Kind.COMMUTER,), 0.0, INF, FAMILIES),
    Range("old", SHRINKING[:3], 25.0, 40.0, OLD_SWEDEN),
    Range("old_more", SHRINKING[:3], 2.0, 12.0, OLD_SWEDEN),
    Range("old_more", (Kind.NEIGHBOUR,), 0.0, INF, OLD_FINLAND),
    Range("very_old", TOWNS, 1.3, 2.2, VERY_OLD),
    Range("generation", (*TOWNS, Kind.NEIGHBOUR), 50.0, 95.0, GENERATION),
    Range("generation", (Kind.CITY,), 100.0, INF, GENERATION),
    Range("pupils_more", TOWNS, -40.0, -10.0, FIFTEEN),
    Range("closures", SHRINKING, 1.0, 2.2, CLUBS),
    Range("with_newcomer", (*TOWNS, Kind.NEIGHBOUR), 15.0, 60.0, MINORITIES),
    Range("empty", SHRINKING, 3.0, 20.0, HOMES),
    Range("locals_work", tuple(Kind), 78.0, 86.0, WORK),
    Range("newcomers_work", PEOPLED, 42.0, 60.0, WORK),
    Range("stay_3", PEOPLED, 58.0, 78.0, RECEIVED),
    Range("stay_7", PEOPLED, 57.0, 75.0, SEVEN_YEARS),
    Range("locals_commute", (Kind.REMOTE,), 2.0, 20.0, COMMUTING),
    Range("locals_commute", (Kind.COMMUTER,), 30.0, 80.0, COMMUTING),
)


def range_of(row: str, kind: Kind) -> Range | None:
    """What is published of a row in this kind of place; None for nothing found."""
    return next((one for one in RANGES if one.row == row and kind in one.kinds), None)


__all__ = ["RANGES", "Range", "range_of"]
