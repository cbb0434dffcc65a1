"""Promises of homophily: an hour counts less between those who are unlike, unless the rival says otherwise."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.codes import LONG_AGO
from sim.history import begin
from sim.processes.family_stage import note_stages
from sim.quality import affinity_key, likeness, pair_quality, passing_quality
from sim.rules import rules_of
from sim.scenario import scenario_from
from sim.town import Town, Used
from tests.processes.homes import family
from tests.processes.towns import add_person, town_of

MANY = {"other_origin_likeness": 0.5, "other_stage_likeness": 0.4, "stage_gap_years": 5.0}


def alike(town: Town, a: int, b: int) -> float:
    return float(likeness(town.rules.ties, town.state.people, a, b))


def two(ties: dict[str, Any] | None = None, **other: Any) -> tuple[Town, int, int]:
    town = town_of(people=40, ties=ties or {})
    return town, add_person(town, age=40.0), add_person(town, **{"age": 40.0, **other})


def test_each_dimension_has_its_factor_and_they_multiply() -> None:
    assert alike(*two(MANY)) == 1.0
    assert alike(*two(MANY, age=60.0)) == pytest.approx(0.5)
    assert alike(*two(MANY, newcomer=True)) == pytest.approx(0.5)
    assert alike(*two(MANY, newcomer=True, age=60.0)) == pytest.approx(0.25)
    town, a, b = two(MANY)
    town.state.people.youngest[a] = -36
    assert alike(town, a, b) == alike(town, b, a) == pytest.approx(0.4), "one has children, the other has none"
    town.state.people.youngest[b] = -36
    assert alike(town, a, b) == 1.0
    town.state.people.youngest[b] = -96
    assert alike(town, a, b) == pytest.approx(0.7), "half of the way down at the gap of five years"


def test_the_product_is_bounded() -> None:
    assert alike(*two({**MANY, "least_likeness": 0.3}, newcomer=True, age=80.0)) == pytest.approx(0.3)


def test_by_default_only_age_matters_until_the_others_are_fitted() -> None:
    town, a, b = two(newcomer=True)
    town.state.people.youngest[a] = -36
    assert alike(town, a, b) == 1.0
    assert alike(*two(age=60.0)) == pytest.approx(0.5)


def test_under_the_rival_nobody_seeks_their_like() -> None:
    scenario = scenario_from(
        {
            "places": {"a": {"population": 50}},
            "ties": MANY,
            "meeting": {"other_level_likeness": 0.5},
            "rivals": {"likes": "language_and_foci"},
        }
    )
    town, a, b = two(MANY, newcomer=True, age=80.0, language=0.5)
    town.state.people.youngest[a] = -36
    before = passing_quality(town.rules.meeting, town.state.people, town.state.minds, a, b)
    town.rules = rules_of(scenario)
    assert alike(town, a, b) == 1.0
    # that they can talk to each other counts as before, now that the gap between their levels does not
    assert passing_quality(town.rules.meeting, town.state.people, town.state.minds, a, b) == pytest.approx(before)


def test_levels_of_the_language_count_beyond_being_able_to_talk() -> None:
    for least, expected in ((1.0, 1.0), (0.6, 0.8)):
        town = town_of(people=40, meeting={"other_level_likeness": least, "attitudes_matter": False})
        fluent, learner = add_person(town), add_person(town, newcomer=True, language=0.5)
        counts = passing_quality(town.rules.meeting, town.state.people, town.state.minds, fluent, learner)
        assert counts == pytest.approx(expected)


def test_the_stage_of_life_is_the_youngest_child_at_home() -> None:
    town = town_of(ties=MANY)
    *parents, older, younger = family(town, 35.0, 36.0, 8.0, 3.0)
    with_grown_child = family(town, 60.0, 61.0, 25.0)
    alone = add_person(town)
    note_stages(town)
    youngest = town.state.people.youngest
    assert (youngest[parents] == -36).all()
    assert (youngest[[older, younger, *with_grown_child, alone]] == LONG_AGO).all()


def test_nothing_is_looked_up_where_nothing_hangs_on_it() -> None:
    town = town_of()
    family(town, 35.0, 36.0, 8.0)
    note_stages(town)
    assert (town.state.people.youngest == LONG_AGO).all()


def test_likeness_is_part_of_the_pairs_lasting_quality() -> None:
    town, a, b = two(MANY, newcomer=True)
    key = affinity_key(np.uint64(3))
    unlike = int(pair_quality(key, town.rules.ties, town.state.people, a, b))
    town.rules = town_of().rules
    like = int(pair_quality(key, town.rules.ties, town.state.people, a, b))
    steps = math.log(2.0) / (math.log(40.0 / 0.02) / 255)
    assert like - unlike == pytest.approx(steps, abs=1.0)


@pytest.fixture(scope="module")
def towns() -> dict[str, Town]:
    """One town by its first friendships: as by default, and where likes seek likes by origin and stage."""
    data = {"places": {"a": {"population": 900, "newcomers": 0.2}}, "origins": {"x": {}}}
    likes = {"other_origin_likeness": 0.3, "other_stage_likeness": 0.2}
    return {
        name: begin(scenario_from({**data, "ties": {"settle_months": 24, **ties}, **more}), 1)
        for name, ties, more in (
            ("usual", {}, {}),
            ("likes", likes, {}),
            ("rival", likes, {"rivals": {"likes": "language_and_foci"}}),
            ("mixed", {}, {"rivals": {"likes": "language_and_foci"}}),
        )
    }


def friendships(town: Town) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The ends of every tie at casual friend or closer that is no tie of household or kin."""
    used, ties = int(town.used[Used.PEOPLE]), town.state.ties
    held = (ties.partner[:used] >= 0) & (ties.hours[:used] >= town.rules.ties.casual_hours) & (ties.kind[:used] > 0)
    person, slot = np.nonzero(held)
    other = ties.partner[person, slot]
    apart = town.state.people.household[person] != town.state.people.household[other]
    return person[apart], other[apart]


def test_fewer_become_friends_across_origins_where_likes_seek_likes(towns: dict[str, Town]) -> None:
    def across(town: Town) -> int:
        a, b = friendships(town)
        return int((town.state.people.origin[a] != town.state.people.origin[b]).sum())

    assert 0 < across(towns["likes"]) < 0.75 * across(towns["usual"])


def test_friends_are_alike_in_age_where_likes_seek_likes(towns: dict[str, Town]) -> None:
    def gap(town: Town) -> float:
        a, b = friendships(town)
        return float(np.abs(town.state.people.birth[a] - town.state.people.birth[b]).mean())

    assert gap(towns["usual"]) < 0.95 * gap(towns["mixed"])


def test_under_the_rival_likenesses_change_no_byte(towns: dict[str, Town]) -> None:
    for column in ("partner", "hours", "quality"):
        one, other = (getattr(towns[name].state.ties, column) for name in ("rival", "mixed"))
        assert one.tobytes() == other.tobytes()
