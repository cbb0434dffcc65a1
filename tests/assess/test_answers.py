"""Answers: what they may be, what is not known, and the form."""

from __future__ import annotations

from pathlib import Path

import pytest

from bygd.assess.answers import read_answers
from bygd.assess.arms import Arms
from bygd.assess.catalogue import benchmarks, by_id
from bygd.assess.form import form
from bygd.assess.standing import changes, means, strengths, unknown, weaknesses
from bygd.assess.town import Town
from sim.scenario.errors import ScenarioError
from tests.assess.forms import write_answers
from tests.desk import HAMLET


def test_numbers_words_and_notes(tmp_path: Path) -> None:
    given = {
        "H3": 2,
        "E8": "{value: not, note: no childcare}",
        "G2": "met",
        "S1": "Partly",
        "U1": "",
        "H1": "{note: ask}",
    }
    found = read_answers(write_answers(tmp_path / "a.yaml", given, title="Hamlet", date="2026-11"))
    assert {name: tuple(answer) for name, answer in found.given.items()} == {
        "G2": (4, ""),
        "E8": (0, "no childcare"),
        "S1": (2, ""),
        "H3": (2, ""),
    }
    assert (found.title, found.date, found.remarks) == ("Hamlet", "2026-11", {"H1": "ask"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("answers: {H33: 2}", "a.yaml:1: answers.H33: unknown benchmark; there are H1 to H10"),
        ("answers: {h3: 2}", "did you mean H3?"),
        ("answers: {early screening: 2}", "did you mean H3?"),
        (
            "answers:\n  G2: 7",
            "a.yaml:2: answers.G2: 7 is no answer; allowed is a whole number from 0 (not) to 4 (met)",
        ),
        ("answers: {G2: 2.5}", "2.5 is no answer"),
        ("answers: {G2: true}", "True is no answer"),
        ("answers: {G2: mett}", "did you mean met?"),
        ("answers: {G2: {value: 1, nte: x}}", "answers.G2.nte: unknown field; did you mean note?"),
        ("answers: {G2: {value: 1, note: this, and that}}", "a note with a comma stands in quotes"),
        ("answers: {G2: [1]}", "is no answer"),
        ("answers: [1]", "takes a mapping"),
        ("titel: x\nanswers: {}", "titel: unknown field; did you mean title?"),
        ("title: x", "there are no answers"),
        ("title: [x]\nanswers: {}", "takes text"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        read_answers(tmp_path / "a.yaml")
    assert said in str(refusal.value)


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("answers: {G2: 9, X1: 1, H3: maybe}", encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        read_answers(tmp_path / "a.yaml")
    assert len(refusal.value.problems) == 3


@pytest.mark.parametrize("core", [False, True])
def test_the_form_is_read_back_as_all_unknown(tmp_path: Path, core: bool) -> None:
    (tmp_path / "a.yaml").write_text(form("a.yaml", core=core), encoding="utf-8")
    found = read_answers(tmp_path / "a.yaml")
    assert not found.given and len(unknown(found)) == len(benchmarks())
    lines = form("a.yaml", core=core).splitlines()
    assert sum(line.startswith("  ") and line.endswith(":") for line in lines) == (20 if core else 68)


def test_what_is_not_known_is_not_nought(tmp_path: Path) -> None:
    known = read_answers(write_answers(tmp_path / "a.yaml", {"H1": 4, "H3": 0}))
    fewer = read_answers(write_answers(tmp_path / "b.yaml", {"H1": 4}))
    health = [next(one for one in means(each) if one.dimension == "Health") for each in (known, fewer)]
    assert [(one.value, one.known, one.of) for one in health] == [(2.0, 2, 10), (4.0, 1, 10)]
    assert next(one for one in means(fewer) if one.dimension == "Housing").value is None
    assert [row.id for row in weaknesses(known)] == ["H3"] and not weaknesses(fewer)
    assert [row.id for row in strengths(fewer)] == ["H1"]
    assert [(one.benchmark.id, one.before, one.now) for one in changes(known, fewer)] == [("H3", 0, None)]


def test_the_town_keeps_its_own_value_where_nothing_is_known(tmp_path: Path) -> None:
    path = tmp_path / "hamlet.yaml"
    path.write_text(HAMLET + "services: {interpreters: 0.55}\n", encoding="utf-8")
    assert Town(path, {}, 24).assessed.services.interpreters == 0.55
    assert Town(path, {"H5": 0}, 24).assessed.services.interpreters == 0.3
    assert "health_screening" not in Town(path, {}, 24).assessed.programmes
    assert not Town(path, {"H3": 0}, 24).assessed.programmes["health_screening"].active
    assert Town(path, {"H3": 1}, 24).assessed.programmes["health_screening"].active


GUIDE = "funding: {purse: {permanent: true}}\ncoordinators: {guide: {name: The guide, funding: [purse], fte: 0.4}}\n"


def test_what_the_town_has_stays_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "hamlet.yaml"
    path.write_text(HAMLET + GUIDE, encoding="utf-8")
    town = Town(path, {"G2": 4, "H3": 0}, 24)
    assert town.own == ("The guide",)
    assert {key: post.fte for key, post in town.assessed.coordinators.items()} == {"guide": 0.4}
    assert Town(path, {"H3": 0}, 24).assessed.coordinators.keys() == {"guide"}


def test_a_second_coordinator_comes_where_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "hamlet.yaml"
    path.write_text(HAMLET + GUIDE, encoding="utf-8")
    arms = Arms(Town(path, {"G2": 1, "H3": 0}, 24), "2010-02")
    assert [row.id for row in arms.open()] == ["H3"] and [row.id for row in arms.alike()] == ["G2"] and not arms.idle()
    asked = Arms(Town(path, {"G2": 1, "H3": 0}, 24, ["G2"]), "2010-02")
    assert {row.id for row in asked.open()} == {"G2", "H3"} and not asked.alike()
    assert {key: post.fte for key, post in asked.town.assessed.coordinators.items()} == {
        "guide": 0.4,
        "coordinator": 0.25,
    }
    path.write_text(HAMLET + GUIDE.replace("fte: 0.4", "fte: 0.4, active: false"), encoding="utf-8")
    assert "coordinator" in Town(path, {"G2": 1}, 24).assessed.coordinators, "a post that is not filled is none"


def test_levers_of_the_town_beyond_the_years_ahead_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "hamlet.yaml"
    path.write_text(HAMLET + "levers: {meeting.free_hours: {2010-06: 40, 2012-01: 30}}\n", encoding="utf-8")
    assert Town(path, {"H5": 0}, 12).assessed.levers == {"meeting.free_hours": {"2010-06": 40}}


def test_every_title_is_told_apart() -> None:
    assert len({row.title for row in benchmarks()}) == len({row.ask for row in benchmarks()}) == len(by_id())
