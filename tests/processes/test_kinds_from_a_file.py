"""Kinds of club that a scenario adds: whom they admit, in the first month, at the founding, in joining, and later."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.codes import NOBODY, ClubType, FocusSlot, Sex
from sim.history import begin
from sim.measures.counting import record
from sim.measures.recorder import Recorder
from sim.processes.club_access import admits, admitted
from sim.processes.club_founding import kind_to_found, recruit_draw
from sim.processes.volunteers import is_loose
from sim.rules import rules_of
from sim.scenario import ScenarioError, load_scenario, scenario_from
from sim.scenario.inheritance import pieces
from sim.scenario.schema.clubs import TYPES, kinds_of
from sim.schedule import month as live_a_month
from sim.town import Town, Used
from tests.processes.towns import add_person, town_of

ORIGINS: dict[str, Any] = {"one": {}, "two": {"faith": "theirs"}}
ADDED = len(TYPES)
"""The type of the first kind that a scenario adds."""
RULES = st.fixed_dictionaries(
    {},
    optional={
        "like": st.sampled_from([name for name in TYPES if name != "immigrant"]),
        "members": st.sampled_from(["everyone", "locals", "newcomers"]),
        "sex": st.sampled_from(["any", "women", "men"]),
        "youngest": st.integers(0, 40),
        "oldest": st.integers(40, 120),
        "children": st.sampled_from(["any", "with", "without"]),
        "origins": st.lists(st.sampled_from(list(ORIGINS)), max_size=2, unique=True),
        "faith": st.sampled_from(["", "theirs"]),
    },
)


def people_of(town: Town) -> None:
    """Everybody there is: both sexes, local and of both origins, all ages, with and without a small child."""
    for age in (0.0, 17.9, 39.9, 40.0, 41.0, 64.0, 90.0):
        for origin in (0, 1, 2):
            for sex in Sex:
                for child in (False, True):
                    row = add_person(town, age=age, sex=sex, newcomer=origin > 0, origin=origin)
                    if child:
                        add_person(town, age=3.0, sex=sex, household=int(town.state.people.household[row]))


def said(town: Town, rules: dict[str, Any], row: int) -> bool:
    """Whether a kind with ``rules`` is for somebody, in the words of the file."""
    people, month = town.state.people, town.month
    age = (month - int(people.birth[row])) // 12
    home = town.state.households.members[int(people.household[row])]
    small = any((month - int(people.birth[one])) / 12 < 6 for one in home[home != NOBODY])
    newcomer, origin = bool(people.newcomer[row]), int(people.origin[row])
    whose = [*rules.get("origins", []), *(["two"] if rules.get("faith") else [])]
    return (
        rules.get("youngest", 0) <= age <= rules.get("oldest", 120)
        and rules.get("sex", "any") in ("any", "women" if people.sex[row] == Sex.WOMAN else "men")
        and rules.get("members", "everyone") in ("everyone", "newcomers" if newcomer else "locals")
        and rules.get("children", "any") in ("any", "with" if small else "without")
        and (not whose or (origin > 0 and list(ORIGINS)[origin - 1] in whose))
    )


@pytest.fixture(scope="module")
def everybody() -> Town:
    town = town_of(people=400, origins=ORIGINS)
    people_of(town)
    return town


@given(rules=RULES)
@settings(max_examples=60, deadline=None)
def test_a_kind_from_a_file_admits_exactly_those_it_says(everybody: Town, rules: dict[str, Any]) -> None:
    scenario = scenario_from({"places": {"a": {"population": 9}}, "origins": ORIGINS, "club_kinds": {"own": rules}})
    count, packed = int(everybody.used[Used.PEOPLE]), rules_of(scenario)
    found = admitted(everybody.state, packed, ADDED, np.arange(count))
    assert found.tolist() == [said(everybody, rules, row) for row in range(count)]
    assert all(admitted(everybody.state, packed, kind, np.arange(count)).all() for kind in range(ADDED))


@given(rules=RULES)
@settings(max_examples=20, deadline=None)
def test_what_a_kind_does_not_say_is_as_usual_for_what_it_is_like(rules: dict[str, Any]) -> None:
    data = {"places": {"a": {"population": 9}}, "origins": ORIGINS, "club_kinds": {"own": {**rules, "fee": 7.0}}}
    scenario = scenario_from(data)
    kinds = kinds_of(scenario)
    own, usual = kinds["own"], getattr(scenario.clubs, rules.get("like", "culture"))
    for name in type(usual).model_fields:
        assert getattr(own, name) == (7.0 if name == "fee" else getattr(usual, name))
    assert scenario_from(scenario.canonical()) == scenario


KINDS: dict[str, Any] = {
    "shed": {"like": "village", "sex": "men", "youngest": 40, "per_thousand": 12.0, "size": 12, "founding": 20.0},
    "nursery": {
        "like": "popup",
        "sex": "women",
        "children": "with",
        "per_thousand": 12.0,
        "size": 10,
        "founding": 20.0,
        "leaving": 0.1,
        "viable": 2,
    },
    "mosque": {"like": "congregation", "origins": ["one"], "per_thousand": 12.0, "size": 12, "board": 0, "viable": 3},
}


@pytest.fixture(scope="module")
def lived() -> list[Town]:
    """A town with three kinds more: as built, and after two years."""
    data = {
        "places": {"a": {"population": 500, "newcomers": 0.3}},
        "origins": ORIGINS,
        "club_kinds": KINDS,
        "clubs": {"own_search": 0.4, "readiness": 1.0, "founders": 2},
        "ties": {"settle_months": 2},
    }
    town = begin(scenario_from(data), 3)
    first = town.copied()
    for _ in range(24):
        live_a_month(town)
    return [first, town]


def members(town: Town, kind: int) -> list[int]:
    focus = town.state.memberships.focus[: int(town.used[Used.PEOPLE]), FocusSlot.CLUB_1 : FocusSlot.CLUB_3 + 1]
    person, column = np.nonzero(focus != NOBODY)
    types = town.state.clubs.type[town.state.foci.owner[focus[person, column]]]
    return person[types == kind].tolist()


@pytest.mark.parametrize("number", range(len(KINDS)))
def test_members_are_those_it_is_for_from_the_first_month_on(lived: list[Town], number: int) -> None:
    key, rules = list(KINDS.items())[number]
    first, later = (members(town, ADDED + number) for town in lived)
    assert len(first) > 3 and len(later) > 3
    for town, rows in zip(lived, (first, later), strict=True):
        wrong = [row for row in rows if not said(town, rules, row)]
        # a child grows up, and the dues of the year are not yet
        assert not wrong or (key == "nursery" and town is lived[1] and len(wrong) < len(rows) / 2)
    assert set(later) - set(first), "some have joined"


def test_they_are_founded_and_their_measures_have_their_names(lived: list[Town]) -> None:
    town = lived[1]
    kinds, founded = town.state.clubs.type, town.state.clubs.founded
    assert ((kinds >= ADDED) & (founded > 0)).any()
    recorder = Recorder(list(town.scenario.places))
    record(town, recorder, "month")
    record(town, recorder, "year")
    rows = recorder.measures()
    found = {(m, g): v for m, g, v in zip(rows.measure, rows.group, rows.value, strict=True)}
    for number, key in enumerate(KINDS):
        is_open = (kinds == ADDED + number) & (town.state.clubs.open == 1)
        assert found["clubs_open", key] == is_open.sum()
        assert found["memberships", key] == len(members(town, ADDED + number))


def test_nobody_founds_or_is_gathered_for_what_is_not_for_them(everybody: Town) -> None:
    kind = {"sex": "women", "founding": 20.0}
    data = {"places": {"a": {"population": 9}}, "origins": ORIGINS, "club_kinds": {"own": kind}}
    none = {name: {"founding": 0.0} for name in TYPES}
    rules = rules_of(scenario_from({**data, "clubs": {**none, "founding_by_need": False}}))
    need = np.ones((1, ADDED + 1))
    grown = [row for row in range(int(everybody.used[Used.PEOPLE])) if everybody.state.people.birth[row] < -300]
    for row in grown:
        woman = everybody.state.people.sex[row] == Sex.WOMAN
        assert kind_to_found(everybody.state, rules, row, 0.0, need) == (ADDED if woman else NOBODY)
    town = everybody.copied()
    town.state.ties.partner[grown[0], 0] = grown[1]
    for row in grown[1:]:
        town.state.ties.partner[grown[0], 0] = row
        woman = town.state.people.sex[row] == Sex.WOMAN
        assert (recruit_draw(town.state, rules, grown[0], 0, ADDED) < 1.0) == woman
        assert recruit_draw(town.state, rules, grown[0], 0, ClubType.SPORT) < 1.0


@pytest.mark.parametrize("like", ["popup", "sport"])
def test_a_kind_like_pop_up_networks_is_loose(lived: list[Town], like: str) -> None:
    town = lived[0]
    kinds = {**KINDS, "nursery": {**KINDS["nursery"], "like": like}}
    rules = rules_of(scenario_from({**town.scenario.model_dump(mode="json", exclude_unset=True), "club_kinds": kinds}))
    popup = set(members(town, ClubType.POPUP))
    rows = [row for row in members(town, ADDED + 1) if row not in popup]
    assert rows and all(is_loose(town.state, rules, row) == (like == "popup") for row in rows)


def test_a_kind_more_leaves_who_is_drawn_to_others_as_it_was() -> None:
    def first(**more: Any) -> list[list[int]]:
        data = {"places": {"a": {"population": 400}}, "ties": {"settle_months": 0}, **more}
        town = begin(scenario_from(data), 3)
        return [members(town, kind) for kind in range(ADDED)]

    nobody = {"own": {"youngest": 119, "per_thousand": 5.0}}
    assert first() == first(club_kinds=nobody)
    assert first() != first(club_kinds={"own": {"per_thousand": 5.0}})


PIECES = [path for path in pieces() if path.parent.name == "clubs"]


@pytest.mark.parametrize("path", PIECES, ids=lambda path: path.stem)
def test_every_piece_brings_one_kind_of_club_to_a_town(path: Any, tmp_path: Any) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(f"extends: [rural-town.yaml, clubs/{path.name}]\nties: {{settle_months: 0}}\n")
    scenario = load_scenario(file)
    ((key, kind),) = scenario.club_kinds.items()
    assert kind.name and kind.per_thousand * 3.0 >= 0.5, "there is one in Granby"
    town = begin(scenario, 1)
    there = members(town, ADDED)
    assert len(there) >= 4 and admitted(town.state, rules_of(scenario), ADDED, np.array(there)).all(), key
    assert admits(town.state, rules_of(scenario), there[0], ADDED)


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ({"sport": {}}, "kind of its own"),
        ({"own": {"origins": ["three"]}}, "no origin 'three'"),
        ({"own": {"like": "immigrant"}}, "culture"),
        ({"own": {"youngest": 30, "oldest": 20}}, "less than youngest"),
        ({"own": {"sex": "woman"}}, "women"),
    ],
)
def test_what_is_wrong_is_said(kinds: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        scenario_from({"places": {"a": {"population": 9}}, "origins": ORIGINS, "club_kinds": kinds})


def test_no_lever_moves_an_added_kind() -> None:
    data = {"places": {"a": {"population": 9}}, "club_kinds": {"own": {}}}
    with pytest.raises(ScenarioError, match=r"club_kinds\.own\.fee"):
        scenario_from({**data, "levers": {"club_kinds.own.fee": {"2011-01": 3.0}}})


def test_a_congregation_is_for_the_origins_of_its_faith_and_those_named() -> None:
    origins = {"one": {"faith": "orthodox"}, "two": {"faith": "muslim"}, "three": {"faith": "orthodox"}, "four": {}}
    kinds = {
        "orthodox_parish": {"like": "congregation", "faith": "orthodox"},
        "mosque": {"like": "congregation", "faith": "muslim", "origins": ["four"]},
        "parish": {"like": "congregation"},
    }
    data = {"places": {"town": {"population": 100}}, "origins": origins, "club_kinds": kinds}
    allowed = rules_of(scenario_from(data)).clubs.for_origin[ADDED:, :5].astype(int).tolist()
    assert allowed == [[0, 1, 0, 1, 0], [0, 0, 1, 0, 1], [1, 1, 1, 1, 1]]
    data["club_kinds"] = {"parish": {"like": "congregation", "faith": "ortodox"}}
    with pytest.raises(ScenarioError, match="no origin is of the faith 'ortodox'") as refused:
        scenario_from(data)
    assert "club_kinds.parish.faith" in str(refused.value) and "did you mean orthodox?" in str(refused.value)
