"""Candidates: what a file may say, and what of it becomes of a town."""

from __future__ import annotations

from pathlib import Path

import pytest

from bygd.advise.candidates import read_candidates
from bygd.advise.mixes import mix_of
from bygd.advise.town import Town
from sim.scenario.errors import ScenarioError
from sim.scenario.inheritance import packaged_scenarios
from tests.desk import HAMLET

OWN = """\
funding: {pot: {permanent: true}}
coordinators: {coordinator: {funding: [pot]}}
levers: {services.interpreters: {2011-01: 0.5}}
"""
POST = "{piece: posts/coordinator, amount: {unit: posts, values: [1, 0.5], scales: [coordinators.coordinator.fte]}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "there are no candidates"),
        ("candidates: {}", "there are no candidates"),
        ("candidate: {}", "unknown field; did you mean candidates?"),
        ("candidates: {a: 3}", "c.yaml:1: candidates.a: takes a mapping"),
        ("candidates: {a: {name: x}}", "says nothing that is bought"),
        ("candidates:\n  a: {peice: x}", "c.yaml:2: candidates.a.peice: unknown field; did you mean piece?"),
        ("candidates: {a: {piece: programmes/language-caf}}", "did you mean programmes/language-cafe"),
        ("candidates: {a: {piece: rural-town}}", "holds more than programmes, coordinators and their money"),
        ("candidates: {a: {piece: posts/coordinator, start: -1}}", "-1 is not allowed; it takes whole numbers from 0"),
        ("candidates: {a: {piece: posts/coordinator, months: [12, 12]}}", "none twice"),
        ("candidates: {a: {piece: posts/coordinator, months: 1.5}}", "takes whole numbers"),
        ("candidates: {a: {piece: posts/coordinator, takeover: 2}}", "numbers from 0 to 1"),
        ("candidates: {a: {levers: {clubs.sport.fee: 1}, takeover: 0.5}}", "no stream of money that could be"),
        ("candidates: {a: {levers: [1]}}", "takes a mapping of paths to values"),
        ("candidates: {a: {piece: posts/coordinator, amount: 3}}", "takes a mapping of unit, values, scales"),
        ("candidates: {a: {piece: posts/coordinator, amount: {values: [0]}}}", "each above 0"),
        ("candidates: {a: {piece: posts/coordinator, amount: {values: [1]}}}", "says nothing that grows with it"),
        (
            "candidates: {a: {piece: posts/coordinator, amount: {values: 1, scales: [coordinators.coordinator.fta]}}}",
            "did you mean coordinators.coordinator.fte?",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        read_candidates(tmp_path / "c.yaml")
    assert said in str(refusal.value)


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("candidates: {a: {x: 1, start: -2, piece: nothing}}", encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        read_candidates(tmp_path / "c.yaml")
    assert len(refusal.value.problems) == 3


def test_all_that_come_with_the_program_can_be_had_in_granby() -> None:
    there = {one.key: one for one in read_candidates()}
    town = Town(packaged_scenarios() / "rural-town.yaml", there, 1, 3, 2)
    for key, one in there.items():
        assert not town.has_already(key)
        ways = one.choices(36)
        assert len(set(ways)) == len(ways) and all(way.months <= 36 for way in ways)
        assert town.scenario((ways[0],)).digest() != town.base.digest()
        assert town.scenario((ways[-1],)).digest() != town.base.digest()
    names = [one.name for one in there.values()]
    assert len(set(names)) == len(names)


def test_amount_start_length_and_takeover_are_what_the_scenario_says(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(
        f"candidates:\n  post: {POST}, start: 6, months: [24, 12], takeover: [0, 0.7]}}\n"
        "  fees: {levers: {clubs.fee_support_newcomers: null}, amount: {unit: share, values: [1, 0.5]}, months: 12}\n",
        encoding="utf-8",
    )
    (tmp_path / "h.yaml").write_text(HAMLET, encoding="utf-8")
    there = {one.key: one for one in read_candidates(tmp_path / "c.yaml")}
    town = Town(tmp_path / "h.yaml", there, 1, 2, 1)
    post, fees = there["post"].choices(24), there["fees"].choices(24)
    assert [(one.amount, one.start, one.months, one.takeover) for one in post[:3]] == [
        (1.0, 6, 18, 0.0),
        (1.0, 6, 18, 0.7),
        (1.0, 6, 12, 0.0),
    ]
    found = town.scenario(mix_of([post[-1], fees[-1]]))
    money = found.funding["coordinator_money"]
    assert (money.start, money.months, money.takeover, money.per_year) == ("2010-08", 12, 0.7, None)
    assert found.coordinators["coordinator"].fte == 0.5
    assert found.levers == {"clubs.fee_support_newcomers": {"2010-02": 0.5, "2011-02": 0}}
    assert found.months == 37


def test_what_the_town_has_already_is_known(tmp_path: Path) -> None:
    there = {one.key: one for one in read_candidates()}
    (tmp_path / "h.yaml").write_text(HAMLET + OWN, encoding="utf-8")
    town = Town(tmp_path / "h.yaml", there, 1, 2, 1)
    assert town.has_already("coordinator") == "coordinators.coordinator"
    assert town.has_already("interpreters") == "services.interpreters"
    assert town.has_already("language_cafe") == ""


def test_a_coordinator_under_another_name_is_known(tmp_path: Path) -> None:
    there = {one.key: one for one in read_candidates()}
    own = OWN.replace("coordinators: {coordinator: {", "coordinators: {guide: {name: The guide, ")
    (tmp_path / "h.yaml").write_text(HAMLET + own, encoding="utf-8")
    town = Town(tmp_path / "h.yaml", there, 1, 2, 1)
    assert [key for key in there if town.has_like(key)] == ["coordinator", "shared_coordinator"]
    assert town.has_like("coordinator") == "The guide" and not town.has_already("coordinator")


def test_sprint_and_marathon_takeover_and_a_shared_post_are_among_those_that_come_with_the_program() -> None:
    there = {one.key: one.choices(36) for one in read_candidates()}
    posts = {(one.amount, one.months) for one in there["coordinator"]}
    assert {(1.0, 36), (3.0, 12)} <= posts, "a marathon and a sprint"
    taken = {key for key, ways in there.items() if {one.takeover for one in ways} == {0.0, 0.5}}
    assert {"coordinator", "friend_mentor", "language_cafe", "neighbourhood_house"} <= taken
    shared = next(one for one in read_candidates() if one.key == "shared_coordinator")
    assert shared.content["coordinators"]["shared_coordinator"]["local"] is False
    assert {one.amount for one in there["shared_coordinator"]} == {0.5, 0.25}
