"""The documents made from the schema: complete, valid, and not stale."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

import sim
from bygd.cli.starter import starter
from bygd.documents.parameters import json_schema, markdown
from sim.scenario import Scenario, load_scenario
from sim.scenario.inheritance import pieces, whole_scenarios
from sim.scenario.paths import extra, mapped, section_of
from sim.scenario.schema.base import Section, described
from sim.scenario.schema.root import SECTIONS

REPOSITORY = Path(sim.__file__).resolve().parent.parent


def all_fields(kind: type[Section], path: str = "") -> list[tuple[str, Any]]:
    found = []
    for name, field in kind.model_fields.items():
        here = f"{path}.{name}" if path else name
        inner = section_of(field.annotation) or section_of(mapped(field.annotation))
        if inner is not None:
            found += all_fields(inner, here)
        else:
            found.append((here, field))
    return found


@pytest.mark.parametrize(("path", "field"), all_fields(described(Scenario)), ids=lambda value: str(value)[:60])
def test_every_parameter_says_what_it_is(path: str, field: Any) -> None:
    assert (field.description or "").strip(), f"{path} has no docstring"
    assert extra(field).get("unit"), f"{path} has no unit"
    assert extra(field).get("source"), f"{path} has no source"


def test_every_section_is_listed() -> None:
    sections = {name for name, f in Scenario.model_fields.items() if section_of(f.annotation) is not None}
    assert sections == set(SECTIONS)


def test_docs_parameters_is_not_stale() -> None:
    page = REPOSITORY / "docs" / "parameters.md"
    if not page.exists() and not (REPOSITORY / "pyproject.toml").exists():
        pytest.skip("not a checkout")
    assert page.read_text(encoding="utf-8") == markdown(), "run: python -m bygd.documents.parameters"


def test_the_table_names_every_parameter() -> None:
    table = markdown()
    for name in SECTIONS:
        for path, _ in all_fields(section_of(Scenario.model_fields[name].annotation) or Section, name):
            assert f"`{path}`" in table


@functools.cache
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("path", [*whole_scenarios(), *pieces()], ids=lambda path: path.name)
def test_packaged_scenarios_obey_the_json_schema(path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert data
    from sim.scenario.source import read

    held = read(path, str(path)).plain()
    if path in pieces():
        held["extends"] = "rural-town.yaml"
    assert list(validator().iter_errors(held)) == []


@pytest.mark.parametrize(
    ("data", "fine"),
    [
        ({"places": {"town": {"population": 300}}}, True),
        ({"extends": "rural-town.yaml"}, True),
        ({"extends": ["rural-town.yaml", "countries/sweden.yaml"]}, True),
        ({"extends": []}, False),
        ({"extends": ["rural-town.yaml", 3]}, False),
        ({"extends": "rural-town.yaml", "places": {"town": {"car": 0.5}, "other": None}, "ties": None}, True),
        ({"title": "no places"}, False),
        ({"places": {"town": {"population": 0}}}, False),
        ({"places": {"Town": {"population": 300}}}, False),
        ({"places": {"town": {"populaton": 300}}}, False),
        ({"places": {"town": {"population": 300}}, "rivals": {"belonging": "x"}}, False),
        ({"places": {"town": {"population": 300}}, "tise": {}}, False),
    ],
)
def test_the_json_schema_tells_right_from_wrong(data: dict[str, Any], fine: bool) -> None:
    assert (list(validator().iter_errors(data)) == []) is fine


def test_the_json_schema_carries_units_and_sources() -> None:
    field = json_schema()["$defs"]["TiesSettings"]["properties"]["casual_hours"]
    assert field["unit"] == "hour"
    assert "Hall" in field["source"]
    assert field["description"].startswith("Hours-equivalent")
    json.dumps(json_schema(), allow_nan=False)


@pytest.mark.parametrize("every_parameter", [False, True])
def test_the_starter_is_a_scenario(tmp_path: Path, every_parameter: bool) -> None:
    (tmp_path / "s.yaml").write_text(starter(every_parameter=every_parameter), encoding="utf-8")
    assert load_scenario(tmp_path / "s.yaml").places["town"].population == 3000


def test_every_commented_default_is_the_default(tmp_path: Path) -> None:
    lines = starter(every_parameter=True).splitlines()
    begin = next(i for i, line in enumerate(lines) if line.startswith("# Every parameter"))
    live = [line.removeprefix("#").removeprefix(" ") for line in lines[begin + 1 :]]
    text = "\n".join([*lines[:begin], *(line for line in live if not line.lstrip().startswith("# "))])
    (tmp_path / "all.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "head.yaml").write_text(starter(), encoding="utf-8")
    assert load_scenario(tmp_path / "all.yaml").digest() == load_scenario(tmp_path / "head.yaml").digest()
