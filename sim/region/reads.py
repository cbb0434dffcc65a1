"""What the building of a region reads of a scenario: two scenarios that agree in it begin with the same region.

Building is given the scenario with everything else at its default (:func:`as_built`), so nothing else can reach
it. ``tests/region/test_reads.py`` finds out that nothing is missing here: it builds with every other field at
another value, and the bytes stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sim.scenario.schema.base import Section
from sim.scenario.schema.clubs import TYPES, ClubSettings
from sim.scenario.schema.processes import IN_PAST
from sim.scenario.schema.root import SECTIONS, Scenario

WHOLE = ("start", "places", "travel", "buses", "origins", "sites", "club_kinds", "region", "meeting")
"""Fields of the scenario that are read, or any part of which may be."""
OF_A_KIND = ("per_thousand", "size", "welcome", "neutral", "by_age", "women", "newcomers")
"""Of each kind of club, what says how many there are, how large, and what they are like."""
TABLE = """
arriving: introduction_months trust_mean trust_sd attitude_mean attitude_sd openness_mean openness_sd belonging_start
benefits: level effect_men effect_women effect_half duty_women duty_courses
childcare: care age_from places enrolled born_abroad priority fee fee_usual fee_effect fee_effect_newcomers
    home_care_allowance allowance_until opening_hours working_day
clubs: youngest small_child_age
coordination: link_alone
demography: parent_gap household_tie_hours
driving: licences young never newcomers newcomers_never schooling without_language language licence_labour
    give_up_from give_up carpools missed
schooling: classes gates class_size school_reach upper_secondary upper_secondary_newcomers
past: lived
services: interpreting interpreters understood_from
ties: slots settle_months half_life_months half_life_hours forget_hours saturation_hours casual_hours close_hours
    affinity_sigma age_gap_years other_origin_likeness other_stage_likeness stage_gap_years least_likeness
health: age_from ill_refugees ill_youths ill_family ill_labour capacity
rivals: likes
volunteering: start_share youngest oldest
demand: children_from children_to old_from very_old_from very_old_weight
work: commuting reach_car reach_bicycle reach_no_car reach_transit retirement_from retirement_to inactive
    inactive_newcomers search_in_introduction older_from search_older childcare search_mother_infant
    mother_infant_until search_mother_small mother_small_until search_newcomer_women search_newcomer_women_half
    search_newcomer_women_from
"""
"""Sections of which some fields are read, and of each kind of club those in :data:`OF_A_KIND`."""


def _parts(table: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in table.split():
        if word.endswith(":"):
            section = word.removesuffix(":")
            found[section] = ()
        else:
            found[section] += (word,)
    found["clubs"] += tuple(f"{kind}.{name}" for kind in TYPES for name in OF_A_KIND)
    return found


PARTS = _parts(TABLE)
"""By section, the fields that are read; one of a section within it is named with a dot."""
LIVED = (*IN_PAST, "ties", "demand", "benefits", "rivals")
"""Sections that are read whole where the people of the first month have lived before it: those of the processes that
take part, and what several of them go by."""
LATER = ("buses", "volunteering", "coordination", "clubs")
"""Fields that are read as they are in the first month too, with its levers, when what is before it is over."""


def as_built(now: Scenario) -> Scenario:
    """``now``, the rules that the region is built by, with all that building does not read at its default."""
    kept: dict[str, Any] = {name: getattr(now, name) for name in (*WHOLE, *(LIVED if now.has_past else ()))}
    for section in SECTIONS:
        if section not in kept:
            own = getattr(now, section)
            kept[section] = _with_parts(type(own)(), own, PARTS.get(section, ()))
    return Scenario.model_construct(**kept)


def _with_parts(usual: Section, own: Section, parts: Iterable[str]) -> Section:
    """``usual`` with ``parts`` of ``own``."""
    same: dict[str, Any] = {}
    inside: dict[str, list[str]] = {}
    for part in parts:
        name, _, rest = part.partition(".")
        if rest:
            inside.setdefault(name, []).append(rest)
        else:
            same[name] = getattr(own, name)
    for name, rests in inside.items():
        same[name] = _with_parts(getattr(usual, name), getattr(own, name), rests)
    return usual.model_copy(update=same)


def building_text(scenario: Scenario) -> str:
    """All that building reads of ``scenario``, as JSON: equal texts, equal regions (of one seed)."""
    first = as_built(scenario.at(0))
    if not scenario.has_past:
        return first.model_dump_json(include={*WHOLE, *PARTS})
    found = as_built(scenario.before_levers).model_dump(mode="json", include={*WHOLE, *PARTS, *LIVED})
    clubs = _with_parts(ClubSettings(), first.clubs, PARTS["clubs"])
    later = first.model_copy(update={"clubs": clubs}).model_dump(mode="json", include=set(LATER))
    return json.dumps({**found, "in_the_first_month": later})
