"""Programmes, composed: whom for, where, who meets whom for how long, what it carries, what it costs."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from sim.codes import PLACES_MOST
from sim.scenario.schema.base import Section, parameter
from sim.scenario.schema.carries import ITS_COST, CarriesSettings
from sim.scenario.schema.kinds import Key, Line
from sim.scenario.schema.meeting_places import VenueName, WeekHours
from sim.scenario.schema.placements import HostSettings

PathwayName = Literal["quota", "asylum", "family", "labour", "youth"]
SchoolingName = Literal["compulsory", "secondary", "higher"]
MOST_PROGRAMMES = 32
"""Each is one bit in what a person remembers having taken part in."""
WITH_VOLUNTEERS = {"form": ("mentor", "group")}
"""Forms in which volunteers meet those who take part."""
WITH_QUEUE = {"form": ("mentor", "group", "support", "placement")}
"""Forms in which one asks to take part, for a time."""
WITH_COMPANY = {"form": ("mentor", "group", "placement")}
"""Those in which somebody meets those who take part: volunteers or colleagues."""


class TargetSettings(Section):
    """Whom a programme is for. All that is said must hold; what is left out does not matter."""

    who: Literal["newcomers", "locals", "everyone"] = parameter("newcomers", unit="choice", source="scenario")
    """Newcomers, locals, or both."""
    origins: tuple[Key, ...] = parameter((), unit="names", refers="origins", source="scenario", max_length=15)
    """Keys of origin groups; any when empty."""
    pathways: tuple[PathwayName, ...] = parameter((), unit="names", source="scenario", max_length=5)
    """How they came; any when empty."""
    sex: Literal["any", "women", "men"] = parameter("any", unit="choice", source="scenario")
    """Women, men or both."""
    youngest: int = parameter(18, unit="year", ge=0, le=100, source="scenario")
    """Least age."""
    oldest: int = parameter(66, unit="year", ge=0, le=120, source="scenario")
    """Greatest age."""
    from_month: int = parameter(0, unit="month", ge=0, le=480, source="scenario")
    """Months since arrival from which on."""
    to_month: int = parameter(36, unit="month", ge=0, le=480, source="scenario")
    """Months since arrival up to which (does not hold for locals)."""
    work: Literal["any", "without", "in"] = parameter("any", unit="choice", source="scenario")
    """Without work, or in work."""
    schooling: tuple[SchoolingName, ...] = parameter((), unit="names", source="scenario", max_length=3)
    """Levels of schooling; any when empty."""
    recognised: Literal["any", "no"] = parameter("any", unit="choice", source="scenario")
    """``no``: those whose qualification does not count yet."""
    health: Literal["any", "poor"] = parameter("any", unit="choice", source="scenario", paid=ITS_COST)
    """``poor``: those in less than full health."""
    children: Literal["any", "with"] = parameter("any", unit="choice", source="scenario")
    """``with``: those with a child below 16 at home."""
    awaiting: Literal["any", "yes"] = parameter("any", unit="choice", source="scenario")
    """``yes``: those whose family is still abroad."""
    share: float = parameter(1.0, unit="share", ge=0, le=1, source="scenario")
    """Share of them who want it, by a lasting draw."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.oldest < self.youngest:
            raise ValueError(f"oldest: {self.oldest} is less than youngest ({self.youngest})")
        if self.to_month < self.from_month:
            raise ValueError(f"to_month: {self.to_month} is less than from_month ({self.from_month})")
        return self


class CostSettings(Section):
    """What a programme costs besides staff."""

    start: float = parameter(0.0, unit="SEK", ge=0, le=1e8, source="scenario")
    """Once, each time it begins."""
    per_month: float = parameter(0.0, unit="SEK/month", ge=0, le=1e8, source="scenario")
    """Every month it runs: rent, material."""
    per_participant: float = parameter(0.0, unit="SEK/month", ge=0, le=1e6, source="scenario", paid=ITS_COST)
    """For each participant a month."""
    per_volunteer: float = parameter(0.0, unit="SEK/month", ge=0, le=1e6, source="scenario", used_where=WITH_VOLUNTEERS)
    """For each volunteer at work a month: training, coffee, insurance."""


class ProgrammeSettings(Section):
    """Something done for somebody, in one grammar."""

    name: Line = parameter("", unit="text", source="scenario", structural=True)
    """Display name; the key when empty."""
    active: bool = parameter(True, unit="switch", source="a lever", paid=ITS_COST)
    """Off: as if the programme were not in the file."""
    funding: tuple[Key, ...] = parameter(
        (), unit="names", refers="funding", source="scenario", structural=True, max_length=8
    )
    """Keys of the streams that pay it, one after the other in time."""
    organisation: Key | None = parameter(None, unit="name", refers="organisations", source="scenario", structural=True)
    """Key of the organisation whose it is; the municipality's when not given."""
    places: tuple[Key, ...] = parameter(
        (), unit="names", refers="places", source="scenario", structural=True, max_length=PLACES_MOST
    )
    """Keys of the places where it is; everywhere when empty."""
    organised_by: tuple[Key, ...] = parameter((), unit="names", refers="origins", source="scenario", max_length=15)
    """Keys of the origin groups whose people organise it; nobody's own when empty. Mentors and helpers are then of
    these, who need no language to volunteer, and more of their own hear of it and want it."""
    target: TargetSettings = Field(default_factory=TargetSettings)
    carries: CarriesSettings = Field(default_factory=CarriesSettings)
    cost: CostSettings = Field(default_factory=CostSettings)
    host: HostSettings = Field(default_factory=HostSettings)
    form: Literal["mentor", "group", "support", "open", "placement"] = parameter(
        "mentor", unit="choice", source="scenario", paid=ITS_COST
    )
    """Meeting a mentor, meeting as a group with volunteers, help without company, a placement with an employer, or an
    open house: a meeting place of the kind `venue` that is open to everybody while it is paid, and carries to its
    regulars whom `target` admits."""
    venue: VenueName = parameter("", unit="choice", source="scenario", structural=True)
    """Kind of meeting place. An open house is one; anything else is held in one, runs in a place only while one is
    open there, and is heard of by its regulars. None when empty."""
    opening_hours: WeekHours = parameter(
        20.0, unit="hour/week", source="scenario", paid=ITS_COST, used_where={"form": ("open",)}
    )
    """Hours that an open house is open."""
    mentors: Literal["anyone", "family", "trade", "workplace", "women"] = parameter(
        "anyone", unit="choice", source="scenario", paid=ITS_COST, used_where={"form": ("mentor",)}
    )
    """Whom one is matched with among the volunteers: anyone, somebody of a household with children, somebody
    in a job of the same level, a colleague, a woman. Colleagues need not be volunteers."""
    per_participant: int = parameter(
        1,
        unit="mentor",
        ge=0,
        le=3,
        source="evidence: support families per refugee family, Iceland: 2, or 3",
        used_where=WITH_VOLUNTEERS,
    )
    """Mentors for each participant (groups: volunteers for every ten). None: no mentorship."""
    whole_household: bool = parameter(
        False, unit="switch", source="scenario", paid=ITS_COST, used_where={"form": ("mentor", "group", "support")}
    )
    """A household takes part as one; each mentor meets all its adults."""
    hours: float = parameter(
        4.0,
        unit="hours/month",
        ge=0,
        le=80,
        source="evidence: mentor dose, 16-52 hours in 4-12 months",
        paid=ITS_COST,
        used_where=WITH_COMPANY,
    )
    """Hours a month that a participant has with each mentor, at the group's meetings, or with a supervisor."""
    months: int = parameter(
        12, unit="month", ge=1, le=120, source="evidence: mentor dose", paid=ITS_COST, used_where=WITH_QUEUE
    )
    """How long somebody takes part."""
    capacity: int = parameter(50, unit="participant", ge=0, le=100_000, source="scenario", paid=ITS_COST)
    """Most participants at once; the others wait, or go to an open house without being reached."""
    staff: float = parameter(0.0, unit="full-time post", ge=0, le=1000, source="scenario", paid=ITS_COST)
    """Staff paid from its funding, besides coordinators."""
    tasks_redistributed: bool = parameter(
        True,
        unit="switch",
        source="direction: seed 001 (workplace mentors need time for it)",
        paid=ITS_COST,
        used_where={"form": ("mentor",), "mentors": ("workplace",)},
    )
    """Workplace mentors: whether colleagues take over some of their tasks. If not, few hours are kept."""
    neutral_venue: bool = parameter(
        True,
        unit="switch",
        source="direction: seed 001 (libraries are neutral)",
        paid=ITS_COST,
        used_where={"form": ("group",)},
    )
    """Groups: a venue that keeps nobody away. Meeting places of every kind are neutral."""
    outreach: float = parameter(0.5, unit="chance/month", ge=0, le=1, source="assumed", paid=ITS_COST)
    """Chance a month that somebody it is for hears of it, with the full attention of a coordinator."""
    spreads: bool = parameter(False, unit="switch", source="scenario", paid="copies")
    """Whether other places may copy it (`organising.copying`)."""

    @model_validator(mode="after")
    def _has_somewhere(self) -> Self:
        if self.form == "open" and not self.venue:
            raise ValueError("venue: an open house needs its kind of meeting place, as in neighbourhood_house")
        if self.venue and not self.neutral_venue:
            raise ValueError(f"neutral_venue: false does not go with venue {self.venue}, which keeps nobody away")
        return self


class MentoringSettings(Section):
    """Queues, matching and what keeps a mentor tie going."""

    outreach_alone: float = parameter(0.3, unit="share", ge=0, le=1, source="assumed")
    """Share of a programme's outreach that is left where nobody coordinates."""
    matching_alone: float = parameter(0.15, unit="chance/month", ge=0, le=1, source="assumed")
    """Chance a month that somebody who waits is matched, with a volunteer at hand and no coordinator."""
    matching: float = parameter(0.8, unit="chance/month", ge=0, le=1, source="assumed")
    """The same with all the coordination needed."""
    choosing: float = parameter(1.0, unit="exponent", ge=0, le=5, source="assumed")
    """How far a well-embedded coordinator picks mentors whom the participant will get on with: the weight
    of a volunteer is the pair's lasting quality to this power."""
    mentor_limit: int = parameter(
        2,
        unit="participant",
        ge=1,
        le=20,
        source="assumed",
        paid="nothing: how many each meets; a volunteer costs programmes.<key>.cost.per_volunteer",
    )
    """Most participants a mentor has at a time."""
    first_hours: float = parameter(2.0, unit="hours/month", ge=0.5, le=20, source="assumed")
    """Hours a month a new mentor tie begins with, so that it finds a place among the other ties of both."""
    kept_without_time: float = parameter(0.25, unit="share", ge=0, le=1, source="assumed")
    """Share of the hours kept by a workplace mentor whose tasks nobody takes over."""
    ending_early: float = parameter(0.02, unit="chance/month", ge=0, le=1, source="assumed")
    """Chance a month that a match ends before its time."""
    experience_months: float = parameter(12.0, unit="month", ge=0, le=120, source="assumed")
    """Time in which a programme learns its trade: what it carries grows towards all of it. A successor starts
    from scratch."""
    novice: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """What a programme carries in its first month, against later."""
    group_meetings: int = parameter(4, unit="encounter/month", ge=1, le=8, source="assumed")
    """Encounters a month at a group's meetings."""
    group_size: int = parameter(32, unit="seat", ge=4, le=128, source="assumed", structural=True)
    """Seats of one group, volunteers included (the next power of two)."""
    own_outreach: float = parameter(2.0, unit="factor", ge=0, le=20, source="assumed")
    """How much likelier somebody hears of a programme that people of their own origin organise."""
    own_wants: float = parameter(1.3, unit="factor", ge=0, le=5, source="assumed")
    """How many more of these want it."""
    outreach_known: float = parameter(0.5, unit="factor", ge=0, le=20, source="assumed")
    """Added to one where somebody knows rights and services as locals do (``carries.rights``): how much likelier they
    hear of a programme."""
    fit_weight: float = parameter(
        0.3, unit="factor", ge=0, le=5, source="direction: evidence, consultative councils (little); size assumed"
    )
    """Added to one where all that is offered fits newcomers, by their say (``carries.voice``): how much readier they
    join clubs, and how many more want programmes."""
    fit_half_life: float = parameter(24.0, unit="month", ge=0.1, le=600, source="assumed")
    """In this time half of what was heard of newcomers is forgotten."""
    not_neutral: float = parameter(0.5, unit="share", ge=0, le=1, source="direction: seed 001; size assumed")
    """Share of newcomers whom a group's venue that is not neutral keeps away."""
