"""Boards: who runs a club, how they are found, and what becomes of a club that finds nobody."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.kinds import Share

Age = Annotated[float, Field(ge=0, le=120)]
Six = tuple[Share, Share, Share, Share, Share, Share]
SixAges = tuple[Age, Age, Age, Age, Age, Age]


class BoardSettings(Section):
    """Who runs clubs. How large a board is stands with the kind of club (`clubs.sport.board`)."""

    boards: bool = parameter(True, unit="switch", source="direction: seed 001")
    """Whether clubs need a board."""
    closing: bool = parameter(True, unit="switch", source="assumed")
    """Whether a club without a board for too long closes, however many members it has."""
    patience: int = parameter(18, unit="month", ge=1, le=120, source="assumed: an annual meeting and an extra one")
    """Months in a row with fewer than `least` on the board after which a club closes."""
    least: int = parameter(3, unit="member", ge=1, le=15, source="assumed: chair, secretary, treasurer")
    """Members without whom a board cannot act; all of a smaller one."""
    term: int = parameter(24, unit="month", ge=12, le=120, source="assumed: two annual meetings, as statutes have it")
    """How long somebody is elected for; terms end at an annual meeting."""

    readiness: float = parameter(0.2, unit="chance/year", ge=0, le=1, source="assumed")
    """Chance that a member stands for the board at an annual meeting: somebody who helps to run the club, in full
    health and trust, of the readiest age, with their evenings free and on no other board."""
    again: float = parameter(0.75, unit="chance", ge=0, le=1, source="assumed")
    """The same of a member of the board whose term ends."""
    not_helping: float = parameter(0.3, unit="factor", ge=0, le=1, source="assumed")
    """Readiness of those who do not help to run a club yet, against those who do."""
    other_boards: float = parameter(0.5, unit="factor", ge=0, le=1, source="assumed")
    """Readiness for each further board, against the one before."""
    trust_floor: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """Readiness left without any trust; it grows to the whole with full trust."""
    after: int = parameter(12, unit="month", ge=0, le=120, source="assumed")
    """Months one has been a member before one is asked."""
    hours: float = parameter(
        10.0,
        unit="hours/month",
        ge=0,
        le=100,
        source="assumed; evidence: board work in sports clubs (10 hours a week of those who lead)",
    )
    """Hours a board asks for, against the evenings free for clubs (`clubs.evenings`): e / (e + hours)."""
    newcomer_years: float = parameter(
        4.0,
        unit="year",
        ge=0,
        le=40,
        source="direction: evidence, associations with members of minorities (fewer on boards); size assumed",
    )
    """Years here after which newcomers stand half as often as locals who speak as well; t / (t + this), and in
    proportion to language."""

    youngest: int = parameter(18, unit="year", ge=13, le=40, source="assumed: of age")
    """Age from which one can be elected."""
    ages: SixAges = parameter(
        (18, 30, 45, 65, 75, 85), unit="year", source="assumed; evidence: members of boards, sports clubs"
    )
    """Ages at which `by_age` holds; between them in line. In rising order."""
    by_age: Six = parameter(
        (0.2, 0.5, 1.0, 1.0, 0.6, 0.0),
        unit="factor",
        source="direction: evidence, members of boards, sports clubs (mean age 50, few below 40); size assumed",
    )
    """Readiness to run or to found a club by age. Where it is nothing, one stands down."""
    least_health: float = parameter(0.4, unit="0-1", ge=0, le=1, source="assumed")
    """Health below which somebody gives up a board at once."""

    @model_validator(mode="after")
    def _ages_rise(self) -> BoardSettings:
        if any(later <= earlier for earlier, later in zip(self.ages, self.ages[1:], strict=False)):
            raise ValueError(f"ages: found {list(self.ages)}; allowed: each age above the one before")
        return self
