"""What is counted of small children's care and of how unevenly the language is learnt."""

from __future__ import annotations

import numpy as np

from sim.ages import PUPIL_FROM
from sim.codes import NOBODY
from sim.measures.look import Look
from sim.measures.recorder import ALL, Array, Recorder
from sim.measures.tally import Counted

LOW, HIGH = 0.2, 0.5
"""Levels below which people say little, and above which they get along (about B1)."""
YEARS = {"year_2": 1, "year_3": 2, "year_5": 4, "year_9": 8}
"""Groups by full years since arrival."""
AFTER = 4
"""Full years after the first course place."""


def record_care(look: Look, recorder: Recorder) -> None:
    """Preschools: children, places, queue; what places cost and parents pay [SEK], by place."""
    places, scenario = look.town.state.places, look.town.scenario
    children = look.tally[Counted.IN_CARE]
    recorder.by_place("children_in_care", children)
    recorder.by_place("care_places", places.care_places)
    recorder.by_place("care_queue", places.care_queue)
    recorder.by_place("childcare_cost", places.care_places * scenario.prices.childcare_place)
    recorder.by_place("childcare_fees", children * scenario.childcare.fee)


def small_children(look: Look) -> Array:
    """Whether a child below school age lives in one's household (n,)."""
    roll, people = look.roll, look.town.state.people
    household = people.household[: roll.used]
    young = roll.here & (household != NOBODY) & (look.town.month - people.birth[: roll.used] < PUPIL_FROM)
    return roll.here & np.isin(household, household[young])


def record_mothers(look: Look, recorder: Recorder) -> None:
    """``employed_mothers``: share in work of women aged 20-64 in whose household a child below school age lives."""
    roll = look.roll
    mothers = small_children(look) & roll.woman & roll.working_age
    for group, these in {"newcomers": mothers & roll.newcomer, "locals": mothers & roll.local}.items():
        recorder.mean("employed_mothers", roll.employed, these, roll.place, group)


def record_levels(look: Look, recorder: Recorder) -> None:
    """``language_low`` and ``language_high``: shares of adult newcomers below :data:`LOW` and from :data:`HIGH` on, of
    all and by full years since arrival; ``low_after_course``: of those who took their first course place in the fifth
    year before, the share below :data:`LOW`."""
    roll, town = look.roll, look.town
    level = town.state.minds.language[: roll.used]
    newcomers = roll.newcomer & roll.adult
    years = (town.month - town.state.people.arrival[: roll.used]) // 12
    for group, these in {ALL: newcomers, **{name: newcomers & (years == year) for name, year in YEARS.items()}}.items():
        recorder.mean("language_low", level < LOW, these, roll.place, group)
        recorder.mean("language_high", level >= HIGH, these, roll.place, group)
    begun = (town.month - town.state.minds.course_begun[: roll.used]) // 12 == AFTER
    recorder.mean("low_after_course", level < LOW, newcomers & begun, roll.place)
