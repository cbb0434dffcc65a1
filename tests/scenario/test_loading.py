"""From a file to a scenario, and what is said when that cannot be."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pytest

from sim.scenario import (
    Problem,
    ScenarioError,
    load_scenario,
    loading,
    located,
    parse_setting,
    scenario_from,
    with_overrides,
)
from sim.scenario.paths import may_be_none
from sim.scenario.schema.ties import TiesSettings
from tests.scenario.example import example

Write = Callable[..., Path]


def messages(path: Path) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return [str(problem).replace(f"{path.parent}/", "") for problem in caught.value.problems]


def message(path: Path) -> str:
    found = messages(path)
    assert len(found) == 1, found
    return found[0]


def test_the_smallest_scenario_has_defaults_for_all_else(write: Write) -> None:
    scenario = load_scenario(write())
    assert scenario.months == 24
    assert scenario.ties == TiesSettings()


def test_a_section_of_comments_is_a_section_by_default(write: Write) -> None:
    places = "places: {town: {population: 300}}\n"
    commented = load_scenario(write(f"{places}ties:\n  # half_life_months: 3\n"))
    assert commented.digest() == load_scenario(write(places)).digest()


HALF_LIFE = "allowed: a number from 0.5 to 60 [month]"
MONTHS = "allowed: a whole number from 1 to 480 [month]"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ties: {half_life_months: long}", f"ties.half_life_months: found text 'long'; {HALF_LIFE}"),
        ("ties: {half_life_months: '6'}", f"ties.half_life_months: found text '6'; {HALF_LIFE}"),
        ("ties: {half_life_months: 0.1}", f"ties.half_life_months: found 0.1; {HALF_LIFE}"),
        ("ties: {half_life_months: .nan}", f"ties.half_life_months: found nan; {HALF_LIFE}"),
        ("ties: {half_life_months: -.inf}", f"ties.half_life_months: found -inf; {HALF_LIFE}"),
        (
            "ties: {half_life_month: 6}",
            "ties.half_life_month: there is no field 'half_life_month'; did you mean half_life_months?",
        ),
        ("tise: {slots: 40}", "tise: there is no field 'tise'; did you mean ties?"),
        (
            "rivals: {belonging: informell}",
            (
                "rivals.belonging: found text 'informell'; "
                "allowed: one of informal, informal_and_membership; did you mean informal?"
            ),
        ),
        ("months: 12.5", f"months: found 12.5; {MONTHS}"),
        ("months: true", f"months: found true; {MONTHS}"),
        ("start: 2010-13", "start: found text '2010-13'; allowed: a month written like 2006-01"),
        (
            "demography: {births: yes}",
            "demography.births: found text 'yes'; allowed: true or false; did you mean true?",
        ),
    ],
)
def test_a_wrong_value_is_answered_with_where_what_and_what_is_allowed(write: Write, line: str, said: str) -> None:
    path = write(f"{line}\nplaces: {{town: {{population: 300}}}}\n")
    assert message(path) == f"scenario.yaml:1: {said}"


def test_a_missing_field_names_its_place(write: Write) -> None:
    said = message(write("title: x\nplaces:\n  town:\n    name: Town\n"))
    assert said.startswith("scenario.yaml:3: places.town.population: is missing; allowed: a whole number")


def test_several_errors_are_listed_but_not_more_than_ten(write: Write) -> None:
    wrong = "".join(f"  nothing_{i}: 1\n" for i in range(14))
    path = write(f"places: {{town: {{population: 300}}}}\nties:\n{wrong}")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert len(caught.value.problems) == 14
    assert str(caught.value).count("there is no field") == 10
    assert str(caught.value).endswith("… and 4 more")


def test_names_that_are_no_names_are_refused(write: Write) -> None:
    assert "small letters" in message(write("places: {Åsele: {population: 300}}"))
    assert "did you mean sport?" in message(write("places: {town: {population: 300, clubs: {spotr: 1}}}"))


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"travel": {}}, "travel", "minutes are missing between vannas–vindeln"),
        ({"travel": {"vannas": {"vindeln": 35, "vanas": 3}}}, "travel.vannas.vanas", "did you mean vannas?"),
        ({"travel": {"umea": {"vindeln": 35}}}, "travel.umea", "no place 'umea'"),
        (
            {"travel": {"vannas": {"vindeln": 35}, "vindeln": {"vannas": 40}}},
            "travel.vannas.vindeln",
            "40 the other way",
        ),
        ({"travel": {"vannas": {"vindeln": 35, "vannas": 2}}}, "travel.vannas.vannas", "0 minutes"),
        ({"arrivals": {"q": {"place": "umea", "origin": "syria"}}}, "arrivals.q.place", "no place 'umea'"),
        ({"arrivals": {"q": {"place": "vannas", "origin": "syra"}}}, "arrivals.q.origin", "mean syria?"),
    ],
)
def test_a_region_that_contradicts_itself_is_refused(change: dict, path: str, words: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario_from(example(**change))
    problem = caught.value.problems[0]
    assert problem.path == path
    assert words in problem.message


def test_travel_is_the_same_both_ways() -> None:
    scenario = scenario_from(example())
    assert scenario.minutes("vindeln", "vannas") == scenario.minutes("vannas", "vindeln") == 35
    assert scenario.minutes("vannas", "vannas") == 0


def test_yaml_of_a_scenario_loads_to_an_equal_one(write: Write) -> None:
    scenario = scenario_from(example())
    again = load_scenario(write(scenario.to_yaml()))
    assert again.digest() == scenario.digest()
    assert again.canonical() == scenario.canonical()


def test_digest_sees_every_number_and_no_prose() -> None:
    ties = {"half_life_months": 6.0}
    scenario = scenario_from(example(ties=ties))
    assert scenario_from(example(title="Another", ties=ties)).digest() == scenario.digest()
    assert with_overrides(scenario, {"ties.half_life_months": 6.0000001}).digest() != scenario.digest()
    assert with_overrides(scenario, {"ties.half_life_months": 6}).digest() == scenario.digest()


def test_a_scenario_travels_to_another_process() -> None:
    scenario = scenario_from(example())
    scenario.at(30)
    again = pickle.loads(pickle.dumps(scenario))
    assert again.digest() == scenario.digest()
    assert again.at(30).rivals == scenario.at(30).rivals


def test_overrides_use_the_rules_of_the_file() -> None:
    scenario = scenario_from(example())
    changed = with_overrides(scenario, {"meeting.free_hours": 40, "places.vindeln.population": 500})
    assert changed.meeting.free_hours == 40.0
    assert changed.places["vindeln"].population == 500
    assert scenario.meeting.free_hours != 40.0
    with pytest.raises(ScenarioError, match=r"did you mean free_hours\?"):
        with_overrides(scenario, {"meeting.free_hour": 40})
    with pytest.raises(ScenarioError, match=r"--set meeting.free_hours: meeting.free_hours: found text 'x'"):
        with_overrides(scenario, {"meeting.free_hours": "x"})
    with pytest.raises(ScenarioError, match="population: is missing"):
        with_overrides(scenario, {"places.umea": {}})


def test_an_override_with_nothing_removes() -> None:
    scenario = scenario_from(example())
    assert with_overrides(scenario, {"arrivals.quota": None}).arrivals == {}
    raised = with_overrides(scenario, {"ties.half_life_months": 9})
    assert with_overrides(raised, {"ties.half_life_months": None}).digest() == scenario.digest()


def test_overrides_that_only_make_sense_together_are_checked_together() -> None:
    scenario = scenario_from(example())
    place, minutes = {"places.by": {"population": 50}}, {"travel.by": {"vannas": 20.0, "vindeln": 30.0}}
    assert with_overrides(scenario, {**place, **minutes}).minutes("vannas", "by") == 20
    for alone in (place, minutes):
        with pytest.raises(ScenarioError):
            with_overrides(scenario, alone)


def test_nothing_is_a_value_where_a_field_may_have_none() -> None:
    scenario = scenario_from(example())
    given = with_overrides(scenario, {"places.vannas.homes": 9000})
    assert with_overrides(given, {"places.vannas.homes": None}).places["vannas"].homes is None
    assert may_be_none(Annotated[int | None, "of 1 to 10"]) and not may_be_none(Annotated[int, "of 1 to 10"])


def test_shortening_drops_levers_that_can_no_longer_act() -> None:
    short = with_overrides(scenario_from(example()), {"months": 6})
    assert short.at(5).rivals.belonging == "informal"


def test_overrides_reach_levers_and_their_months() -> None:
    scenario = scenario_from(example())
    path = "levers.rivals.belonging.2011-01"
    assert with_overrides(scenario, {path: "informal"}).at(20).rivals.belonging == "informal"
    assert with_overrides(scenario, {path: None}).at(20).rivals.belonging == "informal"
    new = with_overrides(scenario, {"levers.meeting.free_hours": {"2012-01": 44}})
    assert new.at(24).meeting.free_hours == 44


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("a.b=3", ("a.b", 3)),
        ("a.b=0.5", ("a.b", 0.5)),
        ("a=true", ("a", True)),
        ("a=x=y", ("a", "x=y")),
        ("a=", ("a", None)),
        ("a=[1, 2]", ("a", [1, 2])),
        (" a = text ", ("a", "text")),
    ],
)
def test_settings_are_read_as_in_a_file(text: str, setting: tuple) -> None:
    assert parse_setting(text) == setting


@pytest.mark.parametrize("text", ["a", "=3", "a=[1", "a=*x"])
def test_a_malformed_setting_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="--set"):
        parse_setting(text)


def test_problems_found_later_get_their_line(write: Write) -> None:
    path = write("title: x\nplaces:\n  town:\n    population: 300\n    homes: 3\n")
    error = located(path, ["places.town.homes: 3 homes are too few", "something else"])
    assert error.problems[0] == Problem("3 homes are too few", "places.town.homes", str(path), 5)
    assert error.problems[1].message == "something else"


@pytest.mark.parametrize("value", [{1, 2}, object(), 10**50, b"x"], ids=["set", "object", "huge", "bytes"])
def test_what_no_file_could_hold_is_refused(value: object) -> None:
    with pytest.raises(ScenarioError):
        scenario_from(example(months=value))


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in message(tmp_path / "missing.yaml")
    assert "is a folder" in message(tmp_path)
    (tmp_path / "binary.yaml").write_bytes(bytes(range(256)) * 4)
    assert "not UTF-8" in message(tmp_path / "binary.yaml")
    (tmp_path / "nul.yaml").write_bytes(b"a: 1\0")
    assert "binary file" in message(tmp_path / "nul.yaml")
    for text, words in (("", "is empty"), ("# no\n", "is empty"), ("[1]", "holds a list"), ("x", "single")):
        (tmp_path / "f.yaml").write_text(text)
        assert message(tmp_path / "f.yaml").startswith("f.yaml:") and words in message(tmp_path / "f.yaml")
    with (tmp_path / "large.yaml").open("wb") as handle:
        handle.truncate(50_000_000)
    assert message(tmp_path / "large.yaml").startswith("large.yaml: is 50.0 MB large")
    if Path("/dev/zero").exists():
        assert "not an ordinary file" in message(Path("/dev/zero"))


def test_changes_of_many_scenarios_in_turn_are_each_of_their_own():
    bases = [scenario_from({"places": {"alby": {"population": 100 + number}}}) for number in range(20)]
    for hours in (40, 41):
        for number, base in enumerate(bases):
            other = with_overrides(base, {"meeting.free_hours": hours, "places.alby.welcome": None})
            assert other.meeting.free_hours == hours and other.places["alby"].population == 100 + number
            assert other == scenario_from({**base.canonical(), "meeting": {"free_hours": hours}})
    assert len(loading._entries) <= loading.KEPT


def test_a_field_of_null_among_others_is_as_if_left_out():
    places = {"alby": {"population": 100, "welcome": None, "homes": 60}}
    found = scenario_from({"places": places, "meeting": None, "work": {"hiring": True, "accept": None}})
    assert found == scenario_from({"places": {"alby": {"population": 100, "homes": 60}}})
