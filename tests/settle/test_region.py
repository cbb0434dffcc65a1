"""Streams told apart by kind: as many people, the same rules, the same households by both rules."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bygd.settle.kinds import supplies
from bygd.settle.region import Region, Sent
from sim.history import simulate as history
from sim.scenario.errors import ScenarioError
from tests.settle.two_places import REGION


@pytest.fixture
def region(tmp_path: Path) -> Region:
    (tmp_path / "r.yaml").write_text(REGION, encoding="utf-8")
    return Region(tmp_path / "r.yaml", 24)


def test_kinds_add_up_to_the_streams(region: Region) -> None:
    found = supplies(region.base)
    people = {key: sum(one.people for one in found if one.stream == key) for key in region.streams}
    assert people == pytest.approx({"quota": 24.0, "asylum": 12.0, "young": 3.0}), "labour migrants find their homes"
    quota = [one for one in found if one.stream == "quota"]
    assert len(quota) == 3 * 3 + 2, "schooling of those with one adult, families of two adults as they are"
    households = sum(one.households for one in quota)
    weights = region.base.arrivals["quota"].mix
    men = sum(one.households for one in quota if one.kind.family == "single_man")
    assert men / households == pytest.approx(weights[1] / sum(weights))
    low = next(one for one in quota if one.kind.short == "single_man-compulsory")
    levels = region.base.origins["south"].schooling
    assert low.households / men == pytest.approx(levels[0] / sum(levels))
    assert {one.kind.family for one in found if one.stream == "young"} == {"youth"}


def test_the_scenario_says_it_and_today_s_rule_stays(region: Region) -> None:
    sent = region.told_apart({(0, "storby"): 1.5, (0, "smaby"): 0.5}, {0: ["smaby", "storby"]})
    today, matched = (region.scenario(sent, matched=one).arrivals for one in (False, True))
    assert list(today) == list(matched) == [sent[0].key, sent[1].key, "labour"]
    assert today[sent[0].key].settlement.rule == "assigned" and today[sent[0].key].per_year == 1.5
    assert matched[sent[1].key].settlement.agreed == {"smaby": 1.0, "storby": 0.001}
    assert today[sent[0].key].mix == matched[sent[0].key].mix == (1.0, 0.0, 0.0, 0.0, 0.0)
    assert matched[sent[0].key].schooling == (1.0, 0.0, 0.0)
    assert today["labour"] == matched["labour"] == region.base.arrivals["labour"]


def test_tables_of_months_and_levers_stay(tmp_path: Path) -> None:
    more = REGION.replace("per_year: 24,", "per_year: 24, months: {2010-05: 7},")
    more += "levers: {arrivals.quota.per_year: {2010-06: 48, 2012-06: 5}}\n"
    (tmp_path / "r.yaml").write_text(more, encoding="utf-8")
    region = Region(tmp_path / "r.yaml", 24)
    made = region.scenario(region.by_kind(), matched=False)
    assert made.arrivals["quota"].per_year == 0 and made.arrivals["quota"].months == {"2010-05": 7}
    later = {key: held["2010-06"] for key, held in made.levers.items()}
    assert len(later) == 11 and sum(later.values()) == pytest.approx(48.0)


def test_who_comes_is_the_same_by_both_rules_and_goes_where_it_is_sent(region: Region) -> None:
    cells = {(n, place): one.households / 2 for n, one in enumerate(region.supplies) for place in ("storby", "smaby")}
    sent = region.told_apart(cells, {n: ["storby", "smaby"] for n in range(len(region.supplies))})
    from bygd.settle.following import simulate

    seen = []
    for matched in (False, True):
        made = region.scenario(sent, matched=matched)
        streams = tuple(one.uid for one in sent)
        history_, follower = simulate(made, 3, streams=streams, until=12, horizon=6)
        if not matched:
            assert history_.digest == history(made, 3).digest, "looking on changes nothing"
        seen.append(follower)
    assert seen[0].people.sum() > 20 and (seen[0].people.sum(axis=1) == seen[1].people.sum(axis=1)).mean() > 0.9
    own = np.array([list(region.base.places).index(one.place) for one in sent])
    there = seen[1].people[np.arange(len(sent)), own].sum() / seen[1].people.sum()
    today = seen[0].people[np.arange(len(sent)), own].sum() / seen[0].people.sum()
    assert there > 0.95 and today < 0.75
    (adults,) = (np.concatenate(one.found, axis=1) for one in seen[:1])
    assert adults.shape[0] == 8 and 10 < adults.shape[1] < seen[0].people.sum()
    assert set(np.unique(adults[5:])) <= {0, 1} and adults[4].max() <= 11
    _, early = simulate(made, 3, streams=streams, until=6, horizon=5, months=10)
    months = np.unique(np.concatenate(early.found, axis=1)[4])
    assert len(months) and months.max() <= 4, "nobody is looked at before the horizon"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("smaby: {", "# smaby: {"), "places: has one place"),
        (("pathway: quota", "homes: free, pathway: quota"), ""),
        (
            ("title: Two places", "title: T\nlevers: {arrivals.quota.homes: {2010-04: free}}"),
            "levers.arrivals.quota.homes",
        ),
    ],
)
def test_what_cannot_be_matched_is_said(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    (tmp_path / "r.yaml").write_text(REGION.replace(*change), encoding="utf-8")
    if not said:
        assert Region(tmp_path / "r.yaml", 24).streams == ["asylum", "young"]
        return
    with pytest.raises(ScenarioError) as refusal:
        Region(tmp_path / "r.yaml", 24)
    assert said in str(refusal.value)


def test_keys_are_short_and_differ(region: Region) -> None:
    region.supplies = [one._replace(stream="quota") for one in region.supplies]
    sent: list[Sent] = region.told_apart({(n, "storby"): 1.0 for n in range(len(region.supplies))})
    assert len({one.key for one in sent}) == len(sent) and max(len(one.key) for one in sent) <= 40
