"""How jobs are found, held and lost."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.schema.base import FITTED, Section, parameter
from sim.scenario.schema.kinds import Factor, Share

Growth = Annotated[float, Field(ge=-0.5, le=0.5)]
# By sector: what posts ask for that need compulsory, secondary, higher schooling.
LANGUAGE_NEEDED = (
    *(0.10, 0.25, 0.50),  # farming and forestry
    *(0.15, 0.35, 0.60),  # industry
    *(0.20, 0.35, 0.60),  # building
    *(0.25, 0.45, 0.65),  # trade
    *(0.40, 0.65, 0.80),  # public
    *(0.45, 0.60, 0.75),  # care
    *(0.25, 0.60, 0.70),  # business
)
SHORTAGE = (
    *(1.0, 1.0, 1.0),
    *(1.0, 1.0, 1.0),
    *(1.0, 1.2, 1.2),  # building
    *(1.0, 1.0, 1.0),
    *(1.0, 1.2, 1.3),  # public
    *(1.2, 1.5, 1.5),  # care
    *(1.0, 1.0, 1.0),
)


class WorkSettings(Section):
    """How jobs are found, held and lost.

    Vectors of 7 go by sector (farming and forestry, industry, building, trade, public, care, business);
    vectors of 21 by sector and, within it, by the schooling the post asks for (compulsory, secondary,
    higher).
    """

    hiring: bool = parameter(True, unit="switch", source="assumed")
    """Whether anybody is hired at all."""

    # posts
    posts: bool = parameter(True, unit="switch", source="assumed")
    """Whether employers open and close posts; without it their number stays as it began."""
    posts_opened: float = parameter(0.0065, unit="share/month", ge=0, le=0.1, source="assumed")
    """Under the rival `labour_demand: posts_follow_people`: new posts a month, as a share of an employer's posts,
    before the sector's growth. With closing and withdrawal it makes the number of posts follow the people there are to
    fill them."""
    posts_closed: float = parameter(0.003, unit="probability/month", ge=0, le=0.1, source="assumed")
    """Hazard that a filled post is closed, whatever the demand, and its holder dismissed. As many are opened."""
    withdrawal: float = parameter(0.2, unit="probability/month", ge=0, le=1, source="assumed")
    """Hazard that an employer gives up a post vacant for longer than its patience."""
    patience_months: float = parameter(3.0, unit="month", ge=0, le=60, source="assumed")
    """How long a post stands vacant before the employer thinks of giving it up."""
    growth: tuple[Growth, ...] = parameter(
        (-0.01, -0.005, 0.0, 0.0, 0.0, 0.01, 0.005), unit="share/year", min_length=7, max_length=7, source="assumed"
    )
    """Yearly growth by sector of what is sold elsewhere, or paid for from there (section `demand`); under the rival
    `labour_demand: posts_follow_people` of all posts, over and above the equilibrium of opening and closing."""
    team_seats: int = parameter(16, unit="seat", ge=4, le=32, source="assumed")
    """Seats of a work team opened for new posts (a power of two at or above it)."""

    # losing and leaving
    loss: tuple[Share, ...] = parameter(
        (0.006, 0.0045, 0.007, 0.0075, 0.003, 0.0035, 0.005),
        unit="probability/month",
        min_length=7,
        max_length=7,
        source="assumed",
    )
    """Hazard by sector of losing a job held for long."""
    loss_new: float = parameter(2.0, unit="1", ge=0, le=20, source="assumed")
    """Added to the hazard's multiplier in a job's first month; it halves with ``loss_half_months``."""
    loss_half_months: float = parameter(8.0, unit="month", ge=1, le=120, source="assumed")
    """Months in a job after which its newness counts half as much."""
    loss_newcomer: float = parameter(1.5, unit="1", ge=0.2, le=10, source="assumed")
    """Multiplier of the hazard for newcomers during their first months in a job."""
    loss_newcomer_months: int = parameter(12, unit="month", ge=0, le=120, source="assumed")
    """How many months in a job that multiplier lasts."""
    retirement_from: float = parameter(63.0, unit="year", ge=50, le=75, source="assumed")
    """Earliest age of retirement; everybody's own lies between this and the latest."""
    retirement_to: float = parameter(67.0, unit="year", ge=50, le=80, source="assumed")
    """Latest age of retirement."""

    # looking for work
    age_from: float = parameter(17.0, unit="year", ge=15, le=25, source="assumed")
    """Age from which those not at school look for work."""
    inactive: float = parameter(0.168, unit="share", ge=0, le=0.5, source=FITTED)
    """Locals of working age who never look for work (illness, early pension, work at home)."""
    inactive_newcomers: float = parameter(0.283, unit="share", ge=0, le=0.8, source=FITTED)
    """Newcomers who never do (illness, trauma, work at home)."""
    search_in_introduction: float = parameter(0.857, unit="1", ge=0, le=1, source=FITTED)
    """How much people look for work while in the introduction programme, against afterwards."""
    older_from: float = parameter(58.0, unit="year", ge=45, le=75, source="assumed")
    """Age from which people out of work look for it less."""
    search_older: float = parameter(0.6, unit="1", ge=0, le=1, source="assumed")
    """How much those people look for work."""
    childcare: bool = parameter(True, unit="switch", source="evidence: women's employment; seeds 001, 004")
    """Whether small children keep mothers from looking for work: those without a place at preschool where there are
    preschools (`childcare.care`), else all."""
    search_mother_infant: float = parameter(0.15, unit="1", ge=0, le=1, source="assumed")
    """How much mothers look for work while the youngest child is under ``mother_infant_until``."""
    mother_infant_until: float = parameter(2.0, unit="year", ge=0, le=7, source="assumed")
    """Age of the youngest child until which it is an infant to a mother's looking for work."""
    search_mother_small: float = parameter(0.6, unit="1", ge=0, le=1, source="assumed")
    """How much mothers look for work from then on until the youngest child is ``mother_small_until``."""
    mother_small_until: float = parameter(7.0, unit="year", ge=0, le=18, source="assumed")
    """Age of the youngest child from which it no longer keeps its mother from looking for work."""
    search_newcomer_women: float = parameter(0.187, unit="1", ge=0, le=1, source=FITTED)
    """How much newcomer women look for work on arrival, against men; half of the gap is gone after
    ``search_newcomer_women_half``."""
    search_newcomer_women_half: float = parameter(277.0, unit="month", ge=6, le=480, source=FITTED)
    """Months since arrival after which newcomer women's search gap has halved."""
    search_newcomer_women_from: float = parameter(16.0, unit="year", ge=0, le=30, source="assumed")
    """Age at arrival from which newcomer women have that gap: who came younger went to school here."""
    better_job: float = parameter(0.06, unit="probability/month", ge=0, le=1, source="assumed")
    """Chance that somebody over-qualified looks for a better job in a month."""
    overqualification: bool = parameter(True, unit="switch", source="assumed")
    """Whether people take jobs below their schooling at all."""
    change_job: float = parameter(0.02, unit="probability/month", ge=0, le=1, source="assumed")
    """Chance that somebody else in work looks around in a month."""

    # where
    commuting: bool = parameter(True, unit="switch", source="assumed")
    """Whether people look for work in other places."""
    reach_car: float = parameter(60.0, unit="minute", ge=0, le=240, source="assumed")
    """The longest journey to work with a car."""
    reach_no_car: float = parameter(25.0, unit="minute", ge=0, le=240, source="assumed")
    """The longest journey to work without one, on foot, by bicycle or with others (by car minutes)."""
    reach_bicycle: float = parameter(35.0, unit="minute", ge=0, le=240, source="assumed")
    """The longest journey to work of those without a car whom a programme gives a bicycle (by car minutes)."""
    reach_transit: float = parameter(60.0, unit="minute", ge=0, le=240, source="assumed")
    """The longest journey to work by a line of public transport, waiting and changes included."""
    commute_scale: float = parameter(25.0, unit="minute", ge=1, le=240, source="assumed")
    """Minutes of travel after which a place's posts are looked at a factor e less."""

    # formal channels
    tries: int = parameter(6, unit="post/month", ge=0, le=12, source="assumed")
    """Vacancies a month a full-time seeker can come across by formal channels."""
    board_posts: int = parameter(16, unit="post", ge=1, le=1000, source="assumed")
    """Posts of a place for each pigeonhole of its board into which seekers look; with 16 about as many hold a
    vacancy as not."""
    open_share: float = parameter(103.0, unit="weight", ge=0, le=1000, source="evidence: jobs found")
    """Weight of finding a vacancy by one's own application."""
    employer_share: float = parameter(100.0, unit="weight", ge=0, le=1000, source="evidence: jobs found")
    """Weight of being asked by the employer; only those who have worked here can be."""
    service_share: float = parameter(34.0, unit="weight", ge=0, le=1000, source="evidence: jobs found")
    """Weight of finding a vacancy through the employment service."""
    asked_after: int = parameter(12, unit="month", ge=0, le=240, source="assumed")
    """Months of work here before newcomers are known enough for employers to ask them."""

    # contacts
    contacts: bool = parameter(True, unit="switch", source="evidence: jobs found through kin or friends")
    """Whether people hear of jobs through those they know."""
    contact_tries: int = parameter(1, unit="tie/month", ge=0, le=20, source="assumed")
    """Tie slots a month a seeker looks to for a job; weak ties count as much as strong ones."""
    contact_boost: float = parameter(1.7, unit="1", ge=0.1, le=10, source="assumed")
    """Multiplier of the chance of being hired through somebody who works there (contacts_first only)."""
    niche_boost: float = parameter(
        6.0, unit="1", ge=0.1, le=20, source="assumed; evidence: same-origin contact, IFAU 2024"
    )
    """Multiplier of the chance where the newcomer's contact is of the same origin and the post asks for
    compulsory schooling only; the language the post needs then counts ``niche_language`` as much."""
    niche_language: float = parameter(0.4, unit="1", ge=0, le=1, source="assumed")
    """Share of a niche post's language need that remains when colleagues share the newcomer's language."""

    # the employer's side
    accept: float = parameter(0.448, unit="probability", ge=0, le=1, source=FITTED)
    """Chance that a fully suitable applicant gets a vacancy they tried for, others aside."""
    most_suitable: float = parameter(0.95, unit="probability", ge=0, le=1, source="assumed")
    """No chance of being suitable exceeds this, whatever the help or the contact."""
    under_one: float = parameter(0.221, unit="1", ge=0, le=1, source=FITTED)
    """Multiplier of that chance when schooling counts one level below what the post asks."""
    under_two: float = parameter(0.01, unit="1", ge=0, le=1, source="assumed")
    """Multiplier when it counts two levels below."""
    over_one: float = parameter(0.35, unit="1", ge=0, le=1, source="assumed")
    """Multiplier for each level that schooling counts above the post: people apply less below their level."""
    language: bool = parameter(True, unit="switch", source="assumed")
    """Whether employers ask for the local language."""
    language_needed: tuple[Share, ...] = parameter(
        LANGUAGE_NEEDED, unit="0-1", min_length=21, max_length=21, source="assumed"
    )
    """Local language at which an applicant's chance is half of a fluent one's, by sector and skill."""
    language_width: float = parameter(0.254, unit="0-1", ge=0.02, le=1, source=FITTED)
    """How sharply the chance falls below the language needed (logistic width)."""
    shortage: tuple[Factor, ...] = parameter(SHORTAGE, unit="1", min_length=21, max_length=21, source="assumed")
    """Multiplier of an applicant's chance by sector and skill; above 1 for shortage occupations."""
    threat_weight: float = parameter(0.3, unit="1", ge=0, le=1, source="assumed")
    """How much of an employer's willingness to hire newcomers full threat takes away."""
    inexperience: float = parameter(0.729, unit="1", ge=0, le=1, source=FITTED)
    """Multiplier of a newcomer's chance with no work here; gone after ``experience_months``."""
    experience_months: float = parameter(24.0, unit="month", ge=1, le=240, source="assumed")
    """Months of work here after which newcomers count as experienced."""
    willingness_learning: bool = parameter(True, unit="switch", source="assumed")
    """Whether employers learn from the newcomers they hired."""
    willingness_gain: float = parameter(0.05, unit="share", ge=0, le=1, source="assumed")
    """Share of the way to full willingness that a newcomer who stays past probation takes an employer."""
    willingness_loss: float = parameter(0.03, unit="share", ge=0, le=1, source="assumed")
    """Share of willingness lost when a newcomer is dismissed during probation."""
    learn_neighbours: float = parameter(
        0.0,
        unit="share/month",
        ge=0,
        le=1,
        source="assumed: none; direction: evidence, employers' experience with refugees",
    )
    """Share of the way to the mean willingness of employers of the same sector and place who employ people of other
    origins that those who employ none go in a month; 0: they learn from their own hires alone."""
    short_permit: float = parameter(0.0, unit="1", ge=0, le=1, source="assumed: none")
    """How much of a newcomer's chance a temporary permit, or one that hangs on work, takes away in its last month; a
    year earlier e times less."""
    probation_months: int = parameter(6, unit="month", ge=1, le=24, source="assumed")
    """Months after which a hire counts as a good one."""

    # recognition
    recognition: bool = parameter(True, unit="switch", source="assumed", paid="recognition")
    """Whether foreign qualifications can come to be recognised."""
    recognition_months: float = parameter(36.0, unit="month", ge=1, le=480, source="assumed", paid="recognition")
    """Mean months to recognition once the language suffices."""
    recognition_language: float = parameter(
        0.4,
        unit="0-1",
        ge=0,
        le=1,
        source="assumed",
        paid="nothing: when an assessment may be asked for does not change what it costs",
    )
    """Local language needed to have a qualification recognised."""
    unrecognised_steps: int = parameter(1, unit="level", ge=0, le=2, source="assumed")
    """Levels of schooling an employer takes off while a qualification is not recognised."""
