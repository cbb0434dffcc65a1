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
        ("none", "30"),
        ("none", "50"),
        ("none", "70"),
        ("all", "30"),
        ("all", "50"),
        ("all", "70"),
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


def test_a_design_is_distinguished_from_a_scenario(write, tmp_path):
    assert is_design(write()) and not is_design(tmp_path / "hamlet.yaml")


@pytest.mark.parametrize(
    ("old", "new", "reported"),
    [
        ("replicates: 2", "replicats: 2", ":4: design.replicats: there is no field 'replicats'; did you mean"),
        ("replicates: 2", "replicates: none", ":4: design.replicates: found text 'none'"),
        ("replicates: 2", "replicates: 0", ":4: design.replicates: found 0"),
        ("replicates: 2", "months: 6", ":4: design.months: found 6"),
        ("employed]", "employd]", "design.outcomes.1: there is no outcome 'employd'; did you mean employed?"),
        ("employed]", "local_friends]", "names an outcome twice"),
        ("employed]", "retention_5]", "retention_5 asks for 61 months, the runs have 24"),
        ("hamlet.yaml", "hamlit.yaml", ":3: design.base: there is no file 'hamlit.yaml'; did you mean hamlet"),
        ("meeting.free_hours: 30", "meeting.free_hourz: 30", "did you mean free_hours?"),
        ("meeting.free_hours: 30", "meeting.free_hours: lots", ":12: design.factors.hours.levels.30"),
        ("meeting.free_hours: 30", "clubs.fee_support_newcomers: 0", "two factors cannot set one field"),
        (
            '        "50": {meeting.free_hours: 50}\n        "70": {meeting.free_hours: 70}\n',
            "",
            "design.factors.hours.levels",
        ),
        ("  outcomes:", "  figure: {x: houres}\n  outcomes:", "no factor 'houres'; did you mean hours?"),
        ("  outcomes:", "  figure: {x: hours, lines: hours}\n  outcomes:", "gives one factor two places"),
        ("design:", "design: 3\nthat:", "there is no field 'that'"),
        ("hours:\n      label", "Hours!:\n      label", "'Hours!' cannot be a name"),
    ],
)
def test_what_is_wrong_is_reported_with_its_place(write, old, new, reported):
    with pytest.raises(ScenarioError) as refusal:
        load_design(write(old, new))
    assert reported in str(refusal.value)


def test_values_that_only_make_sense_together_stand_in_one_level(write):
    both = "{places.by: {population: 50}, travel.hamlet: {by: 20.0}}"
    design = load_design(write("{clubs.fee_support_newcomers: 1.0}", both))
    assert design.scenario(design.points[-1]).minutes("by", "hamlet") == 20
    with pytest.raises(ScenarioError, match="at the point fees all, hours 30"):
        load_design(write("{clubs.fee_support_newcomers: 1.0}", "{places.by: {population: 50}}"))


def test_a_mistake_in_one_level_is_reported_once(write):
    with pytest.raises(ScenarioError) as refusal:
        load_design(write("clubs.fee_support_newcomers: 1.0", "clubs.fee_support_newcomers: 1.5"))
    assert len(refusal.value.problems) == 1


NUMBERS = """\
design:
  base: hamlet.yaml
  outcomes: [employed]
  method: latin-hypercube
  points: 4
  factors:
    fees:
      levels: {none: null, all: {clubs.fee_support_newcomers: 1.0}}
    hours:
      path: meeting.free_hours
      range: [30, 70]
"""


@pytest.fixture
def rewrite(tmp_path):
    """The design of numbers with words replaced."""
    (tmp_path / "hamlet.yaml").write_text(BASE, encoding="utf-8")

    def written(*pairs):
        text = NUMBERS
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "design.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


METHOD, RANGE, PATH = "method: latin-hypercube", "range: [30, 70]", "path: meeting.free_hours"


@pytest.mark.parametrize(
    ("pairs", "reported"),
    [
        ([(METHOD, "method: latin-hypercub")], ":4: design.method: found text 'latin-hypercub'; allowed: one of grid"),
        ([("  points: 4\n", "")], "design.points: is missing: how many points"),
        ([(METHOD, "method: grid")], ":5: design.points: is of no use to method grid"),
        ([("points: 4", "points: 4\n  steps: 4")], "design.steps: is of no use to method latin-hypercube"),
        ([(METHOD, "method: morris"), ("points: 4", "points: 4\n  steps: 5")], "need an even number"),
        (
            [(METHOD, "method: sobol"), ("points: 4", "points: 100")],
            "found 100; Sobol' points are balanced only for a power of two: 64 or 128",
        ),
        ([(METHOD, "method: sobol-indices"), ("points: 4", "points: 3")], "2 or 4"),
        ([("points: 4", "points: 4\n  second_order: true")], "design.second_order: is of no use"),
        ([("points: 4", "points: 4\n  table: rows.csv")], "did you mean method: table?"),
        ([("points: 4", "points: 60000")], "60,000 rows × 2 combinations of levels = 120,000 points; at most 100,000"),
        ([(RANGE, "range: [70, 30]")], ":11: design.factors.hours.range: 70 to 30: the first must be below"),
        ([(RANGE, "range: [30, 900]")], "30 to 900 is more than meeting.free_hours allows: a number from 0 to 300"),
        ([(RANGE, "range: [30]")], ":11: design.factors.hours.range"),
        ([(RANGE, "range: [30, .inf]")], "design.factors.hours.range"),
        ([(RANGE, "range: [0, 70]\n      scale: log")], "a log scale needs numbers above 0; this goes down to 0"),
        ([(RANGE, RANGE + "\n      around: 0.3")], "two ways of saying one thing"),
        ([(RANGE, "around: 1.5")], ":11: design.factors.hours.around: found 1.5"),
        ([(RANGE, "label: Hours")], "give it a range [low, high], or around"),
        ([(f"{PATH}\n      {RANGE}", "label: Hours")], "give it levels, or a path"),
        (
            [(PATH, "path: meeting.free_hour")],
            ":10: design.factors.hours.path: there is no 'free_hour' in meeting; did you mean free_hours",
        ),
        ([(PATH, "path: rivals.belonging")], "rivals.belonging is no number but one of informal"),
        ([(PATH, "path: meeting")], "meeting is no number but a mapping"),
        ([(PATH, "path: meeting.shared_language")], "is no number but true or false: give it levels"),
        ([("    hours:", "    employed:")], ":9: design.factors.employed: is a column of the results already"),
        ([("    fees:", "    seed:")], "design.factors.seed: is a column of the results already"),
        ([(PATH, "path: months")], "months is the design's own `months`"),
        ([(PATH, "path: seed")], "seed is the design's own `seed`"),
        ([(PATH, "path: clubs.fee_support_newcomers"), (RANGE, "range: [0, 1]")], "two factors cannot set one field"),
        ([(PATH, "path: clubs.fee_support_newcomers"), (RANGE, "around: 0.5")], "the base has 0 at clubs.fee_support"),
        ([(PATH, "path: places.hamlet.homes"), (RANGE, "around: 0.5")], "the base has nothing at places.hamlet.homes"),
        ([(PATH, "path: meeting.club_encounters"), (RANGE, "range: [1.6, 2.4]")], "from 1.6 to 2.4 is rounded to 2"),
        (
            [
                (METHOD, "method: one-at-a-time"),
                ("  points: 4\n", ""),
                (PATH, "path: places.hamlet.homes"),
                (RANGE, "range: [90, 120]"),
            ],
            "the base has nothing at places.hamlet.homes, where the others stand",
        ),
        (
            [("    hours:\n      path: meeting.free_hours\n      range: [30, 70]\n", "")],
            "latin-hypercube varies numbers",
        ),
        (
            [("      levels: {none", "      scale: log\n      levels: {none")],
            "a factor with levels has no other values",
        ),
        ([("points: 4", "points: 4\n  figure: {x: hours}")], "hours has no levels; the figure shows"),
        (
            [
                (PATH, "path: meeting.free_hours"),
                ("    hours:", "    more: {path: meeting.free_hours, range: [1, 2]}\n    hours:"),
            ],
            "is set by more too",
        ),
        (
            [("{none: null, all: {clubs.fee_support_newcomers: 1.0}}", "{none: null, all: {meeting: {}}}")],
            "meeting.free_hours is a part of what fees sets",
        ),
        ([(PATH, "path: places.hamlet.homes"), (RANGE, "range: [3, 9]")], ":11: design.factors.hours.range"),
    ],
)
def test_what_is_wrong_with_numbers_is_reported_with_its_place(rewrite, pairs, reported):
    with pytest.raises(ScenarioError) as refusal:
        load_design(rewrite(*pairs))
    assert reported in str(refusal.value)


def test_everything_wrong_is_reported_at_once(rewrite):
    path = rewrite((RANGE, "range: [70, 30]"), ("points: 4", "points: 4\n  steps: 3"), ("employed]", "employd]"))
    with pytest.raises(ScenarioError) as refusal:
        load_design(path)
    assert [problem.line for problem in refusal.value.problems] == [3, 6, 12]


TABLE = "fees,meeting.free_hours,rivals.belonging,meeting.club_encounters,hours\n"
TABLED = [
    (METHOD, "method: table"),
    ("points: 4", "table: rows.csv"),
    (f"{PATH}\n      {RANGE}", "path: ties.half_life_months\n      scale: log"),
]


def test_rows_of_a_table_are_points_with_values_of_their_fields_kinds(rewrite, tmp_path):
    (tmp_path / "rows.csv").write_text(
        "\ufeff" + TABLE + "all,35,informal,2,4.5\n\nnone, 40.5 ,informal_and_membership,3.0,9\n", encoding="utf-8"
    )
    design = load_design(rewrite(*TABLED))
    assert list(design.factors) == [
        "fees",
        "hours",
        "meeting_free_hours",
        "rivals_belonging",
        "meeting_club_encounters",
    ]
    assert design.sampled == ("meeting_free_hours", "meeting_club_encounters", "hours")
    assert design.sample.tolist() == [[35, 2, 4.5], [40.5, 3, 9]]
    assert [point.values for point in design.points] == [
        ("all", 4.5, 35, "informal", 2),
        ("none", 9, 40.5, "informal_and_membership", 3),
    ]
    assert design.points[1].changes == {
        "meeting.free_hours": 40.5,
        "ties.half_life_months": 9,
        "rivals.belonging": "informal_and_membership",
        "meeting.club_encounters": 3,
    }
    assert design.levels == {"fees": ("none", "all"), "rivals_belonging": ("informal", "informal_and_membership")}
    assert design.tabled == ("fees", "rivals_belonging") and design.shape == ()
    assert design.bounds.tolist() == [[35, 40.5], [2, 3], [4.5, 9]]
    assert design.label("meeting_free_hours") == "Free hours (meeting)"


def test_levels_that_no_column_names_are_crossed_with_the_rows_of_a_table(rewrite, tmp_path):
    (tmp_path / "rows.csv").write_text("hours\n3\n5\n", encoding="utf-8")
    design = load_design(rewrite(*TABLED))
    assert [point.values for point in design.points] == [("none", 3), ("all", 3), ("none", 5), ("all", 5)]


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("", "rows.csv: is empty"),
        ("hours\n", "has a first line only"),
        ("hours\n3\nmany\n", "rows.csv:3: ties.half_life_months: found text 'many'; allowed: a number from 0.5 to 60"),
        ("hours\n3\n\n4,5\n", "rows.csv:4: has 2 cells, the first line 1"),
        ("hours,fees\n3,non\n", "rows.csv:2: fees: there is no level 'non'; did you mean none?"),
        ("hours,fees\n3,\n", "there is no level ''"),
        ("hours,meeting.free_hours\n,3\n", "ties.half_life_months: found an empty cell"),
        ("hours\n900\n", "found 900; allowed: a number from 0.5 to 60"),
        ("hours\nnan\n", "found text 'nan'"),
        ("hours\n.nan\n", "found nan"),
        ("hours\n1e400\n", "found inf"),
        ("hours\ntrue\n", "found true"),
        ("hours,meeting.club_encounters\n3,2.5\n", "found 2.5; allowed: a whole number"),
        ("hours,rivals.belonging\n3,informl\n", "rows.csv:2: rivals.belonging: found text 'informl'; allowed: one of"),
        (
            "hours,meeting.free_hour\n3,4\n",
            "rows.csv:1: meeting.free_hour: there is no 'free_hour' in meeting; did you",
        ),
        ("houres\n3\n", "did you mean hours?"),
        ("hours,hours\n3,4\n", "stands twice"),
        ("hours,\n3,4\n", "without a name"),
        ("hours,ties.half_life_months\n3,4\n", "stands twice"),
        ("hours,seed\n3,4\n", "the design's own `seed`"),
        ("hours,leaving.family\n3,4\n", "a cell holds one value"),
        ("fees\nall\n", "stands in no column of rows.csv"),
        ('hours\n"3\n', "not readable as CSV"),
        ("hours\n3;4\n", "found text '3;4'"),
        ("hours,places.hamlet.homes\n4,100\n4,5\n", "rows.csv:3:"),
    ],
)
def test_what_is_wrong_with_a_table_is_reported_with_its_line(rewrite, tmp_path, text, reported):
    (tmp_path / "rows.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refusal:
        load_design(rewrite(*TABLED))
    assert reported in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("../rows.csv", "leads out of the design's folder"),
        ("/etc/passwd", "leads out of the design's folder"),
        ("row.csv", "there is no file 'row.csv'; did you mean rows.csv?"),
        ("link.csv", "leads out"),
        ("folder", "there is no file"),
        ("binary.csv", "is not UTF-8 text"),
        ("large.csv", "a table has at most 50 MB"),
    ],
)
def test_tables_that_are_none(rewrite, tmp_path, name, reported):
    (tmp_path / "rows.csv").write_text("hours\n3\n", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("/etc/passwd")
    (tmp_path / "folder").mkdir()
    (tmp_path / "binary.csv").write_bytes(b"hours\n\xff\xfe\n")
    with (tmp_path / "large.csv").open("wb") as handle:
        handle.truncate(60_000_000)
    with pytest.raises(ScenarioError) as refusal:
        load_design(rewrite(*[(old, new.replace("rows.csv", name)) for old, new in TABLED]))
    assert reported in str(refusal.value)


def test_check_tells_ranges_and_levels_in_words(rewrite, capsys):
    from bygd.cli import main

    assert main(["check", str(rewrite((RANGE, RANGE + "\n      scale: log")))]) == 0
    reported = capsys.readouterr().out
    for words in (
        "a Latin hypercube of 4 points, 1 factor, each crossed with Fees (2)",
        "8 points × 8 replicates",
        "Free hours (meeting): 30 to 70 [hour/month] (base: 44.8), spread evenly on a log scale",
        "none: as in the base",
        "all: clubs.fee_support_newcomers = 1",
    ):
        assert words in reported


@pytest.mark.parametrize(
    ("name", "method", "points"),
    [
        ("three-levers", "grid", 60),
        ("three-levers-region", "grid", 8),
        ("sensitivity", "morris", None),
        ("futures", "latin-hypercube", None),
    ],
)
def test_designs_that_come_with_the_program_are_well_formed(name, method, points):
    design = load_design(Path(__file__).resolve().parents[2] / "experiments" / f"{name}.yaml")
    assert design.method == method and design.months == 120
    assert points is None or len(design.points) == points
