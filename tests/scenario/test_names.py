"""Keys of a user's own never meet the program's words, nor one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic.fields import FieldInfo

from sim.history import simulate
from sim.scenario import ScenarioError, scenario_from
from sim.scenario.consistency import RESERVED
from sim.scenario.paths import extra, mapped, section_of
from sim.scenario.schema.base import Section
from sim.scenario.schema.kinds import KEY_PATTERN
from sim.scenario.schema.root import Scenario
from tests.scenario.example import example

MONTHS = 3
NEW_NAMES = {"places.groups"}
"""Fields whose keys name something new, and not an entry of another field."""


@pytest.mark.parametrize("key", RESERVED)
def test_a_place_cannot_have_a_word_of_the_tables_as_its_key(key: str) -> None:
    data = example(places={key: {"population": 300}}, travel={}, arrivals={}, levers={})
    with pytest.raises(ScenarioError, match=rf"places.{key}: .*own word.*`name`; not to be used: {key}"):
        scenario_from(data)


def test_programmes_and_posts_called_alike_or_like_words_of_the_tables_have_rows_of_their_own() -> None:
    keys = ("all", "friends", "municipality")
    post = {"funding": ["pot"], "cost_per_month": 1000.0, "fte": 0.01}
    programme = {"funding": ["pot"], "cost": {"per_month": 10.0}}
    data: dict[str, Any] = {
        "months": MONTHS,
        "places": {"a": {"population": 60}},
        "funding": {"pot": {"permanent": True}},
        "coordinators": dict.fromkeys(keys, post),
        "programmes": dict.fromkeys(keys, programme),
        "money": {"staff_month": 0.0},
        "ties": {"settle_months": 0},
    }
    table = simulate(scenario_from(data), 1).to_pandas()
    spent = table[(table.measure == "spent") & (table.month == MONTHS - 1)].set_index("group").value
    assert dict(spent) == {
        **{f"coordinators.{key}": 1000.0 for key in keys},
        **{f"programmes.{key}": 10.0 for key in keys},
        "all": 3030.0,
    }
    assert not table.duplicated(["month", "place", "measure", "group"]).any()


def fields_of(entry: type[Section], path: str) -> Iterator[tuple[str, FieldInfo]]:
    for name, field in entry.model_fields.items():
        if inner := section_of(field.annotation):
            yield from fields_of(inner, f"{path}.{name}")
        else:
            yield f"{path}.{name}", field


@pytest.mark.parametrize("section", [name for name, field in Scenario.model_fields.items() if mapped(field.annotation)])
def test_every_field_that_takes_keys_says_whose(section: str) -> None:
    kind = section_of(mapped(Scenario.model_fields[section].annotation))
    for path, field in fields_of(kind, section) if kind else ():
        takes_keys = KEY_PATTERN in f"{field.annotation!r} {field.metadata!r}"
        takes_keys = takes_keys and path not in NEW_NAMES
        assert takes_keys == (extra(field).get("refers") in Scenario.model_fields), path
