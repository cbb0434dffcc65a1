"""Numbers, switches, months and texts in other habits get told what was probably meant."""

from __future__ import annotations

import pytest

from sim.scenario import ScenarioError, load_scenario
from sim.scenario.hints import month_hint, numbers_meant, switch_hint


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0,05", ["0.05"]),
        (",5", ["0.5"]),
        ("5,500", ["5500", "5.500"]),
        ("0,500", ["0.500"]),
        ("12,5", ["12.5"]),
        ("1 200 000", ["1200000"]),
        ("1\u00a0200", ["1200"]),
        ("1'200", ["1200"]),
        ("1.200,5", ["1200.5"]),
        ("1,200,000", ["1200000"]),
        ("1.200.000", ["1200000"]),
        ("5%", ["0.05"]),
        ("5 %", ["0.05"]),
        ("2,5 %", ["0.025"]),
        ("12 procent", ["0.12"]),
        ("−3", ["-3"]),
        ("many", []),
        ("1,2,3", []),
        ("", []),
        ("5", []),
        ("%", []),
    ],
)
def test_a_number_written_another_way_is_understood(written: str, meant: list[str]) -> None:
    assert numbers_meant(written) == meant


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("did you mean 0.05?", "places: {a: {population: 30}}\nwork:\n  inactive: 0,05\n"),
        ("did you mean 5500 or 5.500?", "places:\n  a:\n    population: 5,500\n"),
        ("did you mean 5500 or 5.500?", "places: {a: {population: 5,500}}\n"),
        ("did you mean 0.05?", "places: {a: {population: 30, newcomers: 5%}}\n"),
        ("did you mean 0.05?", "places: {a: {population: 30, newcomers: 0,05}}\n"),
        ("two spaces for each tab", "places:\n\ta: {population: 30}\n"),
        ("two spaces for each tab", "places:\n  a:\n\t population: 30\n"),
        ("text with a colon in it stands in quotes", "title: Åre: a town\nplaces: {a: {population: 30}}\n"),
        ("did you mean true?", "places: {a: {population: 30}}\nwork: {hiring: ja}\n"),
        ("did you mean 2015-01?", "start: 2015/1\nplaces: {a: {population: 30}}\n"),
        ("did you mean 2015-01?", "start: 2015\nplaces: {a: {population: 30}}\n"),
        ("opened and not closed", 'title: "Åre\nplaces: {a: {population: 30}}\n'),
    ],
)
def test_the_error_says_what_was_probably_meant(write, words: str, text: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        load_scenario(write(text))
    assert words in str(refused.value)
    assert all(problem.line for problem in refused.value.problems)


def test_no_hint_where_there_is_nothing_to_guess() -> None:
    assert not any((switch_hint("perhaps"), switch_hint(True), month_hint("soon"), month_hint(True)))
