"""Clubs: how many, what they ask of people, how people hear of them, join, help and leave."""

from __future__ import annotations

from collections import namedtuple
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from sim.codes import ORIGIN_LIMIT, ClubType
from sim.scenario.schema.base import FITTED, Section, kernel_fields, pack, parameter, record
from sim.state.columns import addressable

Extra = Annotated[float, Field(ge=-5000, le=5000)]


class ClubTypeSettings(Section):
    """What one kind of club is like."""

    per_thousand: float = parameter(
        2.0,
        unit="clubs per 1,000 inhabitants",
        ge=0,
        le=20,
        structural=True,
        source="assumed; Sweden has over 20 associations of all kinds per 1,000 inhabitants",
    )
    """Clubs at the start."""
    size: float = parameter(40.0, unit="members", ge=4, le=120, structural=True, source="assumed")
    """Typical number of members at the start."""
    viable: int = parameter(10, unit="members", ge=0, le=100, source="assumed")
    """Members below which a club cannot go on for long."""
    fee: float = parameter(50.0, unit="SEK/month", ge=0, le=5000, source="assumed", paid="fees")
    """Membership fee spread over the year."""
    fee_extra: tuple[Extra, ...] = parameter(
        (), unit="SEK/month", max_length=ORIGIN_LIMIT, source="a lever: nothing by default", paid="fees"
    )
    """Added to the fee by group: first the local majority, then the origin groups in their order; missing
    ones pay nothing more. Negative amounts are support for a group; a fee is never below nothing."""
    equipment: float = parameter(0.0, unit="SEK", ge=0, le=50000, source="assumed", paid="fees")
    """What one needs to buy to take part."""
    evening_hours: float = parameter(8.0, unit="hours/month", ge=0, le=60, source="assumed")
    """Evening hours a member needs free."""
    language: float = parameter(
        0.3, unit="language level", ge=0, le=1, source="direction: seed 001 (choir much, sport little); size assumed"
    )
    """Language level at which it is no obstacle any more."""
    welcome: float = parameter(0.6, unit="share", ge=0, le=1, source="assumed", paid="club_welcome")
    """Mean welcome given to newcomers."""
    neutral: float = parameter(
        1.0,
        unit="share",
        ge=0,
        le=1,
        source="direction: seed 001 (church venues felt unsafe by some); size assumed",
        paid="neutral_venue",
    )
    """Share of these clubs whose venue keeps nobody away."""
    transport: float = parameter(0.1, unit="share", ge=0, le=1, source="assumed", paid="lift")
    """Share of those without a car who cannot get to a club in their own place."""
    leaving: float = parameter(0.14, unit="share/year", ge=0, le=0.95, source="assumed")
    """Yearly chance of leaving of a member with a friend in the club."""
    founding: float = parameter(0.05, unit="clubs per 1,000 adults and year", ge=0, le=20, source="assumed")
    """How often somebody sets about founding one (immigrants' associations: per 1,000 adult newcomers)."""


def _kind(**values: Any) -> Any:
    return Field(default_factory=lambda: ClubTypeSettings(**values))


class ClubSettings(Section):
    """Clubs of every kind, and people's ways into and out of them."""

    sport: ClubTypeSettings = _kind(
        per_thousand=4.0,
        size=60,
        viable=14,
        fee=120,
        equipment=1800,
        evening_hours=12,
        language=0.15,
        welcome=0.75,
        transport=0.2,
        leaving=0.15,
        founding=0.10,
    )
    """Sports clubs."""
    village: ClubTypeSettings = _kind(
        per_thousand=3.2,
        size=50,
        viable=10,
        fee=15,
        evening_hours=4,
        language=0.35,
        welcome=0.8,
        transport=0.15,
        leaving=0.10,
        founding=0.05,
    )
    """Village preservation, small-place associations, local history."""
    culture: ClubTypeSettings = _kind(
        per_thousand=5.0,
        size=30,
        viable=8,
        fee=70,
        equipment=300,
        evening_hours=8,
        language=0.6,
        welcome=0.55,
        transport=0.1,
        leaving=0.14,
        founding=0.15,
    )
    """Choirs, crafts, theatre, study circles."""
    congregation: ClubTypeSettings = _kind(
        per_thousand=1.8,
        size=80,
        viable=12,
        fee=0,
        evening_hours=3,
        language=0.4,
        welcome=0.75,
        neutral=0.2,
        transport=0.1,
        leaving=0.10,
        founding=0.01,
    )
    """Congregations."""
    immigrant: ClubTypeSettings = _kind(
        per_thousand=0.2,
        size=25,
        viable=7,
        fee=20,
        evening_hours=4,
        language=0.0,
        welcome=0.95,
        transport=0.1,
        leaving=0.15,
        founding=6.0,
    )
    """Immigrants' own associations; founding counts newcomers whose group has none in the place."""
    aid: ClubTypeSettings = _kind(
        per_thousand=1.8,
        size=45,
        viable=8,
        fee=25,
        evening_hours=6,
        language=0.35,
        welcome=0.8,
        transport=0.05,
        leaving=0.15,
        founding=0.03,
    )
    """Red Cross, Save the Children and the like."""
    popup: ClubTypeSettings = _kind(
        per_thousand=0.4,
        size=20,
        viable=6,
        fee=0,
        evening_hours=4,
        language=0.25,
        welcome=0.85,
        transport=0.05,
        leaving=0.4,
        founding=0.30,
    )
    """Loose networks formed by an event: they gain and lose people fast."""

    youngest: int = parameter(13, unit="year", ge=0, le=30, source="assumed")
    """Age from which people are members in their own right."""

    hear_from_friends: float = parameter(0.12, unit="chance/month", ge=0, le=1, source="assumed")
    """Chance that somebody one knows, thought of at random, tells of a club they belong to."""
    hear_at_school: float = parameter(
        0.15,
        unit="chance/month",
        ge=0,
        le=0.5,
        source="direction: seeds 001, 004 (parents meet locals through children); size assumed",
    )
    """Chance that parents hear of a club at their child's school."""
    own_search: float = parameter(0.0647, unit="chance/month", ge=0, le=0.5, source=FITTED)
    """Chance of finding a club by looking for one, in full command of the language."""
    own_search_no_language: float = parameter(0.7, unit="share", ge=0, le=1, source="assumed")
    """How much of that is left without any of the language."""

    readiness: float = parameter(0.688, unit="chance", ge=0, le=1, source=FITTED)
    """Chance that somebody who knows of a club, can come and feels welcome joins it."""
    second_club: float = parameter(0.5, unit="factor", ge=0, le=1, source="assumed")
    """Readiness for each further club, against the one before."""
    trust_floor: float = parameter(0.5, unit="share", ge=0, le=1, source="assumed")
    """Readiness left without any trust; it grows to the whole with full trust."""
    lone_men: float = parameter(0.7, unit="factor", ge=0, le=1, source="direction: seeds 001, 004; size assumed")
    """Readiness of men living alone."""
    mothers_of_small_children: float = parameter(
        0.5, unit="factor", ge=0, le=1, source="direction: seeds 001, 004; size assumed"
    )
    """Readiness of women with a child below school age, besides their evenings."""
    evenings: float = parameter(24.0, unit="hours/month", ge=0, le=100, source="assumed")
    """Evening hours people have free for clubs."""
    evenings_small_children: float = parameter(
        6.0, unit="hours/month", ge=0, le=100, source="assumed", paid="evening_childcare"
    )
    """Evening hours left to parents of a child below school age; childcare in the evening raises it."""
    small_child_age: int = parameter(6, unit="year", ge=1, le=12, source="assumed")
    """Children below this age keep parents at home in the evening."""

    means_in_work: float = parameter(1200.0, unit="SEK/month", ge=1, le=50000, source="assumed")
    """Cost that half of those in work (or with means of their own, such as a pension) could bear."""
    means_without_work: float = parameter(500.0, unit="SEK/month", ge=1, le=50000, source="assumed")
    """Cost that half of those without work could bear. The share who can pay c is 1 / (1 + (c / this)^2)."""
    retirement: int = parameter(65, unit="year", ge=55, le=75, source="assumed")
    """Age from which people count as having means without work."""
    equipment_months: float = parameter(24.0, unit="month", ge=1, le=120, source="assumed", paid="fees")
    """Months over which equipment is reckoned."""
    fee_support_newcomers: float = parameter(
        0.0, unit="share", ge=0, le=1, source="a lever: nothing by default", paid="fees"
    )
    """Share of newcomers' fees and equipment that somebody else pays."""
    transport_support: float = parameter(
        0.0, unit="share", ge=0, le=1, source="a lever: nothing by default", paid="lift"
    )
    """Share of those kept away by want of transport who get a lift."""
    reach: float = parameter(30.0, unit="minute", ge=0, le=180, source="assumed")
    """How far people with a car go to a club in another place."""
    reach_transit: float = parameter(45.0, unit="minute", ge=0, le=240, source="assumed")
    """The longest journey to a club in another place by a line of public transport, waiting included."""
    kept_away: float = parameter(0.5, unit="share", ge=0, le=1, source="direction: seed 001; size assumed")
    """Share of newcomers whom a venue that is not neutral keeps away for good."""

    friendless_leaving: float = parameter(2.5, unit="factor", ge=1, le=10, source="assumed")
    """How much likelier those leave who know nobody in the club."""
    volunteer_leaving: float = parameter(0.4, unit="factor", ge=0, le=1, source="assumed")
    """How much of the chance of leaving is left for those who help to run a club."""
    volunteer_start: float = parameter(
        0.14,
        unit="share/year",
        ge=0,
        le=0.45,
        source="assumed; with the drop-out, about two members of five (evidence: adults volunteering)",
    )
    """Members without any trust who begin to help to run a club; twice that with full trust. Those who do
    not speak the language do so in proportion to their level."""
    volunteer_stop: float = parameter(
        0.28, unit="share/year", ge=0, le=0.95, source="evidence: volunteer drop-out a year"
    )
    """Volunteers who stop helping."""

    closing: bool = parameter(True, unit="switch", source="direction: seed 001")
    """Whether clubs too small for too long close."""
    patience: int = parameter(12, unit="month", ge=1, le=120, source="assumed")
    """Months below the viable number after which a club closes."""
    foundings: bool = parameter(True, unit="switch", source="direction: seed 001")
    """Whether new clubs are founded."""
    founders: int = parameter(5, unit="members", ge=2, le=30, source="assumed")
    """Members a founder must gather to begin."""
    recruiting: float = parameter(0.6, unit="share", ge=0, le=1, source="assumed")
    """Share of the founder's acquaintances with room for another club who join at the founding."""
    drawn_from_old: float = parameter(0.3, unit="share", ge=0, le=1, source="direction: seed 001; size assumed")
    """Share of the recruits who give up a club they had."""
    founder_age: int = parameter(18, unit="year", ge=15, le=40, source="assumed")
    """Age from which people found clubs."""
    welcome_spread: float = parameter(0.3, unit="share", ge=0, le=1, source="assumed")
    """Width of the range of welcome among clubs of a kind, around its mean."""
    seats: int = parameter(64, unit="seats", ge=16, le=128, source="assumed")
    """Most members of a newly founded club (rounded up to a power of two)."""

    @classmethod
    def kernel_record(cls) -> Any:
        return ClubRules

    def packed(self) -> Any:
        """Common numbers by name, and what differs by kind as tables (:data:`ClubRules`)."""
        return club_rules(self)


TYPES = tuple(kind.name.lower() for kind in ClubType)
TRAITS = tuple(name for name in kernel_fields(ClubTypeSettings) if name != "fee_extra")
_COMMON = record(ClubSettings)
ClubRules: Any = addressable(namedtuple("ClubRules", (*_COMMON._fields, "by_type", "fee_extra")))
"""The section for kernels: common numbers by name; ``by_type`` (traits, types) float64 holds those of a
kind, at [:func:`trait` of the name, codes.ClubType]; ``fee_extra`` (types, origins) float64."""


def trait(name: str) -> int:
    """The row of ``ClubRules.by_type`` that holds ``name``."""
    return TRAITS.index(name)


def club_rules(settings: ClubSettings) -> Any:
    """The section for kernels."""
    kinds = [getattr(settings, name) for name in TYPES]
    by_type = np.asarray([[getattr(kind, name) for kind in kinds] for name in TRAITS], np.float64)
    fee_extra = np.zeros((len(kinds), ORIGIN_LIMIT), np.float64)
    for row, kind in enumerate(kinds):
        fee_extra[row, : len(kind.fee_extra)] = kind.fee_extra
    return ClubRules._make([*pack(_COMMON, settings), by_type, fee_extra])


__all__ = ["TRAITS", "TYPES", "ClubRules", "ClubSettings", "ClubTypeSettings", "club_rules", "trait"]
