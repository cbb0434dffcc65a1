"""Amounts may be written in another currency or of another year, and come to kronor of one year."""

from __future__ import annotations

from typing import Any

import pytest

from experiments.portrait.amounts import written_in_words
from experiments.portrait.settings import settings_in_words
from sim.history import simulate
from sim.scenario import Scenario, ScenarioError, load_scenario, scenario_from, with_overrides
from sim.scenario.currencies import amount_of
from sim.scenario.schema.currency import CurrencySettings

GRANT = 2640 * 1.254 * 334.26 / 313.35
"""2,640 Danish kroner of 2015 in Swedish kronor of 2019."""


def written(money: Any, **more: Any) -> Scenario:
    return scenario_from(
        {"places": {"town": {"population": 120}}, "months": 2, "money": {"state_grant": money}, **more}
    )


def test_rate_of_the_year_and_rise_of_prices() -> None:
    assert written("2640 DKK 2015").money.state_grant == pytest.approx(GRANT, abs=0.01)
    assert written("100 SEK 2015").money.state_grant == pytest.approx(100 * 334.26 / 313.35, abs=0.01)
    assert written("1,000 EUR").money.state_grant == 10_589.0
    assert written("100 DKK 2015", currency={"price_year": 2015}).money.state_grant == 125.4
    assert (
        written("100 DKK 2015", currency={"rates": {"DKK": {"2015": 2.0}}, "price_year": 2015}).money.state_grant == 200
    )


def test_the_nearest_year_with_a_rate_holds_and_is_told() -> None:
    found = amount_of("2.5 ISK 2012", CurrencySettings())
    assert found is not None and "0.077 SEK for 1 ISK in 2019" in found.how


def test_the_same_in_either_money_is_the_same_bytes() -> None:
    ours, theirs = written(round(GRANT, 2)), written("2640 DKK 2015")
    assert simulate(ours, 3).digest == simulate(theirs, 3).digest
    assert ours.canonical() | {"currency": 0} == theirs.canonical() | {"currency": 0}


def test_levers_entries_of_lists_and_settings_may_be_written_so() -> None:
    data: dict[str, Any] = {
        "places": {"town": {"population": 120}},
        "money": {"income": ["40000 EUR", 1, 2]},
        "levers": {"prices.course_hour": {"2010-02": "10 EUR"}},
    }
    scenario = scenario_from(data)
    assert scenario.money.income == (423_560.0, 1.0, 2.0)
    assert scenario.at(1).prices.course_hour == 105.89
    other = with_overrides(scenario, {"money.state_grant": "10 EUR"})
    assert other.money.state_grant == 105.89 and len(written_in_words(other)) == 3
    later = with_overrides(other, {"money.state_grant": 3.0})
    assert not any("state_grant" in words for words in written_in_words(later)), "another amount stands there"


def test_it_is_told() -> None:
    words = settings_in_words(written("2640 DKK 2015"))
    assert "money.state_grant 2640 DKK 2015 is 3,531 SEK" in " ".join(words.split())
    assert "1.254 SEK for 1 DKK in 2015" in " ".join(words.split())
    assert "SEK" not in settings_in_words(written(3000.0))


def test_it_stays_so_in_a_file(tmp_path: Any) -> None:
    scenario = written("2640 DKK 2015")
    file = tmp_path / "one.yaml"
    file.write_text(scenario.to_yaml(), encoding="utf-8")
    assert load_scenario(file) == scenario


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("2640 DKR 2015", "there is no rate of DKR; did you mean DKK?"),
        ("2640 DKK 1950", "there is no level of prices of 1950"),
        ("2640 kroner", "allowed: a number"),
        ("-5 DKK", "allowed: a number from 0"),
    ],
)
def test_what_cannot_be_told_is_refused(amount: str, words: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        written(amount)
    assert words in str(refused.value) and "money.state_grant" in str(refused.value)


def test_only_money_is_money() -> None:
    with pytest.raises(ScenarioError, match=r"region\.trust: found text '0.05 EUR'"):
        written(1.0, region={"trust": "0.05 EUR"})
