"""The mechanisms that are measured against a town without them, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

GRANBY, REGION, WAITING = "rural-town", "settlement-region", "seeds/punkalaidun"
Measured = tuple[str, str]
"""A measure and its group."""


@dataclass(frozen=True)
class Mechanism:
    """One mechanism, and how a scenario is changed to be with and without it."""

    label: str
    without: tuple[tuple[str, Any], ...] = ()
    """Changes that take it away; none where it is off by default."""
    with_: tuple[tuple[str, Any], ...] = ()
    """Changes that bring it in; none where it is on by default."""
    own: Measured = ("population", "all")
    """Where its own work is to be seen."""
    town: str = GRANBY
    """The packaged scenario it is measured in: where what it works on is there to be worked on."""
    stage: tuple[tuple[str, Any], ...] = ()
    """Changes to that scenario, with the mechanism and without."""

    @property
    def key(self) -> str:
        """The path it is named by."""
        return (self.with_ or self.without)[0][0]

    @property
    def default(self) -> bool:
        """Whether it is on by default."""
        return not self.with_


def _off(
    label: str,
    path: str,
    own: Measured,
    value: Any = False,
    town: str = GRANBY,
    stage: tuple[tuple[str, Any], ...] = (),
) -> Mechanism:
    return Mechanism(label, without=((path, value),), own=own, town=town, stage=stage)


BY_CAR_ONLY = (("places.nearby.position", (28, 0)), ("places.millby.position", (-30, 10)))
"""Two of the four places lie where those who drive commute (35 to 40 minutes) and nobody does without a car."""


MECHANISMS = (
    _off(
        "Demand for labour of the place's own (without: posts follow people)",
        "rivals.labour_demand",
        ("posts", "all"),
        "posts_follow_people",
    ),
    _off("The last hired go first", "demand.last_hired", ("job_losses", "all")),
    _off("Licences and cars got and given up", "driving.licences", ("with_car", "newcomers")),
    _off("… among four places", "driving.licences", ("commuting", "newcomers"), town=REGION, stage=BY_CAR_ONLY),
    _off("Carpools, among four places", "driving.carpools", ("commuting", "newcomers"), town=REGION, stage=BY_CAR_ONLY),
    _off("Homes built, pulled down, empty for holidays", "housing.stock", ("homes_vacant", "all")),
    _off("Landlords refuse newcomers", "housing.refused", ("without_home", "newcomers"), (0.0, 0.0, 0.0)),
    _off("Contracts end", "housing.contract_ends", ("contracts_ended", "all"), 0.0),
    _off("Locals leave by age", "leaving.locals", ("departures_locals", "all")),
    _off("Newcomers move on whether content or not", "leaving.onward", ("departures_newcomers", "all"), 0.0),
    _off("Those who grew up here come back", "returning.returning", ("returned", "all")),
    _off("Who left before the first month is remembered", "returning.away_at_start", ("returned", "all")),
    _off("Inflow and leaving follow what the place offers", "attraction.follows", ("inflow", "all")),
    _off("Destinations follow size, way, work, compatriots", "elsewhere.draws", ("moved_out", "metropolis")),
    _off("… among four places", "elsewhere.draws", ("moves_out", "all"), town=REGION),
    _off("Newcomers come from elsewhere in the country", "elsewhere.secondary", ("secondary_arrivals", "all")),
    _off("Permits decided on, where people wait (Punkalaidun)", "reception.permits", ("refused", "all"), town=WAITING),
    _off("Uneven pace and attendance", "language.uneven", ("language_low", "all")),
    _off("Reading and writing first", "language.literacy", ("language_low", "all")),
    _off("Courses broken off", "language.interruptions", ("courses_broken_off", "all")),
    _off("Courses passed or given up", "language.results", ("courses_over", "all")),
    _off("Language courses", "language.courses", ("language", "all")),
    _off("Preschools with places, queue and fee", "childcare.care", ("employed_mothers", "newcomers")),
    _off("Interpreters matter", "services.interpreting", ("ill", "all")),
    _off("Newcomers fall ill and recover", "health.changes", ("ill", "all")),
    _off("Clubs need boards", "boards.boards", ("clubs_closed", "all")),
    _off("Clubs without a board close", "boards.closing", ("clubs_closed", "all")),
    _off("Clubs founded by need and readiness", "clubs.founding_by_need", ("clubs_founded", "all")),
    _off("Services close by their rules", "services.closures", ("school_open", "all")),
    _off("… among four places", "services.closures", ("shop_open", "all"), town=REGION),
    _off("Likes seek likes: age (without: none)", "rivals.likes", ("bonding", "all"), "language_and_foci"),
    Mechanism(
        "Likes seek likes: origin and stage of life (at half; off by default)",
        with_=(("ties.other_origin_likeness", 0.5), ("ties.other_stage_likeness", 0.5)),
        own=("bonding", "all"),
    ),
    _off("A lived past (without: guessed)", "past.lived", ("belonging", "newcomers")),
)
