"""What taking part in a programme may carry besides company: one row each, from which the rest follows.

A row gives the field of ``programmes.<key>.carries`` (:mod:`sim.scenario.schema.programmes`), its column of
``state.civic`` where it lasts a month, its column of the offers that kernels take
(:mod:`sim.processes.offers`), and its words in ``bygd check``. What it does stands in the process that
``acts_in`` names.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.codes import ClubType


@dataclass(frozen=True)
class Carry:
    """One thing that a programme may carry."""

    name: str
    meaning: str
    """For whoever writes a scenario."""
    unit: str
    """``switch`` for what is there or not, ``choice`` for one of ``choices``; else an amount."""
    acts_in: str
    """The module of :mod:`sim.processes` that makes something of it."""
    most: float = 1.0
    """The greatest amount a scenario may say; the least is 0, which is also the default."""
    choices: tuple[str, ...] = ()
    words: str = ""
    """Said after "brings": the amount goes where {amount} stands (a share where {0:.0%} does), one more
    where {times} stands, so many hours where {hours} stands."""
    column: str = ""
    """Column of ``state.civic`` that holds the month's sum over all programmes of a person; none where it acts
    at once."""
    at_most: float = math.inf
    """What that sum does not exceed."""
    skilled: bool = True
    """Whether staff must learn it (``mentoring.experience_months``); money and lifts count in full at once."""
    rival: str = ""
    """The field of ``rivals`` that must say ``direct`` for it to be carried; none where it always is."""

    @property
    def amount(self) -> bool:
        return not self.choices


CARRIES: tuple[Carry, ...] = (
    Carry(
        "language",
        "Guided practice of the language.",
        "hours/month",
        "language",
        most=160,
        column="practice",
        words="{hours} of language practice a month",
    ),
    Carry(
        "information",
        "Being told of a club of the place: the mentor's own where there is a mentor.",
        "chance/month",
        "taking_part",
        words="word of a club ({0:.0%} a month)",
    ),
    Carry(
        "clubs",
        "Kind of club told of where there is no mentor: free sport speaks of sports clubs.",
        "choice",
        "taking_part",
        choices=("any", *(kind.name.lower() for kind in ClubType)),
    ),
    Carry(
        "friends",
        "Being introduced to one of the mentor's own friends.",
        "chance/month",
        "taking_part",
        words="an introduction to one of the mentor's friends ({0:.0%} a month)",
    ),
    Carry(
        "job_leads",
        "Added to one, multiplies the chance that an application succeeds; only where the rival\n"
        "``mentor_effect`` says that mentors help directly.",
        "factor",
        "hiring",
        most=5,
        column="job_help",
        rival="mentor_effect",
        words="job leads (applications succeed {0:.0%} likelier, where mentors help directly)",
    ),
    Carry(
        "recognition",
        "Added to one, multiplies the speed at which a qualification is recognised.",
        "factor",
        "work",
        most=10,
        column="recognition",
        words="help with recognition (a qualification counts {times} times as fast)",
    ),
    Carry(
        "experience",
        "Counts as so many months of work here to an employer: apprenticeship, trial at a workplace.",
        "months/month",
        "taking_part",
        most=5,
        words="work experience (a month counts as {amount})",
    ),
    Carry(
        "fee_support",
        "Share of club fees and equipment paid.",
        "share",
        "club_access",
        column="fee_support",
        at_most=1.0,
        skilled=False,
        words="{0:.0%} of club fees and equipment",
    ),
    Carry(
        "childcare",
        "Small children keep nobody from a course or a club evening.",
        "switch",
        "club_access",
        column="childcare",
        at_most=1.0,
        skilled=False,
        words="childcare",
    ),
    Carry(
        "transport",
        "A lift to clubs and work, as with a car of one's own.",
        "switch",
        "club_access",
        column="lift",
        at_most=1.0,
        skilled=False,
        words="lifts to clubs and work",
    ),
    Carry(
        "driving",
        "Driving lessons: added to the monthly chance of a licence.",
        "chance/month",
        "driving",
        column="driving",
        at_most=1.0,
        words="driving lessons (a licence with {0:.0%} a month)",
    ),
    Carry(
        "health",
        "Share of the way to full health gone in a month; of those who are ill, the share who recover.",
        "share/month",
        "taking_part",
        words="care ({0:.0%} of the way to full health a month)",
    ),
    Carry(
        "business",
        "Added to one, multiplies the hazard to found a business (section ``businesses``).",
        "factor",
        "businesses",
        most=20,
        column="business",
        words="help to start a business ({times} times as often, where people found any)",
    ),
    Carry(
        "reunification",
        "Added to one, multiplies the monthly chance that the family still abroad comes.",
        "factor",
        "arrivals",
        most=10,
        column="reunification",
        words="help for the family to come ({times} times as fast)",
    ),
    Carry(
        "willingness",
        "Share of the way to full willingness to hire newcomers that employers of the place go in a month.",
        "share/month",
        "mentorship",
        skilled=False,
        words="visits to employers ({0:.1%} of the way to full willingness a month)",
    ),
)

AMOUNTS = tuple(carry for carry in CARRIES if carry.amount)
"""Those that kernels take, by their amount."""

LASTING = tuple(
    sorted(
        (carry for carry in CARRIES if carry.column),
        key=lambda carry: (carry.at_most < math.inf, carry.unit == "switch"),
    )
)
"""Those with a column of the month: sums without bound first, then shares, then switches."""
