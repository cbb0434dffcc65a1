"""Fields that nothing reads where they stand: refused as levers, told of in a file."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import pytest

from experiments.portrait.whole import portrait
from sim.scenario import ScenarioError, scenario_from
from sim.scenario.schema.programmes import ProgrammeSettings
from sim.scenario.unused import conditions
from tests.scenario.example import example


def town(levers: dict[str, Any], **programme: Any) -> dict[str, Any]:
    return example(
        funding={"pot": {"payer": "state", "permanent": True}},
        programmes={"help": {"funding": ["pot"], "form": "support", **programme}},
        levers=levers,
    )


def refusal(levers: dict[str, Any], **programme: Any) -> str:
    with pytest.raises(ScenarioError) as caught:
        scenario_from(town(levers, **programme))
    return str(caught.value)


@pytest.mark.parametrize(
    ("form", "field", "value"),
    [
        ("support", "neutral_venue", False),
        ("support", "hours", 9),
        ("support", "per_participant", 2),
        ("support", "cost.per_volunteer", 100),
        ("support", "carries.friends", 0.3),
        ("mentor", "carries.clubs", "sport"),
        ("mentor", "neutral_venue", False),
        ("mentor", "tasks_redistributed", False),
        ("group", "mentors", "women"),
        ("group", "tasks_redistributed", False),
        ("group", "carries.friends", 0.3),
    ],
)
def test_a_lever_at_a_field_that_the_form_does_not_use_is_refused(form: str, field: str, value: Any) -> None:
    words = refusal({f"programmes.help.{field}": {"2010-06": value}}, form=form)
    assert f"levers.programmes.help.{field}.2010-06" in words
    assert f"{field.rpartition('.')[2]} is not used where programmes.help.form is {form}" in words


def test_the_refusal_names_what_the_field_takes_and_what_is_used_here() -> None:
    words = refusal({"programmes.help.neutral_venue": {"2010-06": False}})
    assert "it takes form group; used here: active, organised_by, target, carries, cost, form" in words
    assert "hours" not in words.partition("used here")[2] and "capacity" in words
    inner = refusal({"programmes.help.carries.friends": {"2010-06": 0.2}})
    assert "used here: language, information, clubs" in inner


@pytest.mark.parametrize(
    ("levers", "programme"),
    [
        ({"programmes.help.neutral_venue": {"2010-06": False}}, {"form": "group"}),
        ({"programmes.help.mentors": {"2010-06": "women"}}, {"form": "mentor"}),
        ({"programmes.help.tasks_redistributed": {"2010-06": False}}, {"form": "mentor", "mentors": "workplace"}),
        # the form is another by then, or later, while the value is still in force
        ({"programmes.help.neutral_venue": {"2010-06": False}, "programmes.help.form": {"2010-06": "group"}}, {}),
        ({"programmes.help.neutral_venue": {"2010-06": False}, "programmes.help.form": {"2011-02": "group"}}, {}),
    ],
)
def test_a_lever_that_is_read_while_it_is_in_force_is_taken(levers: dict[str, Any], programme: dict[str, Any]) -> None:
    assert scenario_from(town(levers, **programme)).levers == levers


def test_a_value_that_another_replaces_before_anything_reads_it_is_refused() -> None:
    levers = {
        "programmes.help.neutral_venue": {"2010-06": False, "2011-02": True},
        "programmes.help.form": {"2011-02": "group"},
    }
    words = refusal(levers)
    assert "neutral_venue.2010-06" in words and "neutral_venue.2011-02" not in words


def test_money_that_is_not_procured_has_no_procurement() -> None:
    words = refusal({"funding.pot.procurement_months": {"2010-06": 3}})
    assert "procurement_months is not used where funding.pot.arrangement is partnership" in words


def test_a_file_that_states_an_unused_field_is_reported_so() -> None:
    reported = portrait(scenario_from(town({}, hours=9, neutral_venue=True)))
    assert "Note: programmes.help.hours changes nothing: hours is not used" in reported
    assert "neutral_venue" not in reported.partition("used here")[0]  # at its default
    group = portrait(scenario_from(town({}, form="group", hours=9)))
    assert "changes nothing" not in group


def test_conditions_name_fields_and_choices_that_there_are() -> None:
    found = conditions(ProgrammeSettings)
    assert ("carries", "friends") in found and ("cost", "per_volunteer") in found
    for needs in found.values():
        for name, values in needs.items():
            for value in values:
                section, _, inner = name.rpartition(".")
                held = {section: {inner: value}} if section else {name: value}
                assert attrgetter(name)(ProgrammeSettings(**{"venue": "library", **held})) == value
