"""Design files: what they may say, what is told when they say something else, and the cells they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.designs import is_design, load_design
from sim.scenario import ScenarioError

BASE = "title: A hamlet\nmonths: 24\nplaces: {hamlet: {population: 200}}\n"
DESIGN = """\
design:
  title: What fees and hours do
  base: hamlet.yaml
  replicates: 2
  outcomes: [local_friends, employed]
  factors:
    fees:
      levels: {none: null, all: {clubs.fee_support_newcomers: 1.0}}
    hours:
      label: Free hours
      levels:
        "30": {meeting.free_hours: 30}
        "50": {meeting.free_hours: 50}
        "70": {meeting.free_hours: 70}
"""


@pytest.fixture
def write(tmp_path):
    (tmp_path / "hamlet.yaml").write_text(BASE, encoding="utf-8")

    def written(old="", new=""):
        assert old in DESIGN
        path = tmp_path / "design.yaml"
        path.write_text(DESIGN.replace(old, new, 1), encoding="utf-8")
        return path

    return written


def test_cells_are_all_combinations_the_first_being_the_reference(write):
    design = load_design(write())
    assert [point.values for point in design.points] == [
        ("none", "30"), ("none", "50"), ("none", "70"), ("all", "30"), ("all", "50"), ("all", "70"),
    ]
    assert [design.scenario(point).meeting.free_hours for point in design.points] == [30, 50, 70] * 2
    fees = [design.scenario(point).clubs.fee_support_newcomers for point in design.points]
    assert fees == [0, 0, 0, 1, 1, 1]
    assert (design.shape, design.replicates, design.months, design.seed) == ((2, 3), 2, 24, 1)
    assert (design.label("hours"), design.label("fees")) == ("Free hours", "Fees")


def test_the_command_s_words_come_before_the_file_s(write):
    design = load_design(write(), settings={"seed": 9}, replicates=5, months=12)
    assert (design.replicates, design.months, design.seed) == (5, 12, 9)
    assert {design.scenario(point).months for point in design.points} == {12}


def test_a_design_is_told_from_a_scenario(write, tmp_path):
    assert is_design(write()) and not is_design(tmp_path / "hamlet.yaml")


@pytest.mark.parametrize(("old", "new", "told"), [
    ("replicates: 2", "replicats: 2", ":4: design.replicats: there is no field 'replicats'; did you mean"),
    ("replicates: 2", "replicates: none", ":4: design.replicates: found text 'none'"),
    ("replicates: 2", "replicates: 0", ":4: design.replicates: found 0"),
    ("replicates: 2", "months: 6", ":4: design.months: found 6"),
    ("employed]", "employd]", "design.outcomes.1: there is no outcome 'employd'; did you mean employed?"),
    ("employed]", "local_friends]", "names an outcome twice"),
    ("employed]", "retention_5]", "retention_5 asks for 60 months, the runs have 24"),
    ("hamlet.yaml", "hamlit.yaml", ":3: design.base: there is no file 'hamlit.yaml'; did you mean hamlet"),
    ("meeting.free_hours: 30", "meeting.free_hourz: 30", "did you mean free_hours?"),
    ("meeting.free_hours: 30", "meeting.free_hours: lots", ":12: design.factors.hours.levels.30"),
    ("meeting.free_hours: 30", "clubs.fee_support_newcomers: 0", "two factors cannot set one field"),
    ('        "50": {meeting.free_hours: 50}\n        "70": {meeting.free_hours: 70}\n', "",
     "design.factors.hours.levels"),
    ("  outcomes:", "  figure: {x: houres}\n  outcomes:", "no factor 'houres'; did you mean hours?"),
    ("  outcomes:", "  figure: {x: hours, lines: hours}\n  outcomes:", "gives one factor two places"),
    ("design:", "design: 3\nthat:", "there is no field 'that'"),
    ("hours:\n      label", "Hours!:\n      label", "'Hours!' cannot be a name"),
])
def test_what_is_wrong_is_told_with_its_place(write, old, new, told):
    with pytest.raises(ScenarioError) as refusal:
        load_design(write(old, new))
    assert told in str(refusal.value)


def test_values_that_only_make_sense_together_stand_in_one_level(write):
    both = "{places.by: {population: 50}, travel.hamlet: {by: 20.0}}"
    design = load_design(write("{clubs.fee_support_newcomers: 1.0}", both))
    assert design.scenario(design.points[-1]).minutes("by", "hamlet") == 20
    with pytest.raises(ScenarioError, match="at the point fees all, hours 30"):
        load_design(write("{clubs.fee_support_newcomers: 1.0}", "{places.by: {population: 50}}"))


def test_a_mistake_in_one_level_is_told_once(write):
    with pytest.raises(ScenarioError) as refusal:
        load_design(write("clubs.fee_support_newcomers: 1.0", "clubs.fee_support_newcomers: 1.5"))
    assert len(refusal.value.problems) == 1


def test_the_design_that_comes_with_the_program_is_well_formed():
    """Its base may not be there yet; everything before it must be."""
    path = Path(__file__).resolve().parents[2] / "experiments" / "three-levers.yaml"
    if (path.parents[1] / "scenarios" / "three-levers-town.yaml").is_file():
        design = load_design(path)
        assert design.shape == (3, 4, 5) and design.replicates == 8 and design.months == 120
    else:
        with pytest.raises(ScenarioError, match=r"there is no file 'scenarios/three-levers-town\.yaml'"):
            load_design(path)
