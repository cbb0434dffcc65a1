"""What ``bygd check`` says of money is what the model does with it."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.portrait.payments import paid_by, payments
from experiments.portrait.whole import portrait
from sim.codes import NOBODY
from sim.history import begin
from sim.processes import funding
from sim.scenario import Scenario, ScenarioError, scenario_from
from tests.scenario.example import example

MONTHS = 30
OPEN_HANDED = {"finances": 1.0, "will": 1.0}
CASES: dict[str, dict[str, Any]] = {
    "after the end": {"a": {"start": "2014-01", "months": 24}},
    "over before the beginning": {"a": {"start": "2005-01", "months": 24}},
    "under way at the beginning": {"a": {"start": "2009-03", "months": 24}},
    "permanent": {"a": {"permanent": True}},
    "switched off": {"a": {"permanent": True, "active": False}},
    "surely renewed": {"a": {"months": 6, "renewals": 2, "renewal_chance": 1.0, "renewal_gap": 3}},
    "renewed at once": {"a": {"months": 5, "renewals": 1, "renewal_chance": 1.0, "renewal_gap": 0}},
    "procured": {"a": {"months": 9, "arrangement": "procurement", "procurement_months": 4}},
    "taken over": {"a": {"months": 7, "takeover": 1.0, "takeover_results": 0.0}},
    "renewed into the next": {
        "a": {"months": 6, "renewals": 1, "renewal_chance": 1.0, "renewal_gap": 0},
        "b": {"start": "2010-07", "months": 6},
    },
    "one after the other": {"a": {"months": 6}, "b": {"start": "2010-10", "months": 8}},
}


def paying(streams: dict[str, Any], **more: Any) -> Scenario:
    return scenario_from(
        example(
            months=MONTHS,
            places={"vannas": {"population": 40}},
            travel={},
            arrivals={},
            levers=more.pop("levers", {}),
            funding=streams,
            coordinators={"post": {"funding": list(streams), "fte": 0.1}},
            ties={"settle_months": 0},
            money=OPEN_HANDED,
            **more,
        )
    )


def months_paid(scenario: Scenario) -> list[str]:
    """Which stream the model pays the post from, by month; nothing else of the month is simulated."""
    town, found = begin(scenario, 1), []
    for month in range(scenario.months):
        town.month, town.scenario = month, scenario.at(month)
        funding.step(town)
        row = int(town.state.posts.stream[0])
        found.append("" if row == NOBODY else list(scenario.funding)[row])
    return found


@pytest.mark.parametrize("case", list(CASES))
def test_a_stream_pays_when_it_is_said_to(case: str) -> None:
    scenario = paying(CASES[case])
    paid = months_paid(scenario)
    for key, last, perhaps in paid_by(scenario, scenario.coordinators["post"].funding):
        assert not perhaps, "nothing is left to chance here"
        assert last == max((month for month, by in enumerate(paid) if by == key), default=None)
        surely = payments(scenario, key).surely
        assert all(surely[month] for month, by in enumerate(paid) if by == key)


def test_levers_on_money_are_followed() -> None:
    scenario = paying({"a": {"months": 6}}, levers={"funding.a.months": {"2010-04": 12}})
    assert payments(scenario, "a").last() == 11
    assert months_paid(scenario)[11:13] == ["a", ""]


def test_what_hangs_on_chance_is_said_to_be_perhaps() -> None:
    scenario = paying({"a": {"months": 6, "renewals": 1, "renewal_chance": 0.5}})
    assert [(last, perhaps) for _, last, perhaps in paid_by(scenario, ["a"])] == [(5, True)]
    assert "paid by a until 2010-06 (perhaps longer)" in " ".join(portrait(scenario).split())


def test_money_that_never_comes_is_reported_as_such() -> None:
    text = " ".join(portrait(paying(CASES["after the end"])).split())
    assert "never paid, so it never runs" in text
    assert "it never begins, for the scenario ends in 2012-06" in text
    assert "Note: funding.a never pays" in text
    assert "Note: coordinators.post is never paid" in text
    text = " ".join(portrait(paying(CASES["renewed into the next"])).split())
    assert "paid by a until 2010-12 (b never pays for it)" in text


def test_a_grant_under_way_pays_what_is_left_of_its_year() -> None:
    scenario = paying({"a": {"start": "2009-03", "months": 24, "per_year": 120_000.0}})
    town = begin(scenario, 1)
    funding.step(town)
    assert town.state.streams.granted[0] == 20_000  # January and February 2010


@pytest.mark.parametrize(
    ("field", "words"),
    [("months", "funding.<key>.start and months"), ("payer", "funding.<key>.payer"), ("salary", "money.staff_month")],
)
def test_a_post_says_where_its_time_payer_and_salary_stand(field: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=f"no field '{field}'.*{words}"):
        scenario_from(example(funding={"a": {"permanent": True}}, coordinators={"post": {"funding": ["a"], field: 1}}))


def test_what_comes_back_unspent_and_what_is_missing_are_measures() -> None:
    from sim.history import simulate

    scenario = paying(
        {"a": {"months": 12, "per_year": 20_000.0}, "b": {"months": 6, "per_year": 120_000.0, "start": "2011-06"}}
    )
    history = simulate(scenario, 1)
    table = history.to_pandas()

    def total(measure: str, group: str) -> float:
        return float(table[(table.measure == measure) & (table.group == group)].value.sum())

    cost = 0.1 * 51_000 + 2_000  # a month; two of them in 20,000
    assert total("money_missing", "funding.a") == pytest.approx(10 * cost)
    assert total("money_returned", "funding.a") == pytest.approx(20_000 - 2 * cost)
    assert total("money_returned", "funding.b") == pytest.approx(60_000 - 6 * cost)
    assert any("SEK go back unspent" in words for _, words in history.log)


def test_an_empty_mapping_in_an_extending_file_empties_the_base(tmp_path: Any) -> None:
    from sim.scenario import load_scenario

    (tmp_path / "base.yaml").write_text(
        "places: {a: {population: 40}}\norigins: {o: {}}\narrivals: {s: {place: a, origin: o, months: {2010-03: 4}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "over.yaml").write_text("extends: base.yaml\narrivals: {s: {months: {}}}\n", encoding="utf-8")
    assert load_scenario(tmp_path / "base.yaml").arrivals["s"].months == {"2010-03": 4}
    assert load_scenario(tmp_path / "over.yaml").arrivals["s"].months == {}
