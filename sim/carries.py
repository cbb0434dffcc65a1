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
    unit: str
    """``switch`` for what is there or not, ``choice`` for one of ``choices``; else an amount."""
    acts_in: str
    """The module of :mod:`sim.processes` (or of :mod:`sim`) that makes something of it."""
    meaning: str
    """For whoever writes a scenario."""
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


# fmt: off
CARRIES: tuple[Carry, ...] = (
    Carry("language", "hours/month", "language", column="practice", most=160,
          meaning="Guided practice of the language.",
          words="{hours} of language practice a month"),
    Carry("information", "chance/month", "taking_part",
          meaning="Being told of a club of the place: the mentor's own where there is a mentor.",
          words="word of a club ({0:.0%} a month)"),
    Carry("clubs", "choice", "taking_part", choices=("any", *(kind.name.lower() for kind in ClubType)),
          meaning="Kind of club told of where there is no mentor: free sport speaks of sports clubs."),
    Carry("friends", "chance/month", "taking_part",
          meaning="Being introduced to one of the mentor's own friends.",
          words="an introduction to one of the mentor's friends ({0:.0%} a month)"),
    Carry("job_leads", "factor", "hiring", column="job_help", most=5, rival="mentor_effect",
          meaning="Added to one, multiplies the chance that an application succeeds; only where the rival "
                  "``mentor_effect`` says that mentors help directly.",
          words="job leads (applications succeed {0:.0%} likelier, where mentors help directly)"),
    Carry("recognition", "factor", "work", column="recognition", most=10,
          meaning="Added to one, multiplies the speed at which a qualification is recognised.",
          words="help with recognition (a qualification counts {times} times as fast)"),
    Carry("experience", "months/month", "taking_part", most=5,
          meaning="Counts as so many months of work here to an employer: apprenticeship, trial at a workplace.",
          words="work experience (a month counts as {amount})"),
    Carry("schooling", "months/month", "taking_part", most=2,
          meaning="Teaching beside it: counts as so many months of adult education for those who have compulsory "
                  "schooling only.",
          words="schooling (a month counts as {amount} of adult education)"),
    Carry("fee_support", "share", "club_access", column="fee_support", at_most=1.0, skilled=False,
          meaning="Share of club fees and equipment paid.",
          words="{0:.0%} of club fees and equipment"),
    Carry("childcare", "switch", "club_access", column="childcare", at_most=1.0, skilled=False,
          meaning="Small children keep nobody from a course or a club evening.",
          words="childcare"),
    Carry("transport", "switch", "club_access", column="lift", at_most=1.0, skilled=False,
          meaning="A lift to clubs and work, as with a car of one's own.",
          words="lifts to clubs and work"),
    Carry("driving", "chance/month", "driving", column="driving", at_most=1.0,
          meaning="Driving lessons: added to the monthly chance of a licence.",
          words="driving lessons (a licence with {0:.0%} a month)"),
    Carry("health", "share/month", "taking_part",
          meaning="Share of the way to full health gone in a month; of those who are ill, the share who recover.",
          words="care ({0:.0%} of the way to full health a month)"),
    Carry("business", "factor", "businesses", column="business", most=20,
          meaning="Added to one, multiplies the hazard to found a business (section ``businesses``).",
          words="help to start a business ({times} times as often, where people found any)"),
    Carry("reunification", "factor", "arrivals", column="reunification", most=10,
          meaning="Added to one, multiplies the monthly chance that the family still abroad comes.",
          words="help for the family to come ({times} times as fast)"),
    Carry("willingness", "share/month", "mentorship", skilled=False,
          meaning="Share of the way to full willingness to hire newcomers that employers of the place go in a month.",
          words="visits to employers ({0:.1%} of the way to full willingness a month)"),
    Carry("attitude", "attitude/month", "taking_part",
          meaning="How far a month moves the attitude of somebody neutral to the other group: human library, "
                  "campaign, shared event. It reaches locals where the target says so (`target.who`).",
          words="a friendlier view of the other group ({amount} a month for somebody neutral)"),
    Carry("rights", "share/month", "taking_part",
          meaning="Share of the way gone in a month to knowing rights and services as locals do.",
          words="knowledge of rights and services ({0:.0%} of the way a month)"),
    Carry("activity", "hours/month", "health", column="activity", most=80,
          meaning="Guided physical activity; it helps against illness.",
          words="{hours} of physical activity a month"),
    Carry("papers", "hours/month", "ties", column="papers", most=40, skilled=False,
          meaning="Help with papers, furniture and errands: hours of one's own that are free again.",
          words="{hours} a month taken off by help with papers and errands"),
    Carry("officials", "hours/month", "attitudes", column="officials", most=40,
          meaning="Time with officials who listen; it raises trust where institutions count (rival ``trust``).",
          words="{hours} a month with officials who listen"),
    Carry("literacy", "hours/month", "language", column="literacy", most=160,
          meaning="Teaching to read and write; it counts as hours of the course that comes first for those who cannot.",
          words="{hours} of reading and writing a month"),
    Carry("housing_help", "exponent", "homes", column="housing_help", most=20,
          meaning="A word with landlords: the chance that one refuses is raised to the power of one plus this.",
          words="a word with landlords (the chance that one refuses to the power {times})"),
    Carry("club_seat", "chance/month", "taking_part",
          meaning="Chance of a place in a club of the kind ``clubs`` at once: in a choir, in a team.",
          words="a place in a club ({0:.0%} a month)"),
    Carry("bicycle", "switch", "hiring", column="bicycle", at_most=1.0, skilled=False,
          meaning="A bicycle for the way to work (``work.reach_bicycle``).",
          words="a bicycle"),
    Carry("voice", "share/month", "taking_part",
          meaning="A say in what is offered: share of the way that what a place offers goes in a month to fitting "
                  "newcomers, if all of them take part; and those who have it trust more.",
          words="a say in what is offered ({0:.0%} a month)"),
)
# fmt: on

AMOUNTS = tuple(carry for carry in CARRIES if carry.amount)
"""Those that kernels take, by their amount."""

LASTING = tuple(
    sorted(
        (carry for carry in CARRIES if carry.column),
        key=lambda carry: (carry.at_most < math.inf, carry.unit == "switch"),
    )
)
"""Those with a column of the month: sums without bound first, then shares, then switches."""
