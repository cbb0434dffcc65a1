"""Twenty years beside what is published: values of runs, verdicts, the page, and a command that goes on."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calibration.stage import __main__ as command
from calibration.stage import page, running
from calibration.stage.claims import region_claims, remote_claims, slack_claims
from calibration.stage.ranges import RANGES, Range, range_of
from calibration.stage.rows import ROWS, Row
from calibration.stage.seen import Seen
from calibration.stage.settlement import side_by_side
from calibration.stage.tables import Cell, published_words, with_interval
from calibration.stage.towns import SETTLEMENT, TOWN_SETTINGS, UMEA, Kind, Setting, smaller

ROOT = Path(__file__).resolve().parents[2]
VALUE = {row.key: row for row in ROWS}
TINY = """
title: Tiny
months: 24
places:
  here: {population: 120}
origins:
  far: {}
arrivals:
  some: {pathway: quota, place: here, origin: far, per_year: 6}
"""


def run(months: int = 240, stays: dict[str, tuple[int, float]] | None = None, **values: dict[int, float]) -> Seen:
    """One made-up run of the places "here" and "there". Names of values are PLACE__MEASURE or PLACE__MEASURE__GROUP,
    with "_" for "-" in groups and "y5" of refugees; ``stays`` by PLACE:PATHWAY: how many came, and the share
    still there after five years."""
    rows = []
    for name, series in values.items():
        place, measure, *group = name.split("__")
        of = "".join(group).replace("_", "-").replace("y5", "y5:refugees") or "all"
        rows.append([place, measure, of, [*series], [*series.values()]])
    curves = [[*key.split(":"), many, [60], [share]] for key, (many, share) in (stays or {}).items()]
    return Seen({"months": months, "values": rows, "stays": curves})


def at(key: str, seen: Seen, place: str = "here") -> float:
    return VALUE[key].value(seen, place)


def test_growth_is_compound_and_a_year() -> None:
    assert at("growth", run(here__population={-1: 1000.0, 239: 1000.0 * 0.99**20})) == pytest.approx(-1.0)


def test_moves_of_an_age_are_against_its_years_lived() -> None:
    moved = dict.fromkeys(range(24), -0.5)
    seen = run(24, here__net_migration__18_24=moved, here__aged__18_24={-1: 100.0, 11: 60.0, 23: 40.0})
    assert seen.person_years("here", "18-24") == pytest.approx(80.0 + 50.0)
    assert at("moves_18", seen) == pytest.approx(-1000 * 12.0 / 130.0)


def test_within_the_country_is_what_abroad_leaves() -> None:
    seen = run(
        12,
        here__aged={-1: 1000.0, 11: 1000.0},
        here__net_migration={0: -4.0, 11: -2.0},
        here__arrivals={0: 9.0},
        here__secondary_arrivals={0: 2.0},
        here__moved_out__abroad={3: 3.0},
    )
    assert at("abroad", seen) == pytest.approx(0.4) and at("domestic", seen) == pytest.approx(-1.0)


def test_one_generation_is_followed_for_ten_years() -> None:
    seen = run(here__aged_18={-1: 10.0, 11: 30.0}, here__aged_28={119: 8.0, 131: 12.0, 143: 99.0})
    assert at("generation", seen) == pytest.approx(50.0)


def test_work_after_years_is_by_refugees_over_places() -> None:
    seen = run(
        here__employed_by_year__y5={71: 0.5, 83: 1.0},
        here__cohort_working_age__y5={71: 6.0, 83: 2.0},
        there__employed_by_year__y5={83: 0.0},
        there__cohort_working_age__y5={83: 2.0},
    )
    assert seen.refugees_working(("here",), 5) == pytest.approx(5.0 / 8.0)
    assert seen.refugees_working(("here", "there"), 5) == pytest.approx(0.5)
    assert math.isnan(seen.refugees_working(("here",), 4))


def test_stay_over_places_is_by_refugees_who_came() -> None:
    seen = run(240, {"here:quota": (1, 0.8), "there:asylum": (2, 0.5), "there:all": (9, 0.1)})
    assert seen.refugees_stay(("here", "there"), 60) == pytest.approx(0.6)
    assert math.isnan(seen.refugees_stay(("here",), 36))


def test_nobody_commutes_where_there_is_one_place() -> None:
    one = run(here__commuting__locals={-1: 0.0, 239: 0.0})
    two = run(here__commuting__locals={-1: 0.2, 239: 0.3}, there__population={-1: 9.0})
    assert math.isnan(at("locals_commute", one)) and at("locals_commute", two) == pytest.approx(30.0)


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((-0.6, -0.5, -0.7), "inside"),
        ((-0.3, -0.1, -0.2), "at the edge"),
        ((0.3, 0.31, 0.32), "**outside**"),
        ((-2.0,), "**outside**"),
        ((), ""),
    ],
)
def test_a_verdict_needs_the_whole_interval(values: tuple[float, ...], verdict: str) -> None:
    assert Cell(VALUE["growth"], Kind.REMOTE, math.nan, np.array(values)).verdict == verdict


def test_nothing_published_has_no_verdict() -> None:
    assert Cell(VALUE["posts"], Kind.REMOTE, 1.0, np.array([5.0, 6.0])).verdict == ""


def test_intervals_are_students() -> None:
    assert with_interval(np.array([1.0, 2.0, 3.0])) == "2 ±2.5"
    assert with_interval(np.array([np.nan])) == "–"


def evidence() -> dict[str, tuple[str, str]]:
    """Figure and use of each row of docs/evidence.md, by its first cell."""
    rows = {}
    for line in (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("|") and len(cells) == 5:
            rows[cells[0]] = cells[1], cells[4]
    return rows


@pytest.mark.parametrize("one", RANGES, ids=lambda one: f"{one.row}-{one.kinds[0].name}")
def test_every_range_is_of_a_row_marked_as_a_test(one: Range) -> None:
    figure, use = evidence()[one.source]
    assert use.startswith("T") and "in range" in figure
    assert one.row in VALUE
    said = figure.split("in range", 1)[1]
    for end in (one.low, one.high):
        assert math.isinf(end) or end in (0.0, 100.0) or re.search(rf"(?<![\d.]){abs(end):g}(?![\d])", said), (
            end,
            said,
        )


def test_a_kind_of_place_has_one_range_of_a_row() -> None:
    pairs = [(one.row, kind) for one in RANGES for kind in one.kinds]
    assert len(pairs) == len(set(pairs))


def test_claims_are_of_rows_marked_as_tests() -> None:
    rows = evidence()
    nobody = run(**{f"{place}__population": {-1: 10.0, 239: 10.0} for place in UMEA.kinds})
    claims = [*region_claims([nobody]), *remote_claims([nobody]), *slack_claims([nobody])]
    assert len(claims) > 10 and all(rows[source][1].startswith("T") for source, _ in claims)


def test_a_smaller_region_has_fewer_people_and_fewer_who_come() -> None:
    whole, small = UMEA.scenario(), UMEA.scenario(0.25)
    assert small.places["umea"].population == round(whole.places["umea"].population / 4)
    assert small.arrivals["umea_labour"].per_year == whole.arrivals["umea_labour"].per_year / 4
    assert not small.levers


def test_every_setting_can_be_and_lasts_twenty_years() -> None:
    for setting in (*TOWN_SETTINGS, UMEA):
        scenario = setting.scenario()
        assert scenario.months == 240 and not scenario.levers and not scenario.programmes, setting.key
        assert set(setting.kinds) <= set(scenario.places)
    assert not TOWN_SETTINGS[1].scenario().arriving.newcomers


def part_of(text: str, part: str) -> str:
    """What stands in the page between the marks of a part."""
    return text.split(page.mark(part), 1)[1].split(page.END, 1)[0]


def around(text: str) -> list[str]:
    """What stands outside the marks of the parts."""
    for part in ("towns", "places", "settlement"):
        before, after = text.split(page.mark(part), 1)
        text = before + page.mark(part) + page.END + after.split(page.END, 1)[1]
    return text.splitlines()


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split(" | ")]


def test_ranges_in_the_page_are_those_of_the_code() -> None:
    tables = part_of(page.PAGE.read_text(encoding="utf-8"), "towns").split("\n**")
    tables = [table for table in tables if "|" in table]
    assert len(tables) == len(TOWN_SETTINGS) + 1
    words = {row.words: row for row in ROWS}
    for setting, table in zip((*TOWN_SETTINGS, UMEA), tables, strict=True):
        assert setting.title in table
        lines = [cells_of(line) for line in table.splitlines() if line.startswith("| ") and not line.startswith("| |")]
        assert len(lines) > 20
        seen: list[Row] = [words[cells[0]] for cells in lines]
        for row, cells in zip(seen, lines, strict=True):
            published = published_words([*setting.kinds.values()], row.key)
            there = (cells[3], cells[4]) if setting is not UMEA else (cells[-2], cells[-1])
            if setting is not UMEA and (one := range_of(row.key, next(iter(setting.kinds.values())))) is not None:
                assert there == (one.words, one.source), (setting.key, row.key)
            else:
                assert there == published, (setting.key, row.key)


def test_what_lies_outside_is_explained() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    after = text.split(page.mark("towns"), 1)[1].split(page.END, 1)[1].split("\n### ", 1)[0]
    for line in part_of(text, "towns").splitlines():
        if "**" in line and line.startswith("| "):
            words = cells_of(line)[0]
            assert f"*{words}*" in after, f"{words} lies outside its range, and the page does not say why"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """All settings with few people; the list holds what was taken from each run simulated."""
    whole, counted = Setting.scenario, []
    monkeypatch.setattr(
        Setting, "scenario", lambda self, share=1.0: smaller(whole(self), 0.01 if self is UMEA else 0.1)
    )

    def taken(history: Any) -> Any:
        counted.append(history.seed)
        return reading(history)

    reading = running.taken_from
    monkeypatch.setattr(running, "taken_from", taken)
    return counted


def test_the_command_writes_every_part_and_nothing_else(small: list[Any], tmp_path: Path) -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    mine = tmp_path / "page.md"
    mine.write_text(text, encoding="utf-8")
    asked = ["--seeds", "1", "--region-seeds", "1", "--months", "12", "--out", str(tmp_path), "--page", str(mine)]
    assert command.main([*asked, "--write"]) == 0
    written = mine.read_text(encoding="utf-8")
    many = len(command.SETTINGS)
    assert len(small) == many
    for part in ("towns", "places", "settlement"):
        assert part_of(written, part) != part_of(text, part) and "| " in part_of(written, part)
    assert around(text) == around(written)
    assert command.main([*asked, "--write"]) == 0 and len(small) == many, "kept runs are simulated once"


def test_an_interrupted_command_goes_on(small: list[Any], tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    file.write_text(TINY, encoding="utf-8")
    tiny = Setting("tiny", "Tiny", str(file), {"here": Kind.SMALL})

    def stop(words: str) -> None:
        if "2 of 3" in words:
            raise KeyboardInterrupt

    def go(seeds: int, tell: running.Tell) -> list[Seen]:
        return running.seen(tiny, range(1, seeds + 1), tmp_path, months=12, tell=tell)

    with pytest.raises(KeyboardInterrupt):
        go(3, stop)
    before, kept = len(small), len(list((tmp_path / "runs").iterdir()))
    assert 1 <= kept < 3
    found = go(3, print)
    assert len(small) == before + 3 - kept and len(found) == 3
    assert [one.end("here", "population") for one in go(4, print)][:3] == [
        one.end("here", "population") for one in found
    ]
    assert len(small) == before + 4 - kept, "one seed more is one run more"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "grandby"], "there is no 'grandby'"),
        (["--seeds", "0"], "--seeds is 0"),
        (["--months", "6"], "--months is 6"),
        (["--region-share", "2"], "--region-share is 2"),
    ],
)
def test_what_cannot_be_is_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(words)
    assert stopped.value.code == 2 and said in capsys.readouterr().err


def test_a_page_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="settlement"):
        page.with_parts("nothing", {"settlement": "table"})


def test_rules_are_compared_pair_by_pair() -> None:
    def one(friends: float) -> Seen:
        return run(84, all__local_friends={83: friends}, all__arrivals_unhoused={0: 1.0})

    lines = side_by_side([[one(1.0), one(3.0)], [one(1.5), one(3.5)], [one(1.0), one(2.0)]]).splitlines()
    friends = next(cells_of(line) for line in lines if line.startswith("| local friends"))
    assert friends[1].startswith("2 ±") and friends[2] == "+0.5 ±0" and friends[3].startswith("−0.5 ±")
    assert len(SETTLEMENT) == 3
