"""``extends:`` as a readable difference, and the folder it may not leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import ScenarioError, load_scenario, load_with_base
from sim.scenario.inheritance import packaged_scenarios, whole_scenarios
from sim.scenario.schema.ties import TiesSettings

Write = Callable[..., Path]

BASE = """\
months: 24
places: {town: {population: 300, car: 0.5}, village: {population: 100}}
travel: {town: {village: 20}}
origins: {syria: {}}
arrivals: {quota: {place: town, origin: syria, mix: [1, 1, 1, 1, 1]}}
ties: {half_life_months: 5}
levers: {meeting.free_hours: {2010-06: 40, 2011-06: 45}}
"""


def refusal(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return str(caught.value)


def test_mappings_merge_and_lists_replace(write: Write) -> None:
    write(BASE, "base.yaml")
    scenario = load_scenario(
        write(
            "extends: base.yaml\nplaces: {town: {population: 350}}\narrivals: {quota: {mix: [0, 1, 0, 0, 0]}}\n"
            "levers: {meeting.free_hours: {2010-06: 42}}\n"
        )
    )
    assert scenario.places["town"].population == 350
    assert scenario.places["town"].car == 0.5
    assert scenario.arrivals["quota"].mix == (0, 1, 0, 0, 0)
    assert scenario.ties.half_life_months == 5
    assert scenario.levers == {"meeting.free_hours": {"2010-06": 42, "2011-06": 45}}


def test_null_removes_what_the_base_has(write: Write) -> None:
    write(BASE, "base.yaml")
    scenario = load_scenario(
        write(
            "extends: base.yaml\nplaces: {village: null}\ntravel: null\nties: {half_life_months: null}\n"
            "levers: {meeting.free_hours: {2011-06: null}}\n"
        )
    )
    assert list(scenario.places) == ["town"]
    assert scenario.ties == TiesSettings()
    assert scenario.levers == {"meeting.free_hours": {"2010-06": 40}}


def test_a_base_may_extend_another(write: Write) -> None:
    write(BASE, "a.yaml")
    write("extends: a.yaml\nmonths: 36\n", "b.yaml")
    scenario, base, name = load_with_base(write("extends: b.yaml\nseed: 7\n", "c.yaml"))
    assert (scenario.months, scenario.seed, scenario.ties.half_life_months) == (36, 7, 5)
    assert base is not None and base.seed == 1 and name.endswith("b.yaml")


def test_an_error_in_the_base_is_reported_at_its_line_there(write: Write) -> None:
    write(BASE.replace("0.5", "5"), "base.yaml")
    assert "base.yaml:2: places.town.car: found 5" in refusal(write("extends: base.yaml\n"))


def test_a_shorter_scenario_leaves_its_bases_later_levers_out(write: Write) -> None:
    write(BASE, "base.yaml")
    assert load_scenario(write("extends: base.yaml\nmonths: 12\n")).at(11).meeting.free_hours == 40
    own = write("extends: base.yaml\nmonths: 12\nlevers: {ties.half_life_months: {2012-01: 4}}\n")
    assert "lies outside the scenario; allowed: 2010-01 to 2010-12" in refusal(own)


def test_circles_are_refused(write: Write) -> None:
    write("extends: b.yaml\n", "a.yaml")
    assert "itself" in refusal(write("extends: a.yaml\n", "b.yaml"))
    assert "itself" in refusal(write("extends: ./d.yaml\n", "d.yaml"))


def test_a_missing_base_is_answered_with_the_nearest_name(write: Write) -> None:
    write(BASE, "base.yaml")
    said = refusal(write("title: x\nextends: bsae.yaml\n"))
    assert "scenario.yaml:2: extends: there is no file 'bsae.yaml'; did you mean base.yaml?" in said


@pytest.mark.parametrize("name", ["../out.yaml", "/etc/passwd", "sub/../../out.yaml", "../../../etc/passwd"])
def test_a_base_outside_the_folder_is_refused(write: Write, name: str) -> None:
    write(BASE, "out.yaml")
    assert "leads out of the scenario's folder" in refusal(write(f"extends: {name}\n", "inner/s.yaml"))


def test_a_link_out_of_the_folder_is_refused(write: Write) -> None:
    outside = write(BASE, "out.yaml")
    inside = write("extends: link.yaml\n", "inner/s.yaml")
    try:
        (inside.parent / "link.yaml").symlink_to(outside)
    except OSError:
        pytest.skip("no symbolic links here")
    assert "leads out of the scenario's folder" in refusal(inside)


def test_of_several_bases_the_later_lies_on_top_and_the_file_itself_uppermost(write: Write) -> None:
    write(BASE, "town.yaml")
    write("seed: 2\nties: {half_life_months: 7}\nmeeting: {free_hours: 41}\n", "a.yaml")
    write("seed: 3\nties: {half_life_months: 8}\nlevers: null\n", "b.yaml")
    scenario, base, name = load_with_base(write("extends: [town.yaml, a.yaml, b.yaml]\nseed: 4\n"))
    assert (scenario.seed, scenario.ties.half_life_months, scenario.meeting.free_hours) == (4, 8, 41)
    assert scenario.levers == {}
    assert base is not None and base.ties.half_life_months == 5 and name.endswith("town.yaml")


def test_an_empty_mapping_empties_that_of_the_base(write: Write) -> None:
    """``months: {}`` says that nobody comes in given months, not that the base's months stay."""
    write(
        "places: {a: {population: 300}}\norigins: {syria: {}}\n"
        "arrivals: {some: {place: a, origin: syria, pathway: quota, per_year: 2, months: {2010-03: 5}}}\n"
        "start: 2010-01\nlevers: {meeting.free_hours: {2010-05: 30}}\n",
        "town.yaml",
    )
    scenario, *_ = load_with_base(write("extends: town.yaml\narrivals: {some: {months: {}}}\nlevers: {}\n"))
    assert scenario.arrivals["some"].months == {} and scenario.arrivals["some"].per_year == 2
    assert scenario.levers == {}


def test_a_common_base_does_not_take_back_what_another_base_changed(write: Write) -> None:
    write(BASE, "town.yaml")
    write("extends: town.yaml\nties: {half_life_months: 7}\n", "a.yaml")
    write("extends: ./town.yaml\nseed: 3\n", "b.yaml")
    orders = ("a.yaml, b.yaml", "b.yaml, a.yaml", "a.yaml, b.yaml, town.yaml", "town.yaml, a.yaml, b.yaml")
    for bases in orders:
        scenario = load_scenario(write(f"extends: [{bases}]\n"))
        assert (scenario.ties.half_life_months, scenario.seed) == (7, 3)


def test_a_base_that_is_no_whole_scenario_is_none_to_compare_with(write: Write) -> None:
    write(BASE, "town.yaml")
    write("seed: 3\n", "piece.yaml")
    scenario, base, _ = load_with_base(write("extends: [piece.yaml, town.yaml]\n"))
    assert (scenario.seed, base) == (3, None)


def test_circles_through_a_list_are_refused_at_the_line_of_the_name(write: Write) -> None:
    write(BASE, "town.yaml")
    write("extends: [town.yaml, scenario.yaml]\n", "b.yaml")
    said = refusal(write("title: x\nextends:\n  - town.yaml\n  - b.yaml\n"))
    assert "b.yaml:1: extends: scenario.yaml extends, in the end, itself" in said


def test_each_name_of_a_list_is_refused_at_its_own_line(write: Write) -> None:
    write(BASE, "town.yaml")
    for name, words in (
        ("twon.yaml", "there is no file 'twon.yaml'; did you mean town.yaml?"),
        ("programmes/freind-mentor.yaml", "did you mean programmes/friend-mentor.yaml?"),
        ("../town.yaml", "leads out of the scenario's folder"),
        ("7", "takes the name of one scenario file"),
        ("[town.yaml]", "takes the name of one scenario file"),
    ):
        said = refusal(write(f"title: x\nextends:\n  - town.yaml\n  - {name}\n"))
        assert "scenario.yaml:4: extends: " in said
        assert words in said


def test_an_error_in_one_of_several_bases_is_reported_at_its_line_there(write: Write) -> None:
    write(BASE, "town.yaml")
    write("seed: 1\nties:\n  half_life_months: long\n", "inner/a.yaml")
    assert "inner/a.yaml:3: ties.half_life_months: found text 'long'" in refusal(
        write("extends: [town.yaml, inner/a.yaml]\n").resolve()
    ).replace("\\", "/")


def test_a_long_chain_and_too_many_files_are_refused(write: Write) -> None:
    write(BASE, "0.yaml")
    for i in range(1, 12):
        write(f"extends: {i - 1}.yaml\n", f"{i}.yaml")
    assert load_scenario(write("extends: 8.yaml\n")).months == 24
    assert "more than 10 files extend one another" in refusal(write("extends: 9.yaml\n"))
    for i in range(70):
        write(BASE, f"p{i}.yaml")
    many = ", ".join(f"p{i}.yaml" for i in range(70))
    assert "more than 60 files in all" in refusal(write(f"extends: [{many}]\n"))


def test_a_file_beneath_the_scenario_may_name_one_above_it(write: Write) -> None:
    write(BASE, "town.yaml")
    write("extends: ../town.yaml\nseed: 5\n", "inner/a.yaml")
    assert load_scenario(write("extends: inner/a.yaml\n")).seed == 5


def test_a_packaged_file_may_name_one_above_it_or_in_another_folder(write: Write) -> None:
    scenario = load_scenario(write("extends: [rural-town.yaml, programmes/friend-mentor.yaml]\n"))
    assert "friend_mentor" in scenario.programmes
    assert load_scenario(packaged_scenarios() / "seeds" / "punkalaidun.yaml").origins


@pytest.mark.parametrize("name", ["[a, b]", "[]", "[3]", "3", "''", "{a: 1}", "."])
def test_extends_takes_names_of_files(write: Write, name: str) -> None:
    path = write(f"extends: {name}\nplaces: {{town: {{population: 300}}}}\n")
    assert "scenario.yaml:1: extends: " in refusal(path)


def test_scenarios_that_come_with_the_program_are_found_from_anywhere(write: Write) -> None:
    names = [path.name for path in sorted(packaged_scenarios().glob("*.yaml"))]
    assert names
    scenario = load_scenario(write(f"extends: {names[0]}\nmonths: 12\n"))
    assert scenario.months == 12


@pytest.mark.parametrize("path", whole_scenarios(), ids=lambda path: path.name)
def test_every_packaged_scenario_loads(path: Path) -> None:
    assert load_scenario(path).places
