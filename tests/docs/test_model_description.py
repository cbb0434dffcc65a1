"""docs/model.md speaks of the code as it is: every process, every section, no parameter that is not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sim.scenario.schema.arrivals import ArrivalStream
from sim.scenario.schema.club_kinds import ClubTypeSettings
from sim.scenario.schema.placements import HostSettings
from sim.scenario.schema.root import SECTIONS, Scenario
from sim.schedule import ORDER

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
PROCESSES = sorted(path.name for path in (ROOT / "sim" / "processes").glob("*.py") if path.name != "__init__.py")
NAMES_OF_OTHER_THINGS = {
    "arrivals_unhoused",  # a measure
    "home_wait",  # another
    "without_home",  # another
    "net_cost",  # another
    "net_balance",  # another
    "club_kinds",
    "venue",
    "opening_hours",  # of programmes
    "spent",  # another
    "host",
    "net_per_newcomer",  # another
    "stayed",  # a group
    "discounted",  # another
    "currency",
    "left",  # another
    "own_projects",  # another
    "polarisation",  # another
    "organised_by",  # a field of programmes
    "destination",
    "mentor",
    "arrivals",
    "levers",
    "openness",  # columns, keys
    "informal",
    "informal_and_membership",
    "contacts_first",
    "work_first",
    "no_effect",
    "posts_follow_people",
    "people_follow_posts",
    "drives_out",
    "locals",
    # fields of streams, posts and programmes
    "funding",
    "coordinators",
    "programmes",
    "start",
    "months",
    "permanent",
    "per_year",
    "takeover",
    "takeover_results",
    "renewal_chance",
    "renewals",
    "renewal_gap",
    "arrangement",
    "procurement_months",
    "procurement_overhead",
    "target",
    "outreach",
    "capacity",
    "carries",
    "cost_per_month",
    "per_month",
    "per_participant",
    "per_volunteer",
    # fields of organisations and of their programmes
    "organisation",
    "organisations",
    "own_income",
    "fixed_cost",
    "staff",
    "kind",
    "base",
    "place",
    "bridges",
    "spreads",
    "copies",
    # fields and choices of how a stream waits, of its permit and its settlement
    "permit",
    "centre",
    "among",
    "agreed",
    # fields of the scenario and of lines
    "building",
    "travel",
    "buses",
    "sites",
    "minutes",
    "times_by_car",
    "waiting",
}
"""Words set as code in section 7 that are no parameter of the section under whose heading they stand."""


def fields_of(section: str) -> set[str]:
    fields = set(type_of(section).model_fields)
    if section == "clubs":
        fields |= set(ClubTypeSettings.model_fields)
    if section == "arriving":
        fields |= set(ArrivalStream.model_fields)
    if section == "placements":
        fields |= set(HostSettings.model_fields)
    return fields


def type_of(section: str) -> Any:
    return Scenario.model_fields[section].annotation


def submodels() -> dict[str, str]:
    body = TEXT[TEXT.index("## 7 Submodels") : TEXT.index("## 8 Rival explanations")]
    parts = re.split(r"^### ", body, flags=re.MULTILINE)[1:]
    return {part.splitlines()[0]: part for part in parts}


def sections_described(part: str) -> list[str]:
    found = re.search(r"Parameters: ([^.]*?)\.", part.replace("\n", " "))
    return [] if found is None else [name for name in re.findall(r"`([a-z_]+)`", found.group(1)) if name in SECTIONS]


@pytest.mark.parametrize("module", PROCESSES)
def test_every_process_module_is_described(module: str) -> None:
    assert f"sim/processes/{module}" in TEXT


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_parameters_is_described(section: str) -> None:
    described = {name for part in submodels().values() for name in sections_described(part)}
    assert section in described or f"`{section}." in TEXT, f"no submodel says: Parameters: `{section}`"


def test_the_schedule_is_the_one_the_description_gives() -> None:
    table = TEXT[TEXT.index("## 3 Process overview") : TEXT.index("## 4 Design concepts")]
    order = re.findall(r"`sim/processes/([a-z_]+)\.py`", table)
    assert order == [name for name, _ in ORDER]


@pytest.mark.parametrize("title", list(submodels()))
def test_no_parameter_is_named_that_does_not_exist(title: str) -> None:
    part = submodels()[title]
    known: set[str] = set().union(*(fields_of(name) for name in sections_described(part)), set())
    for word in re.findall(r"`([a-z][a-z0-9_]*)`", part):
        assert word in known | NAMES_OF_OTHER_THINGS | set(SECTIONS), f"{title}: `{word}`"
    formulas = re.findall(r"`([^`]*_[^`]*)`", part) + re.findall(r"^ {4}(.*)$", part, flags=re.MULTILINE)
    for formula in formulas:
        for word in re.findall(r"(?<![\w./*])([a-z]+_[a-z0-9_]+)(?![\w*/])", formula):
            assert word in known | NAMES_OF_OTHER_THINGS | set(SECTIONS), f"{title}: {word}"


def test_every_path_named_exists() -> None:
    scenario_fields = set(Scenario.model_fields)
    for section, field in re.findall(r"`([a-z]+)\.([a-z_0-9]+)", TEXT):
        if field in {"py", "md"}:
            continue
        assert section in scenario_fields, section
        if section in SECTIONS:
            assert field in fields_of(section), f"{section}.{field}"


@pytest.mark.parametrize("section", SECTIONS)
def test_every_switch_is_described(section: str) -> None:
    switches = [name for name, info in type_of(section).model_fields.items() if info.annotation is bool]
    for switch in switches:
        assert re.search(rf"[`.]{switch}`", TEXT), f"{section}.{switch}"
