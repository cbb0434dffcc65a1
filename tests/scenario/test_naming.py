"""Scenarios by name, policies that are differences, and places by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bygd.cli.place_alone import place_alone
from sim.region import problems
from sim.scenario import ScenarioError, load_policy, load_scenario
from sim.scenario.naming import packaged_names, scenario_file

Write = Callable[..., Path]
REGION = """\
title: Two towns
start: 2010-01
months: 24
places:
  alby: {name: Alby, population: 400}
  boda: {population: 300}
travel: {alby: {boda: 30}}
origins: {syria: {}, somalia: {}}
arrivals:
  to_alby: {place: alby, origin: syria, pathway: quota, per_year: 4}
  to_boda: {place: boda, origin: somalia, pathway: quota, per_year: 3}
funding:
  shared: {payer: state, months: 24}
  for_boda: {payer: region, months: 24}
  nobody_yet: {payer: eu, months: 24}
coordinators:
  both: {funding: [shared], places: [boda, alby]}
programmes:
  in_boda: {funding: [for_boda], form: support, places: [boda]}
  anywhere: {funding: [shared], form: support}
levers:
  arrivals.to_alby.per_year: {2011-01: 9}
  arrivals.to_boda.per_year: {2011-01: 8}
  programmes.in_boda.months: {2011-02: 3}
  meeting.free_hours: {2011-01: 40}
"""


@pytest.mark.parametrize(
    "text",
    [
        "rural-town",
        "rural-town.yaml",
        "scenarios/rural-town.yaml",
        "seeds/hudiksvall",
        "hudiksvall",
        "programmes/friend-mentor",
        "friend-mentor.yaml",
    ],
)
def test_a_packaged_scenario_goes_by_its_name_from_any_folder(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert scenario_file(text).is_file()
    assert scenario_file(text) in packaged_names().values()


def test_a_file_that_is_there_wins(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write(name="rural-town")
    monkeypatch.chdir(tmp_path)
    assert load_scenario("rural-town").months == 24
    (tmp_path / "rural-town").unlink()
    (tmp_path / "rural-town").mkdir()
    assert load_scenario("rural-town").months == 120  # a folder is no file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hudikswall", "did you mean hudiksvall?"),
        ("rural_town", "did you mean rural-town?"),
        ("mine.yml", "did you mean mine.yaml?"),
        ("qqqqqq", "'bygd scenarios' lists"),
    ],
)
def test_a_name_that_is_none_is_answered_with_the_nearest(
    text: str, said: str, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(name="mine.yaml")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match="there is no such file") as refusal:
        load_scenario(text)
    assert said in str(refusal.value)


@pytest.mark.parametrize("text", ["x" * 5000, "a\0b", "."])
def test_what_can_be_no_name_is_reported(text: str) -> None:
    with pytest.raises(ScenarioError):
        load_scenario(text)


def test_a_piece_lies_on_top_of_the_base_it_is_compared_with(write: Write) -> None:
    base = write("title: Mine\nplaces: {town: {population: 300}}\nmeeting: {free_hours: 41}\n", "base.yaml")
    policy = load_policy("friend-mentor", base)
    assert policy.title == "Mine, with friend-mentor"
    assert policy.meeting.free_hours == 41 and list(policy.places) == ["town"]
    assert list(policy.programmes) == ["friend_mentor"]
    own = write(
        "extends: programmes/friend-mentor.yaml\ntitle: Longer\nprogrammes: {friend_mentor: {months: 9}}\n",
        "longer.yaml",
    )
    longer = load_policy(own, base)
    assert (longer.title, longer.programmes["friend_mentor"].months) == ("Longer", 9)


def test_a_policy_with_places_is_a_scenario_of_its_own(write: Write) -> None:
    base = write("places: {town: {population: 300}}\nmeeting: {free_hours: 41}\n", "base.yaml")
    other = write("places: {town: {population: 310}}\n", "other.yaml")
    assert load_policy(other, base).digest() == load_scenario(other).digest()
    child = write("extends: base.yaml\nties: {half_life_months: 5}\n", "child.yaml")
    assert load_policy(child, base).meeting.free_hours == 41


def test_a_difference_that_does_not_fit_says_where(write: Write) -> None:
    base = write(name="base.yaml")
    wrong = write("programmes:\n  friends: {funding: [nothing], form: mentor}\n", "wrong.yaml")
    with pytest.raises(ScenarioError, match=r"wrong\.yaml:2: programmes\.friends\.funding"):
        load_policy(wrong, base)


def test_one_place_comes_with_what_is_its_own_and_no_more(write: Write) -> None:
    alone = load_scenario(write(place_alone(write(REGION, "region.yaml"), "region.yaml", "alby"), "alby.yaml"))
    assert alone.title == "Alby by itself" and list(alone.places) == ["alby"] and not alone.travel
    assert list(alone.arrivals) == ["to_alby"]
    assert alone.coordinators["both"].places == ("alby",) and list(alone.programmes) == ["anywhere"]
    assert list(alone.funding) == ["shared", "nobody_yet"]  # what paid for Boda alone went with it
    assert set(alone.levers) == {"arrivals.to_alby.per_year", "meeting.free_hours"}


def test_the_head_of_a_place_alone_names_what_was_left_out(write: Write) -> None:
    text = place_alone(write(REGION, "region.yaml"), "region.yaml", "alby")
    head = " ".join(line[2:] for line in text.splitlines() if line.startswith("# "))
    assert "The place alby of region.yaml" in head
    assert "places boda; arrivals to_boda; programmes in_boda; funding for_boda" in head


@pytest.mark.parametrize("region", ["umea-region", "three-levers-region", "seeds/umea-shared-staff"])
def test_every_place_of_the_umea_regions_stands_alone(region: str, write: Write) -> None:
    file = scenario_file(region)
    for key, place in load_scenario(file).places.items():
        alone = load_scenario(write(place_alone(file, region, key), f"{key}.yaml"))
        assert alone.places[key] == place
        assert problems(alone) == []


def test_a_place_that_is_none_is_answered_with_the_nearest(write: Write) -> None:
    with pytest.raises(ScenarioError, match="did you mean alby"):
        place_alone(write(REGION), "region.yaml", "albi")
