"""What `check` says of homes, driving, settlement, courses and preschools: what a file sets, and nothing else."""

from __future__ import annotations

import pytest

from experiments.portrait.homes import home_notes, homes_in_words
from experiments.portrait.settings import TOPICS, settings_in_words
from experiments.portrait.whole import portrait
from sim.scenario import scenario_from

PLACES = {"vik": {"name": "Vik", "population": 300}}


def told(**sections) -> str:
    return " ".join(settings_in_words(scenario_from({"places": PLACES, **sections})).split())


def test_of_what_is_left_at_its_default_nothing_is_said() -> None:
    assert told() == "" and told(meeting={"free_hours": 40}) == ""


@pytest.mark.parametrize(
    ("sections", "words"),
    [
        ({"housing": {"pull_down": 0.01}}, "empty for 24 months 1 % are pulled down in a month."),
        ({"housing": {"pull_down": 0}}, "Homes: None are pulled down."),
        (
            {"housing": {"stock": False}},
            "Homes: None are built of themselves, pulled down or turned into holiday homes.",
        ),
        ({"housing": {"built_below": 0}}, "Homes: None are built of themselves where they are short."),
        (
            {"housing": {"refused": [0, 0.1, 0.5]}},
            "Newcomers are refused 0 % of owned, 10 % of the municipality's and 50 %",
        ),
        ({"housing": {"contract_ends_newcomers": 1}}, "0.6 % end in a month, of newcomers' 1 time as many."),
        (
            {"driving": {"licences": False}},
            "Licences and cars: Who has a car at the start or on arrival has it for good",
        ),
        (
            {"driving": {"newcomers": [0.05, 0.06]}},
            "5 % of the women and 6 % of the men get one in a month, times 0.3 with",
        ),
        ({"driving": {"carpools": False}}, "Licences and cars: Nobody rides to work with a friend."),
        (
            {"settlement": {"movement_grants": 0.02}},
            "Settlement: Of newcomers' households without work 2 % a month take",
        ),
        ({"settlement": {"incentive": 900}}, "is paid 900 SEK a month for staying, for 60 months."),
        ({"settlement": {"over_quota": 1}}, "goes up to 100 % beyond the quota"),
        ({"language": {"courses": False, "evening": 0.9}}, "Language courses: There are none."),
        (
            {"language": {"course_places": 1}},
            "1 place in each place and 30 for each hundred newcomers, 15 hours a week.",
        ),
        ({"language": {"most_years": 1}}, "nobody has more than 1,500 hours or 1 year."),
        ({"childcare": {"care": False, "fee": 0}}, "Preschools: There are none."),
        ({"childcare": {"fee": 0}}, "Preschools: Parents pay nothing."),
        ({"childcare": {"priority": "newcomers"}}, "open 10.5 hours a day; children of newcomers come first."),
        ({"childcare": {"home_care_allowance": 7500}}, "brings its parents 7,500 SEK a month until it is 3."),
        ({"places": {"vik": {"name": "Vik", "population": 300, "childcare": 60}}}, "from 1 year on (60 in Vik), open"),
        ({"services": {"interpreters": 0.9}}, "Interpreters: One is there in 90 % of the talks that need one."),
        (
            {"places": {"vik": {"name": "Vik", "population": 300, "interpreters": 0.5}}},
            "One is there in 70 % of the talks that need one (50 % in Vik).",
        ),
    ],
)
def test_what_is_set_is_told_in_words(sections, words) -> None:
    assert words in told(**sections)


def test_every_sentence_names_fields_that_there_are() -> None:
    scenario = scenario_from({"places": PLACES})
    for sentences in TOPICS.values():
        for one in sentences:
            assert one.fields <= set(type(getattr(scenario, one.section)).model_fields)
            assert not one.of_place or one.of_place in type(scenario.places["vik"]).model_fields


ORDER = {"place": "vik", "months": {"2010-03": 12, "2011-06": 8}, "beds": 3}


def with_order(**changes):
    return scenario_from({"months": 24, "places": PLACES, "building": {"row": ORDER | changes}})


def test_homes_on_order_are_told_with_when_who_and_what_they_cost() -> None:
    words = " ".join(homes_in_words(with_order(name="The new row")).split())
    assert words == (
        "Homes built on order: The new row: 20 homes of 3 beds to rent from the municipality in Vik, ready 12 "
        "in 2010-03 and 8 in 2011-06; 2,600,000 SEK each, 52,000,000 SEK in all, paid by the municipality"
    )
    one = " ".join(homes_in_words(with_order(months={"2010-03": 1}, beds=1, tenure="owned", payer="state")).split())
    assert "row: 1 home of 1 bed to own in Vik, ready in 2010-03; 2,600,000 SEK, paid by the state" in one
    many = {f"2010-{month:02d}": 1 for month in range(1, 13)}
    assert "ready in 12 months from 2010-01 to 2010-12" in " ".join(homes_in_words(with_order(months=many)).split())
    assert homes_in_words(scenario_from({"places": PLACES})) == ""
    assert "Homes built on order:" in portrait(with_order())


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"months": {"2031-01": 3}}, "building.row.months has months outside the period: 2031-01"),
        ({"months": {}}, "building.row builds nothing"),
        ({"active": False}, "building.row is switched off and no lever opens it"),
        ({"cost_per_home": 0}, "building.row costs nothing"),
    ],
)
def test_orders_of_which_nothing_comes_are_noted(changes, note) -> None:
    assert any(note in one for one in home_notes(with_order(**changes)))
    assert home_notes(with_order()) == []
