"""Clubs: how many, what they ask of people, how people hear of them, join, help and leave."""

from __future__ import annotations

import typing
from collections import namedtuple
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field, create_model

from sim.codes import ORIGIN_LIMIT
from sim.scenario.schema.base import FITTED, Section, kernel_fields, pack, parameter, record
from sim.scenario.schema.club_kinds import SEVEN, ClubTypeSettings, KindSettings
from sim.state.columns import addressable

if TYPE_CHECKING:
    from sim.scenario.schema.root import Scenario


class CommonSettings(Section):
    """Clubs of every kind, and people's ways into and out of them."""

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
    """Cost that half of those without work could bear. The share who can pay c is
    1 / (1 + (c / this)^`means_shape`)."""
    means_shape: float = parameter(2.0, unit="exponent", ge=0.5, le=10, source="assumed")
    """How alike people are in what they could bear: the shape of the log-logistic distribution."""
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
    helping_until: int = parameter(80, unit="year", ge=50, le=120, source="assumed")
    """Age from which nobody helps to run a club any more; before it people begin in proportion to their health."""

    closing: bool = parameter(True, unit="switch", source="direction: seed 001")
    """Whether clubs too small for too long close."""
    patience: int = parameter(12, unit="month", ge=1, le=120, source="assumed")
    """Months below the viable number after which a club closes."""
    foundings: bool = parameter(True, unit="switch", source="direction: seed 001")
    """Whether new clubs are founded."""
    founding_by_need: bool = parameter(True, unit="switch", source="assumed")
    """Whether foundings follow the people there are: their ages (`boards.by_age`), and how many clubs of the kind
    there are for the inhabitants against the number usual for the kind."""
    founding_need: float = parameter(1.0, unit="exponent", ge=0, le=4, source="assumed")
    """How foundings follow need: (usual number for the inhabitants / open clubs of the kind)^this."""
    founding_need_most: float = parameter(3.0, unit="factor", ge=1, le=20, source="assumed")
    """The most that need multiplies foundings by."""
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


if TYPE_CHECKING:

    class ClubSettings(CommonSettings):
        def __getattr__(self, name: str) -> ClubTypeSettings: ...

else:
    ClubSettings = create_model(
        "ClubSettings",
        __base__=CommonSettings,
        __doc__=CommonSettings.__doc__,
        __module__=__name__,
        **{name: (kind, Field(default_factory=kind, description=kind.__doc__)) for name, kind in SEVEN.items()},
    )

TYPES = tuple(SEVEN)
TRAITS = tuple(name for name in kernel_fields(ClubTypeSettings) if name not in ("fee_extra", "by_age"))
_COMMON = record(CommonSettings)
ClubRules: Any = addressable(
    namedtuple("ClubRules", (*_COMMON._fields, "by_type", "fee_extra", "admits", "for_origin", "loose"))
)
"""The section for kernels: common numbers by name; ``by_type`` (traits, types) float64 holds those of a
kind, at [:func:`trait` of the name, type]; ``fee_extra`` (types, origins) float64. Whom a kind admits (types, 5) int64:
``members``, ``sex`` and ``children`` as the position among the choices, least age and age from which on not [month];
``for_origin`` (types, origins) bool; ``loose`` (types,) bool: like pop-up networks."""
EVERYBODY = (0, 0, 0, 0, 12 * 1000)


def trait(name: str) -> int:
    """The row of ``ClubRules.by_type`` that holds ``name``."""
    return TRAITS.index(name)


def kinds_of(scenario: Scenario) -> dict[str, ClubTypeSettings]:
    """What each kind of club is like, by name, in the order of their types: the seven of codes.ClubType, then those
    that the scenario adds."""
    return {**{name: getattr(scenario.clubs, name) for name in TYPES}, **scenario.club_kinds}


def club_rules(scenario: Scenario) -> Any:
    """The section for kernels."""
    kinds, origins = kinds_of(scenario), list(scenario.origins)
    by_type = np.asarray([[getattr(kind, name) for kind in kinds.values()] for name in TRAITS], np.float64)
    fee_extra, for_origin = np.zeros((len(kinds), ORIGIN_LIMIT)), np.ones((len(kinds), ORIGIN_LIMIT), bool)
    admits, loose = np.tile(np.array(EVERYBODY), (len(kinds), 1)), np.array([name == "popup" for name in kinds])
    for row, kind in enumerate(kinds.values()):
        fee_extra[row, : len(kind.fee_extra)] = kind.fee_extra
        if isinstance(kind, KindSettings):
            chosen = [
                typing.get_args(KindSettings.model_fields[field].annotation).index(getattr(kind, field))
                for field in ("members", "sex", "children")
            ]
            admits[row] = (*chosen, 12 * kind.youngest, 12 * (kind.oldest + 1))
            loose[row] = kind.like == "popup"
            if kind.origins or kind.faith:
                theirs = {key for key, one in scenario.origins.items() if kind.faith and one.faith == kind.faith}
                for_origin[row] = False
                for_origin[row, [origins.index(key) + 1 for key in theirs.union(kind.origins)]] = True
    return ClubRules._make([*pack(_COMMON, scenario.clubs), by_type, fee_extra, admits, for_origin, loose])
