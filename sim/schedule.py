"""The order of the month, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from sim.codes import MONTHS_MOST
from sim.month_bookkeeping import close_month, open_month
from sim.processes import (
    arrivals,
    attitudes,
    belonging,
    clubs,
    coordination,
    demography,
    funding,
    housing,
    language,
    leaving,
    meeting,
    mentorship,
    schooling,
    services,
    volunteers,
    work,
)
from sim.town import Town

Step = Callable[[Town], None]

ORDER: tuple[tuple[str, Step], ...] = (
    ("demography", demography.step),
    ("arrivals", arrivals.step),
    ("schooling", schooling.step),
    ("funding", funding.step),
    ("coordination", coordination.step),
    ("volunteers", volunteers.step),
    ("mentorship", mentorship.step),
    ("clubs", clubs.step),
    ("meeting", meeting.step),
    ("language", language.step),
    ("attitudes", attitudes.step),
    ("work", work.step),
    ("housing", housing.step),
    ("services", services.step),
    ("belonging", belonging.step),
    ("leaving", leaving.step),
)
"""Steps of the month by name."""


def month(town: Town) -> None:
    """Live one month. Raises ``ValueError`` when the longest run a scenario can have is over."""
    if town.month >= MONTHS_MOST:
        raise ValueError(f"months: the run is over; a town lives {MONTHS_MOST} months at most")
    open_month(town)
    for _, step in ORDER:
        step(town)
    close_month(town)
